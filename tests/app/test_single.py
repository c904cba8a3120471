import json
import os
import subprocess
import sys

import pytest
from PySide6.QtNetwork import QLocalServer

from partyoffice.app import single
from partyoffice.app.single import First, hand_over, server_name

START = [sys.executable, "-m", "partyoffice", "--office"]


@pytest.fixture
def name(tmp_path, monkeypatch):
    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "home"))
    return server_name()


@pytest.fixture
def first(name, qtbot):
    heard = []
    made = First(heard.append, name)
    made.heard = heard
    assert made.alone("", lambda: False)
    yield made
    made.server.close()


def start_again(name, office, code="sys.exit(0 if hand_over(sys.argv[1], sys.argv[2]) else 1)"):
    """Start another process that hands over as a second start of the program does."""
    script = f"import sys; from partyoffice.app.single import hand_over; {code}"
    return subprocess.Popen([sys.executable, "-c", script, name, office])


def test_a_second_start_hands_its_office_over_whatever_the_spelling(first, name, qtbot, tmp_path, sample):
    other = tmp_path / "同一个.dangwu"
    other.symlink_to(sample)
    second = start_again(name, str(other))
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20000)
    assert second.returncode == 0
    assert first.heard == [str(sample.resolve())]


def test_the_name_belongs_to_the_person_and_the_version(name, monkeypatch):
    monkeypatch.setattr(single, "__version__", "99")
    assert server_name() != name
    monkeypatch.undo()
    monkeypatch.setattr(single.getpass, "getuser", lambda: "别人")
    assert server_name() != name


def test_nobody_there_means_the_first(name):
    assert hand_over(name, "") is None


def test_a_first_that_hangs_is_told_of_after_the_wait_and_may_be_asked_again(name, monkeypatch, qtbot):
    monkeypatch.setattr(single, "ANSWER_MS", 20)
    dumb, asked = QLocalServer(), []
    assert dumb.listen(name)
    second = First(lambda _path: None, name)
    assert not second.alone("", lambda: asked.append(1) or len(asked) < 2)
    assert asked == [1, 1]
    dumb.close()


def test_the_sentence_of_a_hanging_first_says_that_the_data_are_safe(program, qapp, monkeypatch):
    from partyoffice.app import program as module
    from partyoffice.ui.message_bar import QuestionDialog

    asked = []
    monkeypatch.setattr(QuestionDialog, "ask", lambda question, _parent: asked.append(question) or "不等了")
    assert not module.still_waits(qapp, program.prefs)
    assert "没有回应" in asked[0].title
    assert "不受影响" in asked[0].sentence


def test_coming_forward_takes_the_office_asked_for_unless_a_form_is_open(program, show, sample, empty, rest):
    window = show(sample)
    window.showMinimized()
    program.asked("")
    assert not window.isMinimized()
    dialog = window.dialogs.open("settings")
    program.asked(str(empty))
    assert program.shown is window
    assert "没有做完" in window.messages.notes[-1].what
    dialog.close()
    program.asked(str(empty))
    assert program.shown.office.path == empty.resolve()
    rest(program.shown)


def test_an_office_asked_for_while_the_first_is_still_opening_is_opened(program, qtbot, sample, show, rest):
    program.begin("", "")
    program.asked(str(sample))
    qtbot.waitUntil(lambda: hasattr(program.shown, "office"), timeout=20000)
    rest(program.shown)
    assert program.shown.office.path == sample.resolve()


def last_office(home):
    try:
        return json.loads((home / "prefs.json").read_text(encoding="utf-8")).get("last_office", "")
    except (OSError, ValueError):
        return ""


@pytest.mark.skipif(sys.platform == "win32", reason="the signals of POSIX")
def test_two_starts_are_one_program_and_a_killed_one_is_no_obstacle(name, qtbot, tmp_path, sample, empty):
    home, running = tmp_path / "home", []
    environment = os.environ | {"PARTYOFFICE_HOME": str(home)}

    def start(path):
        running.append(subprocess.Popen([*START, str(path)], env=environment, stderr=subprocess.DEVNULL))
        return running[-1]

    def opened(path):
        qtbot.waitUntil(lambda: last_office(home) == str(path.resolve()), timeout=30000)

    try:
        first = start(sample)
        opened(sample)
        second = start(empty)
        qtbot.waitUntil(lambda: second.poll() == 0, timeout=30000)
        opened(empty)
        assert first.poll() is None
        first.kill()
        first.wait()
        start(sample)
        opened(sample)
    finally:
        for one in running:
            one.kill()
            one.wait()
