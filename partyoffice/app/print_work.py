"""Laying out papers off the window's thread, with what cannot be printed and what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from partyoffice.app.full_values import masked_values
from partyoffice.core.cancel import Progress
from partyoffice.core.errors import OfficeError
from partyoffice.members.documents import people_of
from partyoffice.part import Paper, Roster, Wish
from partyoffice.reports.document import Document, Page
from partyoffice.store.office import Office
from partyoffice.ui.marks import Mark
from partyoffice.ui.print_options import Check

MOST_CHECKS = 12
BY_HAND = "会印成空框，可以打印后手写补上"


@dataclass(slots=True)
class Printed:
    """A finished PDF: how many pages, whose forms they are, and what to look at before printing."""

    path: Path
    pages: int
    people: list[str] = field(default_factory=list)
    document: Document | None = None  # of a list, to be laid out on another paper
    checks: list[Check] = field(default_factory=list)


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


def print_document(document: Document, path: Path, progress: Progress, page: Page | None = None) -> Printed:
    """Lay out a document, on another paper than its own where one is given."""
    from partyoffice.reports import pdf

    checks = shortened(glyph_checks(pdf.uncovered_in(document)))
    laid = replace(document, page=page or document.page)
    return Printed(path, pdf.write(laid, path, progress=progress), document=document, checks=checks)


def print_roster(
    office: Office,
    roster: Roster,
    wish: Wish,
    path: Path,
    progress: Progress,
    page_of: Callable[[Page], Page] = lambda page: page,
) -> Printed:
    """Lay out a roster on the paper that ``page_of`` makes of its own."""
    with office.reading() as session:
        document = roster.build(session, wish)
        return print_document(document, path, progress, page_of(document.page))


@dataclass(frozen=True, slots=True)
class Subject:
    """One person's form: the texts of its cells and what is not filled in."""

    name: str
    values: dict[str, Any]
    lacking: tuple[str, ...]


def print_forms(
    office: Office,
    paper: Paper,
    wish: Wish,
    people: Sequence[int | None],
    path: Path,
    progress: Progress,
    *,
    skip: bool | None = None,
) -> Printed | Incomplete:
    """Lay out a form for the given people in their order, everybody of the wish where none is given.

    None stands for a blank. Where several people are printed and some lack a field, nothing is laid
    out before ``skip`` says whether to leave these out.
    """
    from partyoffice.reports import form, form_pdf

    blank = None in people
    found = [] if blank else _subjects(office, paper, wish, [one for one in people if one is not None])
    lacking = [one for one in found if one.lacking]
    if skip is None and lacking and len(found) > 1:
        return Incomplete(len(found), [(one.name, "、".join(one.lacking)) for one in lacking])
    shown = [one for one in found if not (skip and one.lacking)]
    values: list[dict[str, Any] | None] = [one.values for one in shown]
    pages = form_pdf.write_forms(form.shipped(paper.layout), values or [None], path, progress)
    checks = _checks(shown, pages) if shown else glyph_checks(())
    if skip:
        names = "、".join(one.name for one in lacking)
        checks.append(Check(Mark.WARN, f"已跳过 {len(lacking)} 人：{names}", "填全以后再印"))
    return Printed(path, pages, [one.name for one in shown], checks=shortened(checks))


def _subjects(office: Office, paper: Paper, wish: Wish, people: Sequence[int]) -> list[Subject]:
    with office.reading() as session:
        ids = list(people) or [one.id for one in people_of(session, wish, lambda one: one.member, ())]
        if not ids:
            raise OfficeError("没有可打印的人", remedy="请先导入或新增党员，或换一个组织、日期")
        read = [dict(paper.values(session, one, wish.on)) for one in ids]
        lacking = [tuple(paper.missing(session, one)) for one in ids]
    shown = [masked_values(each) for each in read] if wish.masked else read
    return [
        Subject(str(each["name"]), values, empty)
        for each, values, empty in zip(read, shown, lacking, strict=True)
    ]


def _checks(subjects: Sequence[Subject], pages: int) -> list[Check]:
    """Return what to look at: characters, empty fields, photographs, what runs over."""
    from partyoffice.reports import form_pdf

    pairs = [
        (one.name if text == one.name else f"{one.name}的“{text}”", chars)
        for one in subjects
        for text, chars in form_pdf.uncovered_in(one.values)
    ]
    found = glyph_checks(list(dict.fromkeys(pairs)))
    if pages > len(subjects):
        found.append(Check(Mark.WARN, f"有 {pages - len(subjects)} 页附页", "写不下的内容续印在附页上"))
    for one in subjects:
        if one.lacking:
            found.append(Check(Mark.WARN, f"{one.name}：{'、'.join(one.lacking)}没有填", "空栏将印为“—”"))
        if "photo" in one.values and not one.values["photo"]:
            found.append(Check(Mark.WARN, f"{one.name}：没有照片", "将留出照片框"))
    return found
