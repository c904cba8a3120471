"""A newcomer's whole way: an old Excel roster, corrected, and the year-end roster on paper.

Real key events alone; every one is counted, a file dialog of the system as two, a chord as one.
"""

from datetime import date, timedelta
from random import Random

import openpyxl
import pypdfium2
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from partyoffice.app import first_run
from partyoffice.app.importing import PREVIEW
from partyoffice.core.invented import invent_id_number
from partyoffice.ui.desk import Desk

from .conftest import settle
from .test_import import people

GROUPS = ["序号", "姓名", "性别", "基本信息", None, "党内信息", None, None, "联系电话"]
HEADS = [None, None, None, "出生年月", "身份证号码", "所在支部", "入党日期", "转正日期", None]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜单仇查曾邹喻柏水"
GIVEN = ("建国", "秀英", "志强", "丽华", "海燕", "文博", "雨桐", "思远", "静怡", "国庆")
STYLES = ("{0:%Y.%m.%d}", "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日", "{0.year}/{0.month}/{0.day}")
BRANCHES = ("第一党支部", "第二党支部", "第三党支部")
MISSPELT, LOST, WRONG, NO_DAY = 20, 7, 12, 16  # rows of the old roster with something wrong
PAPER_WIDE, PAPER_HIGH = 842, 595  # A4 landscape in points
MOST_KEYS, MOST_CHARACTERS = 46, 67  # a longer way is a step back; one key passes over the password


def old_roster(path):
    """A roster as schools have it: a title, two rows of heads, every style of date, totals; 40 people."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["青禾中学党员花名册（2025年）"])
    page.append(["填报单位：中共青禾中学总支部委员会"])
    page.append(GROUPS)
    page.append(HEADS)
    numbers = [_person(page, at) for at in range(40)]
    page.append(["合计", None, "40人"])
    page.append(["制表人：吴老师", None, None, None, "审核："])
    book.save(path)
    return path, numbers


def _person(page, at):
    born = date(1965 + at % 30, 1 + at % 12, 1 + at % 27)
    joined, sex = born + timedelta(days=365 * 24), "男" if at % 2 else "女"
    number = invent_id_number(Random(at), born, sex)
    shown = {LOST: float(number[:17] + "0"), WRONG: number[:17] + ("1" if number[17] != "1" else "2")}
    branch = "第二党支步" if at == MISSPELT else BRANCHES[at % 3]
    style = STYLES[at % 4]
    full = style.format(joined.replace(year=joined.year + 1, day=min(joined.day, 28)))
    day = "2013.2.30" if at == NO_DAY else style.format(joined)
    name, phone = SURNAMES[at] + GIVEN[at % 10], f"1990000{at:04d}"
    page.append([at + 1, name, sex, f"{born:%Y.%m}", shown.get(at, number), branch, day, full, phone])
    return number


class Hands:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, qtbot, commit):
        self.qtbot, self.commit, self.keys, self.characters = qtbot, commit, 0, 0

    @staticmethod
    def where():
        modal = QApplication.activeModalWidget()
        within = modal.focusWidget() if modal is not None else QApplication.focusWidget()
        return QApplication.activePopupWidget() or within

    def press(self, *names):
        for name in names:
            combination = QKeySequence(name)[0]
            self.qtbot.waitUntil(lambda: self.where() is not None, timeout=20000)
            QTest.keyClick(self.where(), combination.key(), combination.keyboardModifiers())
            self.keys += 1

    def type(self, text):
        for char in text:
            if char.isascii():
                QTest.keyClick(self.where(), char)
            else:
                self.commit(self.where(), char)
        self.characters += len(text)

    def rest(self, program):
        self.qtbot.waitUntil(lambda: hasattr(program.shown, "office"), timeout=20000)
        settle(self.qtbot, program.shown)
        # A window system does this itself when the window of slow work closes.
        (QApplication.activeModalWidget() or program.shown).activateWindow()


@pytest.fixture
def desk(monkeypatch, tmp_path):
    """A PC with an old roster on it; the system's file dialogs give it and take the paper."""
    path, numbers = old_roster(tmp_path / "2025年党员花名册（旧）.xlsx")
    paper = tmp_path / "年底名册.pdf"
    monkeypatch.setattr(first_run.places, "proposed", lambda: tmp_path / "党务办公室")
    monkeypatch.setattr(Desk, "ask_open_path", lambda *_asked: path)
    monkeypatch.setattr(Desk, "ask_save_path", lambda *_asked: paper)
    return numbers, paper


@pytest.fixture
def hands(qtbot, commit):
    return Hands(qtbot, commit)


@pytest.fixture
def begun(program, desk, stopped_clock):
    """The program as it is started for the first time."""
    program.show_start()
    program.shown.activateWindow()
    yield program
    window = program.shown
    if hasattr(window, "office"):
        window.leaving = True
        window.close()
        window.office.release()
    window.deleteLater()


def first_run_pages(hands, program):
    hands.press("Return")
    hands.type("青禾中学")
    hands.press("Return", "Down", "Return")  # 党总支
    hands.type("中共青禾区教育局委员会")
    hands.press("Return", "Return")
    hands.type("吴静怡")
    hands.press("Return", "Return", "Return", "Return")  # no password
    hands.rest(program)


def import_and_mend(hands, program, numbers):
    dialog = program.shown.dialogs.newest
    hands.press("Return")
    hands.keys += 2
    hands.rest(program)
    assert dialog.stack.currentIndex() == PREVIEW
    assert dialog.go.text() == "只导入没有问题的 37 行"
    hands.press("F9")
    hands.type(numbers[LOST])
    hands.press("Return")
    hands.rest(program)
    hands.press("F4", "F2", "Backspace")
    hands.type(numbers[WRONG][17])
    hands.press("Return")
    hands.rest(program)
    hands.press("F4")
    hands.type("2005.11.3")
    hands.press("Return")
    hands.rest(program)
    hands.press("Shift+F6", *["Shift+Tab"] * len(BRANCHES), "Space")
    hands.rest(program)
    hands.press("Tab", "Down")
    hands.rest(program)
    assert dialog.go.text() == "导入 40 行"
    hands.press("Ctrl+Return")
    hands.rest(program)


def find_and_correct(hands, program):
    hands.press("Ctrl+2")
    hands.rest(program)
    hands.press("Ctrl+F")
    hands.type("slh")
    hands.press("Return")
    hands.rest(program)
    hands.press("Right", "Right")
    hands.type("1978.2.15")
    hands.press("Return", "Ctrl+F", "Escape")
    hands.rest(program)


def print_year_end(hands, program):
    hands.press("Ctrl+K")
    hands.type("打印名册")
    hands.press("Return")  # 打印名册和表格
    hands.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    hands.type("dyhmc")  # 党员花名册
    hands.press("Return", "Right", "Ctrl+Return")
    hands.rest(program)
    hands.press("Ctrl+S")
    hands.keys += 2
    hands.rest(program)
    hands.press("Escape")


def test_a_newcomer_brings_an_old_roster_onto_paper_by_keys_alone(hands, begun, desk):
    numbers, paper = desk
    first_run_pages(hands, begun)
    import_and_mend(hands, begun, numbers)
    known = people(begun.shown.office)
    assert len(known) == 40
    assert {one.branch for one in known.values()} == set(BRANCHES)
    find_and_correct(hands, begun)
    assert str(people(begun.shown.office)["沈丽华"].card["birth"]) == "1978-02-15"
    print_year_end(hands, begun)
    with pypdfium2.PdfDocument(paper) as document:
        texts = "".join(page.get_textpage().get_text_bounded() for page in document)
        sizes = {tuple(map(round, page.get_size())) for page in document}
    assert not [name for name in known if name not in texts]
    assert "2025 年 12 月 31 日" in texts
    assert sizes == {(PAPER_WIDE, PAPER_HIGH)}
    assert hands.keys <= MOST_KEYS
    assert hands.characters <= MOST_CHARACTERS
