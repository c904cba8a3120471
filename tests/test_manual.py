"""The manual names what is there: its links lead to files, its menus stand in the window."""

import re
from datetime import date
from pathlib import Path

import pytest

from partyoffice.members.rules import article
from partyoffice.reports import form_file
from partyoffice.reports.form import ListColumn, Tile, names_of

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)")
MENU = re.compile(r"“(文件|编辑|视图|记录|工具|帮助) → ([^”]+)”")
LARGEST_PICTURE = 200 * 1024


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page):
    targets = [one for one in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in one]
    assert [one for one in targets if not (page.parent / one).exists()] == []


def test_the_pictures_are_small_enough_to_be_handed_on():
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / "docs" / "images").glob("*.png")}
    assert sizes
    assert {name for name, size in sizes.items() if size > LARGEST_PICTURE} == set()


def test_every_menu_entry_the_manual_names_stands_in_a_menu():
    pages = ("*/page/*.py", "*/page/*/commands.py")
    code = "".join(
        path.read_text(encoding="utf-8")
        for name in ("app/commands.py", "ui/*_actions.py", "ui/menus.py", *pages)
        for path in sorted((ROOT / "partyoffice").glob(name))
    )
    named = {entry for page in PAGES for _menu, entry in MENU.findall(page.read_text(encoding="utf-8"))}
    assert named
    assert {entry for entry in named if f'"{entry}"' not in code and f'"{entry}…"' not in code} == set()


@pytest.mark.parametrize(
    "topic",
    [
        "home",
        "import",
        "members",
        "development",
        "export",
        "backup",
        "check",
        "history",
        "calculator",
        "templates",
        "transfers",
        "elections",
        "meetings",
        "handover",
    ],
)
def test_every_page_has_a_chapter_of_its_own_for_f1(topic):
    assert len(list((ROOT / "docs" / "manual").glob(f"*-{topic}.md"))) == 1


CITED = re.compile(r"《中国共产党发展党员工作细则》（2026年）第[一二三四五六七八九十]+条")


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.parent.name == "manual"], ids=lambda page: page.name
)
def test_a_regulation_is_told_in_our_own_words_and_by_both_editions(page):
    text = page.read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if line.startswith(">")]
    assert [line for line in told if not line.startswith("> 大意：")] == []
    before, since = date(2026, 5, 10), date(2026, 5, 11)
    pairs = {article(number, since): article(number, before) for number in range(1, 45)}
    assert [one for one in CITED.findall(text) if pairs[one] not in text] == []


def test_the_manual_tells_every_key_of_a_form_file():
    known = form_file.FORM_KEYS | form_file.ROW_KEYS | form_file.CELL_KEYS | form_file.PLACE_KEYS
    known |= form_file.PAGE_KEYS | names_of(Tile) | names_of(ListColumn)
    told = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs/manual/12-forms.md").read_text(encoding="utf-8")))
    shown = {"rows", "places", "page", "tile", "title", "key", "at"}  # in a heading or an example
    assert known - told - shown == set()


UNITS, TENS = " 一二三四五六七八九", ("", "十", "二十", "三十")


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "manual").glob("*.md")), ids=lambda page: page.name)
def test_a_chapter_is_headed_by_the_number_of_its_file(page):
    tens, unit = divmod(int(page.name[:2]), 10)
    number = f"{TENS[tens]}{UNITS[unit]}".strip()
    assert page.read_text(encoding="utf-8").startswith(f"# {number}、")
