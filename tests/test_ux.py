"""The tables of what is promised name what shows it: a test, a picture, or a later issue."""

import ast
import re
from functools import cache
from operator import itemgetter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def rows_of(page, letter):
    """Each numbered row of a page's tables, cell by cell."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
        if re.match(rf"\| {letter}\d{{2,3}} ", line)
    ]


PROMISES, THREATS = rows_of("ux.md", "U"), rows_of("reliability.md", "R")
NO_SUCH_THREAT = {"R57"}
LATER = re.compile(r"issue \d")
UNVERIFIED = re.compile(r"unverified\.md ([^;|]+)")


@cache
def names_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def there(named):
    """Whether a file, or a test of it, is in the project."""
    path, _, name = named.partition("::")
    return (ROOT / path).is_file() and (not name or name in names_in(path))


def test_every_statement_has_one_row():
    assert [row[0] for row in PROMISES] == [f"U{at:02}" for at in range(1, 103)]


def test_every_threat_has_one_row():
    assert [row[0] for row in THREATS] == [
        f"R{at:02}" for at in range(1, 63) if f"R{at}" not in NO_SUCH_THREAT
    ]


@pytest.mark.parametrize("row", PROMISES, ids=itemgetter(0))
def test_what_a_row_names_is_there(row):
    named = re.findall(r"`([^`]+)`", row[2])
    assert named or LATER.search(row[2])
    assert not [one for one in named if not there(one)]


@pytest.mark.parametrize("row", THREATS, ids=itemgetter(0))
def test_what_proves_a_threat_met_is_there(row):
    named = re.findall(r"`([^`]+)`", row[3])
    assert named
    assert not [one for one in named if not there(one)]
    firsts = [line[2:] for line in (ROOT / "docs/unverified.md").read_text("utf-8").splitlines()]
    for begun in UNVERIFIED.findall(row[4]):
        assert any(line.startswith(begun.strip()) for line in firsts), begun
