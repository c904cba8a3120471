"""The form of one person's vote: ballots, tellers, opinions, the resolution; what follows is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.meetings.page import typed
from partyoffice.meetings.page.ballot import NUMBERS, Spoken, following, resolution_from, tally_from
from partyoffice.meetings.page.reading import Known, Stand
from partyoffice.meetings.queries import tally_of
from partyoffice.meetings.records import Vote
from partyoffice.meetings.rules.resolution import PERFORMANCE
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Count
from partyoffice.meetings.rules.voting import Matter, VoteSettings, outcome_of
from partyoffice.meetings.rules.writing import Business
from partyoffice.part import Decision
from partyoffice.store.base import fields_of
from partyoffice.ui.asking import form
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from partyoffice.ui.record_form import RecordForm

BALLOTS, WHO, TEXT, WRITTEN = "表决", "监票、计票", "决议", "书面意见和例外"
GROUPS = {**dict.fromkeys(NUMBERS, BALLOTS), "secret": BALLOTS, "watcher": WHO, "counter": WHO}
VOTE = {one.key: one for one in fields_of(Vote)}
OPINIONS = Field(
    "opinions", "书面意见", Kind.TABLE, choices=typed.OPINION, group=WRITTEN,
    hint="会前正式交到支部的才计票；意见写赞成、反对或弃权",
)  # fmt: skip
EXCLUDED = Field("excluded", "不计入应到", Kind.TABLE, choices=typed.LEFT_OUT, group=WRITTEN)
DISCUSSION = Field("discussion", "讨论情况", Kind.LONG, group=TEXT, hint="发言要点，记入会议记录")
RESOLUTION = Field("resolution", "决议", Kind.LONG, group=TEXT, hint="按票数拟出，可以改")
OVERRIDE = "override_reason"  # the last of what a decision may ask


def fields_for(decision: Decision, settings: VoteSettings) -> list[Field]:
    """Return the fields of the form in the order a meeting goes."""
    asked = {one.key: one for one in decision.asks}
    first = [one for key, one in asked.items() if key not in {PERFORMANCE.key, OVERRIDE}]
    votes = [_grouped(VOTE[key], group, required=key == "yes") for key, group in GROUPS.items()]
    texts = [_grouped(PERFORMANCE, TEXT), DISCUSSION, RESOLUTION]
    last = [OPINIONS, *([EXCLUDED] if settings.exclusions_allowed else [])]
    last += [_grouped(asked[OVERRIDE], WRITTEN)] if OVERRIDE in asked else []
    return [*(_grouped(one, decision.title) for one in first), *votes, *texts, *last]


def _grouped(one: Field, group: str, *, required: bool | None = None) -> Field:
    return replace(one, group=group, required=one.required if required is None else required)


class VoteForm:
    """One person's form: what is not typed follows from what is."""

    def __init__(self, decision: Decision, person: int, name: str, settings: VoteSettings) -> None:
        self.decision, self.person, self.name, self.settings = decision, person, name, settings
        self.matter = Matter(decision.matter)
        self.form: RecordForm = form(fields_for(decision, settings), {"secret": True})
        self.item: int | None = None
        self.stand, self.proposed = Stand((), ""), ""
        self.form.remarks = self._remarks

    def load(self, known: Known | None, count: Count | None = None) -> None:
        """Show what is written down already; nothing for a new vote.

        A resolution that says what the numbers said, with ``count`` of that day, goes on to follow them.
        """
        if known is None:
            self.item = None
            return
        self.item, item = known.item.id, known.item
        values: dict[str, Any] = {**item.given, "discussion": item.discussion, "resolution": item.resolution}
        if known.vote is not None:
            tally = tally_of(known.vote)
            values |= {key: getattr(tally, key) for key in GROUPS}
            values |= {
                "opinions": typed.opinions_text(tally.opinions),
                "excluded": typed.exclusions_text(tally.excluded),
            }
        self.form.load({"secret": True, **values})
        self.proposed = self._resolution(count) if count is not None else ""

    # What follows ------------------------------------------------------------------------

    def follow(self, count: Count) -> None:
        """Propose what was not typed."""
        if self.item is None:
            own = frozenset(key for key in NUMBERS if self.form.rows[key].touched())
            for key, number in following(self.form.values(), own, count).items():
                if key not in own and self.form.rows[key].value() != number:
                    self.form.rows[key].load(number)
        self._propose_resolution(count)

    def _propose_resolution(self, count: Count) -> None:
        """Write the resolution anew unless somebody has put it into other words."""
        row, text = self.form.rows["resolution"], self._resolution(count)
        if row.value() in {None, "", self.proposed} and text and row.value() != text:
            row.load(text)
        self.proposed = text or self.proposed

    def _resolution(self, count: Count) -> str:
        performance = str(self.form.rows[PERFORMANCE.key].value() or "")
        spoken = Spoken(performance, self.stand.motion)
        return resolution_from(self.matter, self.tally(), count, self.settings, spoken)

    # What is typed -----------------------------------------------------------------------

    def tally(self) -> Tally | None:
        """Return the vote as typed; None while the yes votes or a table cannot be read."""
        return tally_from(self.form.values())

    def given(self) -> dict[str, str]:
        """Return what the decision asks, as texts."""
        values = self.form.values()
        told = {one.key: values.get(one.key) for one in self.decision.asks}
        return {key: str(value) for key, value in told.items() if value not in {None, ""}}

    def business(self) -> Business:
        """Return the item to be saved."""
        values = self.form.values()
        return Business(
            f"{self.decision.title}：{self.name}", self.decision.name, self.person, self.item,
            str(values["discussion"] or ""), str(values["resolution"] or ""), self.given(), self.tally(),
        )  # fmt: skip

    def _remarks(self, values: Mapping[str, Any]) -> dict[str, list[Remark]]:
        """Say beside a table which of its rows cannot be read."""
        said = {}
        for key, read in (("opinions", typed.opinions), ("excluded", typed.exclusions)):
            try:
                read(values.get(key) or "")
            except typed.UnreadableRowError as error:
                said[key] = [Remark(Severity.BLOCK, str(error))]
        return said


def verdict(votes: Sequence[VoteForm], count: Count) -> str:
    """Return whose votes did not pass, as the end of a sentence; empty where all did."""
    failed = [
        one.name
        for one in votes
        if not outcome_of(
            one.matter, (one.tally() or Tally(0)).vote(count, one.settings), one.settings
        ).passed
    ]
    return f"，{'、'.join(failed)}没有通过" if failed else ""
