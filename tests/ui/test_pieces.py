import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from partyoffice.core.resources import resource
from partyoffice.ui import controls, icons, marks, painting, theme
from partyoffice.ui.chips import Chip, ChipRow
from partyoffice.ui.tree import Node, SideTree

Key = Qt.Key
NODES = (
    Node(1, "青禾中学党总支", "186", "landmark", children=(Node(2, "一支部", "42"), Node(3, "二支部", "58"))),
)


def picture():
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    return image


def test_every_icon_on_disk_can_be_drawn_and_shows_its_colour(qapp):
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) > 40
    for name in names:
        image = picture()
        painter = QPainter(image)
        icons.paint(painter, name, QRectF(0, 0, 20, 20), QColor("#FF0000"), 2)
        painter.end()
        drawn = {image.pixelColor(x, y).name() for x in range(20) for y in range(20)}
        assert len(drawn) > 1, name
        assert "#000000" not in drawn, name


@pytest.mark.parametrize("mark", list(marks.Mark))
def test_every_mark_has_a_shape_of_its_own_even_in_grey(qapp, mark):
    shapes = {}
    for each in marks.Mark:
        image = picture()
        painter = QPainter(image)
        marks.paint(painter, each, QPointF(10, 10), 14)
        painter.end()
        shapes[each] = bytes(image.convertToFormat(QImage.Format.Format_Mono).constBits())
    assert [each for each, shape in shapes.items() if shape == shapes[mark]] == [mark]


def test_buttons_get_new_icons_with_a_new_theme(dressed, qtbot):
    button = controls.button("打开卡片", icon="pencil")
    qtbot.addWidget(button)
    before = button.icon().pixmap(16, 16).toImage()
    theme.apply(dressed, "dark", 10)
    assert button.icon().pixmap(16, 16).toImage() != before


def test_a_ring_shows_for_the_keyboard_only(qtbot):
    page = QWidget()
    box = QVBoxLayout(page)
    buttons = [controls.primary("新增党员"), controls.button("打印")]
    for button in buttons:
        box.addWidget(button)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    buttons[1].setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(buttons[1].hasFocus)
    assert not buttons[1].property("ring")
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert buttons[0].property("ring")
    height = buttons[0].height()
    buttons[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert buttons[0].height() == height
    assert not buttons[0].property("ring")


def test_a_blocked_button_says_why_as_plain_text(qtbot):
    button = controls.button("办结")
    qtbot.addWidget(button)
    button.block("还差：<b>入党时间")
    assert not button.isEnabled()
    assert button.toolTip() == "<qt>还差：&lt;b&gt;入党时间</qt>"
    button.block("")
    assert button.isEnabled()


def test_a_long_text_is_cut_and_told_whole(qtbot):
    shown = controls.Elided("很长很长的支部名称" * 20)
    qtbot.addWidget(shown)
    shown.resize(100, 20)
    shown.show()
    assert shown.text().endswith("…")
    assert shown.toolTip() == shown.whole()


def test_text_is_elided_to_its_room(qapp):

    assert painting.fitted("沈砚秋", "body", 200) == "沈砚秋"
    assert painting.fitted("沈砚秋沈砚秋", "body", 40).endswith("…")


def test_chips_are_reached_by_tab_and_removed_by_del(qtbot):
    row = ChipRow()
    qtbot.addWidget(row)
    removed = []
    row.removed.connect(removed.append)
    row.fill((("birth", "出生年月", "1968-01 以后"), ("education", "学历", "硕士")), "按姓氏拼音排序")
    assert row.isVisible()
    chips = row.findChildren(Chip)
    assert all(chip.focusPolicy() & Qt.FocusPolicy.TabFocus for chip in chips)
    qtbot.keyClick(chips[1], Key.Key_Delete)
    at = chips[0].rect().center()
    at.setX(chips[0].width() - 10)
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton, pos=at)
    assert removed == ["education", "birth"]
    with qtbot.waitSignal(row.cleared):
        qtbot.mouseClick(row.findChild(QPushButton), Qt.MouseButton.LeftButton)
    row.fill(())
    assert not row.isVisible()


def test_a_tree_keeps_choice_and_folds_when_filled_anew(qtbot):
    tree = SideTree("组织")
    qtbot.addWidget(tree)
    tree.fill(NODES)
    chosen = []
    tree.chosen.connect(chosen.append)
    assert tree.choose(3)
    assert chosen == [3]
    tree.fill(NODES)
    assert tree.current_key() == 3
    assert chosen == [3]
    tree.collapseAll()
    tree.fill(NODES)
    assert not tree.isExpanded(tree.rows.index(0, 0))
    assert not tree.choose(99)


def test_a_tree_tells_screen_readers_title_and_count(qtbot):
    tree = SideTree("组织")
    qtbot.addWidget(tree)
    tree.fill(NODES)
    assert tree.rows.item(0).accessibleText() == "青禾中学党总支 186"
    tree.resize(216, 200)
    tree.show()
    assert not tree.grab().isNull()
    assert tree.visualRect(tree.rows.index(0, 0)).height() == theme.tree_row()


def test_without_a_system_face_the_shipped_one_is_taken(qapp, monkeypatch):
    monkeypatch.setattr(theme, "FAMILIES", ("没有这种字体",))
    found = theme.family.__wrapped__()
    assert found in QFontDatabase.families()
    assert found == "Dangwu Hei"


def test_a_button_with_the_focus_is_pressed_by_enter_as_by_the_space_bar(qtbot):
    pressed = []
    made = controls.button("打开", lambda: pressed.append(1))
    qtbot.addWidget(made)
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        qtbot.keyClick(made, key)
    assert len(pressed) == 3
