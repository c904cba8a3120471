"""One item of the agenda: its line, and below it what was said, voted, decided, and is to be done."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.meetings.page.ballot import Spoken, resolution_from
from partyoffice.meetings.page.minutes.asks import Asks
from partyoffice.meetings.page.minutes.follow_rows import FollowRows
from partyoffice.meetings.page.minutes.item_body import (
    item_line,
    number_line,
    offer_matters,
    stops_of,
    vote_of,
)
from partyoffice.meetings.page.minutes.item_head import ItemHead
from partyoffice.meetings.page.minutes.pieces import GrowingEditor, lock, name_choice, offer_names
from partyoffice.meetings.page.minutes.vote_card import VoteCard
from partyoffice.meetings.page.reading import Stand
from partyoffice.meetings.page.vote_side import remark_of
from partyoffice.meetings.rules.resolution import PERFORMANCE
from partyoffice.meetings.rules.voting import Matter
from partyoffice.meetings.rules.writing import Business, Follow
from partyoffice.part import Decision
from partyoffice.ui.controls import KEYBOARD, label, link, quiet
from partyoffice.ui.editors import FlagEditor, LineEditor
from partyoffice.ui.remarks import RemarkBlock
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.scene import Scene

INDENT = 20
NOTHING = Stand((), "")
Ask = Callable[[Decision, int, Mapping[str, str]], Stand]
KEPT = ("item_id", "decision", "person_id", "person", "number")  # never typed
NUMBER_LATER = "定稿时编号"


class ItemCard(QWidget):
    """``edited`` tells every change; ``person_wanted`` asks for the way of whom a decision is about."""

    edited = Signal()
    person_wanted = Signal()
    tables_wanted = Signal()
    article_wanted = Signal()

    def __init__(self, state: Mapping[str, Any], scene: "Scene", stand_of: Ask) -> None:
        super().__init__()
        self.kept = {key: state.get(key) for key in KEPT}
        self.scene, self.stand_of = scene, stand_of
        self.decision = scene.decisions.get(str(state.get("decision") or ""))
        self.stand, self.proposed, self.open, self.number = NOTHING, "", False, 1
        self.head = ItemHead()
        self.subject, self.material = LineEditor(), LineEditor()
        self.presenter = name_choice("提出人")
        self.matter = Combo()
        self.about, self.way = label("", "label", wraps=True), link("打开本人进程", self.person_wanted.emit)
        self.against, self.asks = RemarkBlock(), Asks(self.decision.asks if self.decision else ())
        self.discussion = GrowingEditor("讨论情况：发言人和要点，不同意见也要记")
        self.begin = quiet("登记表决", self.begin_vote, "calendar-check")
        self.resolution = GrowingEditor("决议、决定，没有决议的空着")
        self.numbered, self.weighty = label("", "cap"), FlagEditor("重大事项")
        self.follow, self.add_follow = FollowRows(), link("添加落实事项", self._add_follow)
        self._build()
        self._wire()
        self._take(state)

    def _build(self) -> None:
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(INDENT, 10, 0, 12)
        inside.setSpacing(8)
        inside.addWidget(item_line(self))
        for part in (self.against, self.asks, self.discussion, self.begin, self.resolution):
            left = Qt.AlignmentFlag.AlignLeft if part is self.begin else Qt.AlignmentFlag(0)
            inside.addWidget(part, 0, left)
        inside.addWidget(number_line(self))
        inside.addWidget(self.follow)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addWidget(self.body)

    def _wire(self) -> None:
        self.head.toggled.connect(lambda: self.unfold(not self.open))
        for one in (self.subject, self.material, self.presenter, self.discussion, self.weighty):
            one.edited.connect(self._edited)
        for more in (self.presenter.committed, self.resolution.edited, self.follow.edited):
            more.connect(self.edited)
        self.matter.activated.connect(lambda _at: self._edited())
        self.asks.edited.connect(self._edited)
        self.asks.committed.connect(self.ask_stand)

    def _take(self, state: Mapping[str, Any]) -> None:
        for key in ("subject", "material", "presenter", "discussion", "resolution"):
            getattr(self, key).take_raw(state.get(key) or "")
        self.weighty.set_value(state.get("weighty"))
        self.asks.take(state.get("given") or {})
        self.given = dict(state.get("given") or {})
        self.follow.take(state.get("follows") or ())
        if state.get("vote") is not None:
            self.vote.take(state["vote"])
        self._show_vote(state.get("vote") is not None)
        offer_matters(self, str(state.get("matter") or ""))
        self.numbered.setText(self.kept["number"] or NUMBER_LATER)
        self.way.setVisible(bool(self.decision and self.decision.page))
        if self.decision is not None:
            self.ask_stand()

    # The vote ------------------------------------------------------------------------------

    @cached_property
    def vote(self) -> VoteCard:
        """The card of the vote, made when it is first wanted: most items are not voted on."""
        made = vote_of(self)
        made.edited.connect(self._edited)
        return made

    def has_vote(self) -> bool:
        """Say whether there is a vote on this item."""
        return "vote" in self.__dict__ and not self.vote.isHidden()

    def _show_vote(self, on: bool) -> None:
        if on or self.has_vote():
            self.vote.setVisible(on)
        may = self.decision is not None or bool(self.scene.matters())
        self.begin.setVisible(not on and may)
        self.numbered.setVisible(on or bool(self.kept["number"]))

    def begin_vote(self) -> None:
        """Open the card of the vote."""
        self._show_vote(True)
        self.unfold(True)
        self.vote.first().focus_part().setFocus(KEYBOARD[2])
        self._edited()

    def drop_vote(self) -> None:
        """Take the vote away."""
        self.vote.take({"secret": self.decision is not None})
        self._show_vote(False)
        self._edited()

    def judged_as(self) -> Matter:
        """Return how strictly the vote is judged."""
        if self.decision is not None:
            return Matter(self.decision.matter)
        return Matter(self.matter.currentText() or Matter.ORDINARY)

    def ask_stand(self) -> None:
        """Ask the part whose decision it is what stands against it."""
        if self.decision is not None and self.kept["person_id"]:
            self.stand = self.stand_of(self.decision, int(self.kept["person_id"]), self.asks.given())
        found = [remark_of(one) for one in self.stand.found]
        self.against.say(found)
        self.asks.ask_override(any(one.blocks for one in found))
        self._reckon()

    # What follows --------------------------------------------------------------------------

    def show_scene(self, scene: "Scene") -> None:
        """Reckon anew for another attendance or day."""
        moved = scene.on != self.scene.on
        self.scene = scene
        names = list(scene.names)
        offer_names(self.presenter, names)
        self.follow.offer(names)
        if moved and self.decision is not None:
            self.ask_stand()
        else:
            self._reckon()

    def _edited(self) -> None:
        self._reckon()
        self.edited.emit()

    def _reckon(self) -> None:
        self.matter.setVisible(self.has_vote() and self.decision is None and self.matter.count() > 1)
        if self.has_vote():
            self.vote.reckon(self.scene, self.judged_as())
            self._propose_resolution()
        self.tell()

    def _propose_resolution(self) -> None:
        """Write the resolution anew unless somebody has put it into other words."""
        count, now = self.scene.hall.count, self.resolution.value()
        performance = self.asks.given().get(PERFORMANCE.key, "")
        spoken = Spoken(performance, self.stand.motion, self.scene.kind)
        text = resolution_from(self.judged_as(), self.vote.tally(), count, self.scene.settings, spoken)
        if text and now in {"", self.proposed} and not self.resolution.text.isReadOnly():
            self.resolution.set_value(text)
        self.proposed = text or self.proposed

    def adopt(self, state: Mapping[str, Any]) -> None:
        """Take over what saving gave: the id, the number, the ids of what is to be done."""
        self.kept = {key: state.get(key) for key in KEPT}
        self.numbered.setText(self.kept["number"] or NUMBER_LATER)
        rows = [row for row in self.follow.rows if row.state()["what"]]
        for row, each in zip(rows, state["follows"], strict=True):
            row.rest["id"] = each["id"]
        self.vote.own |= set(self.vote.numbers) if self.has_vote() else set()

    # The line --------------------------------------------------------------------------------

    def tell(self) -> None:
        """Say in the line what the item is about and what comes of it."""
        self.head.tell(self.number, self.subject.value(), self._note(), open_=self.open)

    def _note(self) -> str:
        if self.decision is not None and self.decision.writes:
            return f"表决，写入{self.decision.writes}"
        if self.has_vote():
            return self.vote.verdict()
        who = self.presenter.value()
        return f"提出 {who}" if who else "不表决" if self.subject.value() else ""

    def show_number(self, number: int) -> None:
        """Take its place on the agenda."""
        self.number = number
        self.tell()

    def unfold(self, on: bool) -> None:
        """Show or fold what is below the line."""
        self.open = on
        self.body.setVisible(on)
        self.tell()

    def _add_follow(self) -> None:
        self.follow.add()

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to."""
        return stops_of(self)

    # Values ----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return the item as a draft keeps it."""
        texts = ("subject", "material", "presenter", "discussion", "resolution")
        return {
            **self.kept, **{key: getattr(self, key).raw() for key in texts}, "weighty": self.weighty.value(),
            "matter": self.matter.currentText(), "given": self.all_given(), "follows": self.follow.state(),
            "vote": self.vote.state() if self.has_vote() else None,
        }  # fmt: skip

    def all_given(self) -> dict[str, str]:
        """Return what is given, with what this decision does not ask."""
        others = {key: value for key, value in self.given.items() if key not in self.asks.editors}
        return {**others, **self.asks.given()}

    def business(self) -> Business:
        """Return the item to be saved."""
        return Business(
            self.subject.value(), str(self.kept["decision"] or ""), self.kept["person_id"],
            self.kept["item_id"], self.discussion.value(), self.resolution.value(), self.all_given(),
            self.vote.tally() if self.has_vote() else None, self.presenter.value(), self.material.value(),
            "" if self.decision else self.matter.currentText(), self.weighty.value(), self._follows(),
        )  # fmt: skip

    def _follows(self) -> list[Follow]:
        return [row.follow() for row in self.follow.rows if row.follow().what]

    def problem(self) -> str:
        """Return what keeps the item from being saved."""
        if not self.subject.value():
            return f"{self.head.title()}没有写议题"
        wanting = self.has_vote() and self.vote.tally() is None
        voted = self.vote.problem() if self.has_vote() else ""
        found = voted or self.follow.problem() or self.asks.problem()
        return found or (f"{self.head.title()}的表决没有填赞成票，不表决的请删除表决" if wanting else "")

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        lock(self.body, on)
        if self.has_vote():
            self.vote.lock(on)
        self.follow.lock(on)
        self.weighty.tick.setEnabled(not on)
        self.matter.setEnabled(not on)
        self.add_follow.setVisible(not on)
        self._show_vote(self.has_vote())
        if on:
            self.begin.hide()
        for text in (self.discussion, self.resolution):
            text.setVisible(not on or bool(text.value()))
        self.weighty.setVisible(not on or self.weighty.value())
