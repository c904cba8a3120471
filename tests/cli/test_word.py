"""Word files from the command line: every roster and every form, held against what it was made of."""

from collections.abc import Mapping
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from partyoffice.core import clock
from partyoffice.members.queries import everyone
from partyoffice.part import Asked, Wish
from partyoffice.parts import PARTS
from partyoffice.reports import form_file
from partyoffice.reports.document import Table, shown
from partyoffice.store.office import Office

ROSTERS = [roster for part in PARTS for roster in part.rosters]
PAPERS = [
    paper
    for part in PARTS
    for paper in part.papers
    if paper.needs == ("member",)
    and paper.layout
    and not paper.among  # those are for the few on the way
    and form_file.shipped(paper.layout).base != "overlay"
]


def rows_of(table):
    return [
        ["".join(one.text or "\n" for one in cell.iter(qn("w:t"), qn("w:br"))) for cell in row.tc_lst]
        for row in table._tbl.tr_lst
    ]


def wanted(table):
    rows = [[table.columns[at].title for at in table.shown]]
    given = [*table.rows, *([table.totals] if table.totals else [])]
    rows += [[shown(row[at], table.columns[at].kind) for at in table.shown] for row in given]
    return rows if len(rows) > 1 else [*rows, [table.empty]]


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.code)
def test_every_roster_says_in_word_what_it_says(answer, office, tmp_path, roster):
    path = tmp_path / "a.docx"
    told = answer("--office", office, "export", roster.code, path, "--year", 2025)
    with Office.open(office, writing=False) as opened, opened.reading() as session:
        document = roster.build(session, Wish(date(2025, 12, 31), 2025))
    made = docx.Document(str(path))
    tables = [wanted(block) for block in document.blocks if isinstance(block, Table)]
    assert [rows_of(table) for table in made.tables][-len(tables) :] == tables
    last = [block for block in document.blocks if isinstance(block, Table)][-1]
    assert told["rows"] == len(tuple(last.rows))
    texts = [one.text for one in made.paragraphs if one.text]
    assert texts[0] == document.title
    assert "示例" in "".join(texts)


def test_without_names_a_paper_of_the_way_is_for_whoever_is_at_that_stage(answer, office, tmp_path):
    told = answer("--office", office, "print", "dev-02", tmp_path / "a.docx")
    with Office.open(office, writing=False) as opened, opened.reading() as session:
        applicants = [one for one in everyone(session, clock.today()) if one.category == "入党申请人"]
    assert told["pages"] == len(applicants) > 0


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.code)
def test_every_form_is_printed_into_word(answer, refusal, office, tmp_path, paper):
    path = tmp_path / "a.docx"
    told = answer("--office", office, "print", paper.code, path)
    with Office.open(office, writing=False) as opened, opened.reading() as session:
        made = paper.values(session, 1, Asked(date(2026, 1, 1)))
        values = made if isinstance(made, Mapping) else made[0]
    made = docx.Document(str(path))
    whole = "".join(text.text for text in made.element.body.iter(qn("w:t")))
    assert told["pages"] == len(made.sections)
    assert told["pages"] + len(told["skipped"]) >= 24  # whose letter still holds gets no second one
    assert values["name"] in whole
    assert "示例" in whole
    sheets = form_file.shipped(paper.layout).sheets
    assert answer("print", paper.code, tmp_path / "b.docx", "--blank")["pages"] <= max(2, sheets)
    said = refusal("--office", office, "print", paper.code, tmp_path / "a.xlsx")
    assert ".docx" in said
