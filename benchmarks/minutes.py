"""Ten years of minutes with everybody's attendance: a year opened, every word searched, a year bound."""

import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measure import Place, Row, children, in_turn, seconds
from benchmarks.pipeline import BARE, TAB
from partyoffice import papers
from partyoffice.core import clock
from partyoffice.meetings.page.minutes import reading
from partyoffice.meetings.queries.attendance import attended_in
from partyoffice.meetings.queries.decided import decided, to_do
from partyoffice.meetings.queries.year import meetings_of_year, year_table, years
from partyoffice.meetings.sample import school
from partyoffice.meetings.seek import find_minutes
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked, Sampling
from partyoffice.parts import PARTS
from partyoffice.reports import binding
from partyoffice.store.office import Office

ALL_ROWS = 10**9  # of attendance: nothing is left out
WORDS = ("党课", "学习", "师德师风", "不同意见", "决议〔2026〕", "送学上门", "没有这样的话", "2026")
CHAPTERS, LINES = 120, 42
TABLES = ("meeting", "agenda_item", "vote", "attendance", "follow_up")


def minutes(place: Place) -> list[Row]:
    """The minutes of ten years beside raw rows, LIKE and plain pages."""
    path = place.folder / "minutes.dangwu"
    _invent(path, place.size)
    with Office.open(path, writing=False) as office, office.reading() as session:
        raw = sqlite3.connect(path)
        year, on = years(session)[0], clock.today()
        branch = next(one.id for one in tree(session).of_kind(OrgKind.BRANCH))
        count = raw.execute("SELECT count(*) FROM meeting").fetchone()[0]
        rows = [*_opened(office, session, raw, (branch, year, on)), *_searched(session, raw, count)]
        bound = _bound(session, place.folder, year - 1)
    home = {"QT_QPA_PLATFORM": "offscreen", "PARTYOFFICE_HOME": str(place.folder / "prefs")}
    plain, _ = children(["-c", TAB, str(path), ""], ["-c", BARE], times=3, **home)
    time, _ = children(["-c", TAB, str(path), "meetings"], ["-c", BARE], times=3, **home)
    tab = Row("组织生活 opens, beside 首页", time.ours - plain.ours, time.floor, "bare window", "<= 0.3 s")
    return [*rows, *bound, tab]


def _invent(path: Path, members: int) -> None:
    wish = Sampling(members, 1, clock.today())
    with Office.create(path) as office:
        with office.change("十年会议", kind="sample") as session:
            for part in PARTS:
                invent = partial(school.invent, most_rows=ALL_ROWS) if part.key == "meetings" else part.sample
                if invent is not None:
                    invent(session, wish)
                    session.flush()
        office.first_seq = office.last_seq  # no copy on closing: it is not what is measured


def _opened(office: Office, session: object, raw: sqlite3.Connection, of: tuple[int, int, date]) -> list[Row]:
    body, year, on = of
    like = f"{year}%"
    [newest, *_] = meetings_of_year(session, year, [body])  # type: ignore[arg-type]  # a session

    def whole() -> None:
        """Read what every view of the tab shows of a year."""
        meetings_of_year(session, year)  # type: ignore[arg-type]  # a session
        year_table(session, year, on)  # type: ignore[arg-type]  # a session
        attended_in(session, year, on)  # type: ignore[arg-type]  # a session
        decided(session, year)  # type: ignore[arg-type]  # a session
        to_do(session, on)  # type: ignore[arg-type]  # a session

    def floor() -> None:
        raw.execute("SELECT * FROM meeting WHERE organisation_id=? AND [on] LIKE ?", (body, like)).fetchall()

    def everything() -> None:
        for table in TABLES:
            raw.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- our own tables

    listed, bare = in_turn(lambda: reading.read_lines(office, body, year), floor)
    opened, _ = in_turn(lambda: reading.read_opened(office, newest.id), floor)
    all_, rows = in_turn(whole, everything)
    return [
        Row(f"the list of a body, {year}", listed, bare, "raw rows of it", "<= 0.3 s"),
        Row("one meeting for the editor", opened, bare, "raw rows of the list", "<= 0.3 s"),
        Row("what all the views show of a year", all_, rows, "raw rows of all ten years", "<= 0.3 s"),
    ]


def _searched(session: object, raw: sqlite3.Connection, count: int) -> list[Row]:
    like = "SELECT id FROM meeting WHERE text LIKE ? OR subject LIKE ?"

    def ours() -> None:
        for word in WORDS:
            find_minutes(session, word, 20)  # type: ignore[arg-type]  # a session

    def floor() -> None:
        for word in WORDS:
            raw.execute(like, [f"%{word}%"] * 2).fetchall()

    mine, bare = in_turn(ours, floor)
    slowest = max(
        min(seconds(partial(find_minutes, session, word, 20)) for _ in range(3))  # type: ignore[arg-type]  # a session
        for word in WORDS
    )
    each, name = len(WORDS), "SQL LIKE over two columns"
    return [
        Row(f"every word of {count} minutes", mine / each, bare / each, name, "<= 0.15 s"),
        Row("the slowest of the words", slowest, bare / each, name, "<= 0.15 s"),
    ]


def _bound(session: object, folder: Path, year: int) -> list[Row]:
    paper = papers.find("mtg-07")
    asked = Asked(clock.today(), {"year": str(year), "below": "是"})
    fill = partial(papers.fill, session, paper, [1], asked)  # type: ignore[arg-type]  # a session
    stack = fill()
    whole = len(stack.filled)
    stack.filled = stack.filled[:CHAPTERS]
    read = seconds(fill) * CHAPTERS / whole
    pdf, word = folder / "book.pdf", folder / "book.docx"
    pages = binding.write(stack.book, stack.form, stack.chapters, pdf)  # type: ignore[arg-type]  # it is a book
    ours, floor = in_turn(lambda: papers.write(stack, pdf), lambda: _plain(folder, pages), times=3)
    typed = seconds(lambda: papers.write(stack, word))
    name = f"{pages} pages of plain lines"
    return [
        Row(f"reading {CHAPTERS} minutes whole", read, floor, name),
        Row(f"year's book of {CHAPTERS} meetings, PDF", ours, floor, name),
        Row(f"year's book of {CHAPTERS} meetings, Word", typed, floor, name),
    ]


def _plain(folder: Path, pages: int) -> None:
    """Write as many pages with the library alone, in one face."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "plain.pdf"), pageCompression=1)
    for page in range(pages):
        for line in range(LINES):
            canvas.drawString(60, 780 - 17 * line, f"{page}-{line} plain text of a line, as long as most")
        canvas.showPage()
    canvas.save()
