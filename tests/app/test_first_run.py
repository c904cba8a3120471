import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from partyoffice.app import first_run, start_page
from partyoffice.app.first_run import Way, file_name, place_sentence
from partyoffice.app.importing import ImportDialog
from partyoffice.app.new_office import BEGIN, PLACE, SCHOOL, SECRET, NewOffice
from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.recovery import RecoveryDialog
from partyoffice.core.errors import OfficeError
from partyoffice.making import new_office
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import APPROVER, GENERAL_BRANCH, OWN_KIND
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.store.engine import is_plain
from partyoffice.store.keys import opens
from partyoffice.store.office import Office
from partyoffice.store.places import PlaceKind
from partyoffice.ui.marks import Mark
from partyoffice.ui.messages import Recorder

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A PC with one other fixed disk, roomy; ``place.kind`` makes it another kind of place."""

    class Place:
        kind, left = PlaceKind.FIXED, 5000

    monkeypatch.setattr(first_run.places, "proposed", lambda: tmp_path / "党务办公室")
    monkeypatch.setattr(first_run.places, "place_of", lambda _folder: Place.kind)
    monkeypatch.setattr(first_run.files, "free_megabytes", lambda _folder: Place.left)
    yield Place
    Place.kind, Place.left = PlaceKind.FIXED, 5000


@pytest.fixture
def dialog(program, qtbot, place):
    made = NewOffice(program)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the fixture closes it
    made.messages = Recorder()
    made.show()
    return made


@pytest.fixture
def taken(program, show, qtbot, rest):
    """Wait for the window of the new office; the fixture of windows lets it go."""

    def wait():
        qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
        rest(program.shown)
        return program.shown

    return wait


def type_name(dialog, commit, name="青禾中学"):
    commit(dialog.school.school.line, name)


def to_the_end(dialog):
    for _ in range(BEGIN):
        dialog.on_go()


def press(qtbot, key, held=Qt.KeyboardModifier.NoModifier):
    """Press a key where the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def focused(qtbot, dialog, part):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is part)


def test_four_pages_are_answered_by_keyboard_alone(dialog, taken, qtbot, commit, place):
    focused(qtbot, dialog, dialog.school.school.line)
    type_name(dialog, commit)
    press(qtbot, ENTER)
    press(qtbot, DOWN)  # 党总支
    for text in ("中共青禾区教育局委员会", "", "沈砚秋"):
        press(qtbot, ENTER)
        if text:
            commit(QApplication.focusWidget(), text)
    press(qtbot, ENTER)
    assert dialog.stack.currentIndex() == PLACE
    assert dialog.focusWidget() is dialog.go  # nothing to answer here: Enter is the next page
    press(qtbot, ENTER)
    assert dialog.focusWidget() is dialog.secret.new.first.line
    press(qtbot, ENTER)  # no password
    assert dialog.stack.currentIndex() == BEGIN
    press(qtbot, DOWN)  # 空白开始
    press(qtbot, ENTER)
    window = taken()
    assert window.office.path.name == "青禾中学.dangwu"
    with window.office.reading() as session:
        assert settings.get(session, OWN_KIND) == OrgKind.GENERAL
        assert settings.get(session, APPROVER) == "中共青禾区教育局委员会"
        assert not settings.get(session, GENERAL_BRANCH)
        assert settings.get(session, settings.OPERATOR) == "沈砚秋"
        assert [node.kind for node in tree(session).roots] == [OrgKind.GENERAL]
    assert not window.header.badge.isVisibleTo(window)
    assert not window.office.undo_sentence
    assert not window.office.encrypted


def test_choosing_to_import_opens_the_import_right_after(dialog, taken, commit):
    type_name(dialog, commit)
    to_the_end(dialog)
    assert dialog.ways.way.value() == Way.IMPORT
    assert dialog.go.text() == "新建并导入"
    dialog.on_go()
    window = taken()
    assert isinstance(window.dialogs.newest, ImportDialog)
    window.dialogs.newest.close()


def test_the_first_page_and_about_say_that_state_secrets_have_no_place_here(dialog, program, show, empty):
    said = "本系统不得录入、存储国家秘密"
    assert any(said in one.text() for one in dialog.findChildren(QLabel))
    about = show(empty).dialogs.open("about")
    assert any(said in one.text() for one in about.findChildren(QLabel))


def test_going_back_keeps_every_answer(dialog, commit):
    type_name(dialog, commit)
    dialog.school.kind.set_value(OrgKind.COMMITTEE)
    dialog.school.operator.set_value("沈砚秋")
    dialog.on_go()
    assert dialog.place.path().name == "青禾中学.dangwu"
    dialog.on_go()
    dialog.on_go()
    dialog.ways.way.set_value(Way.EMPTY)
    for _ in range(BEGIN):
        dialog.on_back()
    assert dialog.stack.currentIndex() == SCHOOL
    assert dialog.school.name() == "青禾中学"
    assert dialog.school.kind.value() == OrgKind.COMMITTEE
    assert dialog.school.facts() == {settings.OPERATOR: "沈砚秋"}
    assert dialog.ways.way.value() == Way.EMPTY


def test_without_a_school_the_first_page_stays_and_says_why(dialog):
    dialog.on_go()
    assert dialog.stack.currentIndex() == SCHOOL
    assert dialog.messages.notes[0].what == "还没有填写学校名称"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PlaceKind.CLOUD, "网盘同步文件夹"),
        (PlaceKind.NETWORK, "网络位置"),
        (PlaceKind.STICK, "U 盘"),
        (PlaceKind.FLEETING, "临时位置"),
    ],
)
def test_a_place_that_loses_data_is_refused_with_its_reason(dialog, place, commit, kind, said, tmp_path):
    place.kind = kind
    type_name(dialog, commit)
    dialog.on_go()
    dialog.on_go()
    assert dialog.stack.currentIndex() == PLACE
    assert said in dialog.messages.notes[-1].what
    assert "换到本机硬盘" in dialog.messages.notes[-1].sentence
    assert said in dialog.place.advice.text()
    assert not list(tmp_path.glob("**/*.dangwu"))


def test_the_system_disk_is_allowed_with_a_word_about_restored_disks(dialog, place, tmp_path):
    place.kind = PlaceKind.SYSTEM
    mark, sentence = place_sentence(tmp_path)
    assert mark is Mark.WARN
    assert "还原卡" in sentence
    assert "剩余 4.9 GB" in sentence


def test_a_full_disk_and_a_taken_name_are_refused(dialog, place, commit, tmp_path):
    type_name(dialog, commit)
    dialog.on_go()
    place.left = 20
    dialog.on_go()
    assert "只剩 20 MB" in dialog.messages.notes[-1].what
    place.left = 5000
    dialog.place.path().parent.mkdir()
    dialog.place.path().write_bytes(b"")
    dialog.on_go()
    assert "已经在这里" in dialog.messages.notes[-1].what
    assert dialog.stack.currentIndex() == PLACE


def test_another_place_is_shown_with_its_advice(dialog, place, monkeypatch, tmp_path):
    place.kind = PlaceKind.SYSTEM
    monkeypatch.setattr(first_run.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "别处"))
    dialog.place.other.click()
    assert "别处" in dialog.place.shown.whole()
    assert "还原卡" in dialog.place.advice.text()


def test_giving_up_asks_once_something_is_typed(dialog, commit):
    type_name(dialog, commit)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.messages.questions[0].safe == "继续填写"
    dialog.messages.answers = ["放弃填写"]
    dialog.reject()
    assert not dialog.isVisible()


def test_the_sample_is_opened_without_making_an_office(dialog, taken, commit, monkeypatch, sample, tmp_path):
    monkeypatch.setattr(start_page, "sample_path", lambda: sample)
    type_name(dialog, commit)
    to_the_end(dialog)
    dialog.ways.way.set_value(Way.SAMPLE)
    dialog.show_verb()
    assert dialog.go.text() == "打开示例"
    dialog.on_go()
    assert taken().sample
    assert not (tmp_path / "党务办公室").exists()


def test_a_killed_or_refused_making_leaves_no_file_behind(tmp_path, monkeypatch):
    from partyoffice import making

    def fail(*_):
        raise OfficeError("保存时磁盘空间不足", remedy="请清理")

    monkeypatch.setattr(making, "make_school", fail)
    path = tmp_path / "青禾中学.dangwu"
    with pytest.raises(OfficeError, match="磁盘空间不足"):
        new_office(path, "青禾中学", OrgKind.BRANCH, {})
    assert list(tmp_path.iterdir()) == []


def test_a_new_office_bears_its_name_only_when_it_is_whole(tmp_path, monkeypatch):
    from partyoffice import making

    path, seen, real = tmp_path / "青禾中学.dangwu", [], making.make_school
    monkeypatch.setattr(making, "make_school", lambda *a: seen.append(path.exists()) or real(*a))
    new_office(path, "青禾中学", OrgKind.BRANCH, {APPROVER: "教育局党委"})
    assert seen == [False]
    assert [found.name for found in tmp_path.iterdir()] == ["青禾中学.dangwu"]
    with Office.open(path) as office, office.reading() as session:
        assert settings.get(session, APPROVER) == "教育局党委"


def test_a_school_becomes_a_file_name_without_forbidden_characters():
    assert file_name("青禾/中学：分校?") == "青禾_中学：分校_.dangwu"
    assert file_name("  ") == "党务数据.dangwu"


def test_every_kind_of_body_says_what_it_means(dialog):
    for entry in (*first_run.KINDS, *first_run.WAYS):
        assert entry.meaning
    assert [one.value for one in first_run.KINDS] == [str(kind) for kind in OWN_KIND.choices]


# --- a password ---


def type_secret(dialog, first, second=None):
    dialog.secret.new.first.line.setText(first)
    dialog.secret.new.second.line.setText(first if second is None else second)


def test_an_office_made_with_a_password_is_encrypted_from_its_first_byte(
    dialog, taken, commit, tmp_path, monkeypatch
):
    import partyoffice.making

    seen, real = [], partyoffice.making.make_school

    def look(office, *rest):
        seen.append(is_plain(office.path.read_bytes()[:16]))
        return real(office, *rest)

    monkeypatch.setattr(partyoffice.making, "make_school", look)
    type_name(dialog, commit)
    type_secret(dialog, "青禾 2026 建档")
    to_the_end(dialog)
    dialog.ways.way.set_value(Way.IMPORT)
    dialog.on_go()
    window = taken()
    assert seen == [False]
    assert opens(window.office.door.key, "青禾 2026 建档")
    assert not dialog.secret.new.take()
    sheet = window.findChild(RecoveryDialog)
    assert sheet.isVisible()
    sheet.messages = Recorder(answers=["我已抄下"])
    sheet.reject()
    assert isinstance(window.dialogs.newest, ImportDialog)  # what was wished comes after the sheet
    window.dialogs.newest.close()


def test_a_password_is_typed_by_keyboard_from_line_to_line(dialog, qtbot, commit):
    type_name(dialog, commit)
    dialog.on_go()
    dialog.on_go()
    new = dialog.secret.new
    focused(qtbot, dialog, new.first.line)
    for line in (new.first.line, new.second.line):
        qtbot.keyClicks(line, "qinghe 2026")
        press(qtbot, ENTER)
    assert dialog.stack.currentIndex() == BEGIN


def test_two_different_typings_hold_the_page_and_emptied_ones_go_on(dialog, commit):
    type_name(dialog, commit)
    dialog.on_go()
    dialog.on_go()
    type_secret(dialog, "青禾 2026", "青禾 2027")
    dialog.on_go()
    assert dialog.stack.currentIndex() == SECRET
    assert dialog.messages.notes[-1].what == "两次输入的密码不一样"
    assert dialog.secret.new.wrong.text() == "两次输入的密码不一样"
    type_secret(dialog, "")
    dialog.on_go()
    assert dialog.stack.currentIndex() == BEGIN
