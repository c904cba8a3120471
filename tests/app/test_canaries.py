"""Nothing sensitive shows anywhere before it is asked for, and what tells of one person stands in no list."""

import pytest
from PySide6.QtWidgets import QApplication

from partyoffice import papers
from partyoffice.app import full_values, office_window
from partyoffice.app.finder_sources import ask_office, told
from partyoffice.app.wishes import rosters
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Care
from partyoffice.members import views
from partyoffice.members.records import Person
from partyoffice.organisation.records import Organisation
from partyoffice.part import Asked, Wish
from partyoffice.reports.document import Document, as_text
from partyoffice.store.office import Office
from partyoffice.ui.grid import Grid
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.register_card import hidden
from partyoffice.ui.register_pane import RegisterPane
from partyoffice.ui.view_tab import ViewTab

from .canaries import SEEDED, Seen, canary, seed

PAGES = office_window.pages  # before the fixtures put another roster in its place
# An open record and its form, which tell of one person: there such words may stand.
OPEN = {"label", "toPlainText", "text"}
# The lists inside a person's own form, and what official lists have a column for.
OWN_ROWS = {"政审对象"}
ON_PAPER = {("党员", "备注"), ("大额党费", "简要情况")}
# Papers that are whole by their nature: letters, booklets printed before, what the person signs.
WHOLE = {"mem-04", "trn-01", "dev-11", "dues-07"}
ENOUGH = 2  # papers of a kind that could be made


@pytest.fixture
def first_page():
    return ""


@pytest.fixture(scope="module")
def seeded(sample_file, tmp_path_factory):
    """The sample office with its canaries, made once, and which field each is of."""
    path = tmp_path_factory.mktemp("canaries") / "青禾中学.dangwu"
    path.write_bytes(sample_file.read_bytes())
    with Office.open(path) as office:
        told_of = seed(office)
        with office.change("移入回收站") as session:
            session.get_one(Person, 1).binned = clock.stamp()
    return path, told_of


@pytest.fixture
def opened(seeded, show, tmp_path, monkeypatch):
    """The window over a copy of it, with the real roster, and what was seen."""
    path, told_of = seeded
    monkeypatch.setattr(office_window, "pages", PAGES)
    own = tmp_path / path.name
    own.write_bytes(path.read_bytes())
    return show(own), Seen(told_of)


def test_every_field_that_is_more_than_common_has_its_canary(seeded):
    _path, told_of = seeded
    assert {(kind, one.title) for kind, one in told_of.values()} == {
        (kind.title, one.title) for kind, one in SEEDED
    }


def views_of(window, rest):
    """Walk every view of every page."""
    for key in window.specs:
        window.show_page(key)
        rest(window)
        page = window.page()
        for view in list(page.specs) if isinstance(page, ViewTab) else [""]:
            if view:
                window.show_page(key, view=view)
                rest(window)
            yield f"{key}.{view}".strip("."), page.pane() if view else page
        if key == "members":
            page.choose(views.BIN, 0)
            assert page.model.rowCount() == 1
            yield "bin", page


def look_at_lists(seen, place, shown):
    """Look at every cell, at what is copied and printed of it, and at the card of every row."""
    for pane in shown.findChildren(RegisterPane):
        pane.narrowing.offer(None)
        pane.show_card()
        make = pane.register.card
        with pane.desk.open_office().reading() as session:
            for row in pane.rows if make else ():
                seen.look(hidden(make(session, row)), f"{place} card")
    for grid in shown.findChildren(Grid):
        model = grid.model
        for row in range(model.rowCount()):
            seen.look([model.text(row, at) for at in range(model.columnCount())], f"{place} list")
        seen.look(as_text(grid_document(grid, "清单")), f"{place} paper")
        grid.choice.select_all()
        grid.copy()
        seen.look(QApplication.clipboard().text(), "copied")


def test_before_f9_nothing_sensitive_is_on_any_page_in_any_list_card_tip_or_copy(opened, rest):
    window, seen = opened
    for place, shown in views_of(window, rest):
        look_at_lists(seen, place, shown)
        seen.widgets(shown, place)
    seen.widgets(window.status, "status")
    seen.look(window.windowTitle(), "title")
    assert seen.of(Care.SENSITIVE) == {}
    listed = {
        what: {place for place in places if place.split(" ")[-1] not in OPEN | {"card"}}
        for what, places in seen.of(Care.IMPORTANT).items()
        if what[0] not in OWN_ROWS
    }
    assert {what: places for what, places in listed.items() if places} == {}
    assert ("谈心谈话", "内容要点") in listed  # its card shows it, so that the walk did come by
    window.desk.reveal.show()
    place = "transfers"
    window.show_page(place)
    rest(window)
    look_at_lists(again := Seen(seen.told), place, window.page())
    again.widgets(window.page(), place)
    assert ("组织关系转接", "对方联系人和电话") in again.of(Care.SENSITIVE)


def test_the_search_over_everything_finds_them_and_tells_none(opened):
    window, seen = opened
    tried = {}
    for found, (kind, one) in seen.told.items():
        tried.setdefault((kind, one.title), found)
    with window.office.reading() as session:
        for found in tried.values():
            for text in (found, found[-4:]):
                hits, done = told(window, ask_office(session, text))
                for each in (*hits, *done):
                    seen.look((each.title, each.note), text)
    assert seen.places == {}


@pytest.mark.parametrize("code", rosters())
def test_no_roster_shows_one_by_itself_on_paper_or_as_a_sheet(seeded, code):
    path, told_of = seeded
    roster, seen = rosters()[code], Seen(told_of)
    every = tuple(field.key for field in roster.columns if field.key != "photo")
    with Office.open(path, writing=False) as office, office.reading() as session:
        for columns in ((), every):
            for plain in (False, True):
                year = clock.today().year if roster.yearly else None
                document = roster.build(session, Wish(clock.today(), year, columns=columns, plain=plain))
                seen.look(as_text(document), "every" if columns else "usual")
    assert seen.of(Care.SENSITIVE) == {}
    usual = {what for what, places in seen.of(Care.IMPORTANT).items() if "usual" in places}
    assert usual <= ON_PAPER


def contents(session, paper):
    """What a paper shows, masked as it is unless whole is wanted, for the first few it can be made for."""
    whom = {("member",): Person, ("body",): Organisation}.get(paper.needs)
    made = 0
    for one in [one.id for one in session.query(whom)] if whom else [papers.NOBODY]:
        try:
            given = papers.proposed(session, paper, one, clock.today())
            stack = papers.fill(session, paper, [one], Asked(clock.today(), given))
        except OfficeError:
            continue
        if (made := made + 1) > ENOUGH:
            return
        for filled in stack.filled:
            content, form = filled.content, stack.form
            if isinstance(content, Document):
                yield as_text(content)
            else:
                always = full_values.always(paper, form)
                shown = content if always else full_values.masked_values(content, papers.titles_of(paper))
                yield str([shown.get(key) for key in form.fields])


def test_no_paper_shows_one_unless_it_is_whole_by_its_nature(seeded):
    path, told_of = seeded
    whole = set()
    with Office.open(path, writing=False) as office, office.reading() as session:
        for code, paper in papers.known().items():
            seen = Seen(told_of)
            for text in contents(session, paper):
                seen.look(text, code)
            whole |= {code} if seen.of(Care.SENSITIVE) else set()
    assert whole == WHOLE


def test_the_kinds_of_canary_are_told_apart():
    assert len({canary(one, 7) for _kind, one in SEEDED}) == 3
