"""``export``, ``forms`` and ``print``: papers and sheets; they work beside a window.

They only read, but for the line that whole numbers leave.
"""

import contextlib
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.noting import note_whole, purpose_of
from partyoffice.cli.offices import chosen, must_be_elsewhere, opened
from partyoffice.core import clock
from partyoffice.core.calculation import asked_day
from partyoffice.core.errors import OfficeError
from partyoffice.members.documents import people_of
from partyoffice.members.queries import find_one
from partyoffice.organisation.queries import find
from partyoffice.part import Asked, Paper, Roster, Wish
from partyoffice.parts import PARTS
from partyoffice.reports.document import Document, Table
from partyoffice.reports.form import Manner

if TYPE_CHECKING:
    from partyoffice.papers import Stack

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

    roster, path, purpose = _roster(given.roster), Path(given.file), purpose_of(given)
    if given.order and given.order not in roster.orders:
        raise OfficeError(f"没有名为“{given.order}”的顺序", remedy=f"可用：{'、'.join(roster.orders)}")
    with opened(given, writing=False) as office, office.reading() as session:
        must_be_elsewhere(path, chosen(given))
        branch = find(session, given.branch).id if given.branch else None
        plain = path.suffix.lower() in SHEETS and given.year is None
        columns = tuple(word.strip() for word in given.columns.replace("，", ",").split(",") if word.strip())
        wish = Wish(
            day_of(given), given.year, branch, columns, given.order, masked=not given.unmasked, plain=plain
        )
        document = roster.build(session, wish)
    write(document, path, plain=plain)  # the file is free again: a window beside us may save
    told = {"rows": _rows(document), "file": str(path)}
    if given.unmasked:
        told |= note_whole(given, _exported(roster, document, purpose))
    if path.suffix.lower() != ".pdf":
        return told
    from partyoffice.reports.pdf import uncovered_in

    return told | _unprintable(uncovered_in(document))


def _exported(roster: Roster, document: Document, purpose: str) -> str:
    from partyoffice.app import full_values

    whole = full_values.told(full_values.fields_in(document, roster.columns), purpose)
    return f"导出完整名册：{roster.title}{whole}"


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


def day_of(given: Given) -> date:
    """Return the day asked for: --as-of, the last of --year, or today."""
    if given.year is None:
        return asked_day(given.as_of, "截止日期")
    return _year_end(given.year)


def _year_end(year: int) -> date:
    if not 1921 <= year <= 2100:
        raise OfficeError(f"年度 {year} 不在 1921 至 2100 之间", remedy="请核对年度")
    return date(year, 12, 31)


def forms(given: Given) -> Answer:
    """``forms``: every printable form; with an office, which pattern of its own it uses."""
    from partyoffice import papers

    with contextlib.ExitStack() as held:
        office = held.enter_context(opened(given, writing=False)) if given.office else None
        session = held.enter_context(office.reading()) if office else None
        return {"forms": [_told(paper, session) for paper in papers.known().values()]}


def _told(paper: Paper, session: Any) -> Answer:  # noqa: ANN401 -- SQLAlchemy stays below
    from partyoffice import papers
    from partyoffice.reports import form_file

    told = {"code": paper.code, "title": paper.title, "needs": list(paper.needs)}
    told["asks"] = [asked.title for asked in paper.asks]
    if not paper.layout:
        return told
    form = papers.layout_of(session, paper) if session else form_file.shipped(paper.layout)
    return told | {"overlay": form.base, "measured": form.measured, "own": form.own} if form else told


def print_(given: Given) -> Answer:
    """``print CODE FILE``: for the named people, or for a branch, or for the whole roster."""
    from partyoffice import papers

    paper, path = papers.find(given.code), Path(given.file)
    with contextlib.ExitStack() as held:
        office = held.enter_context(opened(given, writing=False)) if given.office or not given.blank else None
        if office:
            must_be_elsewhere(path, chosen(given))
        session = held.enter_context(office.reading()) if office else None
        stack = papers.blank(session, paper) if given.blank else _filled(session, paper, given)
    if given.overlay:
        papers.must_overlay(stack)
    skipped = [*stack.refused, *(_skip(stack) if given.only_complete else [])]
    manner = Manner(
        given.overlay,
        frozenset(_keys(given.only, {title: key for key, title in papers.titles_of(paper).items()})),
    )
    told = {"pages": papers.write(stack, path, manner=manner, empty=given.blank), "file": str(path)}
    told["skipped"] = skipped
    told |= {} if given.blank or paper.kept else _noted(given, stack)  # kept ones stand in 出具登记
    return told | _unprintable(papers.uncovered(stack)) if path.suffix.lower() == ".pdf" else told


def _noted(given: Given, stack: "Stack") -> Answer:
    from partyoffice.app import full_values

    whole = full_values.filled_in(stack.values)
    said = f"打印完整名册：{stack.paper.title}{full_values.told(whole)}"
    return note_whole(given, said) if whole else {}


def _skip(stack: "Stack") -> list[str]:
    """Leave out whose card is not filled in as far as the form asks, and name them with what is missing."""
    lacking = [one for one in stack.filled if one.lacking]
    if len(lacking) == len(stack.filled):
        raise OfficeError(
            f"{len(lacking)} 人都没有填全，没有可打印的", remedy="请先补全，或去掉 --only-complete"
        )
    stack.filled = [one for one in stack.filled if not one.lacking]
    return [f"{one.name}（{'、'.join(one.lacking)}）" for one in lacking]


def _filled(session: Any, paper: Paper, given: Given) -> "Stack":  # noqa: ANN401 -- SQLAlchemy stays below
    from partyoffice import papers

    asked = _asked(paper, given)
    if given.meeting is not None:
        return _of_meeting(session, paper, given.meeting, asked)
    subjects = _subjects(session, paper, given, asked.on)
    whom = subjects[0] if len(subjects) == 1 else papers.NOBODY
    begun = papers.proposed(session, paper, whom, asked.on)
    whole = Asked(asked.on, {**begun, **asked.given})
    return papers.fill(session, paper, subjects, whole, passing=not given.member)


def _of_meeting(session: Any, paper: Paper, meeting: int, asked: Asked) -> "Stack":  # noqa: ANN401 -- SQLAlchemy stays below
    """Fill a paper from a meeting on record; what is typed goes before what the record says."""
    from partyoffice import papers

    if paper.record is None:
        raise OfficeError(f"{paper.title}不从会议记录填写", remedy="请去掉 --meeting")
    subjects, texts = paper.record(session, meeting)
    if not subjects:
        raise OfficeError(f"编号为 {meeting} 的会议没有可打印的{paper.title}", remedy="请核对会议的编号")
    return papers.fill(session, paper, subjects, Asked(asked.on, {**texts, **asked.given}))


def _subjects(session: Any, paper: Paper, given: Given, on: date) -> list[int]:  # noqa: ANN401 -- SQLAlchemy stays below
    from partyoffice import papers

    if "member" in paper.needs:
        people = [find_one(session, who).id for who in given.member] or _everybody(session, paper, given, on)
        if not people:
            raise OfficeError("没有可打印的人", remedy="请先导入或新增，或用 --member 写明是谁")
        return people
    if "body" in paper.needs:
        return [papers.body_for(session, find(session, given.branch).id if given.branch else None)]
    return [0]


def _asked(paper: Paper, given: Given) -> Asked:
    """Return the day and what ``--set 栏目=内容`` says, by key."""
    on = _year_end(given.year) if given.year is not None else clock.today()
    asked = {one.title: one.key for one in paper.asks}
    texts: dict[str, str] = {}
    for said in given.set:
        title, sign, text = said.partition("=")
        if not sign:
            raise OfficeError(f"“{said}”看不出填哪一栏", remedy="请写成 --set 用途=办理组织关系")
        keys = _keys(title, asked)
        if len(keys) != 1 or keys[0] in texts:
            raise OfficeError(f"“{said}”要填的栏目不是一栏，或者已经写过", remedy="请一栏写一次 --set")
        texts[keys[0]] = text.replace("\\n", "\n").replace("\\t", "\t")
    return Asked(on, texts)


def _keys(words: str, titles: Mapping[str, str]) -> list[str]:
    """Return the keys of fields named by key or title, parted by commas; ``titles`` are key by title."""
    wanted = [word.strip() for word in words.replace("，", ",").split(",") if word.strip()]
    unknown = [word for word in wanted if word not in titles and word not in titles.values()]
    if unknown:
        raise OfficeError(f"这张表没有“{unknown[0]}”一栏", remedy=f"可用：{'、'.join(titles) or '（没有）'}")
    return [titles.get(word, word) for word in wanted]


def _everybody(session: Any, paper: Paper, given: Given, on: date) -> list[int]:  # noqa: ANN401 -- SQLAlchemy stays below
    from partyoffice import papers

    branch = find(session, given.branch).id if given.branch else None
    keep = partial(papers.meant, paper)
    return [one.id for one in people_of(session, Wish(on, branch=branch), keep, ())]
