"""The papers of folders: ticked, described, scanned; what is lacking by now."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.materials import add_other, attach_scan, keep_material, tick
from partyoffice.development.queries.materials import local_codes, materials_of
from partyoffice.development.records import LOCAL_MATERIALS
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.store import settings
from partyoffice.store.attachments import LARGEST


@pytest.fixture
def lin(session):
    return add_person(session, {"name": "林知夏", "birth": Day(1999, 1, 1)}, category=Category.ACTIVIST)


def test_a_paper_is_ticked_for_several_and_described_once(session, lin):
    other = add_person(session, {"name": "周野"}, category=Category.ACTIVIST)
    assert tick(session, [lin.id, other.id], "2-2") == 2
    assert tick(session, [lin.id, other.id], "2-2") == 0
    assert tick(session, [other.id], "2-2", present=False) == 1
    assert tick(session, [other.id], "1-2", present=False) == 0
    row = keep_material(session, lin.id, "2-2", {"pages": 3, "formed": Day(2025, 9, 1), "copy": "复印件"})
    assert (row.present, row.pages, row.kept_at) == (True, 3, "支部文书")
    assert keep_material(session, lin.id, "1-1", {}).kept_at == "人事档案"
    add_other(session, lin.id, "获奖证书", {"pages": 1})
    assert [one.name for one in materials_of(session, [lin.id])[lin.id]] == [
        "入党申请书",
        "支委会（大会）确定积极分子会议记录",
        "获奖证书",
    ]


def test_an_unknown_code_a_name_left_out_and_impossible_pages_are_refused(session, lin):
    for work, words in (
        (lambda: keep_material(session, lin.id, "9-9", {}), "没有代码"),
        (lambda: keep_material(session, lin.id, "1-1", {"pages": -1}), "页数"),
        (lambda: add_other(session, lin.id, " ", {}), "材料名称"),
    ):
        with pytest.raises(OfficeError, match=words):
            work()
    assert materials_of(session, [lin.id]) == {lin.id: []}


def test_a_scan_is_kept_with_its_paper_one_too_large_or_empty_is_not(session, lin):
    row = keep_material(session, lin.id, "1-1", {"present": False})
    attach_scan(session, row, "申请书.pdf", b"%PDF-1.4")
    assert (row.scan_name, row.present) == ("申请书.pdf", True)
    with pytest.raises(OfficeError, match="20 MB"):
        attach_scan(session, row, "大.pdf", b"x" * (LARGEST + 1))
    with pytest.raises(OfficeError, match="空文件"):
        attach_scan(session, row, "空.pdf", b"")
    with pytest.raises(OfficeError, match="里面是文本，不是图片"):
        attach_scan(session, row, "坏.jpg", b"no picture")
    assert row.scan_name == "申请书.pdf"


def test_the_office_names_its_local_papers(session):
    assert local_codes(session) == frozenset()
    settings.put(session, LOCAL_MATERIALS, "1-2-1、3-6，9-9")
    assert local_codes(session) == {"1-2-1", "3-6"}


def test_materials_of_nobody_are_none(session):
    assert materials_of(session, []) == {}
