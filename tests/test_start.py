"""start.py: what it refuses, what it sets up, and what it runs."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "start.py"


@pytest.fixture
def start(tmp_path):
    """start.py as if it lay in an empty folder beside the real lock."""
    shutil.copy(SOURCE, tmp_path)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    spec = importlib.util.spec_from_file_location("start_here", tmp_path / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ran(start, monkeypatch):
    """The commands start.py gave to .venv's Python, none of them run."""
    commands = []

    def note(*words, **env):
        commands.append((words, env))
        return 0

    monkeypatch.setattr(start, "python", note)
    monkeypatch.setattr(start, "set_up", lambda screen: commands.append(("set_up", screen)))
    return commands


def stand_in_for_python(start, body="exit 0"):
    """Put a shell script where .venv's Python belongs."""
    path = start.venv_python()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def result(code, stdout=b"", stderr=b""):
    return SimpleNamespace(returncode=code, stdout=stdout, stderr=stderr)


# --- old Pythons ---


def test_start_can_be_read_by_python_3_8():
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_start_uses_the_standard_library_only():
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13), (3, 15, 0)])
def test_a_python_outside_the_lock_is_refused_in_chinese(start, monkeypatch, version):
    monkeypatch.setattr(start.sys, "version_info", version)
    with pytest.raises(start.StartError, match=r"需要 Python 3\.11 到 3\.14，现在用的是 3\.\d+。"):
        start.main(["test"])


@pytest.mark.skipif(not shutil.which("python3.8"), reason="no Python 3.8 on this machine")
def test_a_real_python_3_8_says_what_is_missing():
    old = subprocess.run(["python3.8", SOURCE, "test"], capture_output=True, check=False)
    if b"pyenv" in old.stderr:
        pytest.skip("python3.8 is only a shim here")
    assert (old.returncode, old.stdout) == (1, b"")
    assert "需要 Python 3.11" in old.stderr.decode("utf-8")


def test_unknown_words_are_refused_with_the_usage(start):
    with pytest.raises(start.StartError, match="用法"):
        start.main(["dance"])


# --- Debian's packages ---


def test_dpkg_names_count_when_installed_and_also_when_only_provided():
    names = start_names(
        ["ii |libgl1, libgl1-x (= 1)", "ii |libglib2.0-0t64, libglib2.0-0 (= 2.80)", "rc |libegl1, "]
    )
    assert names == {"libgl1", "libgl1-x", "libglib2.0-0t64", "libglib2.0-0"}


def start_names(lines):
    spec = importlib.util.spec_from_file_location("start_names", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.names_in(lines)


@pytest.fixture
def debian(start, monkeypatch):
    """A Debian that lacks libegl1 and libxcb-cursor0; gives the apt-get commands called."""
    calls = []
    has = {*start.QT, *start.SCREEN, "python3-venv"} - {"libegl1", "libxcb-cursor0"}
    monkeypatch.setattr(start, "installed_packages", lambda: has)
    monkeypatch.setattr(start, "call", lambda command, env=None: calls.append(command) or 0)
    monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    return calls


def test_root_gets_the_missing_packages_installed_and_only_those(start, debian):
    start.install_system_packages(screen=True)
    assert debian == [
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libxcb-cursor0"],
    ]


def test_without_a_screen_its_libraries_are_not_asked_for(start, debian):
    start.install_system_packages(screen=False)
    assert debian[1][4:] == ["libegl1"]


@pytest.mark.parametrize(("sudo", "prefix"), [("/usr/bin/sudo", "sudo "), (None, "")])
def test_others_than_root_get_the_line_to_hand_on(start, debian, monkeypatch, capsys, sudo, prefix):
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: sudo)
    start.install_system_packages(screen=False)
    assert debian == []
    line = f"    {prefix}apt-get update && {prefix}apt-get install -y --no-install-recommends libegl1\n"
    assert capsys.readouterr().out.endswith(line)


def test_others_than_root_go_no_further_without_python3_venv(start, debian, monkeypatch):
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(start, "installed_packages", lambda: {*start.QT})
    with pytest.raises(start.StartError, match=r"apt-get install -y --no-install-recommends python3-venv$"):
        start.install_system_packages(screen=False)


def test_a_python_without_ensurepip_asks_for_python3_venv(start, debian, monkeypatch):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(start, "installed_packages", lambda: {*start.QT})
    start.install_system_packages(screen=False)
    assert debian[1][4:] == ["python3-venv"]


def test_nothing_is_installed_where_there_is_no_apt(start, debian, monkeypatch):
    monkeypatch.setattr(start, "installed_packages", lambda: None)
    start.install_system_packages(screen=True)
    assert debian == []


# --- .venv ---


posix = pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for Python")


@posix
def test_a_venv_made_from_this_lock_is_used_at_once(start, monkeypatch):
    stand_in_for_python(start)
    start.STAMP.write_text(start.lock_digest(), encoding="utf-8")
    monkeypatch.setattr(start, "make_venv", lambda: pytest.fail("was made anew"))
    start.ready_venv()


@posix
@pytest.mark.parametrize("fault", ["other lock", "no stamp", "python gone", "python without pip"])
def test_any_other_venv_is_made_anew(start, monkeypatch, fault):
    stand_in_for_python(start, body="exit 1" if fault == "python without pip" else "exit 0")
    start.STAMP.write_text(start.lock_digest(), encoding="utf-8")
    if fault == "other lock":
        with start.LOCK.open("a", encoding="utf-8") as lock:
            lock.write("another==1.0\n")
    elif fault == "no stamp":
        start.STAMP.unlink()
    elif fault == "python gone":
        start.venv_python().unlink()
    made = []
    monkeypatch.setattr(start, "make_venv", lambda: made.append("venv"))
    monkeypatch.setattr(start, "install_lock", lambda: made.append("packages"))
    start.ready_venv()
    assert made == ["venv", "packages"]
    assert start.STAMP.read_text(encoding="utf-8") == start.lock_digest()


@posix
def test_a_failed_install_leaves_no_stamp(start, monkeypatch):
    monkeypatch.setattr(start.subprocess, "run", lambda *a, **k: result(1, b"ensurepip is not available"))
    with pytest.raises(start.StartError, match="python3-venv"):
        start.ready_venv()
    assert not start.STAMP.exists()


def test_leftovers_in_venv_are_cleared_away(start, monkeypatch):
    leftover = start.VENV / "bin" / "python3"
    leftover.parent.mkdir(parents=True)
    leftover.touch()
    monkeypatch.setattr(start.subprocess, "run", lambda *a, **k: result(0))
    start.make_venv()
    assert not leftover.exists()


def test_a_full_disk_is_told_before_anything_is_fetched(start, monkeypatch):
    monkeypatch.setattr(start.shutil, "disk_usage", lambda path: SimpleNamespace(free=10**8))
    with pytest.raises(start.StartError, match="磁盘空间不足"):
        start.ready_venv()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("WARNING: Retrying ... NewConnectionError('...: Name or service not known')", "连不上网络"),
        ("OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "下载到的软件包与校验值不符",
        ),
        ("ERROR: No matching distribution found for alembic==1.20.1", "找不到所需的软件包"),
        ("ReadTimeoutError: Read timed out.", "网络太慢"),
        ("something nobody foresaw", "软件包没有装上"),
    ],
)
def test_pips_complaint_is_told_in_chinese_with_its_own_words_below(start, monkeypatch, told, said):
    monkeypatch.setattr(start.subprocess, "run", lambda *a, **k: result(1, stderr=told.encode()))
    with pytest.raises(start.StartError) as refusal:
        start.install_lock()
    assert str(refusal.value).startswith(said)
    assert str(refusal.value).endswith(told)


def test_packages_are_installed_as_wheels_against_their_hashes(start, monkeypatch):
    commands = []
    monkeypatch.setattr(start.subprocess, "run", lambda command, **k: commands.append(command) or result(0))
    start.install_lock()
    assert {"--require-hashes", "--only-binary=:all:"} <= set(commands[0])


# --- the verbs ---


def test_test_hands_further_words_to_pytest_without_a_screen(start, ran):
    start.main(["test", "-k", "minutes"])
    assert ran == [
        ("set_up", False),
        (("-m", "pytest", "-k", "minutes"), {"QT_QPA_PLATFORM": "offscreen"}),
    ]


def test_check_runs_every_step_even_after_a_failure(start, ran, monkeypatch, capsys):
    monkeypatch.setattr(start, "python", lambda *words, **env: ran.append(words) or int("ruff" in words))
    assert start.main(["check"]) == 1
    assert [words[1] for words in ran[1:] if words[0] == "-m"] == [
        "ruff",
        "ruff",
        "mypy",
        "coverage",
        "coverage",
        "coverage",
    ]
    assert "未通过：代码规范、代码格式" in capsys.readouterr().out


def test_the_window_opens_on_the_sample_office(start, ran, monkeypatch):
    monkeypatch.setattr(start, "has_display", lambda: True)
    monkeypatch.setattr(start, "qt_starts", lambda: True)
    assert start.main([]) == 0
    sample = str(start.ROOT / "demo" / "示例.dangwu")
    assert [words for words, _ in ran] == [
        "set_up",
        ("-m", "partyoffice", "new", sample, "--sample", "200"),
        ("-m", "partyoffice", "--office", sample),
    ]


@pytest.mark.parametrize("display", [True, False])
def test_without_a_window_the_main_work_is_left_in_demo(start, ran, monkeypatch, capsys, display):
    monkeypatch.setattr(start, "has_display", lambda: display)
    monkeypatch.setattr(start, "qt_starts", lambda: False)
    monkeypatch.setattr(start, "somebody", lambda: "330099199001010011")
    assert start.main([]) == 0
    written = [
        word
        for words, _ in ran[1:]
        for word in words
        if str(start.DEMO) in word and word != str(start.SAMPLE)
    ]
    assert [Path(name).suffix for name in written] == [".xlsx", *[".pdf"] * 5, ".xlsx", ".pdf", ""]
    assert ran[-1][0][1] == "partyoffice.showcase"
    assert ran[-1][1] == {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "default.warning=false",
    }
    assert "没有可用的屏幕" in capsys.readouterr().out


def test_a_linux_without_display_has_no_screen(start, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not start.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert start.has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:size=800x600")
    assert not start.has_display()


@posix
def test_qt_that_aborts_is_no_screen(start):
    stand_in_for_python(start, body="kill -ABRT $$")
    assert not start.qt_starts()
    stand_in_for_python(start)
    assert start.qt_starts()


@posix
def test_a_ready_checkout_starts_with_standard_input_closed(start, tmp_path):
    stand_in_for_python(start, body=f'exec "{sys.executable}" "$@"')
    start.STAMP.write_text(start.lock_digest(), encoding="utf-8")
    command = f'exec "{sys.executable}" start.py test --version <&-'
    ran = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1:] == [f"pytest {pytest.__version__}"], ran.stderr


def test_a_console_without_chinese_is_switched_to_utf_8():
    env = dict(os.environ, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    ran = subprocess.run([sys.executable, SOURCE, "dance"], env=env, capture_output=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.decode("utf-8").startswith("用法")
