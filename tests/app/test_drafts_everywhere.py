"""Whoever writes into a dialog loses nothing to a crash: every dialog keeps drafts, or says why not."""

import importlib
import inspect
from pathlib import Path

from PySide6.QtWidgets import QDialog

import partyoffice
from partyoffice import papers
from partyoffice.core.field import Field, Kind
from partyoffice.ui import drafts
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.secret_field import SecretField

ROOT = Path(partyoffice.__file__).parent
# Dialogs that keep no drafts, and why.
NO_DRAFT = {
    # passwords and recovery codes are never kept anywhere
    "PasswordsDialog": "a password", "PasswordDialog": "a password", "RecoveryDialog": "a recovery code",
    "LockPage": "a password", "NewOffice": "a password, and there is no office yet",
    "ReceiveDialog": "a password, and there is no office yet", "ReceivedDialog": "nothing is typed",
    "HandoverDialog": "nothing is typed",
    # looked at, ticked, or one word sought in a list
    "ColumnDialog": "ticks", "PickDialog": "a word that is sought", "GoTo": "a name that is sought",
    "HelpDialog": "a word that is sought", "RecentDialog": "a list", "IssuedDialog": "a list",
    "PatternDialog": "a list", "BackupDialog": "a list", "SealDialog": "a list", "AboutDialog": "a text",
    "TextDialog": "a text", "CrashDialog": "a text", "QuestionDialog": "a question", "TaskDialog": "a bar",
    "StorageDialog": "a question", "CropDialog": "a picture", "TemplateDialog": "one choice",
    "Preview": "which pages are printed", "CalibrationDialog": "four numbers read off a sheet",
    "ExportDialog": "one title, kept for the next time", "FillDialog": "answers that are kept at once",
    # what is typed or pasted lies in a file or on the clipboard still
    "ImportDialog": "the sheet itself stays as it is", "CompareDialog": "the list itself stays as it is",
    "PasteDialog": "what was copied can be pasted again", "BatchDialog": "one value",
    "PlacingDialog": "places on a form, moved by the mouse",
    # what others are made of
    "FramedDialog": "a frame", "PreviewDialog": "a frame",
}  # fmt: skip


def dialogs():
    """Return every class of dialog of the program."""
    found = {}
    for path in ROOT.rglob("*.py"):
        if "Dialog" in path.read_text(encoding="utf-8"):
            name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
            module = importlib.import_module(name)
            for kind in vars(module).values():
                if inspect.isclass(kind) and issubclass(kind, QDialog) and kind.__module__ == name:
                    found[kind.__name__] = kind
    return found


def test_every_dialog_keeps_drafts_or_says_why_it_needs_none(qapp):
    found = dialogs()
    kept = {name for name, kind in found.items() if hasattr(kind, "draft") and hasattr(kind, "take_draft")}
    assert {"VoteDialog", "Together", "BatchChange", "PrintDialog", "SettingsDialog", "Asking"} <= kept
    assert sorted(found.keys() - kept - NO_DRAFT.keys()) == []
    assert sorted(NO_DRAFT.keys() - found.keys() | NO_DRAFT.keys() & kept) == []


def test_a_form_that_no_page_opens_again_keeps_its_words_to_be_read(window, qtbot):
    form = RecordForm((Field("opinion", "书面意见", Kind.LONG), Field("note", "备注")), {})
    dialog = FormDialog(window, "书面意见：林知夏", form, "填入", list)
    dialog.open()
    form.editor("opinion").text.insertPlainText("同意接收，建议再谈一次话。")
    dialog.keeper.write()
    dialog.keeper.timer.stop()
    dialog.finished.disconnect()
    dialog.hide()
    drafts.offer(window.desk)
    note = window.messages.notes[-1]
    assert note.sentence.startswith("书面意见：林知夏")
    assert [words for words, _slot in note.links] == ["查看", "丢弃"]
    note.links[0][1]()
    shown = next(one for one in window.findChildren(QDialog) if one.isVisible())
    assert shown.text.toPlainText() == "书面意见：同意接收，建议再谈一次话。"
    shown.done(0)
    assert window.messages.notes, "it is still offered, to be thrown away"
    note.links[1][1]()
    assert window.desk.drafts.all() == []


def typed_and_left(dialog):
    """Leave a dialog as a crash does: its draft is kept and nothing is told."""
    dialog.keeper.write()
    dialog.keeper.timer.stop()
    dialog.finished.disconnect()
    dialog.hide()


def texts(fields):
    """Return the keys of the fields in which words are written."""
    return [one.key for one in fields if one.kind in {Kind.TEXT, Kind.LONG}]


def go_on(window):
    drafts.offer(window.desk)
    window.messages.notes[-1].links[0][1]()
    return window.dialogs.newest


def test_the_words_for_a_paper_are_there_again_with_the_paper_and_whom_it_is_for(window, rest):
    ids = [one for (one,) in _ids(window)]
    paper = next(one for one in papers.known().values() if "member" in one.needs and texts(one.asks))
    dialog, key = window.dialogs.open("print", paper=paper.code, ids=ids), texts(paper.asks)[0]
    rest(window)
    dialog.fields.form.set_value(key, "写了很久的一段话")
    way = dialog.whom.ways.currentText()
    typed_and_left(dialog)
    again = go_on(window)
    rest(window)
    assert again is not dialog
    assert again.list.current() == paper.code
    assert again.whom.ways.currentText() == way
    assert again.fields.form.values()[key] == "写了很久的一段话"
    again.done(0)
    assert window.desk.drafts.all() == []


def _ids(window):
    from sqlalchemy import select

    from partyoffice.members.records import Person

    with window.office.reading() as session:
        return session.execute(select(Person.id).limit(2)).all()


def test_settings_changed_and_not_stored_are_there_again(window):
    dialog = window.dialogs.open("settings")
    key = texts(row.field for row in dialog.form.rows.values())[0]
    dialog.form.set_value(key, "沈砚秋")
    typed_and_left(dialog)
    again = go_on(window)
    assert again is not dialog
    assert again.form.values()[key] == "沈砚秋"
    again.done(0)


def test_no_dialog_with_a_draft_has_a_password_in_it(walked, each_dialog):
    for name, dialog in each_dialog():
        assert not (hasattr(dialog, "draft") and dialog.findChildren(SecretField)), name
