"""What is typed for one printing: the fields a paper asks for, proposed from what the office knows."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice import papers
from partyoffice.app.finder_sources import keys_of
from partyoffice.core import clock
from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.part import Asked, Paper
from partyoffice.ui.record_form import RecordForm

if TYPE_CHECKING:
    from partyoffice.store.office import Office

YES = "是"
WRITTEN = (Kind.LONG, Kind.TABLE)


def text_of(value: Any) -> str:  # noqa: ANN401 -- any field's value
    """Return a field's value as papers are given it."""
    if value is True:
        return YES
    return "" if value in {None, False} else str(value)


def value_of(field: Field, text: str) -> Any:  # noqa: ANN401 -- any field's value
    """Return a text as its field's editor shows it."""
    if field.kind is Kind.FLAG and not field.choices:
        return text == YES
    return _day(text) if field.kind is Kind.DAY else text


def _day(text: str) -> Day | None:
    try:
        return read_day(text, clock.today()) if text else None
    except UnreadableDateError:
        return None


class PaperFields(QWidget):
    """The form of what is asked; anew with each paper, keeping what was typed when the person changes."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self.office = office
        self.form: RecordForm | None = None
        self.paper: Paper | None = None
        self.subject = papers.NOBODY
        self.kept: dict[str, dict[str, Any]] = {}  # what was typed for each paper looked at
        self.recorded: Mapping[str, str] | None = None  # what the record of a meeting says instead
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.guard: Callable[[], object] | None = None

    def show_paper(self, paper: Paper | None, subject: int) -> None:
        """Ask what a paper asks, proposing what is known of its subject."""
        if self.form is not None:
            if self.paper is not None:
                self.kept[self.paper.code] = self.form.draft()
            self.box.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.paper, self.form = paper, None
        self.setVisible(paper is not None and bool(paper.asks))
        if paper is None or not paper.asks:
            return
        self.form = RecordForm(paper.asks, keys=lambda text: keys_of(text).split())
        self.form.grid.setContentsMargins(0, 8, 4, 8)
        self.form.edited.connect(lambda _key: self.edited.emit())
        self.form.committed.connect(lambda _key: self._turn())
        self.form.submitted.connect(self.submitted)
        self.form.submitted_more.connect(self.submitted)
        self.form.left_end.connect(self.submitted)
        self.box.addWidget(self.form)
        self.propose(subject)
        self.form.take_draft(self.kept.get(paper.code, {}))

    def draft(self) -> dict[str, dict[str, Any]]:
        """Return what was typed for each paper looked at, as JSON."""
        now = {self.paper.code: self.form.draft()} if self.form is not None and self.paper is not None else {}
        return {code: typed for code, typed in (self.kept | now).items() if typed}

    def take_draft(self, kept: Mapping[str, dict[str, Any]]) -> None:
        """Show again what a draft kept."""
        self.kept = dict(kept)
        if self.form is not None and self.paper is not None:
            self.form.take_draft(self.kept.get(self.paper.code, {}))

    def propose(self, subject: int) -> None:
        """Show proposals anew in every field the user has not touched."""
        if self.form is None or self.paper is None:
            return
        self.subject, typed = subject, self.form.changed()
        self.form.load({field.key: value_of(field, text) for field, text in self._proposed(subject)})
        for key, value in typed.items():
            self.form.set_value(key, value)

    def _turn(self) -> None:
        """Propose anew what hangs on a field just typed, such as the days of another period's 公示."""
        form, paper = self.form, self.paper
        if form is None or paper is None or self.recorded is not None:
            return
        typed = {key: text_of(value) for key, value in form.values().items()}
        texts: Mapping[str, str] = {}
        with self.office.reading() as session, suppress(OfficeError):  # what cannot be read is told elsewhere
            texts = paper.again(session, self.subject, Asked(clock.today(), typed))
        for key in texts.keys() - form.changed().keys():
            form.rows[key].load(value_of(form.rows[key].field, texts[key]))

    def _proposed(self, subject: int) -> list[tuple[Field, str]]:
        if self.paper is None:
            return []
        if self.recorded is not None:
            return [(field, self.recorded.get(field.key, "")) for field in self.paper.asks]
        texts: dict[str, str] = {}
        with self.office.reading() as session, suppress(OfficeError):  # it is told when it is printed
            texts = papers.proposed(session, self.paper, subject, clock.today())
        return [(field, texts.get(field.key, "")) for field in self.paper.asks]

    def show_given(self, given: Mapping[str, str]) -> None:
        """Show what was typed for a paper issued before, or what the caller knows of it."""
        for field in self.paper.asks if self.paper and self.form else ():
            if self.form is not None and given.get(field.key):
                self.form.set_value(field.key, value_of(field, given[field.key]))

    def show_known(self, texts: Mapping[str, str]) -> None:
        """Show what the office has on record, as what stands there already: nothing of it can be lost."""
        if self.form is not None and self.paper is not None:
            known = {one.key: value_of(one, texts[one.key]) for one in self.paper.asks if one.key in texts}
            self.form.load({**self.form.values(), **known})

    def given(self) -> dict[str, str]:
        """Return what was typed, by key (OfficeError for what is wrong or missing).

        What else a record says goes with it: which meeting it is.
        """
        if self.form is None:
            return dict(self.recorded or {})
        if not self.form.check():
            raise OfficeError("有一栏没有填对", remedy="请照那一栏下面的说明改正")
        if wanting := self.form.wanting():
            self.form.jump(next(iter(wanting)))
            raise OfficeError(f"还没有填：{'、'.join(wanting.values())}", remedy="请填写后再预览")
        typed = {key: text_of(value) for key, value in self.form.values().items()}
        return {**(self.recorded or {}), **typed}

    def written(self) -> bool:
        """Say whether a longer text was typed, which nobody wants to lose."""
        rows = self.form.rows.values() if self.form is not None else ()
        return any(row.field.kind in WRITTEN and row.touched() for row in rows)

    def focus_first(self) -> None:
        """Give the keyboard to the first field still empty."""
        if self.form is not None:
            wanting = self.form.wanting()
            self.form.jump(next(iter(wanting), next(iter(self.form.rows))))
