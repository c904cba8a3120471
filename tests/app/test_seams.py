import pytest

from partyoffice.organisation.records import BOOKS_OPENED
from partyoffice.store import settings
from partyoffice.store.office import Office
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs


@pytest.fixture
def office(empty):
    with Office.open(empty) as found:
        yield found
        found.release()


def test_a_desk_opens_the_dialogs_the_program_hands_in(office, tmp_path, qapp):
    desk, asked = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json")), []
    with pytest.raises(LookupError, match="export"):
        desk.open_dialog("export")
    desk.dialogs = lambda name, **about: asked.append((name, about))
    desk.open_dialog("export", roster="members")
    assert asked == [("export", {"roster": "members"})]


def test_a_setting_kept_when_an_import_is_taken_back_is_told_by_its_title(office):
    for day in ("2026-11-19", "2026-11-20"):
        with office.change("设置") as session:
            settings.put(session, BOOKS_OPENED, day)
    done = office.revert(office.last_seq - 1, partly=True)
    assert done.kept == ["设置“建账日”"]


def test_the_window_comes_back_at_its_tab_and_size_and_onto_a_screen_that_is_there(program, show, sample):
    window = show(sample)
    window.showNormal()
    window.show_page("members")
    program.prefs.put("window", {"place": [9000, 9000, 700, 560], "maximised": False})
    program.remember(sample)
    again = type(window)(program, window.office)
    assert again.key == "members"
    room = again.screen().availableGeometry()
    assert room.contains(again.geometry().topLeft())
    assert again.width() <= max(room.width(), again.minimumWidth())
    again.desk.stop_listening()
    again.deleteLater()


def test_a_step_that_cannot_be_taken_back_leads_to_the_list_of_steps(window, monkeypatch):
    from partyoffice.core.errors import OfficeError

    def refuse():
        raise OfficeError("之后又改过", remedy="请在操作记录中查看")

    with window.office.change("设置") as session:
        settings.put(session, BOOKS_OPENED, "2026-11-19")
    monkeypatch.setattr(window.office, "undo", refuse)
    window.actions_table["edit.undo"].trigger()
    (name, go) = window.messages.notes[-1].links[0]
    assert name == "操作记录"
    go()
    assert window.key == "history"
