from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.materials import add_other, keep_material
from partyoffice.development.documents.checklist import checklist
from partyoffice.development.records import Step
from partyoffice.development.rules.steps import STEPS
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category

ON = date(2026, 11, 20)


@pytest.fixture
def lin(session):
    made = add_person(session, {"name": "林知夏"}, category=Category.ACTIVIST)
    for number, day in {1: Day(2025, 5, 1), 2: Day(2025, 5, 20), 3: Day(2025, 9, 1)}.items():
        session.add(Step(person_id=made.id, number=number, on=day))
    keep_material(session, made.id, "1-1", {"pages": 3, "formed": Day(2025, 5, 2), "copy": "原件"})
    add_other(session, made.id, "获奖证书", {"note": "校级"})
    return made


def test_the_list_names_every_step_and_says_of_each_paper_whether_it_is_there(session, lin):
    document = checklist(session, lin.id, ON)
    table, note = document.blocks
    rows = list(table.rows)
    assert document.title == "林知夏 入党材料清单"
    assert document.lines[1] == "2026-11-20　已有 2 份，到目前缺 2 份"
    assert rows[0][:5] == ("1 递交入党申请书", Day(2025, 5, 1), "1-1", "入党申请书", "有")
    assert rows[0][5:] == (Day(2025, 5, 2), 3, "原件", "人事档案", "")
    assert [row[4] for row in rows[1:3]] == ["缺", "缺"]
    assert rows[3][4] == "未到"
    assert {row[0] for row in rows} >= {f"{number} {name}" for number, name in STEPS.items()}
    assert rows[-1][:5] == ("其他", None, "", "获奖证书", "有")
    assert note.text.startswith("存档六种已有 1 种，缺入党志愿书、")
    assert "1-1 入党申请书的日期 2025-05-02 与第 1 步" in note.text


def test_somebody_who_is_not_in_the_books_has_no_list(session):
    with pytest.raises(OfficeError, match="不在名册"):
        checklist(session, 99, ON)
