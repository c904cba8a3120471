"""For whom a paper is printed: the people marked in the list, people named here, a whole body, or nobody."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.members.page.people import people_of
from partyoffice.papers import NOBODY
from partyoffice.part import Paper
from partyoffice.ui.person_editor import PeopleEditor
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.store.office import Office

SELECTED, NAMED, SCOPE, BLANK = "选中的人", "指定的人", "所选组织的全部", "空白表"
BODY, FILLED, MEMBERS, RECORDED = "所选组织", "按下面填写的内容", "党员", "一次会议的记录"


class SubjectChoice(QWidget):
    """The ways a paper can be asked for, and who is named where people are."""

    changed = Signal()
    passed = Signal()  # Enter where nobody more is to be named

    def __init__(self, office: "Office", ids: Sequence[int]) -> None:
        super().__init__()
        self.ids, self.wanted = list(ids), ""  # what the user chose last, by hand
        self.ways, self.people = Combo(), PeopleEditor(people_of(office, several=True))
        self.ways.setAccessibleName("为谁打印")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.ways)
        box.addWidget(self.people)
        self.ways.currentTextChanged.connect(lambda _text: self._follow())
        self.ways.textActivated.connect(self._want)
        self.people.edited.connect(self.changed)
        self.people.committed.connect(self.changed)
        self.people.passed.connect(self.passed)

    def _want(self, way: str) -> None:
        self.wanted = way

    def show_paper(self, paper: Paper) -> None:
        """Offer what this paper can be printed for; what the user chose before stays where it can.

        Everybody of a body is never carried over to a letter, which would give each of them a number.
        """
        self.ways.blockSignals(True)
        self.ways.clear()
        self.ways.addItems(self._offered(paper))
        if not (paper.kept and self.wanted.startswith(SCOPE)):
            self.ways.setCurrentText(self._again(self.wanted))
        self.ways.blockSignals(False)
        self._follow()

    def _offered(self, paper: Paper) -> list[str]:
        blank = [RECORDED] if paper.record else []
        blank += [BLANK] if paper.layout else []
        if "member" in paper.needs:
            marked = [f"{SELECTED}（{self._marked()}）"] if self.ids else []
            scope = SCOPE + ("、".join(paper.among) or MEMBERS)
            many = (
                [NAMED, scope] if paper.kept or paper.letter else [scope, NAMED]
            )  # letters are for somebody
            return [*marked, *many, *blank]
        return [BODY if "body" in paper.needs else FILLED, *blank]

    def _again(self, wanted: str) -> str:
        """Return the way chosen before as this paper calls it."""
        ways = [self.ways.itemText(at) for at in range(self.ways.count())]
        return next((way for way in ways if wanted.startswith(SCOPE) and way.startswith(SCOPE)), wanted)

    def _marked(self) -> str:
        one = self.people.people.named(self.ids[0]) if len(self.ids) == 1 else None
        return one.name if one is not None else f"{len(self.ids)} 人"

    def _follow(self) -> None:
        self.people.setVisible(self.ways.currentText() == NAMED)
        self.changed.emit()

    def draft(self) -> dict[str, Any]:
        """Return for whom, as JSON."""
        named = list(self.people.value() or ())
        return {"way": self.ways.currentText(), "marked": self.ids, "named": named}

    def take_draft(self, kept: Mapping[str, Any], paper: Paper) -> None:
        """Choose again whom a draft was for."""
        self.ids = list(kept["marked"])
        self.show_paper(paper)
        self.ways.setCurrentText(kept["way"])
        self.people.set_value(kept["named"])

    def blank(self) -> bool:
        """Say whether an empty form is wanted."""
        return self.ways.currentText() == BLANK

    def recorded(self) -> bool:
        """Say whether a meeting on record is to be printed."""
        return self.ways.currentText() == RECORDED

    def scoped(self) -> bool:
        """Say whether everybody of a body is meant."""
        return self.ways.currentText().startswith(SCOPE)

    def named(self) -> bool:
        """Say whether people are to be named here."""
        return self.ways.currentText() == NAMED

    def must_be_known(self) -> None:
        """Refuse a name typed last that nobody has, or several: none is left out unsaid (OfficeError)."""
        if self.named():
            self.people.normalise()
        if self.named() and (problem := self.people.problem()):
            what, _, remedy = problem.partition("，")
            self.people.focus_part().setFocus()
            raise OfficeError(what, remedy=f"请{remedy}，或者删去")

    def subjects(self, paper: Paper) -> list[int | None]:
        """Return whom to print for: ids in order, none for all of the body, None for a blank."""
        if self.blank():
            return [None]
        if self.named():
            return list(self.people.value() or ())
        if self.ways.currentText().startswith(SELECTED):
            return list(self.ids)
        return [] if paper.needs else [NOBODY]

    def one(self) -> int:
        """Return the only person chosen, or nobody."""
        if self.named():
            chosen = list(self.people.value() or ())
        else:
            chosen = self.ids if self.ways.currentText().startswith(SELECTED) else []
        return chosen[0] if len(chosen) == 1 else NOBODY
