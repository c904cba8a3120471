"""The year's book of a body: each meeting on a new page, the contents name it, work can be stopped."""

import re
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from partyoffice import papers
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.actions.minutes import hold_meeting
from partyoffice.meetings.rules.kinds import FINAL, LECTURE
from partyoffice.part import Asked

from .conftest import values

ON = date(2026, 11, 20)
BOOK = papers.find("mtg-07")


@pytest.fixture
def year(office, branch):
    """Seventy short meetings and a long one of a year, one of the next kind, one of another year."""
    with office.change("开会") as session:
        for at in range(70):
            hold_meeting(
                session, values(branch, on=Day(2026, 1 + at // 7, 1 + at % 7), number=at + 1, text="散会。")
            )
        hold_meeting(session, values(branch, on=Day(2026, 9, 30), subject="长会", text="发言要点。" * 900))
        hold_meeting(session, values(branch, on=Day(2026, 10, 9), kind=LECTURE, number=1)).state = FINAL
        hold_meeting(session, values(branch, on=Day(2025, 12, 30)))
    return branch


def filled(office, body, told=None, **given):
    with office.reading() as session:
        return papers.fill(session, BOOK, [body], Asked(ON, {"year": "2026", **given}), told)


def test_the_contents_name_the_page_on_which_each_meeting_stands(office, year, tmp_path):
    stack, told = filled(office, year), []
    count = papers.write(stack, tmp_path / "本.pdf", progress=lambda *said: told.append(said) is None)
    read = [page.extract_text() for page in PdfReader(tmp_path / "本.pdf").pages]
    pages = ["".join(page.split()) for page in read]
    assert len(pages) == count
    assert (len(stack.filled), told == sorted(told)) == (72, True)
    listed = ["".join(line.split()) for page in read[1:4] for line in page.splitlines()]
    for title, said in (("第35次支部党员大会", "2026年第35次"), ("长会", "长会"), ("第1次党课", "党课")):
        [page] = [int(re.search(r"(\d+)$", line)[1]) for line in listed if title in line]
        assert said in pages[page - 1]
        assert "会议名称" in pages[page - 1]
    assert all(f"第{at}页共{count}页" in page for at, page in enumerate(pages[1:], 2))
    assert "会议记录本" in pages[0]
    assert "三会一课落实情况一览表" in pages[-1]
    assert any("（草稿）" in line for line in listed)


def test_word_counts_its_own_pages_and_each_line_leads_to_its_meeting(office, year, tmp_path):
    papers.write(filled(office, year, only=LECTURE), tmp_path / "本.docx")
    body = docx.Document(str(tmp_path / "本.docx")).element.body.xml
    assert (body.count("PAGEREF c1 "), body.count('w:name="c1"'), body.count("PAGEREF c2 ")) == (1, 1, 0)


def test_reading_and_binding_can_be_stopped_and_leave_nothing(office, year, tmp_path):
    with pytest.raises(Cancelled):
        filled(office, year, lambda done, _of: done < 40)
    stack = filled(office, year)
    for stop in (300, 900):
        with pytest.raises(Cancelled):
            papers.write(stack, tmp_path / "本.pdf", progress=lambda done, _of, stop=stop: done < stop)
        assert not list(tmp_path.glob("本*"))


def test_a_year_without_a_meeting_is_refused_and_an_empty_book_there_is_not(office, branch):
    with pytest.raises(OfficeError, match="2024 年没有会议记录"):
        filled(office, branch, year="2024")
    with pytest.raises(OfficeError, match="没有空白的"):
        papers.blank(None, BOOK)
    assert BOOK.usual(None, branch, clock.today()) == {"year": "2026"}
