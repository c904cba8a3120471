"""What a sitting of the window on an encrypted office leaves on the disk tells of nobody (R30)."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from partyoffice.store.drafts import path_of
from partyoffice.store.office import Office

from .sitting import NAME, NUMBER

PASSWORD = "青禾2026的密码"
PROGRAM = Path(__file__).with_name("sitting.py")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@pytest.fixture
def folders(tmp_path):
    made = {name: tmp_path / name for name in ("home", "tmp", "office", "out")}
    for folder in made.values():
        folder.mkdir()
    return made


@pytest.fixture
def sitting(secret, folders, tmp_path):
    """The program on an encrypted office, with a home and temporary files of its own."""
    path = secret.rename(folders["office"] / secret.name)
    given = tmp_path / "given.txt"
    given.write_text(PASSWORD, encoding="utf-8")
    home = str(folders["home"])
    own = {"PARTYOFFICE_HOME": home, "HOME": home, "USERPROFILE": home, "LOCALAPPDATA": home}
    own |= {"XDG_STATE_HOME": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}
    own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folders["tmp"]))
    own |= {"PYTHONPATH": str(PROGRAM.parents[2])}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "stderr": None}
    program = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), str(given), str(folders["out"])],
        env=os.environ | own,
        **pipes,
    )
    yield program
    program.kill()
    program.communicate()


def contents(path):
    """Return the bytes of a file, of a package those of each file in it."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as package:
        return [package.read(name) for name in package.namelist()]


def showing(folders):
    """Return each file that shows the number or the password, or the name, whatever the encoding.

    The roster that was exported by the user's own wish names people, but shows no number.
    """
    files = [one for folder in folders.values() for one in folder.rglob("*") if one.is_file()]
    assert len(files) >= 2
    return [one for one in files if any(word in each for each in contents(one) for word in words_for(one))]


def words_for(path):
    """Return what a file must not show."""
    exported = path.suffix == ".csv" and path.parent.name == "out"
    words = (NUMBER, PASSWORD) if exported else (NAME, NUMBER, PASSWORD)
    return [word.encode(one) for word in words for one in ENCODINGS]


def kept(folders):
    """Say whether a draft is kept, and count the previews."""
    drafts = [one for one in folders["office"].glob("*.dangwu") if path_of(one).exists()]
    return bool(drafts), len(list(folders["tmp"].rglob("*.pdf")))


def go_on(program):
    program.stdin.write("\n")
    program.stdin.flush()


def test_a_whole_sitting_leaves_nothing_plain_at_any_time(sitting, folders):
    seen = []
    while word := sitting.stdout.readline().strip():
        seen.append((word, showing(folders), *kept(folders)))
        go_on(sitting)
    draft, *printed, closed = seen
    assert draft == ("draft", [], True, 0)
    assert printed == [
        (word, [], False, 1) for word in ("printed", "handed out", "crashed", "locked", "restored")
    ]
    assert closed == ("closed", [], False, 1)
    assert sitting.wait() == 0
    assert showing(folders) == []
    assert kept(folders) == (False, 0)
    made = {one.name for one in folders["out"].iterdir()}
    assert {"交接.zip", "坏了.dangwu", "抢救.dangwu", "抢救-清单.txt"} < made
    [roster] = folders["out"].glob("*.csv")
    assert NAME in roster.read_text("utf-8-sig")
    [log] = folders["home"].rglob("E*.log")
    assert "KeyError" in log.read_text("utf-8")
    with Office.open(folders["office"] / "青禾中学.dangwu", PASSWORD, writing=False) as office:
        copies = list((folders["office"] / "备份").glob("*.dangwu"))
        assert office.path.stat().st_size in {one.stat().st_size for one in copies}


def test_killed_while_it_shows_a_paper_it_leaves_nothing_that_can_be_searched(sitting, folders):
    while sitting.stdout.readline().strip() != "printed":
        go_on(sitting)
    sitting.kill()  # the next start takes the paper away: tests/store/test_scratch.py
    sitting.wait()
    assert showing(folders) == []
    assert kept(folders) == (False, 1)
