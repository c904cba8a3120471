"""``export``, ``forms`` and ``print``: papers and sheets; they only read and work beside a window."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.offices import opened
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.members.calculations import asked_day
from partyoffice.members.documents import people_of
from partyoffice.members.queries import find_one
from partyoffice.organisation.queries import find
from partyoffice.part import Paper, Roster, Wish
from partyoffice.parts import PARTS
from partyoffice.reports.document import Document, Table
from partyoffice.reports.form import Form

Answer = dict[str, Any]
SHEETS = frozenset({".xlsx", ".csv"})
NAMED = 10


def _roster(code: str) -> Roster:
    known = {roster.code: roster for part in PARTS for roster in part.rosters}
    if code not in known:
        raise OfficeError(f"没有代码为“{code}”的名册", remedy=f"可用：{'、'.join(known)}")
    return known[code]


def export(given: Given) -> Answer:
    """``export ROSTER FILE``; the ending picks the format. Without --year a sheet is made for re-use."""
    from partyoffice.reports.write import write

    roster, path = _roster(given.roster), Path(given.file)
    if given.order and given.order not in roster.orders:
        raise OfficeError(f"没有名为“{given.order}”的顺序", remedy=f"可用：{'、'.join(roster.orders)}")
    with opened(given, writing=False) as office, office.reading() as session:
        branch = find(session, given.branch).id if given.branch else None
        plain = path.suffix.lower() in SHEETS and given.year is None
        columns = tuple(word.strip() for word in given.columns.replace("，", ",").split(",") if word.strip())
        wish = Wish(
            _as_of(given), given.year, branch, columns, given.order, masked=not given.unmasked, plain=plain
        )
        document = roster.build(session, wish)
    write(document, path, plain=plain)  # the file is free again: a window beside us may save
    told = {"rows": _rows(document), "file": str(path)}
    if path.suffix.lower() != ".pdf":
        return told
    from partyoffice.reports.pdf import uncovered_in

    return told | _unprintable(uncovered_in(document))


def _unprintable(found: Iterable[tuple[str, str]]) -> Answer:
    """Name on standard error what no face can print; ``unprintable`` says it to a program."""
    texts = list(dict.fromkeys(f"{text}（{chars}）" for text, chars in found))
    if texts:
        named = "、".join(texts[:NAMED]) + (f" 等 {len(texts)} 处" if len(texts) > NAMED else "")
        sys.stderr.write(f"这些字没有字库，印成了〓：{named}。数据没有改动。请印出后手写补上。\n")
    return {"unprintable": texts}


def _rows(document: Document) -> int:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return sum(1 for _ in tables[-1].rows)


def _as_of(given: Given) -> date:
    if given.year is None:
        return asked_day(given.as_of, "截止日期")
    return _year_end(given.year)


def _year_end(year: int) -> date:
    if not 1921 <= year <= 2100:
        raise OfficeError(f"年度 {year} 不在 1921 至 2100 之间", remedy="请核对年度")
    return date(year, 12, 31)


def _papers() -> dict[str, Paper]:
    return {paper.code: paper for part in PARTS for paper in part.papers}


def forms(_given: Given) -> Answer:
    """``forms``: every printable form."""
    return {"forms": [{"code": p.code, "title": p.title, "needs": list(p.needs)} for p in _papers().values()]}


def print_(given: Given) -> Answer:
    """``print CODE FILE``: for the named people, or for a branch, or for the whole roster."""
    from partyoffice.reports import form
    from partyoffice.reports.form_pdf import uncovered_in

    known, path = _papers(), Path(given.file)
    if given.code not in known:
        raise OfficeError(f"没有代码为“{given.code}”的表", remedy=f"可用：{'、'.join(known)}")
    write_forms = _form_writer(path)
    if given.overlay:
        raise OfficeError("这张表没有预印的底表，不能套打", remedy="请去掉 --overlay 直接打印")
    paper = known[given.code]
    layout = form.shipped(paper.layout)
    if given.blank:
        return {"pages": write_forms(layout, [{}], path), "file": str(path), "skipped": []}
    with opened(given, writing=False) as office, office.reading() as session:
        on = _year_end(given.year) if given.year is not None else clock.today()
        subjects = [find_one(session, who).id for who in given.member] or _everybody(session, given, on)
        values = [paper.values(session, one, on) for one in subjects]
    if not values:
        raise OfficeError("没有可打印的人", remedy="请先导入或新增党员")
    told = {"pages": write_forms(layout, values, path), "file": str(path), "skipped": []}
    if path.suffix.lower() != ".pdf":
        return told
    return told | _unprintable(pair for each in values for pair in uncovered_in(each))


def _form_writer(path: Path) -> Callable[[Form, Sequence[Mapping[str, Any] | None], Path], int]:
    """Return what writes forms into a file of this ending."""
    ending = path.suffix.lower()
    if ending == ".pdf":
        from partyoffice.reports import form_pdf

        return form_pdf.write_forms
    if ending == ".docx":
        from partyoffice.reports import form_word

        return form_word.write_forms
    raise OfficeError(
        f"这张表不能存为“{path.suffix or path.name}”", remedy="请把文件名写成以 .pdf 或 .docx 结尾"
    )


def _everybody(session: Any, given: Given, on: date) -> list[int]:  # noqa: ANN401 -- SQLAlchemy stays below
    branch = find(session, given.branch).id if given.branch else None
    return [one.id for one in people_of(session, Wish(on, branch=branch), lambda one: one.member, ())]
