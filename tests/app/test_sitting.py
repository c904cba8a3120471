"""What a sitting of the window on an encrypted office leaves on the disk tells of nobody (R30)."""

import os
import subprocess
import sys
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
    made = {name: tmp_path / name for name in ("home", "tmp", "office")}
    for folder in made.values():
        folder.mkdir()
    return made


@pytest.fixture
def sitting(secret, folders, tmp_path):
    """The program on an encrypted office, with folders and temporary files of its own."""
    path = secret.rename(folders["office"] / secret.name)
    given = tmp_path / "given.txt"
    given.write_text(PASSWORD, encoding="utf-8")
    own = {"PARTYOFFICE_HOME": str(folders["home"]), "TMPDIR": str(folders["tmp"])}
    own |= {"TEMP": own["TMPDIR"], "TMP": own["TMPDIR"], "PYTHONPATH": str(PROGRAM.parents[2])}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), str(given)], env=os.environ | own, **pipes
    )
    yield program
    program.kill()
    program.communicate()


def showing(folders):
    """Return each file that shows the name, the number or the password, whatever the encoding."""
    words = [word.encode(one) for word in (NAME, NUMBER, PASSWORD) for one in ENCODINGS]
    files = [one for folder in folders.values() for one in folder.rglob("*") if one.is_file()]
    assert len(files) >= 2
    return [one for one in files if any(word in one.read_bytes() for word in words)]


def kept(folders):
    """Say whether a draft is kept, and count the previews."""
    [office] = folders["office"].glob("*.dangwu")
    return path_of(office).exists(), len(list(folders["tmp"].rglob("*.pdf")))


def go_on(program):
    program.stdin.write("\n")
    program.stdin.flush()


def test_a_sitting_with_a_draft_a_stored_card_a_copied_list_and_a_preview_leaves_nothing_plain(
    sitting, folders
):
    seen = []
    while word := sitting.stdout.readline().strip():
        seen.append((word, showing(folders), *kept(folders)))
        go_on(sitting)
    assert seen == [("draft", [], True, 0), ("printed", [], False, 1), ("closed", [], False, 1)]
    assert sitting.wait() == 0
    assert showing(folders) == []
    assert kept(folders) == (False, 0)
    with Office.open(folders["office"] / "青禾中学.dangwu", PASSWORD, writing=False) as office:
        [copy] = (folders["office"] / "备份").glob("*.dangwu")
        assert copy.stat().st_size == office.path.stat().st_size
