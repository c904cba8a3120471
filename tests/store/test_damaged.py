"""Damaged offices, plain and encrypted: sound or refused in one sentence, and never altered."""

import random
import shutil
from datetime import date

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.members.queries import roster
from partyoffice.members.records import Person
from partyoffice.store import entrance, journal
from partyoffice.store.office import Office

PASSWORD = "方砚舟的'密码"


@pytest.fixture(scope="module")
def filled(blank, tmp_path_factory):
    """An office with some pages of everything."""
    return fill(shutil.copyfile(blank, tmp_path_factory.mktemp("filled") / "a.dangwu"))


@pytest.fixture(scope="module")
def filled_secret(blank_secret, tmp_path_factory):
    return fill(shutil.copyfile(blank_secret, tmp_path_factory.mktemp("filled") / "b.dangwu"), PASSWORD)


def fill(path, password=None):
    from partyoffice.core.dates import Day
    from partyoffice.making import make_sample

    with Office.open(path, password) as office:
        make_sample(office, 30, 1)
        for n in range(5):
            with office.change("改") as session:
                session.get_one(Person, n + 1).birth = Day(1980, 1 + n)
        office.release()
    return path


def mutate(rnd, data):
    """Flip, cut, blank or swap, as disks and cables do."""
    size, pages = len(data), len(data) // 4096
    one, two = rnd.randrange(pages) * 4096, rnd.randrange(pages) * 4096
    match rnd.randrange(8):
        case 0:  # bits anywhere
            for _ in range(rnd.choice((1, 8, 200))):
                data[rnd.randrange(size)] ^= 1 << rnd.randrange(8)
        case 1:  # the header
            data[rnd.randrange(100)] ^= 1 << rnd.randrange(8)
        case 2:
            del data[rnd.randrange(size) :]
        case 3:
            del data[-rnd.randrange(1, 4096) :]
        case 4:
            data[one : one + 4096] = bytes(4096)
        case 5:
            data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]
        case 6:  # the head of some page
            data[one : one + 12] = rnd.randbytes(12)
        case _:  # a page taken for one of another kind
            data[one] = rnd.choice((0, 2, 5, 10, 13))
    return bytes(data)


def opened_or_refused(path, password):
    """Open for writing, read what there is, and tell whether it was refused; anything else is a bug."""
    try:
        with Office.open(path, password) as office, office.reading() as session:
            assert len(roster(session, date(2026, 11, 20))) <= 30
            journal.verify(session)
            assert session.connection().exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except OfficeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("kind", "password", "quick"),
    [("filled", None, 60), ("filled_secret", PASSWORD, 20)],
    ids=["plain", "secret"],
)
def test_a_damaged_office_opens_sound_or_is_refused_and_is_never_altered(
    request, tmp_path, tries, kind, password, quick
):
    path, good, refusals = tmp_path / "坏.dangwu", request.getfixturevalue(kind), []
    body, mutants = good.read_bytes(), tries(quick, 1000)
    key = entrance.door(good, password).key
    for seed in range(mutants):
        path.write_bytes(mutant := mutate(random.Random(seed), bytearray(body)))
        # Deriving a key takes longer than all the rest, so most come with it.
        refusals.append(opened_or_refused(path, password if seed % 10 == 0 else key))
        assert path.read_bytes() == mutant, seed
        assert not path.with_name(path.name + "-journal").exists(), seed
    told = [sentence for sentence in refusals if sentence]
    assert all("没有改动" in sentence for sentence in told)
    # A day that cannot be is told by itself, with the same way out.
    ways = ("坏.dangwu", "恢复最近的备份")
    odd = [(seed, one) for seed, one in enumerate(refusals) if one and not any(way in one for way in ways)]
    assert not odd, odd
    assert mutants // 3 < len(told) <= mutants - (password is None), "such mutants mean nothing"


def test_a_file_cut_by_a_thousand_bytes_is_found(filled, tmp_path, refused):
    path = tmp_path / "短.dangwu"
    path.write_bytes(filled.read_bytes()[:-1000])
    assert "已损坏" in refused(Office.open, path)
