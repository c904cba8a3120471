"""The counting sheet of a ballot: its fields, what is judged while they are typed, what a gap asks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.elections import queries
from partyoffice.elections.actions import counting as actions
from partyoffice.elections.page.asking import REASON, Values, remark
from partyoffice.elections.queries.meetings import electors
from partyoffice.elections.records import DUE, Ballot, Election
from partyoffice.elections.rules.counting import Votes, check_consent, check_sheet, counted, told_of
from partyoffice.elections.rules.standing import check_tellers, names_in
from partyoffice.elections.rules.typed import VOTES, table_text, votes_in
from partyoffice.meetings.rules import elections as rules
from partyoffice.ui.register import Sheet
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.elections.queries.rows import BallotRow

ON = Field("on", "投票日期", Kind.DAY, required=True)
NUMBERS = (
    Field("due", "应到会有选举权", Kind.NUMBER, required=True),
    Field("present", "实到会有选举权", Kind.NUMBER, required=True),
    Field("issued", "发出选票", Kind.NUMBER, required=True),
    Field("returned", "收回选票", Kind.NUMBER, required=True),
    Field("valid", "有效票", Kind.NUMBER, required=True),
    Field("invalid", "无效票", Kind.NUMBER, required=True),
)
TABLE = Field("votes", "各人票数", Kind.TABLE, choices=VOTES, hint="另选的人接着写在候选人下面，只填赞成")
TELLERS = (
    Field("head_teller", "总监票人", Kind.NAME),
    Field("tellers", "监票人", hint="用顿号隔开，不能是候选人"),
    Field("counters", "计票人", hint="用顿号隔开"),
)
FIELDS = (ON, *NUMBERS, TABLE, *TELLERS)
# Beside which field a fault stands, and what must be filled in before it is told.
PLACES = {
    "E1": ("present", ("due", "present")),
    "E4": ("present", ("due", "present")),
    "E5": ("issued", ("present", "issued")),
    "E2": ("returned", ("issued", "returned")),
    "E6": ("invalid", ("returned", "valid", "invalid")),
}
WHOLE = ("due", "present", "issued", "returned", "valid", "invalid")
Said = dict[str, list[Remark]]


def whole(values: Values) -> dict[str, int | None]:
    """Return the numbers typed so far as whole ones."""
    return {key: None if values.get(key) is None else int(values[key]) for key in WHOLE}


class CountingSheet:
    """The form for one ballot; it knows by whose half this office elects once it has begun."""

    def __init__(self, row: "BallotRow") -> None:
        self.row, self.base, self.tied = row, DUE, False

    def sheet(self) -> Sheet:
        """Return the form."""
        return Sheet(FIELDS, self.begin, remarks=self.remarks, note=self._note)

    def _note(self, _row: object) -> str:
        ballot = self.row.ballot
        rule = "票数相等的人再次投票，得票多的当选" if self.tied else f"赞成超过{self.base}人数的半数当选"
        return f"{self.row.body}{self.row.label}，{self.row.title}，应选 {ballot.seats} 名。{rule}。"

    def begin(self, session: "Session", _row: object) -> Values:
        """Return what the sheet begins with: what was counted, else those due and the candidates."""
        ballot = session.get_one(Ballot, self.row.id)
        election = session.get_one(Election, ballot.election_id)
        self.base, self.tied = queries.base_of(session), queries.among_tied(session, ballot)
        day = ballot.on or election.held or Day.of(clock.today())
        kept = {one.key: getattr(ballot, one.key) for one in (*NUMBERS, *TELLERS)}
        if ballot.due is None:
            due, present = electors(session, election, ballot, day.first)
            kept |= {"due": due, "present": present, "issued": present}
        rows = [(one.name, one.yes, one.no, one.abstain) for one in self.row.people]
        return {**kept, ON.key: day, TABLE.key: table_text(rows)}

    # While it is typed ------------------------------------------------------------------------

    def remarks(self, values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
        """Judge what is typed so far, field by field."""
        numbers, said = whole(values), Said()
        try:
            votes = votes_in(values.get(TABLE.key) or "", self.row.names)
        except OfficeError as error:
            said[TABLE.key] = [Remark(Severity.BLOCK, error.what)]
            votes = []
        frame = queries.framed(numbers, self.row.ballot.seats, self.base)
        told = check_sheet(frame, numbers["valid"] or 0, numbers["invalid"] or 0, votes)
        complete = self._complete(numbers, votes)
        for one in told:
            place, needs = PLACES.get(one.code, (TABLE.key, ()))
            if all(numbers[key] is not None for key in needs) and (needs or complete):
                said.setdefault(place, []).append(remark(one))
        self._hold(numbers, frame, said)
        if complete and not said.get(TABLE.key) and not told:
            said[TABLE.key] = [Remark(Severity.INFO, self._outcome(frame, votes))]
        said |= self._tellers(values)
        return said

    def _complete(self, numbers: Mapping[str, int | None], votes: Sequence[Votes]) -> bool:
        """Say whether every candidate has votes typed, so that sums are worth telling."""
        stands = {one.name for one in votes if not one.written_in}
        filled = stands == set(self.row.names) and all(one.sum for one in votes)
        return filled and numbers["valid"] is not None

    def _outcome(self, frame: rules.Election, votes: Sequence[Votes]) -> str:
        return told_of(counted(frame, votes, among_tied=self.tied), frame, among_tied=self.tied)

    def _hold(self, numbers: Mapping[str, int | None], frame: rules.Election, said: Said) -> None:
        """Say by how many the meeting may elect."""
        if numbers["due"] and numbers["present"] is not None and "present" not in said:
            least = rules.needed_present(frame.due)
            told = f"应到 {frame.due} 人，五分之四为 {least} 人，实到 {frame.present} 人"
            said["present"] = [Remark(Severity.INFO, "到会人数够，可以选举", told, rules.ARTICLE)]

    def _tellers(self, values: Values) -> Said:
        typed = "、".join(str(values.get(one.key) or "") for one in TELLERS)
        found = check_tellers(names_in(typed), self.row.names)
        return {"tellers": [remark(one) for one in found]} if found else {}

    # What is kept -----------------------------------------------------------------------------

    def save(self, session: "Session", given: Values) -> "list[Any]":
        """Count the ballot, and tell what it brought."""
        ballot = session.get_one(Ballot, self.row.id)
        votes = votes_in(given[TABLE.key] or "", self.row.names)
        sheet = {**whole(given), ON.key: given[ON.key], **{one.key: given[one.key] or "" for one in TELLERS}}
        actions.count(session, ballot, sheet, votes)
        return [actions.told(session, ballot)]


# -- void, and left open ----------------------------------------------------------------------

VOID = (
    ON, NUMBERS[2], NUMBERS[3],
    Field("reason", "选举无效的原因", required=True, hint="如 收回的选票多于发出的选票"),
)  # fmt: skip
LEAVING = Field("leaving", "减少几名", Kind.NUMBER, required=True)
CONSENTED = Field("consented", "同意的选举人", Kind.NUMBER, required=True, hint="当场表决同意减少名额的人数")


def begin_void(_session: "Session", row: "BallotRow") -> Values:
    """Return what is known of a ballot that does not hold."""
    return {
        "on": row.ballot.on or Day.of(clock.today()), "issued": row.ballot.issued,
        "returned": row.ballot.returned, REASON.key: row.ballot.void,
    }  # fmt: skip


def void(session: "Session", row: "BallotRow", given: Values) -> None:
    """Note that a ballot does not hold."""
    numbers = {key: number for key, number in whole(given).items() if number is not None}
    ballot = session.get_one(Ballot, row.id)
    actions.find_void(session, ballot, given["reason"] or "", {"on": given["on"], **numbers})


def leaving(row: "BallotRow") -> Sheet:
    """Return the form that leaves seats open, which judges the consent while it is typed."""
    vacant, due = row.outcome.vacant if row.outcome is not None else 0, row.ballot.due or 0

    def remarks(values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
        number, consented = values.get("leaving"), values.get("consented")
        if number is None or consented is None:
            return {}
        return {"consented": [remark(one) for one in check_consent(vacant, int(number), int(consented), due)]}

    return Sheet(
        (LEAVING, CONSENTED), lambda _session, _row: {"leaving": vacant}, remarks=remarks,
        note=lambda _row: f"空缺 {vacant} 名，接近应选名额的，经超过半数的选举人同意可以不再选举。",
    )  # fmt: skip


def leave(session: "Session", row: "BallotRow", given: Values) -> None:
    """Leave seats open."""
    ballot = session.get_one(Ballot, row.id)
    actions.leave_open(session, ballot, int(given["leaving"]), int(given["consented"]))
