"""The ledger comes to the same in the store, on the screen, in Excel by value and formula, in PDF (R50)."""

import re
from decimal import Decimal
from random import Random

import openpyxl
import pypdfium2
import pytest
from openpyxl.utils import range_boundaries
from sqlalchemy import func, select

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.money import grouped
from partyoffice.dues.documents import ledger_list, unit_list
from partyoffice.dues.queries.ledger import read_year
from partyoffice.dues.records import Payment, Waiver
from partyoffice.part import Asked, Wish
from partyoffice.reports.write import write

YEAR = 2026


def made_up(session, member, chance, people):
    """Write a year of some members by chance; give what came of each month."""
    months = [0] * 12
    for at in range(people):
        due = chance.choice((None, 1, 10, 29, 1999, 4964, 10526, 100_000, chance.randrange(1, 10**5)))
        who = member(f"林知{chr(0x4E00 + at)}", due)
        if due and chance.random() < 0.2:
            less = due // 3 * chance.choice((0, 1))
            span = {"start": Day(YEAR, 2), "end": Day(YEAR, 4), "approved": Day(YEAR, 1)}
            session.add(Waiver(person_id=who, amount=less, reason="困难", **span))
        for month in range(1, 13):
            parts = chance.choice((0, 1, 1, 1, 2))
            for _ in range(parts):
                fen = chance.choice((due or 700, 1, 10, 20, chance.randrange(1, 10**5)))
                months[month - 1] += fen
                session.add(Payment(person_id=who, month=Day(YEAR, month), amount=fen, on=Day(YEAR, 11, 3)))
    session.flush()
    return months


def reckoned(sheet, cell):
    """Work a formula of ours out, exactly."""
    total = Decimal()
    for part in re.fullmatch(r"=SUM\((.+)\)", cell.value)[1].split(","):
        left, top, right, foot = range_boundaries(part)
        for row in sheet.iter_rows(top, foot, left, right):
            for one in row:
                if isinstance(one.value, str) and one.value.startswith("="):
                    total += reckoned(sheet, one)
                elif isinstance(one.value, int | float):
                    total += Decimal(str(one.value))
    return total


def saved(document, path, *, plain=False):
    """Return a sheet's formulas worked out, and the values that stand beside them, by row."""
    write(document, path, plain=plain)
    live, kept = (openpyxl.load_workbook(path, data_only=only).active for only in (False, True))
    formulas = [cell for row in live.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert formulas
    for cell in formulas:
        assert reckoned(live, cell) == Decimal(str(kept[cell.coordinate].value))
    return [[cell.value for cell in row] for row in kept.iter_rows()]


def under(rows, head):
    """Return the heads of a sheet by place, and its row of sums."""
    heads = next(row for row in rows if head in row)
    sums = next(row for row in rows if "合计" in row and row is not heads)
    return dict(zip(heads, sums, strict=True))


def fen(value):
    return int(Decimal(str(value)) * 100)


@pytest.mark.parametrize("seed", range(3))
def test_totals_agree_in_store_screen_excel_and_pdf(session, member, tmp_path, seed, stopped_clock):
    came = made_up(session, member, Random(seed), 9 + 20 * seed)
    stored = session.execute(select(func.sum(Payment.amount))).scalar()
    screen = read_year(session, YEAR, stopped_clock)
    assert sum(came) == stored == sum(row.paid for row in screen.rows)
    assert [sum(row.cells[at].paid for row in screen.rows) for at in range(12)] == came
    owed, due = (sum(getattr(row, key) for row in screen.rows) for key in ("owed", "due"))

    sums = under(
        saved(ledger_list.ledger_list(session, Wish(stopped_clock, YEAR)), tmp_path / "a.xlsx"), "姓名"
    )
    assert [fen(sums[f"{at}月"]) for at in range(1, 13)] == came
    assert (fen(sums["合计"]), fen(sums["欠交"])) == (stored, owed)
    plain = saved(
        ledger_list.ledger_list(session, Wish(stopped_clock, plain=True)), tmp_path / "b.xlsx", plain=True
    )
    assert sum(fen(row[plain[0].index("合计")] or 0) for row in plain[1:]) == stored
    sums = under(
        saved(unit_list.unit_list(session, Wish(stopped_clock, YEAR)), tmp_path / "c.xlsx"), "组织名称"
    )
    assert fen(sums["合计"]) == sum(fen(sums[name]) for name in unit_list.QUARTERS) == stored

    for code in ("dues-02", "dues-02b"):
        paper = papers.find(code)
        body = papers.body_for(session, None)
        stack = papers.fill(session, paper, [body], Asked(stopped_clock, {"year": str(YEAR)}))
        papers.write(stack, tmp_path / f"{code}.pdf")
        text = "".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / f"{code}.pdf")
        )
        assert f"应交 {grouped(due)}，实交 {grouped(stored)}，欠交 {grouped(owed)}" in text
        last = re.findall(
            r"[\d,]+\.\d\d", text.split("合计")[-1] if code == "dues-02" else text.split("合计")[2]
        )
        assert grouped(stored) in last
        assert [grouped(one) for one in came if grouped(one) not in last] == []
