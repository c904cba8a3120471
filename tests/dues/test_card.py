"""党费证: rows typed for this printing stand in the rows of the page, from the one that is asked for."""

import shutil
from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.part import Asked
from partyoffice.store.office import Office

ON = date(2026, 11, 20)
ROW = "2026\t3\t20.00\t20.00\t2026-03-15\t沈砚秋"


@pytest.fixture
def session(blank, tmp_path):
    office = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    with office.change("试") as made:
        yield made
    office.release()


@pytest.fixture
def texts(session):
    person = add_person(session, {"name": "林知夏"}, category=Category.FULL, since=Day(2012, 6))
    session.flush()
    paper = papers.find("dues-03")
    return lambda **given: papers.fill(session, paper, [person.id], Asked(ON, given)).filled[0].content


def test_typed_rows_begin_at_the_row_asked_for(texts):
    made = texts(rows=f"{ROW}\n{ROW}", first="3", card_number="00012")
    assert (made["name"], made["card_number"]) == ("林知夏", "00012")
    assert (made["row_3_month"], made["row_4_receiver"]) == ("3", "沈砚秋")
    assert "row_1_year" not in made


def test_without_rows_the_cover_alone_is_printed(texts):
    assert not [key for key in texts() if key.startswith("row_")]


def test_rows_beyond_the_page_and_a_wrong_first_row_are_refused(texts):
    with pytest.raises(OfficeError, match="从第 12 行印 2 行放不下"):
        texts(rows=f"{ROW}\n{ROW}", first="12")
    for wrong in ("0", "十三", "13", "9" * 5000):
        with pytest.raises(OfficeError, match="请写 1 到 12 之间的数"):
            texts(rows=ROW, first=wrong)
