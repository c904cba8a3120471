"""对应列: what the engine would not guess is asked once; what it did not know can be pointed out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.text import clean
from partyoffice.intake.cells import text_of
from partyoffice.intake.mapping import LEAVE_OUT, worth_keeping
from partyoffice.intake.staging import Staged
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, label, rule
from partyoffice.ui.still import Combo

ASK = "请选择"
EXAMPLES = 3


def examples(staged: Staged, index: int) -> str:
    """Return the first few different texts of a column."""
    texts: list[str] = []
    for raw in staged.raw.values():
        text = clean(text_of(raw.cells[index])) if index < len(raw.cells) else ""
        if text and text not in texts:
            texts.append(text)
        if len(texts) == EXAMPLES:
            break
    return "、".join(texts)


class QuestionsPane(QWidget):
    """Each doubtful heading with examples and the fields it may mean."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.combos: dict[str, Combo] = {}
        self.asked: list[str] = []
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.area)

    def show_staged(self, staged: Staged) -> None:
        """Ask about the headings of a file."""
        self.combos.clear()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        labels = staged.columns.labels
        self.asked = [question.heading for question in staged.columns.ambiguous]
        if self.asked:
            self._head(grid, "这些列可能有几种意思，请指明", "回答会记住，同样的表头下次不再问。")
        for question in staged.columns.ambiguous:
            choices = [ASK, *(text for text in question.could_be if _is_field(staged, text)), LEAVE_OUT]
            self._row(grid, staged, labels.index(question.heading), choices, ASK)
        unknown = [at for at in staged.columns.unmapped if worth_keeping(labels[at])]
        if unknown:
            if self.asked:
                grid.addWidget(rule(), grid.rowCount(), 0, 1, 3)
            self._head(grid, "这些列没有认出，内容不导入", "如果其中有要导入的，请指明是哪一栏。")
        free = self._free(staged)
        for at in unknown:
            self._row(grid, staged, at, [LEAVE_OUT, *free], LEAVE_OUT)
        if not self.asked and not unknown:
            self._head(grid, "所有的列都已认出", "可以直接预览。")
        grid.setRowStretch(grid.rowCount(), 1)
        self.area.setWidget(body)
        self.edited.emit()

    def _head(self, grid: QGridLayout, title: str, why: str) -> None:
        at = grid.rowCount()
        grid.addWidget(label(title, "bold"), at, 0, 1, 2)
        grid.addWidget(label(why, "cap"), at + 1, 0, 1, 3)

    def _row(self, grid: QGridLayout, staged: Staged, index: int, choices: Sequence[str], first: str) -> None:
        at, heading = grid.rowCount(), staged.columns.labels[index]
        combo = Combo()
        combo.addItems(list(dict.fromkeys(choices)))
        combo.setCurrentText(first)
        combo.setMinimumWidth(theme.scaled(200))
        combo.setAccessibleName(f"“{heading}”对应的栏目")
        combo.currentTextChanged.connect(lambda _text: self.edited.emit())
        grid.addWidget(label(heading), at, 0)
        grid.addWidget(Elided(f"如 {examples(staged, index) or '（空）'}", "cap"), at, 1)
        grid.addWidget(combo, at, 2)
        self.combos[heading] = combo

    def _free(self, staged: Staged) -> list[str]:
        used = set(staged.columns.keys.values())
        return [target.field.title for target in staged.targets if target.key not in used]

    def open_questions(self) -> list[str]:
        """Return the headings that still wait for an answer."""
        return [heading for heading in self.asked if self.combos[heading].currentText() == ASK]

    def answers(self) -> dict[str, str]:
        """Return heading to field title; unknown columns that stay out need no answer."""
        found = {heading: combo.currentText() for heading, combo in self.combos.items()}
        return {
            h: text for h, text in found.items() if text != ASK and (h in self.asked or text != LEAVE_OUT)
        }


def _is_field(staged: Staged, text: str) -> bool:
    """Leave out the meanings that no field has: they all come to 不导入."""
    return any(text == target.field.title for target in staged.targets)
