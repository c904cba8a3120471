import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from partyoffice.ui.search_box import MOST_RECENT, SearchBox


@pytest.fixture
def box(qtbot):
    made = SearchBox()
    qtbot.addWidget(made)
    made.resize(248, 30)
    made.show()
    made.show_for("members", "姓名、拼音")
    return made


def look(box, *texts):
    for text in texts:
        box.find_now(text)
        box.remember()


def offered(box):
    box.offer_recent()
    box.menu.close()
    return [entry.text() for entry in box.menu.actions()]


def test_recent_searches_are_kept_by_tab_the_newest_first_and_once_each(box):
    look(box, "张三", "李四", "张三", " ")
    assert offered(box) == ["张三", "李四"]
    box.show_for("history", "操作、操作人")
    assert box.text() == ""
    assert offered(box) == ["这一页还没有查找过"]
    box.show_for("members", "姓名、拼音")
    assert offered(box) == ["张三", "李四"]


def test_no_more_are_kept_than_one_can_take_in(box):
    look(box, *map(str, range(2 * MOST_RECENT)))
    assert len(offered(box)) == MOST_RECENT


def test_leaving_the_tab_or_clearing_remembers_what_stood_there(box, qtbot):
    box.find_now("王五")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    box.find_now("赵六")
    box.show_for("history", "")
    box.show_for("members", "")
    assert offered(box) == ["赵六", "王五"]


def test_one_that_is_chosen_is_searched_at_once(box):
    look(box, "张三 & 李四")
    box.find_now("")
    seen = []
    box.searched.connect(seen.append)
    box.offer_recent()
    [entry] = box.menu.actions()
    entry.trigger()
    box.menu.close()
    assert seen == ["张三 & 李四"]


def test_alt_down_and_the_glass_offer_them_but_not_while_composing(box, qtbot):
    look(box, "张三")
    QApplication.sendEvent(box, QInputMethodEvent("zh", []))
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert box.menu is None
    QApplication.sendEvent(box, QInputMethodEvent("", []))
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [entry.text() for entry in box.menu.actions()] == ["张三"]
    box.menu.close()
    box.menu = None
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, 15))
    assert box.menu is not None
    box.menu.close()
    box.menu = None
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(100, 15))
    assert box.menu is None
