"""Who stands: put on a ballot, changed, put up again, and what is said of each."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.elections.actions import ballots as actions
from partyoffice.elections.actions.ballots import Standing
from partyoffice.elections.page.asking import OFFICE, PEOPLE, SEATS, Values, electors, remark, standing
from partyoffice.elections.queries.rows import TIED, VOID, BallotRow
from partyoffice.elections.records import Ballot, Election
from partyoffice.elections.rules.typed import ABOUT, cells, table_text
from partyoffice.elections.rules.words import COMMITTEE, DEPUTY, SECRETARY
from partyoffice.meetings.rules.elections import candidates_at_least, check_candidates
from partyoffice.ui.register import Sheet
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.elections.queries.rows import Entry
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

PUT_UP = (OFFICE, SEATS, PEOPLE)
PUT_NOTE = "选票上委员按姓氏笔画排列，书记、副书记按上级批准的次序；只能选有被选举权的正式党员。"
TEXTS = Field("about", "候选人", Kind.TABLE, choices=ABOUT, hint="简要情况印在候选人简介里")


def _links(desk: "Desk", row: "Entry | BallotRow") -> "Links":
    return {PEOPLE.key: electors(desk, row.body_id)}


def _difference(office: str, values: Values) -> Mapping[str, Sequence[Remark]]:
    """Say how many candidates the seats ask for, and whether there are as many."""
    seats, people = values.get(SEATS.key), values.get(PEOPLE.key) or ()
    if not seats or office != COMMITTEE:
        return {}
    found = check_candidates(len(people), int(seats)) if people else []
    if found:
        return {PEOPLE.key: [remark(one) for one in found]}
    told = f"应选 {seats} 人，差额不少于百分之二十，候选人不少于 {candidates_at_least(int(seats))} 人"
    return {SEATS.key: [Remark(Severity.INFO, told)]}


# -- put up -----------------------------------------------------------------------------------


def put_up(row: "Entry") -> Sheet:
    """Return the form that puts candidates on the next ballot of an election."""

    def remarks(values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
        return _difference(str(values.get(OFFICE.key) or ""), values)

    def follow(_desk: "Desk", dialog: Any) -> None:  # noqa: ANN401 -- the form, which only the window knows
        def seats(key: str) -> None:
            if key == OFFICE.key:
                office = dialog.form.values()[OFFICE.key]
                dialog.form.set_value(SEATS.key, row.election.seats if office == COMMITTEE else 1)

        dialog.form.committed.connect(seats)

    begin = partial(_begin, row)
    return Sheet(PUT_UP, begin, _links, remarks=remarks, follow=follow, note=lambda _row: PUT_NOTE)


def _begin(row: "Entry", _session: "Session", _row: object) -> Values:
    held = {one.ballot.office for one in row.ballots}
    office = next((one for one in (COMMITTEE, SECRETARY, DEPUTY) if one not in held), "")
    return {OFFICE.key: office, SEATS.key: row.election.seats if office == COMMITTEE else 1}


def put(session: "Session", row: "Entry", given: Values) -> None:
    """Put up candidates."""
    election = session.get_one(Election, row.id)
    people = standing(session, row.body_id, given[PEOPLE.key] or ())
    actions.put_up(session, election, given[OFFICE.key], int(given[SEATS.key]), people)


# -- changed, and put up again ----------------------------------------------------------------


def changing(row: BallotRow) -> Sheet:
    """Return the form that changes who stands on a ballot."""
    chosen = tuple(one.person_id for one in row.people if one.person_id and not one.written_in)
    return Sheet(
        (SEATS, PEOPLE), lambda _session, _row: {SEATS.key: row.ballot.seats, PEOPLE.key: chosen}, _links,
        remarks=partial(_difference, row.ballot.office if row.ballot.round == 1 else ""),
        note=lambda _row: PUT_NOTE,
    )  # fmt: skip


def change(session: "Session", row: BallotRow, given: Values) -> None:
    """Change who stands; what was said of those who stay is kept."""
    ballot = session.get_one(Ballot, row.id)
    people = _kept(row, standing(session, row.body_id, given[PEOPLE.key] or ()))
    actions.change_candidates(session, ballot, int(given[SEATS.key]), people)


def _kept(row: BallotRow, people: Sequence[Standing]) -> list[Standing]:
    known = {one.person_id: one for one in row.people if one.person_id is not None}
    return [
        Standing(one.name, one.person_id, known[one.person_id].post, known[one.person_id].profile)
        if one.person_id in known
        else one
        for one in people
    ]


def again(row: BallotRow) -> Sheet:
    """Return the form for another ballot: those tied, all again, or those not elected."""
    names = row.outcome.tied if row.outcome is not None and row.state == TIED else ()
    stays = [one for one in row.people if (one.name in names if names else not one.elected)]
    stays = [one for one in stays if row.state != VOID or not one.written_in]
    left = row.outcome.vacant if row.outcome is not None else row.ballot.seats
    chosen = tuple(one.person_id for one in stays if one.person_id is not None)
    told = f"空缺 {left} 名。" + (
        "就票数相等的人再次投票，得票多的当选。" if names else "对没有当选的另行选举。"
    )
    return Sheet(
        (PEOPLE,), lambda _session, _row: {PEOPLE.key: chosen}, _links,
        note=lambda _row: row.ballot.void or told,
    )  # fmt: skip


def vote_again(session: "Session", row: BallotRow, given: Values) -> None:
    """Hold another ballot."""
    ballot = session.get_one(Ballot, row.id)
    election = session.get_one(Election, ballot.election_id)
    people = _kept(row, standing(session, row.body_id, given[PEOPLE.key] or ()))
    actions.vote_again(session, election, ballot.office, people)


# -- what is said of each ---------------------------------------------------------------------


def telling(row: BallotRow) -> Sheet:
    """Return the form for posts and 简要情况 of the candidates."""
    text = table_text((one.name, one.post, one.profile) for one in row.people)
    return Sheet((TEXTS,), lambda _session, _row: {TEXTS.key: text})


def tell(session: "Session", row: BallotRow, given: Values) -> None:
    """Write down posts and 简要情况."""
    rows = cells(given[TEXTS.key] or "", len(ABOUT))
    about = {name: (post, profile) for name, post, profile in rows}
    actions.describe(session, session.get_one(Ballot, row.id), about)
