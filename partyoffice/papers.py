"""Every paper of every part: found by its code, filled for its subjects, written as PDF or Word.

The command line and the window print through here, so that both make the same paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.archives.queries import last_of
from partyoffice.core.cancel import Progress, tell
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Kind
from partyoffice.core.text import count_of
from partyoffice.handover.paper import PRINTED
from partyoffice.members import card
from partyoffice.members.queries import Someone
from partyoffice.organisation.queries import tree
from partyoffice.part import Asked, Paper
from partyoffice.reports import binding, form_file, own_forms
from partyoffice.reports import write as door
from partyoffice.reports.book import Book, Chapter
from partyoffice.reports.document import Document
from partyoffice.reports.form import Form, Manner, Values
from partyoffice.store import numbers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOBODY, NUMBER = 0, "number"
PLAIN = Manner()


def known() -> dict[str, Paper]:
    """Return every paper by its code."""
    return {paper.code: paper for part in PRINTED for paper in part.papers}


def find(code: str) -> Paper:
    """Return a paper (OfficeError naming those there are)."""
    papers = known()
    if code.lower() not in papers:
        raise OfficeError(f"没有代码为“{code}”的表", remedy=f"可用：{'、'.join(papers)}")
    return papers[code.lower()]


def keys_of(paper: Paper) -> frozenset[str]:
    """Return the keys that a pattern of this paper may ask for."""
    return frozenset(titles_of(paper))


def titles_of(paper: Paper) -> dict[str, str]:
    """Return the title of every key that a pattern of this paper may ask for."""
    return {**paper.offers, **{asked.key: asked.title for asked in paper.asks}, "stamp": "示例数据"}


def layout_of(session: "Session | None", paper: Paper) -> Form | None:
    """Return the form a paper is printed with, the office's own before ours; None for a letter."""
    if session and paper.layout:
        return own_forms.layout_of(session, paper.code, paper.layout)
    return form_file.shipped(paper.layout) if paper.layout else None


def meant(paper: Paper, one: Someone) -> bool:
    """Say whether somebody is meant where a paper is printed for everybody of a body."""
    return one.present and one.category in paper.among if paper.among else one.member


@dataclass(frozen=True, slots=True)
class Filled:
    """One subject's paper before it is written: the texts of its form, or the letter itself.

    ``people`` are those of a letter about several at once, whose ``subject`` is nobody in particular.
    """

    subject: int
    name: str
    content: Values | Document
    lacking: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(slots=True)
class Stack:
    """The papers of one printing, all of one kind, with the form they share."""

    paper: Paper
    form: Form | None
    filled: list[Filled] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    book: Book | None = None  # what is bound around them, where they are its chapters

    @property
    def documents(self) -> list[Document]:
        """The letters."""
        return [one.content for one in self.filled if isinstance(one.content, Document)]

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters of the book."""
        return [(one.name, one.content) for one in self.filled if not isinstance(one.content, Document)]

    @property
    def values(self) -> list[Values | None]:
        """The texts of the forms."""
        return [one.content for one in self.filled if not isinstance(one.content, Document)]


def fill(
    session: "Session",
    paper: Paper,
    subjects: Sequence[int],
    asked: Asked,
    progress: Progress | None = None,
    *,
    passing: bool = False,
) -> Stack:
    """Fill a paper for each subject, ``NOBODY`` for one that is printed for nobody in particular.

    ``progress`` hears how far it is; False raises Cancelled. ``passing`` passes over those it must not be
    made for, told in ``refused``, unless that is all of them.
    """
    _must_be_offered(paper, asked.given)
    made, several = Stack(paper, layout_of(session, paper)), len(subjects) > 1
    if several and "member" in paper.needs:
        card.read_ahead(session, subjects, asked.on)
    if paper.bind:
        return _bound(session, paper, subjects[0], paper.bind(session, subjects[0], asked, progress))
    if paper.gather:
        made.filled.append(_gathered(session, paper, subjects, asked))
        return made
    for at, one in enumerate(subjects):
        given = given_to(paper, asked.given, at)
        if several and paper.asks:  # what each would be proposed; for a single one it was
            given = _own(session, paper, one, asked.on) | {key: text for key, text in given.items() if text}
        lacking = tuple(paper.missing(session, one)) if one != NOBODY else ()
        try:
            contents = _contents(session, paper, one, Asked(asked.on, given))
            made.filled += [Filled(one, _name(content), content, lacking) for content in contents]
        except OfficeError as error:
            if not passing or len(made.refused) == len(subjects) - 1:
                raise
            made.refused.append(error.what)
        tell(progress, at + 1, len(subjects))
    return made


def _bound(session: "Session", paper: Paper, subject: int, bound: tuple[Book, Sequence[Chapter]]) -> Stack:
    """Return a book with its chapters, filled into the form in use for what they are."""
    book, chapters = bound
    form = layout_of(session, find(book.form))
    return Stack(paper, form, [Filled(subject, title, values) for title, values in chapters], book=book)


def _gathered(session: "Session", paper: Paper, subjects: Sequence[int], asked: Asked) -> Filled:
    """Return the one letter about all of its people, with what each of them lacks."""
    content: Values | Document = paper.gather(session, subjects, asked) if paper.gather else {}
    several = len(subjects) > 1
    lacking = [
        f"{card.someone(session, one, asked.on).name}的{text}" if several else text
        for one in subjects
        for text in paper.missing(session, one)
    ]
    whom = NOBODY if several else subjects[0]
    return Filled(whom, _name(content), content, tuple(lacking), tuple(subjects))


def _must_be_offered(paper: Paper, given: Mapping[str, str]) -> None:
    """Refuse a word that a closed choice does not have: a form would print nothing for it (OfficeError)."""
    for asked in paper.asks:
        text = given.get(asked.key, "")
        if text and asked.kind is Kind.CHOICE and not asked.open and text not in asked.choices:
            raise OfficeError(
                f"{asked.title}不能是“{text}”", remedy=f"可用：{'、'.join(filter(None, asked.choices))}"
            )


def _own(session: "Session", paper: Paper, subject: int, on: date) -> dict[str, str]:
    """Return what the office proposes for one of several; the day is the same for all."""
    last = last_given(session, paper, subject) if paper.kept else {}
    dated = {asked.key for asked in paper.asks if asked.kind is Kind.DAY}
    usual = paper.usual(session, subject, on)
    return {**last, **{key: text for key, text in usual.items() if key not in dated}}


def _contents(session: "Session", paper: Paper, subject: int, asked: Asked) -> Sequence[Values | Document]:
    if paper.build:
        return [paper.build(session, subject, asked)]
    values = paper.values(session, subject, asked)
    return [values] if isinstance(values, Mapping) else values


def body_for(session: "Session", chosen: int | None) -> int:
    """Return the body a paper is printed for: the one chosen, else the topmost (OfficeError for none)."""
    if chosen:
        return chosen
    roots = tree(session).roots
    if not roots:
        raise OfficeError("还没有党组织", remedy="请先在党员名册左侧“新增党组织”，再打印")
    return roots[0].id


def number_of(given: Mapping[str, str]) -> int:
    """Return the number typed for a paper (OfficeError for none)."""
    number = count_of(given.get(NUMBER, ""))
    if not number:
        raise OfficeError(f"编号“{given.get(NUMBER, '').strip()}”不是一个数", remedy="请只写数字，如 12")
    return number


def given_to(paper: Paper, given: Mapping[str, str], at: int) -> dict[str, str]:
    """Return what was typed as it holds for the subject at a place: numbers count on."""
    if not (paper.series and at and given.get(NUMBER)):
        return dict(given)
    return {**given, NUMBER: str(number_of(given) + at)}


def last_given(session: "Session", paper: Paper, subject: int) -> dict[str, str]:
    """Return what was typed for somebody's last paper of this kind, but for its number and its days."""
    last = last_of(session, paper.code, subject) if subject != NOBODY and "member" in paper.needs else None
    lasting = {asked.key for asked in paper.asks if asked.kind is not Kind.DAY} - {NUMBER}
    return {key: str(text) for key, text in (last.given if last else {}).items() if key in lasting}


def proposed(session: "Session", paper: Paper, subject: int, on: date) -> dict[str, str]:
    """Return what the fields asked for begin with: what the office knows, the number that comes next."""
    texts = {**last_given(session, paper, subject), **paper.usual(session, subject, on)} if paper.asks else {}
    if paper.series:
        texts[NUMBER] = str(numbers.next_number(session, paper.series, on.year))
    return texts


def _name(content: Values | Document) -> str:
    return content.title if isinstance(content, Document) else str(content.get("name", ""))


def blank(session: "Session | None", paper: Paper) -> Stack:
    """Return a paper with nothing filled in; without an office after our own pattern."""
    if paper.letter:
        raise OfficeError(f"{paper.title}没有空白的", remedy="请写明内容再打印")
    form = layout_of(session, paper)
    if form is not None and form.base == "overlay":
        raise OfficeError(
            f"{paper.title}不能自己印一份空白的，只能往印好的本子上套打",
            remedy="请选要打印的人；要看各栏印在哪里，用“文件 → 表样”的“预览空白”",
        )
    return Stack(paper, form, [Filled(NOBODY, "", {})])


def must_overlay(stack: Stack) -> None:
    """Refuse laying over a page that is not pre-printed (OfficeError)."""
    if stack.form is None or not stack.form.base:
        raise OfficeError("这张表没有预印的底表，不能套打", remedy="请去掉 --overlay 直接打印")


def manner_of(form: Form | None, manner: Manner) -> Manner:
    """Return how a form is printed: one that only the province prints is always laid over its page."""
    only_laid_over = form is not None and form.base == "overlay"
    return replace(manner, overlay=True) if only_laid_over else manner


def write(
    stack: Stack, path: Path, *, manner: Manner = PLAIN, empty: bool = False, progress: Progress | None = None
) -> int:
    """Write the papers into one .pdf or .docx and return the number of pages (in Word: of sheets).

    ``empty`` prints labels only. Raises OfficeError for another ending, an overlay as Word, what the disk
    refuses; Cancelled where ``progress`` says stop.
    """
    word = path.suffix.lower() == ".docx"
    if not word and path.suffix.lower() != ".pdf":
        raise OfficeError(
            f"这张表不能存为“{path.suffix or path.name}”", remedy="请把文件名写成以 .pdf 或 .docx 结尾"
        )
    if stack.form is None:
        return door.write_letters(stack.documents, path, progress)
    if stack.book is not None:
        return binding.write(stack.book, stack.form, stack.chapters, path, progress)
    how = manner_of(stack.form, manner)
    if word and (how.overlay or how.only):
        raise OfficeError("套打要按毫米落在纸上，只能存为 PDF", remedy="请用 .pdf 结尾的文件名")
    values = [None] if empty else stack.values
    if word:
        from partyoffice.reports import form_word

        return form_word.write_forms(stack.form, values, path, progress)
    from partyoffice.reports import form_pdf

    return form_pdf.write_forms(stack.form, values, path, progress, how)


def uncovered(stack: Stack) -> list[tuple[str, str]]:
    """Return each text with characters no face can print, and those characters."""
    from partyoffice.reports import form_pdf, pdf

    found = [pair for one in stack.documents for pair in pdf.uncovered_in(one)]
    values: Sequence[Mapping[str, Any] | None] = stack.values
    return found + [pair for one in values if one for pair in form_pdf.uncovered_in(one)]
