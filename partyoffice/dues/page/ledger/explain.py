"""The formula of a cell in one line: how its amount was reckoned, how the month stands, by which article."""

from dataclasses import dataclass

from partyoffice.core.money import grouped
from partyoffice.dues.page.ledger.columns import per_cent
from partyoffice.dues.page.ledger.faces import owing
from partyoffice.dues.queries.ledger import Ledger, Row
from partyoffice.dues.records import Assessment
from partyoffice.dues.rules.ledger import (
    ARTICLE_DUE,
    ARTICLE_ELSEWHERE,
    ARTICLE_LATE,
    ARTICLE_WAIVED,
    Cell,
    Relief,
    State,
)
from partyoffice.dues.rules.liability import ACCEPTED
from partyoffice.dues.rules.months import number_of, span_spoken, spoken, year_of

ARTICLES = {
    State.LATE: ARTICLE_LATE, State.WAIVED: ARTICLE_WAIVED, State.REDUCED: ARTICLE_WAIVED,
    State.ELSEWHERE: ARTICLE_ELSEWHERE, State.MADE_UP: ARTICLE_LATE, State.NONE: ACCEPTED,
}  # fmt: skip


TITLES = {
    "《关于中国共产党党费收缴、使用和管理的规定》": "规定",
    "《关于进一步规范党费工作的通知》": "通知",
    "（组通字〔2006〕45 号）写明的党费交到月份": "",
}


def brief(article: str) -> str:
    """Return 2008 年规定第二条、2017 年通知（一）, as a line has room for."""
    for title, word in TITLES.items():
        article = article.replace(title, word)
    return article


@dataclass(frozen=True, slots=True)
class Told:
    """What the line says: of which cell, the sum, how it stands, the article."""

    cell: str = ""
    sum: str = ""
    state: str = ""
    article: str = ""


def reckoned(one: Assessment) -> str:
    """Return 基数 7,611.89 × 1.5% = 114.17835，四舍五入到分 114.18 元."""
    amount = one.due if one.reckoned is None else one.reckoned
    if one.base is None or not one.rate:
        text = f"{one.payer}，每月定额 {grouped(amount)} 元"
    else:
        product = f" = {one.raw}，{one.rounding} " if one.raw else " = "
        text = f"基数 {grouped(one.base)} × {per_cent(one.rate)}{product}{grouped(amount)} 元"
    if one.capped:
        text += "，按每月上限核定"
    if one.due != amount:
        text += f"；核定 {grouped(one.due)} 元{f'（{one.note}）' if one.note else ''}"
    return text


def month_told(row: Row, cell: Cell, ledger: Ledger, assessment: Assessment | None, paid: str = "") -> Told:
    """Return what is to be said of a month; ``paid`` tells when and how it was paid."""
    name = f"{row.name} {number_of(cell.month)} 月"
    sum_ = reckoned(assessment) if assessment is not None and cell.state is not State.NONE else ""
    state = "；".join(filter(None, (_relief(row, cell), _state(row, cell, ledger), paid)))
    return Told(name, sum_, state, ARTICLES.get(cell.state, ARTICLE_DUE))


def year_told(row: Row, year: int) -> Told:
    """Return what the sums of the year say."""
    owed = f"，欠交 {grouped(row.owed)}" if row.owed else ""
    sums = f"全年应交 {grouped(row.due)}，实交 {grouped(row.paid)}{owed}"
    return Told(f"{row.name} {year} 年", sums, _standing(row), ARTICLE_DUE)


def _standing(row: Row) -> str:
    unset = sum(cell.state is State.UNSET for cell in row.cells)
    return f"{unset} 个月未核定，没有计入" if unset else ""


def _relief(row: Row, cell: Cell) -> str:
    """Tell what was waived of the month, or that it ended with the month before."""
    here, before = row.account.relief(cell.month), row.account.relief(cell.month - 1)
    if here is not None:
        return f"{_word(here)}：{span_spoken(here.first, here.last)}"
    if before is not None and row.account.owes(cell.month):
        return f"{_word(before)}，到 {number_of(before.last)} 月止，本月恢复"
    return ""


def _word(relief: Relief) -> str:
    return f"批准每月少交到 {grouped(relief.amount)}" if relief.amount else "批准免交"


def _state(row: Row, cell: Cell, ledger: Ledger) -> str:
    if cell.state is State.NONE:
        return _not_owed(row, cell, ledger)
    if cell.state in {State.DUE, State.LATE}:
        part = f"已交 {grouped(cell.paid)}，还差 {grouped(owing(cell))}" if cell.paid else ""
        return part or ("尚未交纳" if cell.state is State.DUE else "过了党费日没有交，欠交")
    if cell.due is not None and cell.paid > cell.due and cell.state is not State.ELSEWHERE:
        return f"实交 {grouped(cell.paid)}，比核定多 {grouped(cell.paid - cell.due)}"
    words = {
        State.UNSET: "还没有核定，不计入应交；请先在“年度核定”里核定",
        State.ELSEWHERE: "在流入地党组织交纳，本支部不收",
        State.FUTURE: "还没有到这个月",
        State.AHEAD: "预交",
    }
    return words.get(cell.state, "")


def _not_owed(row: Row, cell: Cell, ledger: Ledger) -> str:
    """Say why nothing is owed: before the book, before the first month here, after the last."""
    if ledger.since is not None and cell.month < ledger.since:
        return f"本账从{spoken(ledger.since)}记起"
    firsts = [span.first for span in row.account.spans if span.first is not None and span.first > cell.month]
    if firsts:
        return f"从{spoken(min(firsts))}起在本支部交纳"
    lasts = [span.last for span in row.account.spans if span.last is not None and span.last < cell.month]
    return f"在本支部交到{spoken(max(lasts))}止" if lasts else f"{year_of(cell.month)} 年不在应交之列"
