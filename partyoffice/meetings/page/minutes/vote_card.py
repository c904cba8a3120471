"""The card of one vote: who is due and came, the ballots, for and against, and at once what they come to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from partyoffice.core.finding import Finding
from partyoffice.meetings.page.ballot import following, tally_from
from partyoffice.meetings.page.minutes.pieces import name_choice, named, offer_names
from partyoffice.meetings.page.vote_side import TOLD_ABOVE, remark_of
from partyoffice.meetings.rules.tally import Tally, judge_tally
from partyoffice.meetings.rules.voters import Count
from partyoffice.meetings.rules.voting import OF_PERSONS, Matter, outcome_of, vote_basis, yes_sum
from partyoffice.members.rules import edition_of
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, frame, label, link, tip, upright
from partyoffice.ui.editors import Editor, FlagEditor
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.number_editors import NumberEditor
from partyoffice.ui.remarks import RemarkBlock, short

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.scene import Scene

READ = {"due": "应到", "present": "实到", "written": "书面"}
PAPERS = {"issued": "发出", "returned": "收回", "valid": "有效"}
VIEWS = {"yes": "赞成", "no": "反对", "abstain": "弃权"}
WIDE = 58
NOT_YET = "填写赞成票，这里算出是否通过"
TABLES = ("opinions", "excluded")


class VoteCard(QFrame):
    """``edited`` tells every change, ``tables_wanted`` that written opinions are to be entered."""

    edited = Signal()
    removed = Signal()
    tables_wanted = Signal()
    article_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.figures: dict[str, QLabel] = {}
        self.numbers = {key: _number(title) for key, title in (PAPERS | VIEWS).items()}
        self.own: set[str] = set()  # typed or stored, so not proposed any more
        self.tables = dict.fromkeys(TABLES, "")
        self.secret = FlagEditor("无记名投票")
        self.watcher, self.counter = name_choice("监票人", 88), name_choice("计票人", 88)
        self.mark, self.word = MarkLabel(Mark.RING, 12), label("", "figures")
        self.sum, self.article = Elided("", "label"), link("", self.article_wanted.emit)
        self.found = RemarkBlock()
        self.more = link("书面意见…", self.tables_wanted.emit)
        self.drop = link("删除表决", self.removed.emit)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.papers = _columns(PAPERS, self.numbers)
        self.fence = upright()
        read, views = _columns(READ, self._figures()), _columns(VIEWS, self.numbers)
        numbers = bar(read, self.fence, self.papers, upright(), views, None, margins=(0, 0, 0, 0), gap=10)
        told = bar(self.mark, self.word, margins=(0, 0, 0, 0))
        told.addWidget(self.sum, 1)
        told.addWidget(self.article)
        self.tellers = (named("监票", self.watcher), named("计票", self.counter))
        how = bar(self.secret, *self.tellers, None, self.more, self.drop, margins=(0, 0, 0, 0))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(8)
        for line in (numbers, told):
            box.addLayout(line)
        box.addWidget(self.found)
        box.addLayout(how)

    def _figures(self) -> dict[str, QWidget]:
        for key in READ:
            self.figures[key] = made = label("0", "figures")
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setMinimumWidth(theme.scaled(36))
        return dict(self.figures)

    def _wire(self) -> None:
        for key, one in self.numbers.items():
            one.edited.connect(lambda key=key: self._typed(key))
            one.line.installEventFilter(self)
        self.secret.edited.connect(self._told)
        for name in (self.watcher, self.counter):
            name.edited.connect(self._told)
            name.committed.connect(self._told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a figure be typed over, also where the mouse went into it."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            QTimer.singleShot(0, watched, watched.selectAll)
        return False

    def _typed(self, key: str) -> None:
        self.own.add(key)
        self._told()

    def _told(self) -> None:
        self.edited.emit()

    # Values ------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return what stands here as a draft keeps it; proposed numbers are proposed anew."""
        numbers = {key: self.numbers[key].raw() for key in self.numbers if key in self.own}
        return {
            **numbers, **self.tables, "secret": self.secret.value(), "watcher": self.watcher.raw(),
            "counter": self.counter.raw(),
        }  # fmt: skip

    def take(self, state: Mapping[str, Any]) -> None:
        """Show what was kept; what is no number of it is proposed."""
        empty = {None, "", "0"}  # of papers: hands were shown, and none was given out
        self.own = {
            key for key in self.numbers if state.get(key) not in (empty if key in PAPERS else {None, ""})
        }
        for key, one in self.numbers.items():
            one.take_raw(str(state.get(key, "")) if key in self.own else "")
        self.tables = {key: str(state.get(key) or "") for key in TABLES}
        self.secret.set_value(state.get("secret", True))
        self.watcher.take_raw(state.get("watcher") or "")
        self.counter.take_raw(state.get("counter") or "")

    def take_tables(self, tables: Mapping[str, str]) -> None:
        """Take written opinions, and who is left out."""
        self.tables |= tables
        self.edited.emit()

    def values(self) -> dict[str, Any]:
        """Return the numbers as they are judged; what was not valid of what came back is invalid."""
        given: dict[str, Any] = {key: one.value() for key, one in self.numbers.items()}
        secret, invalid = self.secret.value(), 0
        if secret:
            invalid = max(0, int(given["returned"] or 0) - int(given["valid"] or 0))
        else:
            given |= dict.fromkeys(PAPERS, 0)
        return {
            **given, **self.tables, "secret": secret, "invalid": invalid, "watcher": self.watcher.value(),
            "counter": self.counter.value(),
        }  # fmt: skip

    def tally(self) -> Tally | None:
        """Return the vote as typed, None while there are no yes votes."""
        return tally_from(self.values())

    def problem(self) -> str:
        """Return what cannot be read."""
        return next((one.problem() for one in self.numbers.values() if one.problem()), "")

    # Judging -----------------------------------------------------------------------------

    def reckon(self, scene: "Scene", matter: Matter) -> None:
        """Propose what was not typed, and say what the numbers come to."""
        hall, edition = scene.hall, edition_of(scene.on)
        self._propose(hall.count)
        for name in (self.watcher, self.counter):
            offer_names(name, list(hall.voters))
        self.more.setVisible(matter in OF_PERSONS or any(self.tables.values()))
        self.article.setText(short(vote_basis(matter, edition, hall.kind)).partition("；")[0])
        tally = self.tally()
        vote = (tally or Tally(0)).vote(hall.count, scene.settings)
        for key, figure in (("due", vote.due), ("present", vote.present), ("written", vote.written)):
            self.figures[key].setText(str(figure))
        if tally is None:
            self._say(None, "还没有表决", NOT_YET, ())
            return
        outcome = outcome_of(matter, vote, scene.settings)
        found = judge_tally(matter, tally, hall, edition, scene.settings)
        self._say(outcome.passed, "通过" if outcome.passed else "没有通过", yes_sum(vote, outcome), found)

    def _propose(self, count: Count) -> None:
        values, own = self.values(), frozenset(self.own)
        for part in (self.papers, self.fence, *self.tellers):
            part.setVisible(bool(values["secret"]))
        if values["yes"] is None:
            return
        for key, number in following(values, own, count).items():
            if key in self.numbers and key not in own:
                self.numbers[key].set_value(number)

    def _say(self, good: bool | None, word: str, sum_: str, found: Sequence[Finding]) -> None:
        self.mark.show_mark(Mark.RING if good is None else Mark.DONE if good else Mark.LATE)
        self.word.setText(word)
        self.sum.show_text(sum_)
        told = [one for one in found if one.code not in TOLD_ABOVE or (one.code == "Q1" and not good)]
        self.found.say([remark_of(one) for one in told])
        written = len(self.tables["opinions"].splitlines())
        self.more.setText(f"书面意见 {written} 份…" if written else "书面意见…")
        tip(self.more, "没有到会的党员会前交来的书面意见，和不计入应到的人")

    def verdict(self) -> str:
        """Return how it went: 通过, 赞成 36."""
        yes = self.numbers["yes"].value()
        return self.word.text() if yes is None else f"{self.word.text()}，赞成 {yes}"

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        self.secret.tick.setEnabled(not on)
        self.drop.setVisible(not on)

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in the order of the eye."""
        fields = (*self.numbers.values(), self.secret, self.watcher, self.counter)
        return [self.article, *(one.focus_part() for one in fields), self.more, self.drop]

    def first(self) -> Editor:
        """Return the field to begin with."""
        return self.numbers["yes"]


def _number(title: str) -> NumberEditor:
    made = NumberEditor()
    theme.keep_width(made.line, WIDE)
    made.line.setProperty("kind", "figure")
    made.line.setAccessibleName(title)
    return made


def _columns(titles: Mapping[str, str], parts: Mapping[str, Any]) -> QFrame:
    """Return figures side by side, each under its title."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    for at, (key, title) in enumerate(titles.items()):
        head = label(title, "cap")
        head.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(head, 0, at)
        grid.addWidget(parts[key], 1, at)
    made = frame("plain")
    made.setLayout(grid)
    return made
