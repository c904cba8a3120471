"""A walk over every page, menu and button of an office that is only read: no enabled verb tries to write."""

from functools import partial

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog

from partyoffice.app.program import Program
from partyoffice.core.errors import OfficeError
from partyoffice.store import files
from partyoffice.store import office as store
from partyoffice.store.drafts import Drafts
from partyoffice.ui import theme
from partyoffice.ui.controls import Button
from partyoffice.ui.desk import Desk
from partyoffice.ui.message_bar import QuestionDialog
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.rights import is_writing
from partyoffice.ui.view_tab import ViewTab

# They dress the whole program anew, which takes long and writes into its preferences alone.
LOOKS = frozenset(f"view.{key}" for key in (*theme.NAMES, "larger", "smaller", "usual", "full"))
# They leave the office for another one, or the program; what they open has windows of its own.
ENDING = frozenset({"QDialog.reject", "FramedDialog.reject", "FormDialog.reject"})
LEAVING = frozenset({"file.quit", "file.new", "file.open", "file.leave", "file.sample", "file.lock"})


@pytest.fixture(scope="module")
def reader(qapp, sample_file, tmp_path_factory):
    """One window over an office that may only be read, for all walks."""
    folder = tmp_path_factory.mktemp("reading")
    path = folder / sample_file.name
    path.write_bytes(sample_file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "may_write", lambda _path: False)
        made = Program(Prefs(folder / "prefs.json")).open(path)
    yield made
    made.leaving = True
    made.close()
    made.office.release()
    made.deleteLater()


class Tries:
    """Every try to write, by what was pressed."""

    def __init__(self):
        self.pressed, self.found = "", []

    def note(self, *_about):
        self.found.append(self.pressed)
        return OfficeError("数据文件以只读方式打开", remedy="请复制到本机硬盘")


@pytest.fixture
def tried(monkeypatch):
    """Note each try to write; files are asked for in vain, questions answered with yes, nothing printed."""
    tries = Tries()
    monkeypatch.setattr(store, "_read_only", tries.note)
    monkeypatch.setattr(Drafts, "keep", tries.note)
    for name in ("ask_save_path", "ask_open_path"):
        monkeypatch.setattr(Desk, name, lambda *_: None)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)
    monkeypatch.setattr(QuestionDialog, "ask", classmethod(lambda _kind, question, *_: question.verbs[0]))
    return tries


@pytest.fixture
def places(reader, rest):
    """Show each page and each view of it in turn."""

    def walk():
        for key in reader.specs:
            reader.show_page(key)
            rest(reader)
            page = reader.page()
            for view in list(page.specs) if isinstance(page, ViewTab) else ("",):
                if view:
                    page.show_view(view)
                    rest(reader)
                yield f"{key} {view}", page.pane() if view else page

    return walk


def choose_first(page):
    """Let each list have a current row, as somebody would who wants to do something with it."""
    for view in page.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount():
            view.setCurrentIndex(view.model().index(0, 0))


def what(slot):
    """Return what a slot does, alike for the same function with the same words."""
    said = []
    while isinstance(slot, partial):
        said += [one for one in slot.args if isinstance(one, str)]
        slot = slot.func
    owner = getattr(slot, "__self__", None)
    return (getattr(slot, "__qualname__", repr(slot)), type(owner).__name__, *said)


def close_all(window):
    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            one.close()
    while QApplication.activeModalWidget() is not None:
        QApplication.activeModalWidget().done(0)


def commands(window):
    """Return what the enabled commands do, by their words."""
    known = window.actions_table._known
    return {
        act.text(): known[key].slot
        for key, act in window.actions_table.all().items()
        if act.isVisible() and act.isEnabled() and key not in LEAVING | LOOKS and not key.startswith("page.")
    }


def buttons(root):
    """Return what the enabled buttons do, by their words."""
    return {
        f"{one.text()} {one.accessibleName()}".strip(): one.slot
        for one in root.findChildren(Button)
        if one.isVisible() and one.isEnabled() and one.slot is not None
    }


def waking(window, page):
    """Return what bears the mark of changing something and does not rest with the reason as its hint."""
    table = window.actions_table
    acts = [act for key, act in table.all().items() if act.isVisible() and is_writing(table._known[key].slot)]
    marked = [*acts, *(one for one in page.findChildren(Button) if one.isVisible() and one.writes)]
    return [one.text() for one in marked if one.isEnabled() or "只读" not in one.toolTip()]


@pytest.fixture
def press(reader, tried, rest):
    """Do each thing that was not yet done, and each that the dialog offers which it opens."""
    seen, back = set(), []

    def inside(words):
        dialog = QApplication.activeModalWidget()
        for more, slot in buttons(dialog).items() if dialog is not None else ():
            if what(slot) not in seen and what(slot)[0] not in ENDING and dialog.isVisible():
                seen.add(what(slot))
                tried.pressed = f"{words} → {more}"
                slot()
                rest(reader)

    def do(place, verbs):
        for words, slot in verbs.items():
            if what(slot) not in seen:
                seen.add(what(slot))
                tried.pressed = f"{place}: {words}"
                slot()
                rest(reader)
                inside(tried.pressed)
                close_all(reader)
                back.append(place)
        return len(seen)

    return do


@pytest.fixture
def once(reader, monkeypatch):
    """Open each dialog of the program once: what it offers is the same from wherever it was asked for."""
    real, opened = reader.desk.dialogs, set()

    def show(name, **about):
        if name not in opened:
            opened.add(name)
            real(name, **about)

    monkeypatch.setattr(reader.desk, "dialogs", show)


def test_no_enabled_verb_of_a_page_menu_or_dialog_tries_to_write(reader, places, tried, press, once):
    before = reader.office.path.read_bytes()
    reader.messages = reader.desk.messages = Recorder()
    for place, page in places():
        choose_first(page)
        assert waking(reader, page) == [], place
        count = press(place, commands(reader) | buttons(page))
    assert count > 150, "so many verbs only look"
    assert tried.found == []
    assert reader.office.path.read_bytes() == before
