import pytest

from partyoffice.core.alignment import (
    Alignment,
    Reading,
    arithmetic,
    expected,
    kept,
    measured,
    read_length,
)
from partyoffice.core.errors import OfficeError

A4 = (210.0, 297.0)


def test_a_printer_that_hits_its_places_is_left_as_it_is():
    assert expected(*A4) == Reading(20, 20, 170, 257)
    assert measured(expected(*A4), *A4) == Alignment()


@pytest.mark.parametrize(
    ("miss", "stretch"), [(0.0, 1.0), (1.3, 1.0), (-2.1, 1.006), (0.8, 0.988), (6, 1.03)]
)
def test_what_is_measured_brings_every_place_back(miss, stretch):
    def lands(x):
        return miss + stretch * x

    crosses = [lands(at) for at in (20, 190)], [lands(at) for at in (20, 277)]
    (left, right), (top, foot) = crosses
    made = measured(Reading(left, top, right - left, foot - top), *A4)
    for place in (20, 105, 190):
        assert lands(made.right + made.across / 100 * place) == pytest.approx(place, abs=0.2)
    for place in (20, 150, 277):
        assert lands(made.down + made.upright / 100 * place) == pytest.approx(place, abs=0.25)


def test_the_arithmetic_is_said_in_one_line():
    read = Reading(20.8, 19.5, 171, 257)
    made = measured(read, *A4)
    assert made == Alignment(-0.7, 0.5, 99.4, 100.0)
    assert arithmetic(read, *A4, made) == (
        "横 170÷171＝99.4%，右 20－20.8×99.4%＝-0.7；纵 257÷257＝100.0%，下 20－19.5×100.0%＝0.5 毫米"
    )


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (Reading(120, 20, 170, 257), "“左边到十字”120 毫米，和应有的 20 毫米差得太多"),
        (Reading(20, 0.5, 170, 257), "上边到十字"),
        (Reading(20, 20, 17, 257), "左右两十字相距"),
        (Reading(20, 20, 170, 297), "上下两十字相距"),
    ],
)
def test_an_absurd_reading_is_refused_with_a_sentence(read, said):
    with pytest.raises(OfficeError, match=said):
        measured(read, *A4)


@pytest.mark.parametrize(
    ("typed", "length"), [("20.5", 20.5), (" ２０．５毫米 ", 20.5), ("20,5 MM", 20.5), ("171", 171)]
)
def test_a_length_is_read_as_people_type_it(typed, length):
    assert read_length(typed, "左边") == length


def test_what_is_no_length_is_said():
    with pytest.raises(OfficeError, match="还没有填“左边”"):
        read_length("  ", "左边")
    with pytest.raises(OfficeError, match="“左边”应是尺上读到的毫米数"):
        read_length("两厘米", "左边")


def test_what_was_kept_comes_back_and_nonsense_does_not():
    assert kept(Alignment(1.5, -2, 99.4, 100.2).figures) == Alignment(1.5, -2, 99.4, 100.2)
    assert kept([1.5, 2]) == Alignment(1.5, 2)
    assert kept([500, "二", 1, 101]) == Alignment(0, 0, 100, 101)
    assert kept("坏") == Alignment()
    assert Alignment(3, 3).true_size
    assert not Alignment(across=99.9).true_size
