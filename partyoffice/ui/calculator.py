"""规则计算器: every rule that takes a few inputs and answers with its sum and its article."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.calculation import Calculation
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import yuan
from partyoffice.reports.document import Block, Document, Fields, Heading, Paragraph
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, label, primary, quiet, rule, upright
from partyoffice.ui.editors import Editor
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.number_editors import MoneyEditor
from partyoffice.ui.page import Page
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.tree import Node, SideTree

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

SIDE_WIDTH = 216
ROOM_FOR_PROBLEMS = 60
VERDICTS = ("allowed", "passed", "valid", "may_open", "may_found")


def lines_of(answer: Mapping[str, Any]) -> list[str]:
    """Return the message of an answer and its sum, one line a step."""
    steps = answer.get("steps", ())
    parts = steps.split("；") if isinstance(steps, str) else [str(step) for step in steps]
    message = str(answer.get("message") or "")
    return [message, *parts] if message and message not in "；".join(parts) else parts


def mark_of(answer: Mapping[str, Any]) -> Mark:
    """Return a tick, or the triangle where the answer is a no."""
    return Mark.WARN if any(answer.get(key) is False for key in VERDICTS) else Mark.DONE


def article_of(answer: Mapping[str, Any]) -> str:
    """Return the article or articles the answer rests on."""
    article = answer.get("article", "")
    return article if isinstance(article, str) else "；".join(str(part) for part in article)


class CalculationPane(QWidget):
    """Inputs of one rule, its answer, the sum below and the article at the end."""

    def __init__(self, calculation: Calculation) -> None:
        super().__init__()
        self.calculation = calculation
        self.form = RecordForm(calculation.fields, {})
        self.form.setMaximumHeight(self.form.wanted_height() + ROOM_FOR_PROBLEMS)
        self.mark, self.answer = MarkLabel(Mark.DONE), label("", wraps=True, selectable=True)
        self.article = label("", "cap", wraps=True, selectable=True)
        self.mark.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        title = label(calculation.title, "title")
        title.setContentsMargins(16, 16, 16, 0)
        box.addWidget(title)
        box.addWidget(self.form, 2)
        box.addLayout(
            bar(primary("计算", self.run), quiet("清空", self.clear), None, margins=(114, 0, 16, 12))
        )
        box.addWidget(rule())
        box.addLayout(self._result(), 1)
        self.form.submitted.connect(self.run)
        self.form.submitted_more.connect(self.run)
        self.form.left_end.connect(self.run)

    def _result(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setContentsMargins(16, 12, 16, 16)
        lines.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.answer, 1)
        lines.addLayout(head)
        lines.addWidget(self.article)
        copy = button("复制结果", lambda: QGuiApplication.clipboard().setText(self.text()), "copy")
        lines.addLayout(bar(copy, None, margins=(0, 0, 0, 0)))
        lines.addStretch(1)
        return lines

    def inputs(self) -> dict[str, str]:
        """Return what was typed, as text by field key."""
        return {key: self._typed(row.editor) for key, row in self.form.rows.items()}

    def _typed(self, editor: Editor) -> str:
        value = editor.value()
        if isinstance(editor, MoneyEditor):
            return yuan(value) if value is not None else ""
        return "" if value is None else str(value)

    def run(self) -> None:
        """Answer, or say what is wrong with the input."""
        for key, row in self.form.rows.items():
            if row.field.required and row.empty() and not row.editor.problem():
                self.form.set_problem(key, "请填写")
        if not self.form.check():
            return
        try:
            answer = self.calculation.run(**self.inputs())
        except OfficeError as error:
            self._show(Mark.WARN, f"{error.what}。{error.remedy}。", "")
            return
        self._show(mark_of(answer), "\n".join(lines_of(answer)), article_of(answer))

    def _show(self, mark: Mark, answer: str, article: str) -> None:
        self.mark.show_mark(mark)
        self.mark.show()
        self.answer.setText(answer)
        self.article.setText(f"依据：{article}" if article else "")

    def clear(self) -> None:
        """Empty the inputs and the answer."""
        self.form.load({})
        self.mark.hide()
        for part in (self.answer, self.article):
            part.setText("")

    def document(self) -> Document:
        """Return the calculation as a paper: what was typed, the answer step by step, the article."""
        words = {"True": "是", "False": "否", "": "（未填）"}
        typed = self.inputs()
        asked = tuple(
            (row.field.title, words.get(typed[key], typed[key])) for key, row in self.form.rows.items()
        )
        answer = Paragraph(self.answer.text() or "还没有计算")
        note = (Paragraph(self.article.text(), "note"),) if self.article.text() else ()
        blocks: tuple[Block, ...] = (Heading("填写的内容"), Fields(asked, 1), Heading("结果"), answer, *note)
        return Document(self.calculation.title, blocks, lines=(f"{clock.today()}",))

    def text(self) -> str:
        """Return the answer with its sum and article, for the clipboard."""
        parts = (self.calculation.title, self.answer.text(), self.article.text())
        return "\n".join(part for part in parts if part)


class CalculatorPage(Page):
    """The rules at the left, the chosen one at the right; the search box finds a rule by its title."""

    search_hint = "规则名称"
    topic = "calculator"

    def __init__(self, calculations: Sequence[Calculation], desk: "Desk | None" = None) -> None:
        super().__init__()
        self.calculations, self.desk = tuple(calculations), desk
        self.side, self.stack = SideTree("规则"), QStackedWidget()
        self.panes: dict[str, CalculationPane] = {}
        theme.keep_width(self.side, SIDE_WIDTH)
        self.setProperty("role", "sheet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.side, upright(), self.stack):
            row.addWidget(part, 1 if part is self.stack else 0)
        self.side.chosen.connect(self.show_calculation)
        self.search("")
        if self.calculations:
            self.side.choose(self.calculations[0].name)
            self.show_calculation(self.calculations[0].name)

    def search(self, text: str) -> None:
        """List the rules whose title holds the text."""
        found = [one for one in self.calculations if text.strip() in one.title]
        self.side.fill([Node(one.name, one.title, icon="calculator") for one in found])

    def show_calculation(self, name: str) -> None:
        """Show a rule by its name."""
        if name not in self.panes:
            calculation = next(found for found in self.calculations if found.name == name)
            self.panes[name] = CalculationPane(calculation)
            self.stack.addWidget(self.panes[name])
        self.stack.setCurrentWidget(self.panes[name])

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Open a rule, such as ``name="standing"``."""
        self.side.choose(target.get("name"))

    def print_out(self) -> bool:
        """Print the calculation with what was typed, its sum and its article."""
        pane = self.stack.currentWidget()
        if self.desk is None or not isinstance(pane, CalculationPane):
            return False
        title = pane.calculation.title
        self.desk.open_dialog("preview", document=pane.document(), title=title, code="calculation")
        return True

    def status(self) -> str:
        """Return the number of rules."""
        return f"共 {len(self.calculations)} 项规则"

    def take_focus(self) -> None:
        """Give the keyboard to the first input."""
        pane = self.stack.currentWidget()
        if isinstance(pane, CalculationPane) and pane.form.rows:
            pane.form.jump(next(iter(pane.form.rows)))
