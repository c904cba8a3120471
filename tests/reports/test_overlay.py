"""Laid over a pre-printed page: every text where its place says, read back in millimetres; nothing else."""

from dataclasses import replace

import pypdfium2
import pytest

from partyoffice.reports import form_file, form_pdf
from partyoffice.reports.form import Manner
from partyoffice.reports.form_proof import write_proof
from partyoffice.reports.form_titles import fields_of, title_of

OVER = Manner(overlay=True)
TEXT = """
code = "X-01"
title = "卡"
needs = "member"
base = "both"
[[places]]
text = "姓名"
x = 10
y = 30
width = 20
[[places]]
field = "name"
x = 40
y = 30
width = 60
height = 10
[[places]]
field = "branch"
x = 40.5
y = 120.3
width = 80
height = 10
align = "right"
[[places]]
option = "正式"
key = "kind"
x = 20
y = 50
width = 12
[[places]]
photo = "photo"
x = 150
y = 20
width = 25
height = 35
[[places]]
rule = true
x = 10
y = 60
width = 100
"""
VALUES = {"name": "林知夏", "branch": "第一支部", "kind": "预备"}


def form():
    return form_file.parse(TEXT, "试.toml")


def ink(path, page=0, dots=600):
    """Return the smallest box around what is dark on a page, in millimetres: left, top, right, foot."""
    rendered = pypdfium2.PdfDocument(path)[page].render(scale=dots / 72).to_pil().convert("L")
    found = rendered.point(lambda value: 255 if value < 128 else 0).getbbox()
    return tuple(edge / dots * 25.4 for edge in found) if found else None


def words(path, page=0):
    return "".join(pypdfium2.PdfDocument(path)[page].get_textpage().get_text_bounded().split())


def write(tmp_path, manner, values=VALUES, made=None):
    path = tmp_path / "out.pdf"
    form_pdf.write_forms(made or form(), [values], path, manner=manner)
    return path


def test_only_what_is_filled_in_is_printed(tmp_path):
    assert words(write(tmp_path, OVER)) == "林知夏第一支部"
    assert words(write(tmp_path, Manner())).startswith("姓名林知夏")


def test_only_this_field_prints_one_and_leaves_the_rest(tmp_path):
    assert words(write(tmp_path, Manner(overlay=True, only=frozenset({"branch"})))) == "第一支部"
    struck = ink(write(tmp_path, Manner(overlay=True, only=frozenset({"kind"}))))
    assert (struck[0], struck[2]) == pytest.approx((20 - 0.35, 20 + 2 * 12 / 72 * 25.4 + 0.35), abs=0.2)


def test_a_place_is_hit_within_two_tenths_of_a_millimetre(tmp_path):
    """A full block fills its em from side to side, so its ink tells where the place begins and ends."""
    left = ink(write(tmp_path, Manner(overlay=True, only=frozenset({"name"})), {"name": "█"}))
    em = 12 / 72 * 25.4
    assert left[0] == pytest.approx(40, abs=0.2)
    assert left[2] == pytest.approx(40 + em, abs=0.2)
    assert (left[1] + left[3]) / 2 == pytest.approx(35, abs=0.6)  # in the middle of its height
    right = ink(write(tmp_path, Manner(overlay=True, only=frozenset({"branch"})), {"branch": "█"}))
    assert right[2] == pytest.approx(120.5, abs=0.2)
    assert (right[1] - left[1]) == pytest.approx(90.3, abs=0.2)


def test_moving_a_place_moves_the_print_by_as_much(tmp_path):
    made = form()
    manner = Manner(overlay=True, only=frozenset({"name"}))
    before = ink(write(tmp_path, manner, made=made))
    moved = [replace(place, x=place.x + 7.3, y=place.y + 12.1) for place in made.places]
    after = ink(write(tmp_path, manner, made=replace(made, places=tuple(moved))))
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx(
        [7.3, 12.1, 7.3, 12.1], abs=0.1
    )


def test_no_photo_leaves_the_page_its_own_frame(tmp_path):
    path = write(tmp_path, Manner(overlay=True, only=frozenset({"photo"})), {"photo": None})
    assert ink(path) is None
    assert "照片" in words(write(tmp_path, Manner()))


@pytest.mark.parametrize("name", ["dev-11", "dues-03"])
def test_our_guesses_lie_on_their_paper_and_say_that_they_are_guesses(name):
    made = form_file.shipped(name)
    wide, high = made.page.millimetres
    assert not made.measured
    assert "套打位置未校准" in made.printed_mark
    for place in made.places:
        assert place.x + place.width <= wide, place
        assert place.y + place.height <= high, place


def overlapping(one, other):
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("name", ["dev-11", "dues-03"])
def test_no_two_places_of_a_page_lie_over_each_other(name):
    places = form_file.shipped(name).places
    pairs = [
        (one.of, other.of)
        for at, one in enumerate(places)
        for other in places[at + 1 :]
        if one.sheet == other.sheet and overlapping(one, other)
    ]
    assert pairs == []


def test_the_proof_shows_every_box_with_its_title(tmp_path):
    path = tmp_path / "校对.pdf"
    titles = {"name": "申请人", "branch": "支部", "kind": "类别"}
    assert write_proof(form(), titles, path) == 1
    shown = words(path)
    assert [title for title in ("姓名", "申请人", "支部", "类别：正式", "照片") if title not in shown] == []
    assert fields_of(form(), titles) == {"name": "申请人", "branch": "支部", "kind": "类别", "photo": "photo"}
    assert title_of(form().places[-1], titles) == "横线"


def test_the_proof_of_labels_shows_every_one_of_them(tmp_path):
    path = tmp_path / "校对.pdf"
    text = TEXT.replace(
        "[[places]]", "[tile]\nacross = 1\ndown = 2\nwidth = 190\nheight = 140\n[[places]]", 1
    )
    write_proof(form_file.parse(text, "试"), {"name": "申请人"}, path)
    assert words(path).count("申请人") == 2
