"""A form file with moved places keeps the user's own lines, in both ways of writing them."""

from dataclasses import replace

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.reports import form_file
from partyoffice.reports.form_edit import moved

HEAD = '# 某省的卡\ncode = "X-01"\ntitle = "卡"\nneeds = "member"\nbase = "both"\n'
TABLES = (
    HEAD
    + '[page]\ntop = 3  # 天头\n\n[[places]]\nfield = "name"  # 姓名\nx = 10  # 左\ny = 20.5\nwidth = 40\n'
)
INLINE = HEAD + 'places = [\n    { field = "name", x = 10, y = 20.5, width = 40 },  # 姓名\n]\n'


AT_ONCE = HEAD + '[[places]]\nfield = "name"  # 姓名\nat = [10, 20.5, 40, 7]  # 左 上 宽 高，y = 20.5\n'


@pytest.mark.parametrize("text", [TABLES, INLINE, AT_ONCE])
def test_only_what_was_moved_is_written_and_comments_stay(text):
    made = form_file.parse(text, "试")
    place = replace(made.places[0], x=12.34, height=9.0, size=14.0)
    again = moved(text, [place], measured=True)
    assert form_file.parse(again, "再").places == (replace(place, x=12.3),)
    for kept in ("# 某省的卡", "# 姓名", "y = 20.5"):
        assert kept in again
    assert "leading" not in again


def test_nothing_moved_is_nothing_written():
    made = form_file.parse(TABLES, "试")
    assert moved(TABLES, made.places, measured=True) == TABLES


@pytest.mark.parametrize("text", [TABLES, INLINE])
def test_whether_it_was_held_against_the_page_is_written(text):
    made = form_file.parse(text, "试")
    once = moved(text, made.places, measured=False)
    assert not form_file.parse(once, "试").measured
    assert form_file.parse(moved(once, made.places, measured=True), "试").measured


def test_a_file_that_cannot_be_read_is_refused():
    with pytest.raises(OfficeError):
        moved("坏", [], measured=True)
