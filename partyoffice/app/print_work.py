"""Laying out papers off the window's thread, with what cannot be printed and what is missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from partyoffice import papers
from partyoffice.app import full_values
from partyoffice.app.full_values import masked_values
from partyoffice.core.cancel import Progress, stretch
from partyoffice.core.errors import OfficeError
from partyoffice.members.card import UNFILLED
from partyoffice.members.documents import people_of
from partyoffice.papers import PLAIN, Filled, Stack
from partyoffice.part import Asked, Paper, Roster, Wish
from partyoffice.reports.document import Document, Page
from partyoffice.reports.form import Manner
from partyoffice.store.office import Office
from partyoffice.ui.marks import Mark
from partyoffice.ui.print_options import Check

MOST_CHECKS = 12
PHOTO = "photo"
READ = 0.5  # of the bar: reading who is printed, before laying out
BY_HAND = "会印成空框，可以打印后手写补上"


@dataclass(slots=True)
class Printed:
    """A finished PDF: how many pages, whose forms they are, and what to look at before printing."""

    path: Path
    pages: int
    people: list[str] = field(default_factory=list)
    document: Document | None = None  # of a list, to be laid out on another paper
    checks: list[Check] = field(default_factory=list)
    subjects: tuple[int, ...] = ()
    together: tuple[int, ...] = ()  # those of one letter about several
    first: tuple[Check, ...] = ()  # what is said again when a list is laid out on another paper


@dataclass(frozen=True, slots=True)
class Taken:
    """How something leaves the office: what is ``whole``, told with its purpose, and which watermark.

    Without a purpose it is whole by its nature, which was said where it was chosen.
    """

    whole: str = ""
    purpose: str = ""
    mark: str = ""

    def checks(self) -> list[Check]:
        """Return what is to be read before printing: what is whole, and what for."""
        told = f"完整输出{self.whole}"
        return [Check(Mark.WARN, told, "确有需要才印；已记入操作记录")] if self.whole and self.purpose else []


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: of which day and body, for whom in which order (nobody given: everybody of the body).

    None among the subjects stands for a blank; ``given`` is what was typed.
    """

    wish: Wish
    subjects: tuple[int | None, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = PLAIN
    outgoing: Taken = Taken()

    @property
    def blank(self) -> bool:
        """Whether an empty form is wanted."""
        return None in self.subjects


@dataclass(slots=True)
class Incomplete:
    """Nothing was laid out yet: these of the people lack what their form asks for."""

    people: int
    lacking: list[tuple[str, str]]


def glyph_checks(pairs: Sequence[tuple[str, str]]) -> list[Check]:
    """Return what no face can print, by the text it stands in; or that all is well."""
    if not pairs:
        return [Check(Mark.DONE, "字体齐全，无缺字")]
    return [Check(Mark.LATE, f"{text}：“{chars}”没有字体能印", BY_HAND) for text, chars in pairs]


def shortened(checks: Sequence[Check]) -> list[Check]:
    """Return the checks, a long list cut with the number of the rest."""
    rest = len(checks) - MOST_CHECKS
    more = [Check(Mark.WARN, f"另有 {rest} 项，不再列出")] if rest > 0 else []
    return [*checks[:MOST_CHECKS], *more]


def print_document(
    document: Document,
    path: Path,
    progress: Progress,
    page: Page | None = None,
    first: Sequence[Check] = (),
) -> Printed:
    """Lay out a document, on another paper than its own where one is given; ``first`` is read before all."""
    from partyoffice.reports import pdf

    checks = [*first, *shortened(glyph_checks(pdf.uncovered_in(document)))]
    laid = replace(document, page=page or document.page)
    pages = pdf.write(laid, path, progress=progress)
    return Printed(path, pages, document=document, checks=checks, first=tuple(first))


def print_roster(
    office: Office,
    roster: Roster,
    order: Order,
    path: Path,
    progress: Progress,
    page_of: Callable[[Page], Page] = lambda page: page,
) -> Printed:
    """Lay out a roster on the paper that ``page_of`` makes of its own."""
    with office.reading() as session:
        document = replace(roster.build(session, order.wish), mark=order.outgoing.mark)
    return print_document(document, path, progress, page_of(document.page), order.outgoing.checks())


def print_forms(
    office: Office, paper: Paper, order: Order, path: Path, progress: Progress, *, skip: bool | None = None
) -> Printed | Incomplete:
    """Lay out a paper, or write it as Word, for the subjects of an order.

    Where several people are printed and some lack a field, nothing is laid out before ``skip`` says
    whether to leave these out.
    """
    stack = _stack(office, paper, order, stretch(progress, 0, READ))
    lacking = [one for one in stack.filled if one.lacking]
    if skip is None and lacking and len(stack.filled) > 1:
        return Incomplete(len(stack.filled), [(one.name, "、".join(one.lacking)) for one in lacking])
    if skip:
        stack.filled = [one for one in stack.filled if not one.lacking]
    rest = stretch(progress, READ, 1)
    manner = replace(order.manner, mark=order.outgoing.mark)
    pages = papers.write(stack, path, manner=manner, empty=order.blank, progress=rest)
    checks = glyph_checks(()) if order.blank else _checks(stack, pages, order.manner)
    if skip:
        names = "、".join(one.name for one in lacking)
        checks.append(Check(Mark.WARN, f"已跳过 {len(lacking)} 人：{names}", "填全以后再印"))
    names_shown = [] if order.blank else [one.name for one in stack.filled]
    names_shown = [stack.book.title] if stack.book else names_shown
    subjects = tuple(one.subject for one in stack.filled)
    together = tuple(one for each in stack.filled for one in each.people)
    checks = [*([] if order.blank else order.outgoing.checks()), *shortened(checks)]
    return Printed(path, pages, names_shown, checks=checks, subjects=subjects, together=together)


def _stack(office: Office, paper: Paper, order: Order, progress: Progress | None) -> Stack:
    with office.reading() as session:
        if order.blank:
            return papers.blank(session, paper)
        ids = [one for one in order.subjects if one is not None] or _subjects(session, paper, order.wish)
        if not ids:
            raise OfficeError("没有可打印的人", remedy="请先导入或新增党员，或换一个组织、日期")
        stack = papers.fill(session, paper, ids, Asked(order.wish.on, order.given), progress)
    if order.wish.masked and not full_values.always(paper, stack.form):
        titles = papers.titles_of(paper)
        stack.filled = [_masked(one, titles) for one in stack.filled]
    return stack


def _masked(one: Filled, titles: Mapping[str, str]) -> Filled:
    content = one.content
    return one if isinstance(content, Document) else replace(one, content=masked_values(content, titles))


def _subjects(session: Any, paper: Paper, wish: Wish) -> list[int]:  # noqa: ANN401 -- SQLAlchemy stays below
    if "member" in paper.needs:
        return [one.id for one in people_of(session, wish, partial(papers.meant, paper), ())]
    if "body" in paper.needs:
        return [papers.body_for(session, wish.branch)]
    return [papers.NOBODY]


def _checks(stack: Stack, pages: int, manner: Manner) -> list[Check]:
    """Return what to look at: characters, empty fields, photographs, what runs over."""
    pairs = [
        (one.name if text == one.name else f"{one.name}的“{text}”", chars)
        for one in stack.filled
        for text, chars in papers.uncovered(replace(stack, filled=[one]))
    ]
    found = glyph_checks(list(dict.fromkeys(pairs)))
    usual = len(stack.filled) * stack.form.sheets if stack.form else pages
    if stack.form and not stack.form.tile and pages > usual and not stack.form.paged:
        found.append(Check(Mark.WARN, f"有 {pages - usual} 页附页", "写不下的内容续印在附页上"))
    over = papers.manner_of(stack.form, manner).overlay
    if stack.form and over and not stack.form.measured:
        found.append(Check(Mark.WARN, "套打位置没有和实物核对过", "先在“文件 → 表样”里调整位置、印校对页"))
    return [*found, *(check for one in stack.filled for check in _lacking(stack, one, over=over))]


def _lacking(stack: Stack, one: Filled, *, over: bool) -> Iterator[Check]:
    """Yield what one subject's paper lacks, and what becomes of it."""
    if one.lacking:
        dashed = not isinstance(one.content, Document) and UNFILLED in one.content.values()
        note = "不印，留着手写" if over else f"空栏将印为“{UNFILLED}”" if dashed else "留着空，可以手写补上"
        yield Check(Mark.WARN, f"{one.name}：{'、'.join(one.lacking)}没有填", note)
    wanted = stack.form is not None and PHOTO in stack.form.fields
    if wanted and isinstance(one.content, dict) and not one.content.get(PHOTO, b"none"):
        yield Check(Mark.WARN, f"{one.name}：没有照片", "照片处不印，另贴" if over else "将留出照片框")
