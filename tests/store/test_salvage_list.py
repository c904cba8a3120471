"""The workbook of a salvage tells each record that was kept and each that was not, by name where it may."""

import shutil
from contextlib import closing

import pytest
from openpyxl import load_workbook

from partyoffice import salvage_list
from partyoffice.members.records import Person
from partyoffice.store import salvage
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door, driver
from partyoffice.store.office import Office

PAGE, PASSWORD = 4096, "方砚舟的'密码"


@pytest.fixture
def roster(request, tmp_path):
    """An office of eighty people with a copy, one page of people broken; its door."""
    secret = getattr(request, "param", False)
    source = request.getfixturevalue("blank_secret" if secret else "blank")
    path = shutil.copyfile(source, tmp_path / "青禾中学.dangwu")
    with Office.open(path, PASSWORD if secret else None) as office:
        with office.change("新增") as session:
            session.add_all(Person(name=f"林知夏{n}", address="明理路" * 20) for n in range(80))
        office.back_up(Reason.HAND)
        door = office.door
        office.release()
    with closing(door.connect()) as opened:
        pages = opened.execute("PRAGMA page_count").fetchone()[0]
    before = path.read_bytes()
    for number in range(pages, 1, -1):
        path.write_bytes(before[: (number - 1) * PAGE] + bytes(PAGE) + before[number * PAGE :])
        if lost_people(door):
            return door
    return pytest.fail("no page holds people")


def lost_people(door):
    with closing(Door(door.path, door.key, writing=False).connect()) as opened:
        try:
            opened.execute("SELECT count(address) FROM person NOT INDEXED").fetchone()
        except driver.DatabaseError:
            return True
    return False


def sheets(path):
    book = load_workbook(path)
    return {
        name: [[cell.value for cell in row] for row in book[name].iter_rows()] for name in book.sheetnames
    }


def listed(door, tmp_path):
    out, report = tmp_path / "新.dangwu", salvage.salvage(door, tmp_path / "新.dangwu")
    salvage_list.write(report, door, door.at(out), tmp_path / "清单.xlsx")
    return report, sheets(tmp_path / "清单.xlsx")


def test_lost_and_kept_people_are_named_and_add_up(roster, tmp_path):
    report, found = listed(roster, tmp_path)
    assert report.lost
    [people] = [row for row in found["抢救清单"] if row[0] == Person.title]
    assert people[1:3] == [report.tables["person"].read, report.tables["person"].lost]
    lost = {row[2] for row in found["没有读出的记录"] if row[0] == Person.title}
    kept = {row[2] for row in found["读出的记录"] if row[0] == Person.title}
    assert lost | kept == {f"林知夏{n}" for n in range(80)}
    assert not lost & kept
    assert len(lost) == report.tables["person"].lost


@pytest.mark.parametrize("roster", [True], indirect=True)
def test_of_an_office_with_a_password_the_workbook_names_nobody(roster, tmp_path):
    _report, found = listed(roster, tmp_path)
    said = str(found)
    assert "林知夏" not in said
    assert "不写姓名" in said
