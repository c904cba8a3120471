from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.ui import theme
from partyoffice.ui.message_bar import HEIGHT, MessageBar, QuestionDialog, TextDialog, UndoBar, WindowMessages
from partyoffice.ui.messages import Note, NoteKind, Question, Recorder

LEFT = Qt.MouseButton.LeftButton


def links(bar):
    return {
        found.text(): found
        for found in bar.findChildren(QPushButton)
        if found.isVisibleTo(bar) and found.text()
    }


def test_the_newest_note_wins_and_the_former_stands_under_details(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_note(Note(NoteKind.INFO, "已导入 43 行", "5 行有问题的已另存"))
    assert "详情" not in links(bar)
    bar.show_note(Note(NoteKind.ERROR, "没有保存", "磁盘空间不足"))
    assert bar.what.text() == "没有保存"
    assert bar.property("bar") == "error"
    qtbot.mouseClick(links(bar)["详情"], LEFT)
    dialog = bar.window().findChild(TextDialog)
    text = dialog.text.toPlainText()
    assert text.index("没有保存") < text.index("已导入 43 行")
    dialog.close()


def test_links_act_and_the_cross_closes(qtbot):
    bar, pressed = MessageBar(), []
    qtbot.addWidget(bar)
    bar.show_note(
        Note(NoteKind.ERROR, "没有导出", "名册在 WPS 中打开", (("重试", lambda: pressed.append(1)),))
    )
    qtbot.mouseClick(links(bar)["重试"], LEFT)
    assert pressed == [1]
    bar.close_note()
    assert not bar.isVisible()


def test_what_to_do_is_never_cut_off_however_narrow_the_window(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    bar = MessageBar(page)
    QVBoxLayout(page).addWidget(bar)
    page.resize(520, 300)
    page.show()
    remedy = "数据没有改动。请改为 90 天以内，或者请上级党委确认后再填。"
    bar.show_note(Note(NoteKind.ERROR, "有效期 120 天太长：组织关系介绍信最长 90 天", remedy))
    low = theme.scaled(HEIGHT)
    assert bar.sentence.text() == remedy
    assert (page.width(), page.height()) == (520, 300), "a window does not grow by its note"
    assert bar.height() > low
    assert bar.sentence.height() >= bar.sentence.heightForWidth(bar.sentence.width())
    page.resize(1200, 300)
    qtbot.waitUntil(lambda: bar.height() == low)
    assert bar.sentence.text() == remedy
    page.resize(520, 300)
    qtbot.waitUntil(lambda: bar.height() > low)
    bar.show_note(Note(NoteKind.INFO, "已另存"))
    qtbot.waitUntil(lambda: bar.height() == low)


def test_names_with_markup_are_shown_as_typed(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_note(Note(NoteKind.INFO, "<b>张</b>"))
    assert bar.what.textFormat() is Qt.TextFormat.PlainText
    assert bar.sentence.textFormat() is Qt.TextFormat.PlainText


def test_a_refusal_says_what_happened_that_data_are_safe_and_what_to_do():
    said = Recorder()
    said.refuse(OfficeError("没有导出", remedy="关闭 WPS 后重试"))
    assert said.notes[0].kind is NoteKind.ERROR
    assert said.notes[0].text() == "没有导出。数据没有改动。关闭 WPS 后重试。"


def test_the_undo_bar_takes_back_once_and_goes(qtbot):
    window, taken = QWidget(), []
    qtbot.addWidget(window)
    window.resize(900, 500)
    window.show()
    bar = UndoBar(window)
    bar.show_undo("已将 苏念慈 移入回收站", lambda: taken.append(1))
    assert bar.isVisible()
    assert abs(bar.geometry().center().x() - 450) <= 1
    qtbot.mouseClick(bar.way_back, LEFT)
    assert taken == [1]
    assert not bar.isVisible()


def test_the_undo_bar_leaves_when_its_time_is_over_and_never_takes_the_focus(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    bar = UndoBar(window)
    bar.show_undo("已移入回收站", lambda: None)
    assert window.focusWidget() is None
    bar.left_ms = 100
    bar.clock.timeout.emit()
    assert not bar.isVisible()
    assert not bar.clock.isActive()


def test_a_question_has_verbs_and_the_safe_one_is_default_and_escape(qtbot):
    question = Question("移入回收站？", "3 人将移入回收站", ("移入回收站",), "保留", ("林知夏",) * 9)
    dialog = QuestionDialog(question)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [found.text() for found in dialog.findChildren(QPushButton)]
    assert texts == ["保留", "移入回收站"]
    assert dialog.safe.isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.answer == "保留"
    other = QuestionDialog(question)
    qtbot.addWidget(other)
    other.show()
    qtbot.mouseClick(other.findChildren(QPushButton)[1], LEFT)
    assert other.answer == "移入回收站"


def test_enter_on_a_fresh_question_is_the_safe_way_and_its_ring_shows_it(qtbot):
    dialog = QuestionDialog(Question("清空？", "不能恢复", ("清空",), "保留"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.safe.hasFocus)
    assert dialog.safe.property("ring")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.answer == "保留"
    assert not dialog.isVisible()


def test_the_window_speaks_through_its_bars(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    said = WindowMessages(MessageBar(window), UndoBar(window))
    monkeypatch.setattr(QuestionDialog, "ask", classmethod(lambda _cls, question, _parent: question.verbs[0]))
    said.warn("两人同名", "请按出生年月选择")
    assert said.message_bar.what.text() == "两人同名"
    said.clear()
    assert not said.message_bar.isVisibleTo(window)
    assert said.ask("移入回收站？", "可以恢复", "移入回收站")


def test_the_recorder_answers_as_laid_down_else_safely():
    said = Recorder(answers=["删除"])
    assert said.ask("删除？", "", "删除")
    assert not said.ask("删除？", "", "删除")
    said.done("已删除", lambda: None)
    assert said.undos[0][0] == "已删除"


def test_a_long_sentence_of_the_undo_bar_stays_inside_the_window(qtbot):
    body = QWidget()
    qtbot.addWidget(body)
    body.resize(500, 300)
    body.show()
    bar = UndoBar(body)
    for sentence in ("已修改", "已将 " + "、".join(["阿依古丽·买买提"] * 9) + " 移入回收站"):
        bar.show_undo(sentence, lambda: None)
        assert body.rect().contains(bar.geometry())
        assert bar.sentence.whole() == sentence
        assert bar.way_back.isVisible()
    assert bar.sentence.toolTip()
    bar.show_undo("已修改 张三 的 转正时间", lambda: None)
    qtbot.waitUntil(lambda: bar.sentence.text() == "已修改 张三 的 转正时间")
