import os
import subprocess
import sys
import tempfile

import pytest

from partyoffice.store import scratch

CHILD = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from partyoffice.store import scratch
(scratch.folder() / "名册.pdf").write_text("方砚舟", encoding="utf-8")
print(scratch.home(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    """A program that has a paper in its folder and waits; its end of the pipe ends it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    started.stdout.readline()
    yield started
    started.kill()
    started.communicate()


def left(folder):
    return sorted(one.name for one in folder.iterdir())


def test_what_a_living_program_shows_stays_and_goes_with_it(child, tmp_path):
    scratch.sweep()
    assert len(list(tmp_path.rglob("名册.pdf"))) == 1
    child.communicate("")
    assert left(tmp_path) == []


def test_what_a_killed_program_left_goes_at_the_next_start(child, tmp_path):
    child.kill()
    child.wait()
    assert len(list(tmp_path.rglob("名册.pdf"))) == 1
    scratch.sweep()
    assert left(tmp_path) == []


def test_a_folder_without_a_lock_goes_only_when_it_is_old(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    young, old = (tmp_path / f"{scratch.PREFIX}{name}" for name in ("young", "old"))
    for one in (young, old):
        one.mkdir()
    before = old.stat().st_mtime - 2 * scratch.YOUNG
    os.utime(old, (before, before))
    scratch.sweep()
    assert left(tmp_path) == [young.name]
