"""Of a program that is not whole one sentence names the file, typed or in a window; no office is opened."""

import json
import shutil
import sys

import pytest

from partyoffice import __main__, app
from partyoffice.app import lacking
from partyoffice.core import resources, shipped

ROOT = resources.home()
KEY_FILES = (
    *(f"resources/fonts/{name}.ttf" for name in ("song", "hei", "kai")),
    *(f"resources/forms/{name}.toml" for name in ("mem-01", "trn-01")),
    *(f"resources/codes/{name}.json" for name in ("nation", "education")),
    *(f"resources/icons/{name}.svg" for name in ("save", "undo-2")),
    "resources/headings.json", "resources/holidays.json", "resources/names/strokes.txt",
    "migrations/env.py", "migrations/versions/0001_store.py", "docs/manual/01-home.md",
)  # fmt: skip
SAID = "程序不完整，缺少文件“{}”。数据不受影响。请重新解压程序再打开；"


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Stand in a built program of the key files."""
    for name in KEY_FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    shipped.write_list(tmp_path)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return tmp_path


@pytest.fixture
def told(monkeypatch):
    found = []
    monkeypatch.setattr(lacking, "tell", found.append)
    monkeypatch.setattr(app, "open_window", lambda _words: found.append("opened") or 0)
    return found


def start(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["partyoffice", *words])
    return __main__.main()


def test_each_missing_file_is_named_at_the_start_of_window_and_command_line(built, told, monkeypatch, capsys):
    assert len(KEY_FILES) == 15
    for name in KEY_FILES:
        aside = (built / name).rename(built / "aside")
        assert start(monkeypatch, "--json", "check") == 1
        said = capsys.readouterr()
        assert said.err.startswith(SAID.format(name))
        assert json.loads(said.out) == {"error": said.err.strip()}
        assert start(monkeypatch, "--office", "a.dangwu") == 1
        assert told == [said.err.strip()]
        told.clear()
        aside.rename(built / name)
    assert start(monkeypatch) == 0
    assert told == ["opened"]


def test_many_are_counted_and_the_command_line_without_json_says_the_sentence_alone(
    built, monkeypatch, capsys
):
    shutil.rmtree(built / "resources" / "codes")
    assert start(monkeypatch, "check") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("程序不完整，缺少文件“resources/codes/education.json”等 2 个文件。")


def test_the_window_of_a_program_that_is_not_whole_says_the_sentence(qtbot, monkeypatch, capsys):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QPushButton

    seen = []

    def leave():
        dialog = QApplication.activeModalWidget()
        seen.append(dialog.findChild(QLabel).text())
        dialog.findChild(QPushButton).click()

    monkeypatch.setattr(sys, "platform", "linux")
    QTimer.singleShot(0, leave)
    lacking.tell("缺少文件。")
    assert seen == ["缺少文件。"]
    assert capsys.readouterr().err == "缺少文件。\n"
