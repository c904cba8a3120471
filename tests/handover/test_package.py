"""A package is whole and proved, or refused; nothing that hinders it leaves half of one."""

import json
import shutil
import subprocess
import sys
import warnings
import zipfile
from hashlib import sha256

import pytest
from docx import Document

from partyoffice import papers, plain
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.handover import checklist, package, paper, proof
from partyoffice.handover.proof import DATA, LIST, MANIFEST, NOTE
from partyoffice.members.records import Person
from partyoffice.part import Asked
from partyoffice.reports import pdf
from partyoffice.reports.document import as_text
from partyoffice.store import backup, files, history, keys
from partyoffice.store.keys import PasswordError
from partyoffice.store.office import Office


def add(office, name="林知夏"):
    with office.change(f"新增{name}") as session:
        session.add(Person(name=name))


@pytest.fixture
def office(blank, tmp_path):
    (tmp_path / "旧电脑").mkdir()
    found = Office.open(shutil.copyfile(blank, tmp_path / "旧电脑" / "青禾中学.dangwu"))
    add(found)
    yield found
    found.release()


@pytest.fixture(scope="module")
def whole(blank, tmp_path_factory):
    """A package made once for all that spoil it."""
    folder = tmp_path_factory.mktemp("whole")
    office = Office.open(shutil.copyfile(blank, folder / "青禾中学.dangwu"))
    add(office)
    made = package.make(office, folder / "包.zip")
    office.release()
    return made


def test_it_holds_copy_note_list_and_a_manifest_that_tells_every_byte(office, tmp_path):
    made = package.make(office, tmp_path / "包.zip")
    with zipfile.ZipFile(made.path) as zipped:
        assert sorted(zipped.namelist()) == sorted([DATA, NOTE, LIST, MANIFEST])
        assert zipped.read(LIST).startswith(b"%PDF")
    assert made.sha256 == files.digest(made.path)
    assert made.told["rows"]["person"] == made.told["lists"]["人员卡片（含已离开的）"] == 1
    assert (made.told["uuid"], made.told["head"]) == (office.uuid, office.last_seq)
    assert [one["title"] for one in made.told["checklist"]][:2] == ["操作记录", "数据体检"]
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["包.zip"]


def test_the_office_notes_that_a_package_left_it(office, tmp_path):
    package.remember(office, package.make(office, tmp_path / "包.zip"))
    with office.reading() as session:
        assert history.entries(session, 1)[0].sentence == "制作交接包：包.zip"


def test_a_plain_copy_is_in_it_by_an_explicit_yes_only(office, tmp_path):
    made = package.make(office, tmp_path / "包.zip", plainly=True)
    names = {one for one in made.files if one.startswith(f"{plain.MONTHLY}/")}
    assert f"{plain.MONTHLY}/数据/person.json" in names
    assert set(made.files) - names == proof.OWN


def test_stopped_at_any_step_nothing_is_left_and_an_older_one_stays(office, tmp_path):
    target = tmp_path / "包.zip"
    target.write_bytes(b"older")
    stops = 0
    while True:
        left = iter(range(stops))
        try:
            package.make(office, target, lambda _done, _total, left=left: next(left, None) is not None)
        except Cancelled:
            assert target.read_bytes() == b"older"
            assert sorted(one.name for one in tmp_path.iterdir()) == ["包.zip", "旧电脑"]
            stops += 1
        else:
            break
    assert stops > 4


@pytest.mark.parametrize("step", ["copy", "list", "zip", "look"])
def test_a_disk_that_is_full_at_any_step_leaves_nothing(office, tmp_path, monkeypatch, step):
    def full(*_given, **_more):
        raise OSError(28, "No space left on device")

    places = {"copy": (backup, "copy"), "list": (pdf, "write"), "zip": (zipfile.ZipFile, "write")}
    monkeypatch.setattr(*places.get(step, (zipfile.ZipFile, "open")), full)
    with pytest.raises(OfficeError, match="空间不足"):
        package.make(office, tmp_path / "包.zip")
    assert [one.name for one in tmp_path.iterdir()] == ["旧电脑"]


def test_a_system_that_refuses_more_bytes_is_told_and_leaves_nothing(office, tmp_path, room):
    with room(300_000), pytest.raises(OfficeError):
        package.make(office, tmp_path / "包.zip")
    assert [one.name for one in tmp_path.iterdir()] == ["旧电脑"]


def test_what_a_killed_try_left_goes_with_the_next(office, tmp_path):
    left = tmp_path / f"{package.SCRATCH}青禾中学-abc"
    left.mkdir()
    (left / DATA).write_bytes(b"half")
    package.make(office, tmp_path / "包.zip")
    assert not left.exists()


DIES = """
import os, sys, zipfile
from pathlib import Path
from partyoffice.handover import package
from partyoffice.store.office import Office
zipfile.ZipFile.write = lambda *_: os._exit(9)
package.make(Office.open(sys.argv[1]), Path(sys.argv[2]))
"""


def test_killed_in_the_midst_of_it_no_half_one_has_its_name(office, tmp_path):
    office.release()
    words = [sys.executable, "-c", DIES, str(office.path), str(tmp_path / "包.zip")]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 9
    assert not (tmp_path / "包.zip").exists()
    with Office.open(office.path) as again:
        package.make(again, tmp_path / "包.zip")
    assert list(tmp_path.glob(f"{package.SCRATCH}*")) == []


def test_a_change_in_the_midst_of_it_is_refused(office, tmp_path, monkeypatch):
    real = office.back_up

    def change_after(*given):
        made = real(*given)
        add(office, "周明远")
        return made

    monkeypatch.setattr(office, "back_up", change_after)
    with pytest.raises(OfficeError, match="又有改动"):
        package.make(office, tmp_path / "包.zip")


# What is no whole package -------------------------------------------------------------------------


def test_cut_at_any_place_it_is_refused(whole, tmp_path, tries):
    data, cut = whole.path.read_bytes(), tmp_path / "包.zip"
    spread = range(0, len(data), len(data) // tries(60, 3000))
    sizes = {*spread, *range(len(data) - tries(40, 400), len(data))}
    for size in sizes:
        cut.write_bytes(data[:size])
        with pytest.raises(OfficeError, match="没有改动"):
            proof.look(cut)


def test_one_flipped_byte_anywhere_is_refused_or_changes_nothing_it_holds(whole, tmp_path, tries):
    data, spoilt = bytearray(whole.path.read_bytes()), tmp_path / "包.zip"
    refused = 0
    places = range(0, len(data), len(data) // tries(80, 3000))
    for at in places:
        data[at] ^= 0x40
        spoilt.write_bytes(data)
        data[at] ^= 0x40
        try:
            assert proof.look(spoilt).told == whole.told
        except OfficeError:
            refused += 1
    assert refused > len(places) // 2


def remade(whole, path, change):
    """Write the package anew, its entries as ``change`` leaves them."""
    with zipfile.ZipFile(whole.path) as old:
        entries = [(one.filename, old.read(one)) for one in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in change(entries):
            new.writestr(name, content)
    return path


def told_with(entries, **more):
    return [
        (name, json.dumps(json.loads(content) | more) if name == MANIFEST else content)
        for name, content in entries
    ]


def altered(name):
    """One byte of a file is another, its length and the zip's own sum are right."""
    return lambda entries: [
        (one, content[:-1] + bytes([content[-1] ^ 1]) if one == name else content) for one, content in entries
    ]


def listed(name, content=b"MZ"):
    """One more file, told of in the manifest with its size and digest."""

    def change(entries):
        files = json.loads(dict(entries)[MANIFEST])["files"]
        files.append({"name": name, "size": len(content), "sha256": sha256(content).hexdigest()})
        return [*told_with(entries, files=files), (name, content)]

    return change


SPOILT = {
    **{f"a byte of {name} changed": altered(name) for name in (DATA, NOTE, LIST)},
    "a byte less": lambda entries: [
        (name, content[:-1] if name == DATA else content) for name, content in entries
    ],
    "listed and out of the folder": listed("明文/../../木马.exe"),
    "listed and out by a backslash": listed("明文/..\\..\\木马.exe"),
    "listed and not ours": listed("木马.exe"),
    "one too many": lambda entries: [*entries, ("木马.exe", b"MZ")],
    "one less": lambda entries: [one for one in entries if one[0] != LIST],
    "no manifest": lambda entries: [one for one in entries if one[0] != MANIFEST],
    "swapped": lambda entries: [
        (name, dict(entries)[{LIST: NOTE, NOTE: LIST}.get(name, name)]) for name, _content in entries
    ],
    "out of the folder": lambda entries: [*entries, ("../../木马.exe", b"MZ")],
    "out by a backslash": lambda entries: [*entries, ("..\\木马.exe", b"MZ")],
    "from the root": lambda entries: [*entries, ("/etc/木马", b"MZ")],
    "by a drive": lambda entries: [*entries, ("C:木马.exe", b"MZ")],
    "another program's": lambda entries: told_with(entries, kind="other"),
    "a newer program's": lambda entries: told_with(entries, format=2),
    "no list of files": lambda entries: told_with(entries, files=5),
    "a size that is none": lambda entries: told_with(
        entries, files=[{"name": DATA, "size": "x", "sha256": ""}]
    ),
    "rows that are none": lambda entries: told_with(entries, rows=[]),
    "a day that is none": lambda entries: told_with(entries, on="2026-13-40"),
    "a manifest of something else": lambda entries: [
        (name, b"[1]" if name == MANIFEST else content) for name, content in entries
    ],
    "nested beyond reading": lambda entries: [
        (name, b"[" * 10**5 if name == MANIFEST else content) for name, content in entries
    ],
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_whatever_is_added_taken_swapped_or_forged_is_refused(whole, tmp_path, change):
    with pytest.raises(OfficeError, match="没有改动"):
        proof.look(remade(whole, tmp_path / "包.zip", change))


def test_a_name_given_twice_a_link_and_a_folder_are_refused(whole, tmp_path):
    link = zipfile.ZipInfo("链接")
    link.external_attr = 0o120777 << 16
    for at, one in enumerate((DATA, link, zipfile.ZipInfo("夹/"))):
        spoilt = shutil.copyfile(whole.path, tmp_path / f"{at}.zip")
        with warnings.catch_warnings(), zipfile.ZipFile(spoilt, "a") as out:
            warnings.simplefilter("ignore")  # Python's own, of the name given twice
            out.writestr(one, b"")
        with pytest.raises(OfficeError):
            proof.look(spoilt)


def test_more_bytes_than_told_are_not_read(whole, tmp_path):
    bomb = remade(
        whole,
        tmp_path / "包.zip",
        lambda entries: [(name, bytes(2**24) if name == LIST else content) for name, content in entries],
    )
    with pytest.raises(OfficeError):
        proof.look(bomb)


def test_other_files_are_no_package(tmp_path):
    path = tmp_path / "包.zip"
    for content in (b"", b"PK", b"\xd0\xcf\x11\xe0" * 99):
        path.write_bytes(content)
        with pytest.raises(OfficeError, match="交接包"):
            proof.look(path)
    with pytest.raises(OfficeError, match="找不到"):
        proof.look(tmp_path / "没有.zip")


# The list -----------------------------------------------------------------------------------------


def test_where_the_school_has_no_name_yet_there_is_a_line_to_write_on(office):
    with office.reading() as session:
        said = as_text(paper.list_of(session, Asked(clock.today()), []))
    assert f"单位：{paper.BLANK}" in said


def test_the_list_names_counts_files_checks_and_three_signatures(office, tmp_path):
    made = package.make(office, tmp_path / "包.zip")
    with office.reading() as session:
        asked = Asked(clock.today(), {"giver": "林知夏", "things": "党员档案\t37 册\t铁皮柜"})
        said = as_text(
            paper.list_of(session, asked, checklist.of_office(office), [made.files[DATA], made.files[NOTE]])
        )
    assert "人员卡片（含已离开的） | 1" in said
    assert made.files[DATA].sha256 in said
    assert paper.short(made.files[DATA].sha256) in said
    assert made.told["chain"] in said
    assert "1 | 党员档案 | 37 册 | 铁皮柜" in said
    assert "最近备份 | 待处理 | 还没有备份" in said
    assert "移交人签字：____　接收人签字：____　监交人签字：____" in said


def test_the_list_is_printed_and_written_for_word_without_a_package(office, tmp_path):
    asked = Asked(clock.today(), {"watcher": "周明远"})
    with office.reading() as session:
        stack = papers.fill(session, papers.find("doc-05"), [papers.NOBODY], asked)
        assert papers.write(stack, tmp_path / "清单.pdf") == 2
        papers.write(stack, tmp_path / "清单.docx")
    cells = [cell.text for table in Document(tmp_path / "清单.docx").tables for cell in table._cells]
    assert {"人员卡片（含已离开的）", "周明远", "数据体检"} <= set(cells)


# A password ---------------------------------------------------------------------------------------


def test_of_an_encrypted_office_it_shows_nobody_and_opens_by_password_or_code(tmp_path):
    with Office.create(tmp_path / "密.dangwu", "从前的密码") as office:
        add(office)
        made, key = package.make(office, tmp_path / "包.zip"), office.door.key
    with zipfile.ZipFile(made.path) as zipped:
        assert not [one for one in zipped.namelist() if "林知夏".encode() in zipped.read(one)]
    assert proof.key_for(made, "从前的密码") == key
    assert proof.key_for(made, keys.code(key)) == key
    with pytest.raises(PasswordError, match="密码不对"):
        proof.key_for(made, "别的密码")
    with pytest.raises(PasswordError, match="空的"):
        proof.key_for(made, "")
