"""The right side of 打印: for whom, of which day, with which words, over which page."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from partyoffice import papers
from partyoffice.app import full_values, issuing
from partyoffice.app.dialog_frame import side_label
from partyoffice.app.field_choice import FieldChoice
from partyoffice.app.outgoing import Outgoing
from partyoffice.app.paper_fields import PaperFields
from partyoffice.app.paper_list import Thing
from partyoffice.app.paper_meetings import MeetingChoice, record_of
from partyoffice.app.paper_subjects import RECORDED, SubjectChoice
from partyoffice.app.print_work import Order, Taken
from partyoffice.app.wishes import WishEditor
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.part import Paper, Roster
from partyoffice.reports.form import Form, Manner
from partyoffice.ui.controls import label

if TYPE_CHECKING:
    from partyoffice.store.office import Office
    from partyoffice.ui.prefs import Prefs

OVERLAY = "套打：只印填写的内容，印在已有的表上"
ONLY_OVER = "只能套打在省里统一印制的表上"
MARKED = "斜印在字下面；存为 Word 的表格没有"
BETWEEN = 10


class PrintSide(QWidget):
    """What the chosen paper can be asked for; ``submitted`` is Enter in the last field."""

    submitted = Signal()

    def __init__(self, office: "Office", prefs: "Prefs", ids: Sequence[int]) -> None:
        super().__init__()
        self.office, self.thing = office, None
        self.whom, self.wishes, self.fields = (
            SubjectChoice(office, ids),
            WishEditor(office),
            PaperFields(office),
        )
        self.meetings = MeetingChoice(office)
        self.overlay, self.only = QCheckBox(OVERLAY), FieldChoice()
        self.some = QCheckBox(f"只含列表中选中的 {len(ids)} 人")
        self.title, self.about = label("", "title", wraps=True), label("", "cap", wraps=True)
        self.out = Outgoing(office, prefs, self.wishes.full)
        self.out.mark.setToolTip(MARKED)
        self._build()
        self.whom.changed.connect(self._follow_whom)
        self.whom.passed.connect(self.pass_on)
        self.wishes.branch.currentIndexChanged.connect(lambda _at: self._follow_whom())
        self.meetings.changed.connect(self._follow_meeting)
        self.fields.submitted.connect(self.submitted)
        self.overlay.toggled.connect(lambda _on: self._follow_overlay())

    thing: Thing | None
    always: Sequence[Field] = ()  # what the paper chosen prints whole by its nature

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(BETWEEN)
        self.titles = {}
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("whom", "为谁", self.whom),
            ("when", "时间", self.wishes.when),
            ("branch", "组织", self.wishes.branch),
            ("meeting", "会议", self.meetings),
            ("order", "排序", self.wishes.order),
            ("purpose", "用途", self.out.purposes),
        )
        for at, (key, title, editor) in enumerate(rows):
            self.titles[key] = (side_label(title), editor)
            grid.addWidget(self.titles[key][0], at, 0)
            grid.addWidget(editor, at, 1)
        further = (self.some, self.wishes.full, self.out.told, self.out.mark, self.overlay, self.only)
        for at, part in enumerate(further, len(rows)):
            grid.addWidget(part, at, 1)
        grid.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(BETWEEN)
        box.addWidget(self.title)
        box.addWidget(self.about)
        box.addLayout(grid)
        box.addWidget(self.fields, 1)
        box.addStretch(0)

    def _show_row(self, key: str, *, shown: bool) -> None:
        for part in self.titles[key]:
            part.setVisible(shown)

    def _show_outgoing(self, thing: Thing, fields: Sequence[Field], *, marked: bool) -> None:
        """Offer 完整 where something is masked without it, purpose and watermark there and for lists."""
        self.out.show_fields(fields)
        self.out.begin(thing.code)
        if not self.out.fields:
            self.wishes.full.setChecked(False)
        for part in (self.wishes.full, self.out.told):
            part.setVisible(bool(self.out.fields))
        self._show_row("purpose", shown=marked)
        self.out.mark.setVisible(marked)

    # What is chosen --------------------------------------------------------------------------

    def show_thing(self, thing: Thing) -> None:
        """Offer what the chosen thing can be asked for."""
        self.thing = thing
        self.title.setText(thing.title)
        if isinstance(thing, Roster):
            self._show_roster(thing)
        else:
            self._show_paper(thing)

    def _show_roster(self, roster: Roster) -> None:
        self.wishes.show_roster(roster)
        self.fields.show_paper(None, papers.NOBODY)
        self.fields.recorded = None
        rows = {"whom": False, "when": True, "branch": True, "meeting": False, "order": bool(roster.orders)}
        for key, shown in rows.items():
            self._show_row(key, shown=shown)
        listed = [field for field in roster.columns if field.key in roster.default]
        self._show_outgoing(roster, listed, marked=True)
        self.some.setVisible(bool(self.whom.ids and roster.columns))
        for part in (self.overlay, self.only, self.about):
            part.hide()

    def _show_paper(self, paper: Paper) -> None:
        form, wrong = self._form(paper)
        self.wishes.when.allow_year(allowed=True)
        self.whom.show_paper(paper)
        self.fields.show_paper(paper, self._subject())
        self._show_row("whom", shown=bool(paper.needs or paper.layout))
        self._show_row("when", shown=bool(paper.needs) and not paper.kept)
        self._show_row("order", shown=False)
        self.some.hide()
        whole, fields = full_values.always(paper, form), full_values.fields_on(paper, form)
        self.always = fields if whole else []
        self._show_outgoing(paper, [] if whole else fields, marked=bool(fields) and not whole)
        self.wishes.full.setChecked(whole or self.wishes.full.isChecked())
        self.overlay.setVisible(form is not None and form.base == "both")
        self.overlay.setChecked(False)
        self.only.show_form(form, papers.titles_of(paper))
        self._tell_about(paper, form, wrong)
        self._follow_whom()
        self._follow_overlay()

    def _form(self, paper: Paper) -> tuple[Form | None, str]:
        """Return the form in use; of a kept pattern that cannot be read, why: printing refuses it."""
        try:
            with self.office.reading() as session:
                return papers.layout_of(session, paper), ""
        except OfficeError as error:
            return None, f"{error.what}。{error.remedy}"

    def _tell_about(self, paper: Paper, form: Form | None, wrong: str) -> None:
        laid_over = ONLY_OVER if form is not None and form.base == "overlay" else ""
        printed = f"按格式印完整的{'、'.join(one.title for one in self.always)}" if self.always else ""
        said = (wrong, paper.note, form.printed_mark if form else "", laid_over, printed)
        self.about.setText("；".join(filter(None, said)))
        self.about.setVisible(any(said))

    def _follow_whom(self) -> None:
        paper = self.thing
        if not isinstance(paper, Paper):
            return
        blank = self.whom.blank()
        self.fields.setVisible(bool(paper.asks) and not blank)
        recorded = self.whom.recorded()
        scoped = "body" in paper.needs or self.whom.scoped() or recorded
        self._show_row("branch", shown=scoped and not blank)
        self._show_row("meeting", shown=recorded)
        self._show_row("when", shown=bool(paper.needs) and not (paper.kept or recorded))
        if recorded:
            self.meetings.show_body(self.wishes.branch.currentData())
        self._follow_meeting()

    def _follow_meeting(self) -> None:
        """Propose what the meeting chosen says, or what the office knows without one."""
        paper = self.thing
        if not isinstance(paper, Paper) or self.whom.blank():
            return
        self.fields.recorded = None
        if self.whom.recorded():
            with suppress(OfficeError):  # it is told when it is printed
                self.fields.recorded = record_of(self.office, paper, self.meetings.current())[1]
        self.fields.propose(self._subject())

    def _subject(self) -> int:
        """Return whom to propose for: the only person, or the body chosen."""
        if isinstance(self.thing, Paper) and "body" in self.thing.needs:
            return int(self.wishes.branch.currentData() or papers.NOBODY)
        return self.whom.one()

    def _follow_overlay(self) -> None:
        over = self.overlay.isChecked() or self.overlay.isHidden()
        self.only.setVisible(self.only.offered and over)

    def go_on(self) -> bool:
        """Take the keyboard to what is to be filled in first; False where nothing is."""
        if isinstance(self.thing, Roster):
            self.wishes.when.focus_chosen()
        elif isinstance(self.thing, Paper) and "member" in self.thing.needs and self.whom.named():
            self.whom.people.focus_part().setFocus()
        elif self.fields.form is not None and not self.fields.isHidden():
            self.fields.focus_first()
        else:
            return False
        return True

    def pass_on(self) -> None:
        """Take the keyboard on from who is named to the fields, or to the preview where there are none."""
        if self.fields.form is not None and not self.fields.isHidden():
            self.fields.focus_first()
        else:
            self.submitted.emit()

    # What is wanted --------------------------------------------------------------------------

    def order(self, *, again: bool = False) -> Order:
        """Return what is to be printed (OfficeError for what is missing or wrong).

        ``again`` prints a paper issued before, whose number is its own.
        """
        paper = self.thing
        if not isinstance(paper, Paper):
            some = self.some.isChecked() and not self.some.isHidden()
            wish = self.wishes.wish(only=frozenset(self.whom.ids) if some else None)
            return Order(wish, outgoing=self._outgoing())
        self.whom.must_be_known()
        subjects = self._subjects(paper)
        if self.whom.named() and "member" in paper.needs and not subjects:
            raise OfficeError("还没有写明为谁打印", remedy="请在“为谁”下面输入姓名，或选择所选组织的全部人")
        given = {} if self.whom.blank() else self.fields.given()
        if not again:
            issuing.must_be_free(self.office, paper, given, subjects)
        return Order(self.wishes.wish(), tuple(subjects), given, self.manner(), self._outgoing())

    def _outgoing(self) -> Taken:
        """Return what goes out whole, what for, and which watermark it bears."""
        marked = not self.out.mark.isHidden()
        whole = "" if self.wishes.full.isHidden() else self.out.whole()
        purpose = self.out.purpose()
        if isinstance(self.thing, Paper) and not marked:
            return Taken(full_values.told(self.always))
        return Taken(whole, purpose.title, self.out.mark.keep(purpose) if marked else "")

    def _subjects(self, paper: Paper) -> Sequence[int | None]:
        if self.whom.recorded():
            return record_of(self.office, paper, self.meetings.current())[0]
        return self.whom.subjects(paper)

    def show_meeting(self, meeting: int) -> None:
        """Print a meeting on record, of the body chosen."""
        self.whom.ways.setCurrentText(RECORDED)
        self.meetings.choose(meeting)

    def wanted(self) -> tuple[object, ...]:
        """Return for whom and with which words, as they stand, to be compared."""
        subjects = self.whom.subjects(self.thing) if isinstance(self.thing, Paper) else []
        return tuple(subjects), self.fields.form.values() if self.fields.form is not None else {}

    def manner(self) -> Manner:
        """Return whether only the filled fields are printed, and which of them."""
        only = frozenset() if self.only.isHidden() else self.only.chosen()
        return Manner(self.overlay.isChecked() and not self.overlay.isHidden(), only)
