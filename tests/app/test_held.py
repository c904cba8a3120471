"""An office in which another user of the PC is working is only looked at here, until that one has closed."""

import os
import subprocess
import sys

import pytest

from partyoffice.app.single import server_name
from partyoffice.app.start_page import StartPage
from partyoffice.core.errors import OfficeError
from partyoffice.store.office import Office

HOLD = "import sys; from partyoffice import parts; from partyoffice.store.office import Office; "
HOLD += "office = Office.open(sys.argv[1]); print('open', flush=True); sys.stdin.readline(); office.release()"


@pytest.fixture
def other(sample, tmp_path):
    """Another user's program, with folders of its own, that has the office open."""
    around = os.environ | {"PARTYOFFICE_HOME": str(tmp_path / "别人"), "USER": "other", "LOGNAME": "other"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    program = subprocess.Popen([sys.executable, "-c", HOLD, str(sample)], env=around, **pipes)
    assert program.stdout.readline().strip() == b"open"
    yield program
    end(program)


@pytest.fixture
def held(sample):
    """Another window that has the office open."""
    with Office.open(sample) as office:
        yield office
        office.release()


def end(program):
    if program.poll() is None:
        program.communicate(b"\n")


def test_what_another_user_has_open_is_offered_for_reading_and_opened_for_writing_once_they_closed(
    other, program, show, sample, tmp_path, qtbot, rest, monkeypatch
):
    name = server_name()
    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "别人"))
    assert server_name() != name  # so that neither brings the other forward
    before = sample.read_bytes()
    program.prefs.put("page", "members")
    program.begin(str(sample), "")
    qtbot.waitUntil(lambda: isinstance(program.shown, StartPage), timeout=20000)
    [note] = program.shown.bar.notes
    assert "已在另一个窗口中打开" in note.what
    dict(note.links)["只读打开"]()
    window = program.shown
    rest(window)
    assert not window.office.writing
    with pytest.raises(OfficeError, match="以只读方式打开"), window.office.change("改"):
        pass
    [note] = window.message_bar.notes
    assert note.what == "数据文件正在另一个窗口中打开"
    dict(note.links)["重新打开"]()
    assert program.shown is window
    assert "已在另一个窗口中打开" in window.message_bar.what.text()
    assert sample.read_bytes() == before
    end(other)
    dict(note.links)["重新打开"]()
    rest(program.shown)
    assert program.shown.office.writing


def test_an_office_chosen_on_the_start_page_is_offered_too(held, program, sample, show):
    program.show_start()
    page = program.shown
    page.open_path(sample)
    assert [text for text, _do in page.bar.notes[-1].links] == ["只读打开"]
    assert program.shown is page
    page.close()
    page.deleteLater()


def test_a_file_that_went_away_meanwhile_is_told_in_place_of_the_looking(held, program, sample, show):
    program.show_start()
    page = program.shown
    page.open_path(sample)
    look = dict(page.bar.notes[-1].links)["只读打开"]
    sample.rename(sample.with_suffix(".fort"))
    look()
    assert "找不到" in page.bar.what.text()
    page.close()
    page.deleteLater()
