"""粘贴: what would change is looked at before it does; nothing faulty is passed over unsaid."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from partyoffice.ui import theme
from partyoffice.ui.change_pane import ChangePane
from partyoffice.ui.controls import ENTER, Elided, bar, button, frame, primary
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.paste_plan import Plan
from partyoffice.ui.question_row import Questions

if TYPE_CHECKING:
    from partyoffice.ui.edits import Edits

WIDEST, HIGHEST = 1180, 664
BESIDE, ABOVE = 48, 40  # so much of the window stays in sight around a dialog
UNSURE = "还差：勾选“有问题的 {} 处不粘贴”，或者改好以后再粘贴"


class PreviewDialog(QDialog):
    """A table of changes over the window, its red button at the far right and the reason beside it."""

    def __init__(
        self, parent: QWidget | None, title: str, pane: ChangePane, slot: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = pane
        self.mark, self.reason = MarkLabel(Mark.LATE), Elided("", "problem")
        self.cancel, self.verb = button("取消", self.reject), primary("", slot)
        self.ticks: list[QCheckBox] = []
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(pane, 1)
        self.box.addWidget(frame("sheet", self.body), 1)

    def close_with(self, *ticks: QCheckBox) -> None:
        """Add the action bar with these ticks at its left."""
        self.ticks = list(ticks)
        row = bar(*ticks, self.mark, self.reason, self.cancel, self.verb)
        row.setStretchFactor(self.reason, 1)
        actions = frame("actions", row)
        theme.keep_height(actions, 52)
        self.box.addWidget(actions)
        self._fit()

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableGeometry().size()
        wide = min(theme.scaled(WIDEST), WIDEST, max(480, room.width() - BESIDE))
        self.resize(wide, min(theme.scaled(HIGHEST), HIGHEST, max(360, room.height() - ABOVE)))

    def tell(self, words: str, reason: str, *, bad: bool = False) -> None:
        """Name the red button, or say why it cannot be pressed."""
        self.verb.setText(words)
        self.verb.block(reason)
        self.reason.show_text(reason)
        self.mark.setVisible(bool(reason) and bad)
        self._order()

    def focus_verb(self) -> None:
        """Let the keyboard go on to the red button."""
        self.verb.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def above(self) -> list[QWidget]:
        """Return what takes the keyboard above the table."""
        return []

    def below(self) -> list[QWidget]:
        """Return what takes the keyboard between table and action bar."""
        return []

    def _order(self) -> None:
        """Let Tab go in reading order; tables and questions come and go."""
        lists = [one for one in (self.pane.grid, self.pane.problems) if one is not None]
        for each in lists:
            each.leave_chain()
        tables = [each.body for each in lists]
        segments, actions = self.pane.verdicts.segments.values(), (*self.ticks, self.cancel, self.verb)
        parts = [*self.above(), *segments, *tables, *self.below(), *actions]
        for one, other in pairwise(parts):
            QWidget.setTabOrder(one, other)

    def begin(self) -> None:
        """Open without blocking; the table has the keyboard, so that Enter decides nothing."""
        self.open()
        if self.pane.grid is not None:
            self.pane.grid.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter do what the red button says, if it can be pressed."""
        if takes_help(self, event):
            return
        if event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.verb.click()
        else:
            super().keyPressEvent(event)


class PasteDialog(PreviewDialog):
    """The preview of one paste."""

    def __init__(
        self,
        parent: QWidget | None,
        plan: Plan,
        edits: "Edits",
        who: str,
        unit: str,
    ) -> None:
        super().__init__(parent, "粘贴", ChangePane(who), self.paste)
        self.plan, self.edits, self.unit = plan, edits, unit
        new = len(plan.new_rows())
        self.skip, self.add = QCheckBox(""), QCheckBox(f"新增 {new} {unit}？")
        asked = edits.asked_of_new() if new else ()
        self.questions = Questions(asked, {field.key: edits.links(field.key) for field, _ in asked})
        self.questions.edited.connect(lambda _key: self.judge())
        self.questions.left_end.connect(self.focus_verb)
        self.body.addWidget(self.questions)
        self.pane.show_plan(plan)
        self.close_with(self.add, self.skip)
        self.add.setVisible(new > 0)
        for tick in (self.skip, self.add):
            tick.toggled.connect(self.judge)
        self.pane.note.show_text(self._size())
        self.judge()

    def _size(self) -> str:
        new = len(self.plan.new_rows())
        beyond = f"，另有 {new} 行超出列表末尾" if new else ""
        size = f"{len(self.plan.rows) - new} {self.unit}，{len(self.plan.fields)} 列{beyond}"
        return f"{size}。空白的单元格会清空原有内容"

    def below(self) -> list[QWidget]:
        """Return the questions about new records."""
        return self.questions.parts()

    # Judging -----------------------------------------------------------------------------

    def judge(self) -> None:
        """Name what would be done, or say what is still to be decided."""
        adding = self.add.isChecked()
        bad = self.plan.bad_cells(adding=adding)
        self.questions.setVisible(adding)
        self.skip.setText(f"有问题的 {bad} 处不粘贴")
        self.skip.setVisible(bad > 0)
        reason = ""
        if bad and not self.skip.isChecked():
            reason = UNSURE.format(bad)
        elif adding and (why := self._unanswered()):
            reason = why
        elif not self.plan.changes() and not self._new():
            reason = "没有要改动的内容"
        self.tell(self._words(), reason, bad=bool(bad))

    def _words(self) -> str:
        places, new = len(self.plan.changes()), len(self._new())
        parts = [f"粘贴 {places} 处"] if places or not new else []
        return "，".join([*parts, f"新增 {new} {self.unit}"] if new else parts)

    def _unanswered(self) -> str:
        """Return what new records still need; what every pasted row says itself need not be asked."""
        if why := self.questions.problem():
            return why
        said = {
            field.title
            for key, field in self.questions.fields.items()
            if all(row.get(key) for row in self._new())
        }
        missing = [title for title in self.questions.missing() if title not in said]
        return f"还差：新增 {len(self._new())} {self.unit}的{'、'.join(missing)}" if missing else ""

    def _new(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.plan.additions()] if self.add.isChecked() else []

    # Doing -------------------------------------------------------------------------------

    def paste(self) -> None:
        """Store everything as one change; a refusal is told in the window, where nothing has changed."""
        new = [self.questions.values() | row for row in self._new()]
        changes = self.plan.changes()
        if new:
            self.edits.write(changes, "粘贴", new)
        else:
            self.edits.write(changes, "粘贴")
        self.accept()
