"""A form over the window: fits 560 px of height or scrolls, its action bar always in sight."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.ui import drafts, theme
from partyoffice.ui.controls import KEYBOARD, bar, button, frame, primary, tip
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.message_bar import MessageBar, QuestionDialog
from partyoffice.ui.messages import Note, NoteKind, Question
from partyoffice.ui.paste_values import empty_of
from partyoffice.ui.placing import bring_forward
from partyoffice.ui.problem_list import MissingLink
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.rights import READ_ONLY, lock_fields, reading_only

if TYPE_CHECKING:
    from partyoffice.ui.drafts import DraftKeeper

Save = Callable[[dict[str, Any]], object]
WIDTH, HEIGHT = 640, 560
KEEP, GIVE_UP = "保存", "不保存"
UNSAVED = Question("要保存填写的内容吗？", "这张表里填写的内容还没有保存。", (KEEP, GIVE_UP), "取消")


class FormDialog(QDialog):
    """Title, form, 取消 and the verb that saves; ``save`` gets the values and may refuse.

    ``more`` names a second button such as 保存并新增, which saves and begins anew with the fields
    in ``kept`` still filled.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        form: RecordForm,
        verb: str,
        save: Save,
        *,
        more: str = "",
        kept: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.form, self.save, self.kept = form, save, kept
        self.keeper: DraftKeeper | None = None
        self.setWindowTitle(title)
        self.message = MessageBar()
        self.missing = MissingLink(form.jump)
        self.verb = primary(verb, self.on_save)
        self.more = button(more, self.on_more) if more else None
        for part in filter(None, (self.verb, self.more)):
            part.rest(READ_ONLY)  # whatever is asked here, it is asked to be stored
        if self.more:
            tip(self.more, "Ctrl+Enter")
        tip(self.verb, "Ctrl+S")
        actions = frame("actions", bar(self.missing, None, button("取消", self.reject), *self._verbs()))
        theme.keep_height(actions, 52)
        body = frame("sheet")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(form)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.message)
        box.addWidget(body, 1)
        box.addWidget(actions)
        self._fixed = (self.message, body, actions)
        form.submitted.connect(self.verb.click)  # nothing while it rests
        form.submitted_more.connect((self.more or self.verb).click)
        form.left_end.connect(lambda: self.verb.setFocus(KEYBOARD[0]))  # with its ring
        form.edited.connect(lambda _key: self.tell_missing())
        form.committed.connect(lambda _key: self.tell_missing())
        self.tell_missing()
        self.fit()

    def _verbs(self) -> tuple[QWidget, ...]:
        return (self.more, self.verb) if self.more else (self.verb,)

    def showEvent(self, event: QShowEvent) -> None:
        """Let nobody type what could not be saved: an office that is only read."""
        if reading_only(self):
            lock_fields(self.form.area)
        elif self.keeper is None:
            drafts.keep_by_itself(self, self.titles())
        super().showEvent(event)

    def titles(self) -> dict[str, str]:
        """Return what the fields are called."""
        return {key: row.field.title for key, row in self.form.rows.items()}

    def draft(self) -> dict[str, Any]:
        """Return what was typed and has not been saved."""
        return self.form.draft()

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        self.form.take_draft(kept)

    def fit(self) -> None:
        """Take the height of the form, within 560 px and the screen."""
        room = self.screen().availableGeometry()
        width = min(theme.scaled(WIDTH), room.width() - 48)
        self.resize(width, max(self._height(width), 200))

    def _height(self, width: int) -> int:
        """Return what the form and all that is said around it take, within 560 px and the screen."""
        said = (self.message, self.form.problem_list)
        told = sum(part.sizeHint().height() for part in said if not part.isHidden())
        wanted = self.form.wanted_height() + theme.scaled(52) + 4 + self._height_of_notes(width) + told
        return min(wanted, HEIGHT, self.screen().availableGeometry().height() - 40)

    def _make_room(self) -> None:
        """Grow by what was just said, rather than hide fields behind it."""
        self.resize(self.width(), max(self.height(), self._height(self.width())))

    def _height_of_notes(self, width: int) -> int:
        """Return what wrapped sentences set in above or below the form take."""
        layout = self.layout()
        items = [layout.itemAt(at) for at in range(layout.count())] if layout else []
        parts = [item.widget() for item in items if item is not None]
        notes = [part for part in parts if part not in self._fixed and part and not part.isHidden()]
        return sum(
            part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
            for part in notes
        )

    def tell_missing(self) -> None:
        """Say in the action bar what is still to be filled in."""
        self.missing.show_titles(self.form.wanting())

    def _saved(self) -> bool:
        if not self.form.check():
            self._make_room()
            return False
        try:
            self.save(self.form.values())
        except OfficeError as error:
            self.message.show_note(Note(NoteKind.ERROR, error.what, f"{error.safe}。{error.remedy}。"))
            self._make_room()
            for key in list(self.form.wanting())[:1]:
                self.form.jump(key)
            return False
        return True

    def on_save(self) -> None:
        """Save and close."""
        if self._saved():
            self.accept()

    def on_more(self) -> None:
        """Save and begin the next record."""
        if self._saved():
            values = self.form.values()
            blank = {key: empty_of(row.field) for key, row in self.form.rows.items()}
            self.form.load(blank | {key: values[key] for key in self.kept})
            if self.keeper is not None:
                self.keeper.write()
            self.message.close_note()
            self.form.jump(next(iter(self.form.rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the help with F1."""
        if not takes_help(self, event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close, and give the keyboard to what is behind."""
        super().done(result)
        bring_forward(self.parentWidget())

    def reject(self) -> None:
        """Close; what was typed is kept or given up only by the user's word."""
        asks = self.form.changed() and not reading_only(self)
        answer = QuestionDialog.ask(UNSAVED, self) if asks else GIVE_UP
        if answer == KEEP:
            self.on_save()
        elif answer == GIVE_UP:
            super().reject()
