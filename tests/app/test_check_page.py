from contextlib import closing

import openpyxl
import pytest
from sqlcipher3 import dbapi2

from partyoffice.core.finding import Severity
from partyoffice.members.records import Person


@pytest.fixture
def page(window, rest):
    with window.office.change("更正") as session:
        session.get_one(Person, 3).full = None
    window.show_page("check")
    rest(window)
    return window.pages["check"]


def test_findings_of_every_part_are_listed_gravest_first(page):
    severities = [one.severity for _, one in page.pairs]
    order = [Severity.BLOCK, Severity.WARN, Severity.INFO]
    assert severities == sorted(severities, key=order.index)
    assert "no-full-date" in {one.code for _, one in page.pairs}


def test_a_finding_jumps_to_person_and_field(page, window):
    at = next(at for at, (_, one) in enumerate(page.pairs, 1) if one.code == "no-full-date")
    page.grid.choice.go_to(at)
    page.go.click()
    assert window.key == "members"
    assert window.pages["members"].seen == [{"person": 3, "field": "full"}]


def test_the_list_narrows_by_severity_and_by_words(page):
    page.severities.setCurrentIndex(page.severities.findText("请核对"))
    assert {page.grid.model.record(row)[1].severity for row in range(page.grid.model.rowCount())} == {
        Severity.WARN
    }
    page.search("没有这样的人")
    assert page.grid.model.rowCount() == 0
    assert page._empty().title == "没有这一类的问题"
    page.clear_filter()
    assert page.grid.model.rowCount() == len(page.pairs)


def test_a_mended_finding_goes_by_itself(page, window, rest):
    from partyoffice.core.dates import Day

    with window.office.change("更正") as session:
        person = session.get_one(Person, 3)
        person.full = Day.parse(f"{person.joined.year + 1}-{person.joined.month:02d}")
    rest(window)
    assert "no-full-date" not in {one.code for _, one in page.pairs}


def test_a_journal_written_outside_the_program_is_a_finding_that_leads_to_the_action(show, sample, rest):
    with closing(dbapi2.connect(str(sample), isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER journal_no_update")
        raw.execute("UPDATE journal SET sentence='没有的事' WHERE seq=1")
    window = show(sample)
    window.show_page("check")
    rest(window)
    page = window.pages["check"]
    part, finding = page.pairs[0]
    assert (part, finding.code, finding.severity) == ("操作记录", "journal-chain", Severity.BLOCK)
    assert "从第 1 号起对不上" in finding.message
    page.grid.choice.go_to(1)
    page.go.click()
    rest(window)
    assert window.key == "history"
    assert window.pages["history"].current().seq == 1


def test_the_list_is_exported_as_shown(page, window, rest, tmp_path, paths):
    page.severities.setCurrentIndex(page.severities.findText("请核对"))
    page.sheet.click()
    rest(window)
    cells = openpyxl.load_workbook(tmp_path / paths[0][1]).active
    words = [cell.value for row in cells for cell in row if cell.value]
    assert any("没有转正时间" in str(word) for word in words)


def test_the_list_is_printed(page, window, rest, monkeypatch):
    from partyoffice.app import lists_out

    shown = []
    show = lambda _desk, done, title, *_more: shown.append((done.path, title))  # noqa: E731 -- one line, used once
    monkeypatch.setattr(lists_out, "open_preview", show)
    page.out.click()
    rest(window)
    assert shown[0][1] == "数据体检"
    assert shown[0][0].read_bytes().startswith(b"%PDF")


def test_an_office_without_people_is_sound(show, empty, rest):
    window = show(empty)
    window.show_page("check")
    rest(window)
    assert window.pages["check"]._empty().title == "没有发现问题"
