import csv
import errno
import gc
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from hashlib import sha256
from random import Random

import pytest

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import home
from partyoffice.reports import sheet_csv
from partyoffice.reports.document import Column, Document, Paragraph, Table
from partyoffice.reports.write import write

COLUMNS = (
    Column("姓名"),
    Column("日期"),
    Column("金额", kind="money"),
    Column("数"),
    Column("编号", hidden=True),
)
ROWS = [("顾𬭎", Day(2026, 7, 1), -1050, -3, "u"), ("沈\n砚秋", None, None, 7, "v")]
PAPER = Document("名册", (Paragraph("说明"), Table(COLUMNS, ROWS)))


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


def test_csv_has_a_bom_and_reads_back(tmp_path):
    path = tmp_path / "a.csv"
    assert write(PAPER, path) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(path) == [
        ["姓名", "日期", "金额", "数"],
        ["顾𬭎", "2026-07-01", "-10.50", "-3"],
        ["沈\n砚秋", "", "", "7"],
    ]


@pytest.mark.parametrize(
    "hostile",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", " =1"],
)
def test_csv_text_that_would_run_is_set_off(hostile):
    assert sheet_csv.harmless(hostile) == "'" + hostile


@pytest.mark.parametrize(
    "tame", ["-12.50", "+3", "12", "林知夏", "a=b", "", "13900000000", "330099199001021234"]
)
def test_csv_numbers_and_plain_text_stay(tame):
    assert sheet_csv.harmless(tame) == tame


def test_csv_headings_are_guarded_and_control_characters_cleaned(tmp_path):
    path = tmp_path / "a.csv"
    write(Document("表", (Table((Column("=甲"),), (("林\x00知\ud800夏",),)),)), path)
    assert read(path) == [["'=甲"], ["林知\ufffd夏"]]


def test_csv_can_be_cancelled(tmp_path):
    path = tmp_path / "a.csv"
    with pytest.raises(Cancelled):
        write(Document("表", (Table((Column("甲"),), [("a",)] * 2000),)), path, progress=lambda *_: False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("ending", "magic"),
    [(".pdf", b"%PDF"), (".PDF", b"%PDF"), (".xlsx", b"PK"), (".docx", b"PK"), (".csv", b"\xef\xbb\xbf")],
)
def test_the_ending_picks_the_format(tmp_path, ending, magic):
    path = tmp_path / f"名册{ending}"
    write(PAPER, path)
    assert path.read_bytes().startswith(magic)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.doc", "不认识“.doc”这种文件"), ("a.txt", "不认识“.txt”这种文件"), ("名册", "没有写明格式")],
)
def test_another_ending_is_refused_in_a_sentence(tmp_path, name, said):
    with pytest.raises(OfficeError, match=said) as refused:
        write(PAPER, tmp_path / name)
    assert refused.value.remedy
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".docx", ".csv"])
@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "WPS"), (errno.EIO, "磁盘没有回应")]
)
def test_what_the_disk_refuses_is_said_and_the_old_file_stays(tmp_path, monkeypatch, ending, number, said):
    def refusing(_source, _target):
        raise OSError(number, os.strerror(number))

    path = tmp_path / f"a{ending}"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(OfficeError, match=said):
        write(PAPER, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".docx", ".csv"])
def test_wherever_the_disk_ends_the_old_file_stays_and_no_half_is_left(
    tmp_path, monkeypatch, room, tries, ending
):
    scratch, path = tmp_path / "scratch", tmp_path / f"a{ending}"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    write(PAPER, path)
    size, steps = path.stat().st_size, tries(6, 200)
    path.write_bytes(b"old")
    for step in range(steps):
        with room(size * step // steps), pytest.raises(OfficeError) as refused:
            write(PAPER, path)
        assert "没有改动" in str(refused.value)
        assert path.read_bytes() == b"old"
        assert sorted(tmp_path.iterdir()) == sorted([path, scratch])
        assert not list(scratch.iterdir())
    del refused  # it holds what was at work
    gc.collect()  # what was left open shows here
    write(PAPER, path)
    assert path.stat().st_size > 3


def test_a_folder_in_the_way_is_said(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OfficeError):
        write(PAPER, tmp_path / "a.pdf")


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".docx", ".csv"])
def test_a_program_that_dies_while_writing_leaves_the_old_file(tmp_path, ending):
    path = tmp_path / f"old{ending}"
    path.write_bytes(b"old")
    story = (
        "import os, sys; from pathlib import Path\n"
        "from partyoffice.reports.document import Column, Document, Table\n"
        "from partyoffice.reports.write import write\n"
        "rows = [('林知夏', str(n)) for n in range(3000)]\n"
        "paper = Document('名册', (Table((Column('姓名'), Column('号')), rows),))\n"
        "write(paper, Path(sys.argv[1]), progress=lambda *_: os._exit(9))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(home())}
    died = subprocess.run([sys.executable, "-c", story, str(path)], env=environment, check=False)
    assert died.returncode == 9
    assert path.read_bytes() == b"old"


EXPORTS = """
import sys
from hashlib import sha256
from pathlib import Path
from partyoffice.reports.document import Column, Document, Table
from partyoffice.reports.write import write
for turn in range(10**6):
    rows = [("林知夏", str(turn))] * 60
    for ending in (".pdf", ".xlsx", ".docx", ".csv"):
        path = Path(sys.argv[1], "名册" + ending)
        write(Document("名册", (Table((Column("姓名"), Column("号")), rows),)), path)
        print(ending, sha256(path.read_bytes()).hexdigest(), flush=True)
"""


def is_whole(path):
    if path.suffix == ".pdf":
        return path.read_bytes().rstrip().endswith(b"%%EOF")
    if path.suffix == ".csv":
        return len({row[1] for row in read(path)[1:]}) == 1
    with zipfile.ZipFile(path) as package:
        return package.testzip() is None


def test_killed_at_any_moment_every_export_is_whole_the_last_told_or_the_next(tmp_path, tries):
    rnd, environment = Random(5), os.environ | {"PYTHONPATH": str(home())}
    pipes = {"stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    for _ in range(tries(2, 100)):
        program = subprocess.Popen([sys.executable, "-c", EXPORTS, str(tmp_path)], env=environment, **pipes)
        told = dict(program.stdout.readline().split() for _ in range(4))
        killer = threading.Timer(rnd.uniform(0, 0.2), program.kill)
        killer.start()
        told |= dict(line.split() for line in program.stdout if line.endswith("\n"))
        killer.join()
        program.wait()
        program.stdout.close()
        changed = [
            ending
            for ending, digest in told.items()
            if sha256((tmp_path / f"名册{ending}").read_bytes()).hexdigest() != digest
        ]
        assert len(changed) <= 1  # put in place, but the word was not out yet
        assert all(is_whole(tmp_path / f"名册{ending}") for ending in told)
        assert {one.suffix for one in tmp_path.iterdir()} <= {*told, ".partial"}
