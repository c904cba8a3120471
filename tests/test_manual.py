"""The manual names what is there: its links lead to files, its menus stand in the window."""

import re
from pathlib import Path

import pytest

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
    code = "".join(
        path.read_text(encoding="utf-8")
        for name in ("app/commands.py", "ui/*_actions.py", "ui/menus.py", "*/page/commands.py")
        for path in sorted((ROOT / "partyoffice").glob(name))
    )
    named = {entry for page in PAGES for _menu, entry in MENU.findall(page.read_text(encoding="utf-8"))}
    assert named
    assert {entry for entry in named if f'"{entry}"' not in code and f'"{entry}…"' not in code} == set()


@pytest.mark.parametrize(
    "topic", ["home", "import", "members", "export", "backup", "check", "history", "calculator"]
)
def test_every_page_has_a_chapter_of_its_own_for_f1(topic):
    assert len(list((ROOT / "docs" / "manual").glob(f"*-{topic}.md"))) == 1
