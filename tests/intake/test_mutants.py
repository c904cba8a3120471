"""Damage of every sort is read or refused: never a crash, never a hang."""

import contextlib
import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from zoo import book, people, roster, table

from partyoffice.core.errors import OfficeError
from partyoffice.intake import worker
from partyoffice.intake.reading import read
from partyoffice.intake.sheet import Book

DATA = Path(__file__).parents[1] / "data" / "intake"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "名册.xlsx"
    book(path, roster(20))
    return path


def mutants(body: bytes, count: int, seed: int):
    """Yield copies with bytes flipped, a piece removed, cut short, or a piece doubled."""
    rnd = Random(seed)
    for _ in range(count):
        copy, at = bytearray(body), rnd.randrange(len(body))
        length = rnd.randrange(1, 60)
        match rnd.randrange(4):
            case 0:
                for _flip in range(rnd.randrange(1, 8)):
                    copy[rnd.randrange(len(copy))] ^= 1 << rnd.randrange(8)
            case 1:
                del copy[at : at + length]
            case 2:
                del copy[max(at, 50) :]
            case _:
                copy[at:at] = copy[at : at + length]
        yield bytes(copy)


def unpacked(body: bytes) -> bytes:
    """Return the zip stored without packing, so that a flipped byte reaches the parsers."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return result.getvalue()


def without_checks(body: bytes, rnd: Random) -> bytes:
    """Return a packed workbook with one part's text damaged but its checksums right."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(result, "w") as new:
        chosen = rnd.choice(old.namelist())
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, next(mutants(text, 1, rnd.randrange(10**6))) if name == chosen else text)
    return result.getvalue()


def outcome(path: Path) -> str:
    try:
        result = worker.load(path)
    except OfficeError:
        return "refused"
    assert isinstance(result, Book)
    return "read"


def test_a_thousand_mutants_are_read_or_refused(good, tmp_path, tries):
    body, rnd, path, times = good.read_bytes(), Random(11), tmp_path / "变异.xlsx", tries(1, 5)
    bodies = [*mutants(body, 300 * times, 1), *mutants(unpacked(body), 300 * times, 2)]
    bodies += [without_checks(body, rnd) for _ in range(400 * times)]
    seen = {"read": 0, "refused": 0}
    for mutant in bodies:
        path.write_bytes(mutant)
        seen[outcome(path)] += 1
    assert sum(seen.values()) == 1000 * times
    assert min(seen.values()) > 50


@pytest.mark.parametrize("name", ["旧名册.xls", "旧名册.ods"])
def test_mutants_of_other_kinds_are_read_or_refused(tmp_path, name):
    body, path = (DATA / name).read_bytes(), tmp_path / name
    for mutant in mutants(body, 200, 3):
        path.write_bytes(mutant)
        assert outcome(path) in {"read", "refused"}


def test_mutants_through_the_reading_process(good, tmp_path):
    path = tmp_path / "变异.xlsx"
    for mutant in mutants(unpacked(good.read_bytes()), 12, 5):
        path.write_bytes(mutant)
        with contextlib.suppress(OfficeError):
            assert read(path).sheets


def test_mutants_of_text_are_read_or_refused(tmp_path):
    path = tmp_path / "变异.csv"
    for mutant in mutants(table(roster(10)).encode("gb18030"), 200, 4):
        path.write_bytes(mutant)
        assert outcome(path) in {"read", "refused"}


def test_the_people_of_the_zoo_are_valid():
    assert len({one.id_number for one in people(100)}) == 100
