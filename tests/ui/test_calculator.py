import pytest
from PySide6.QtCore import Qt

from partyoffice.core.calculation import Calculation
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.ui.calculator import CalculatorPage

asked = []


def age(born, on=""):
    asked.append((born, on))
    if born.startswith("1900"):
        raise OfficeError("出生日期不对", remedy="请核对")
    return {"years": 38, "article": "细则第五条", "steps": f"{born} 至今；满 38 周岁"}


def amount(amount):
    asked.append(amount)
    return {"allowed": False, "article": ["甲", "乙"], "steps": f"{amount} 元"}


RULES = (
    Calculation(
        "age",
        "年龄",
        (Field("born", "出生日期", Kind.DAY, required=True), Field("on", "日期", Kind.DAY)),
        age,
    ),
    Calculation("amount", "金额大写", (Field("amount", "金额", Kind.MONEY, required=True),), amount),
)


@pytest.fixture
def page(qtbot):
    asked.clear()
    made = CalculatorPage(RULES)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_every_rule_is_listed_and_opens(page):
    page.show_target(name="amount")
    assert page.stack.currentWidget().calculation.name == "amount"
    assert page.side.current_key() == "amount"


def test_the_answer_shows_its_sum_and_its_article(page):
    pane = page.panes["age"]
    pane.form.editor("born").line.setText("1988.2.3")
    pane.run()
    assert asked == [("1988-02-03", "")]
    assert pane.answer.text() == "1988-02-03 至今\n满 38 周岁"
    assert pane.article.text() == "依据：细则第五条"
    assert str(pane.mark.mark) == "done"


def test_enter_in_the_last_field_answers(page, qtbot):
    pane = page.panes["age"]
    pane.form.editor("born").line.setText("1988-02-03")
    qtbot.keyClick(pane.form.editor("on").line, Qt.Key.Key_Return)
    assert asked


def test_a_missing_input_is_named_and_nothing_is_asked(page):
    pane = page.panes["age"]
    pane.run()
    assert asked == []
    assert pane.form.problems() == {"born": "请填写"}


def test_a_refusal_and_a_no_wear_the_triangle(page):
    pane = page.panes["age"]
    pane.form.editor("born").line.setText("1900-02-03")
    pane.run()
    assert pane.answer.text() == "出生日期不对。请核对。"
    assert str(pane.mark.mark) == "warn"
    page.show_target(name="amount")
    other = page.panes["amount"]
    other.form.editor("amount").line.setText("1409.5")
    other.run()
    assert asked[-1] == "1409.50"
    assert str(other.mark.mark) == "warn"
    assert other.article.text() == "依据：甲；乙"


def test_the_search_box_finds_a_rule_by_its_title(page):
    page.search("金额")
    assert page.side.rows.rowCount() == 1
    page.search("")
    assert page.side.rows.rowCount() == 2
