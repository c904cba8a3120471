"""The table of what the window promises names a test, a picture or a later issue for each promise."""

import ast
import re
from functools import cache
from operator import itemgetter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "ux.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| U\d{2,3} ", line)
]
LATER = re.compile(r"issue \d")


@cache
def names_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_statement_has_one_row():
    assert [row[0] for row in ROWS] == [f"U{at:02}" for at in range(1, 101)]


@pytest.mark.parametrize("row", ROWS, ids=itemgetter(0))
def test_what_a_row_names_is_there(row):
    named = re.findall(r"`([^`]+)`", row[2])
    assert named or LATER.search(row[2])
    for one in named:
        path, _, name = one.partition("::")
        assert (ROOT / path).is_file(), one
        assert not name or name in names_in(path), one
