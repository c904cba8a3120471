"""Every paper of every part, empty, usual and overfull, as PDF and as Word: all of it there, in its place."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from election_given import hold_elections
from papers_given import FILLINGS, found_school
from way_given import DECIDED, ON_TIME, found_walkers

from partyoffice import papers
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.members.queries import Someone
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper
from partyoffice.reports import fonts
from partyoffice.reports.document import Document, as_text
from partyoffice.reports.form_fill import Filling
from partyoffice.reports.form_places import Placing, tiled
from partyoffice.store.office import Office

DAY = date(2026, 11, 20)
OF_THE_WAY = re.compile(r"dev-(?!11$)")  # the booklet only takes the card
OF_A_VOTE = frozenset({"dev-12b", "dev-13"})  # never made without a vote on record
# Tables, tried with the records they rest on: who moves out, what was said around a 组织生活会.
ELSEWHERE = frozenset({
    "trn-03", "mtg-06", "mtg-07", "life-03", "life-05", "life-06", "life-07", "life-08",
    "plan-01", "plan-02", "plan-03", "plan-04", "plan-05",
    "dues-01", "dues-01b",
    "dues-02", "dues-02b", "dues-02c", "dues-07", "dues-07b", "dues-08", "dues-09", "dues-10",
    "dues-04", "dues-11", "dues-13", "doc-05",
})  # fmt: skip
PAPERS = [paper for code, paper in papers.known().items() if code not in ELSEWHERE]
SHOTS = Path(__file__).parents[1] / "data" / "papers"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.code)
def test_every_paper_proposes_for_nobody_what_holds_for_everybody(made, paper):
    session, ids, _bodies, _folder = made
    nobody = papers.proposed(session, paper, papers.NOBODY, DAY)
    assert all(isinstance(text, str) for text in nobody.values())
    if "member" in paper.needs:
        one, other = (papers.proposed(session, paper, ids[key], DAY) for key in ("normal", "overfull"))
        assert [key for key, text in nobody.items() if not one[key] == other[key] == text] == []


def test_several_people_are_each_proposed_their_own(made):
    session, ids, _bodies, _folder = made
    letter, card = papers.find("trn-01"), papers.find("mem-03")
    people = [ids["normal"], ids["overfull"]]
    typed = papers.proposed(session, letter, papers.NOBODY, DAY)
    one, other = papers.fill(session, letter, people, Asked(DAY, {**typed, "to": "青禾二中"})).values
    assert (one["from"], one["phone"]) == ("青禾中学党总支第一党支部", "19900012345")
    assert (other["from"], other["phone"]) != (one["from"], one["phone"])
    assert (one["number"], other["number"], one["to"]) == ("〔2026〕1", "〔2026〕2", "青禾二中")
    cards = papers.fill(session, card, people, Asked(DAY)).values
    assert cards[0]["issuer"] == "青禾中学党总支第一党支部"
    assert cards[1]["issuer"] != cards[0]["issuer"]
    same = papers.fill(session, card, people, Asked(DAY, {"issuer": "青禾中学党总支"})).values
    assert {each["issuer"] for each in same} == {"青禾中学党总支"}


def test_one_letter_about_several_names_them_all_and_what_each_lacks(made):
    session, ids, _bodies, _folder = made

    def gather(session, people, asked):
        return Document(f"关于{len(people)}名同志的请示", ())

    letter = Paper("x-1", "请示", ("member",), gather=gather, missing=lambda session, one: ["申请日期"])
    people = [ids["normal"], ids["empty"]]
    (both,) = papers.fill(session, letter, people, Asked(DAY)).filled
    assert (both.subject, both.people) == (papers.NOBODY, tuple(people))
    assert (both.name, both.lacking) == ("关于2名同志的请示", ("林知夏的申请日期", "顾言的申请日期"))
    (one,) = papers.fill(session, letter, people[:1], Asked(DAY)).filled
    assert (one.subject, one.lacking) == (people[0], ("申请日期",))
    with pytest.raises(OfficeError, match="没有空白的"):
        papers.blank(session, letter)


FORMS = [paper for paper in PAPERS if paper.layout]
ONLY_LAID_OVER = [paper for paper in FORMS if papers.layout_of(None, paper).base == "overlay"]
BLANK = [paper for paper in FORMS if paper not in ONLY_LAID_OVER]
LONGEST_PIECES = 3  # a text over that many sheets is still one
HAIR = 0.5  # points


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The open session of a small school, its people and bodies by filling, and a folder."""
    folder = tmp_path_factory.mktemp("papers")
    with clock.stopped(DAY), Office.create(folder / "青禾中学.dangwu") as office:
        with office.change("填写") as session:
            ids, bodies = found_school(session)
            ids["way"] = found_walkers(session, ids, bodies)
            hold_elections(session, bodies)
        with office.reading() as session:
            yield session, ids, bodies, folder


def subject_of(made, paper, filling):
    """Return for whom a paper is printed: those of the way into the Party have a file of their own."""
    _session, ids, bodies, _ = made
    if "member" in paper.needs:
        whose = DECIDED.get(paper.code, ON_TIME)
        return ids["way"][whose][filling] if OF_THE_WAY.match(paper.code) else ids[filling]
    return bodies[filling] if "body" in paper.needs else papers.NOBODY


def filled(made, paper, filling):
    filling = "normal" if paper.code in OF_A_VOTE and filling == "empty" else filling
    session, subject = made[0], subject_of(made, paper, filling)
    proposed = paper.usual(session, subject, DAY) if filling != "empty" else {}
    # A text that the office composes is printed as composed, and a vote is found without its day.
    own = {key for key in ("text",) if key in proposed} | ({"day"} if paper.code in OF_A_VOTE else set())
    typed = {key: text for key, text in FILLINGS[filling](paper).items() if key not in own}
    asked = Asked(DAY, {**proposed, **typed})
    return papers.fill(session, paper, [subject], asked)


def bare(text):
    return "".join(text.split()).replace("_", "")


def wanted(stack):
    """Yield every text that the papers of a stack must show."""
    for content in (one.content for one in stack.filled):
        if isinstance(content, Document):
            for line in (
                one.lstrip("# ") for one in as_text(content).splitlines()
            ):  # a heading is marked there
                annexes = line.startswith("附件：")
                yield from line.removeprefix("附件：").split("；") if annexes else line.split("　")
        else:
            shown = set(stack.form.fields) - {place.when.partition("=")[0] for place in stack.form.places}
            yield from _texts({key: value for key, value in content.items() if key in shown})


def _texts(values):
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif not isinstance(value, bytes | None):
            yield from (text for entry in value for text in entry.values())


def pieces(text, printed):
    """Return into how many stretches a text is broken by what stands at the foot and head of sheets."""
    text, count, at = bare(text), 0, 0
    while at < len(text):
        size = len(text) - at
        while size and text[at : at + size] not in printed:
            size -= 1
        assert size, f"{text[at : at + 40]} is nowhere"
        at, count = at + size, count + 1
    return count


def checked_pdf(path):
    """Return all text of a PDF; every character stands on the paper and has a face."""
    document, texts = pypdfium2.PdfDocument(path), []
    for page in document:
        width, height = page.get_size()
        held = page.get_textpage()
        for at in range(held.count_rects()):
            left, foot, right, top = held.get_rect(at)
            assert -HAIR <= left <= right <= width + HAIR, held.get_text_bounded(left, foot, right, top)
            assert -HAIR <= foot <= top <= height + HAIR, held.get_text_bounded(left, foot, right, top)
        texts.append(held.get_text_range())
    document.close()
    whole = bare("".join(texts))
    assert "〓" not in whole
    return whole, len(texts)


def word_text(path):
    body = docx.Document(str(path)).element.body
    return bare("".join(text.text or "" for text in body.iter(qn("w:t"))))


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.code)
def test_every_paper_says_in_pdf_and_word_what_it_was_given(made, paper, filling):
    stack, folder = filled(made, paper, filling), made[-1]
    assert not papers.uncovered(stack)
    path = folder / f"{paper.code}-{filling}.pdf"
    pages = papers.write(stack, path)
    printed, counted = checked_pdf(path)
    assert pages == counted
    texts = [text for text in wanted(stack) if bare(text)]
    broken = [text for text in texts if pieces(text, printed) > LONGEST_PIECES * (1 + len(text) // 600)]
    assert not broken
    if paper in ONLY_LAID_OVER:  # the place on the paper is all there is to it
        return
    papers.write(stack, path.with_suffix(".docx"))
    editable = word_text(path.with_suffix(".docx"))
    assert not [text for text in texts if pieces(text, editable) > LONGEST_PIECES]


@pytest.mark.parametrize("paper", BLANK, ids=lambda paper: paper.code)
def test_every_form_is_printed_blank_without_a_value(made, paper):
    stack, path = papers.blank(None, paper), made[-1] / f"{paper.code}-blank.pdf"
    papers.write(stack, path, empty=True)
    printed, counted = checked_pdf(path)
    assert counted <= max(2, stack.form.sheets)
    assert printed or stack.form.tile
    assert "None" not in printed
    papers.write(stack, path.with_suffix(".docx"), empty=True)
    assert word_text(path.with_suffix(".docx")) or stack.form.tile


@pytest.mark.parametrize("paper", FORMS, ids=lambda paper: paper.code)
def test_every_key_a_form_prints_is_offered_to_a_pattern_of_the_users_own(made, paper):
    stack = filled(made, paper, "normal")
    offered = papers.keys_of(paper)
    assert not set(stack.form.fields) - offered
    given = {key for one in stack.filled if isinstance(one.content, Mapping) for key in one.content}
    assert not given - offered
    titles = [*paper.offers.values(), *(field.title for field in paper.asks)]
    assert all(titles)


def said(stack):
    """Return the texts of a stack in order, sheet by sheet, for a snapshot."""
    fonts_used, form = fonts.current(), stack.form
    lines = []
    for content in (one.content for one in stack.filled) if form is None or not form.tile else ():
        if isinstance(content, Document):
            lines += ["—— 公文", as_text(content).rstrip()]
            continue
        shape = Placing(form, content, fonts_used) if form.places else Filling(form, content, fonts_used)
        for laid in shape.sheets():
            lines += [f"—— 第 {laid.number} 张", *_said_on(laid)]
    if form is not None and form.tile:
        for laid in tiled(form, stack.values, fonts_used, papers.PLAIN):
            lines += ["—— 一张", *_said_on(laid)]
    return "\n".join(lines) + "\n"


def _said_on(laid):
    for box in laid.boxes:
        text = f"[划去 {box.said}]" if box.struck else box.said
        yield from (part for part in (text, *box.foot) if part)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.code)
def test_the_usual_case_says_what_was_once_looked_at(made, paper):
    shot, now = SHOTS / f"{paper.code}.txt", said(filled(made, paper, "normal"))
    if not shot.exists():
        shot.write_text(now, encoding="utf-8")
        pytest.fail(f"{shot.name} is new: look at it, and keep it")
    assert now == shot.read_text(encoding="utf-8")


def test_everybody_of_a_body_is_whoever_a_paper_is_made_for():
    member, candidate = (
        Someone(1, {"name": "林知夏"}, category=category, present=True)
        for category in (Category.FULL, Category.CANDIDATE)
    )
    usual, way = Paper("x-1", "登记表", ("member",)), Paper("x-2", "政审表", ("member",), among=("发展对象",))
    assert [papers.meant(usual, one) for one in (member, candidate)] == [True, False]
    assert [papers.meant(way, one) for one in (member, candidate)] == [False, True]
