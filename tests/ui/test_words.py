import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox, QTabWidget, QVBoxLayout, QWidget

from partyoffice.core.field import Field, Kind
from partyoffice.ui import crash, tasks
from partyoffice.ui.chinese import english_words
from partyoffice.ui.date_editor import Calendar
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.message_bar import QuestionDialog, TextDialog
from partyoffice.ui.messages import Question
from partyoffice.ui.record_form import RecordForm

FIELDS = tuple(Field(f"f{at}", f"字段{at}", kind) for at, kind in enumerate(Kind))
DIALOGS = {
    "form": lambda parent: FormDialog(
        parent, "新增党员", RecordForm(FIELDS, {}), "保存", print, more="保存并新增"
    ),
    "question": lambda parent: QuestionDialog(
        Question("移入回收站？", "可以找回", ("移入回收站",), "保留"), parent
    ),
    "text": lambda parent: TextDialog("提示详情", "没有保存", parent),
    "crash": lambda parent: crash.CrashDialog("E261120-120000-0012", "细节", parent),
    "task": lambda parent: tasks.TaskDialog("正在导出", parent, lambda: None),
    "calendar": Calendar,
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_speaks_chinese_and_keeps_names_plain(qtbot, name):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = DIALOGS[name](parent)
    assert english_words(made) == []
    assert made.minimumSizeHint().height() <= 560


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory])
def test_the_file_dialog_of_qt_speaks_chinese_where_the_system_has_none(qtbot, mode, tmp_path):
    asked = QFileDialog(None, "另存为", str(tmp_path), "Excel 工作簿 (*.xlsx)")
    qtbot.addWidget(asked)
    asked.setOption(QFileDialog.Option.DontUseNativeDialog)
    asked.setFileMode(mode)
    asked.show()
    assert [text for text in english_words(asked) if "/" not in text and tmp_path.name not in text] == []


def test_qt_itself_speaks_chinese(qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel | buttons.Ok | buttons.Yes)
    assert english_words(box) == []
    row = QDialogButtonBox(QDialogButtonBox.StandardButton.Apply | QDialogButtonBox.StandardButton.Reset)
    holder = QTabWidget()
    qtbot.addWidget(holder)
    QVBoxLayout(holder).addWidget(row)
    assert english_words(holder) == []
