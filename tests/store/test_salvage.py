"""What is readable of a damaged office comes into a new one that is whole; the damaged one stays as it is."""

import random
import shutil
from contextlib import closing

import pytest
from test_damaged import PASSWORD, fill, mutate

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, entrance, known, salvage
from partyoffice.store.engine import Door
from partyoffice.store.harm import DamagedError
from partyoffice.store.keys import PasswordError, Why
from partyoffice.store.office import Office

PAGE = 4096


@pytest.fixture(scope="module")
def filled(blank, tmp_path_factory):
    return fill(shutil.copyfile(blank, tmp_path_factory.mktemp("filled") / "a.dangwu"))


@pytest.fixture(scope="module")
def filled_secret(blank_secret, tmp_path_factory):
    return fill(shutil.copyfile(blank_secret, tmp_path_factory.mktemp("filled") / "b.dangwu"), PASSWORD)


@pytest.fixture
def built_once(monkeypatch, blank, blank_secret):
    """Take the empty office from a file: building it takes longer than all the rest."""

    def build(door, _last=None):
        if door.key is None:
            shutil.copyfile(blank, door.path)
        else:
            with closing(Door(blank).connect()) as plain:
                plain.execute("ATTACH DATABASE ? AS made KEY ?", (str(door.path), door.key.pragma))
                plain.execute("SELECT sqlcipher_export('made')").fetchall()
                for mark in ("application_id", "user_version"):
                    value = plain.execute(f"PRAGMA main.{mark}").fetchone()[0]
                    plain.execute(f"PRAGMA made.{mark}={value}")

    monkeypatch.setattr(salvage.migrate, "build", build)


def rows_in(door):
    with closing(door.connect()) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        return {
            name: {row[0]: row[1:] for row in opened.execute(f'SELECT rowid, * FROM "{name}"').fetchall()}
            for (name,) in names
            if not name.startswith("sqlite_")
        }


def pages_of(path, table):
    """The leaf pages of a table of a plain office, by the numbers that stand in its interior page."""
    with closing(Door(path).connect()) as opened:
        [[root]] = opened.execute("SELECT rootpage FROM sqlite_master WHERE name=?", (table,)).fetchall()
    body = path.read_bytes()
    page = body[(root - 1) * PAGE : root * PAGE]
    if page[0] != 5:
        return [root]

    def number(at, size):
        return int.from_bytes(page[at : at + size], "big")

    cells = [number(12 + 2 * n, 2) for n in range(number(3, 2))]
    return [number(at, 4) for at in [*cells, 8]]


def blank_page(path, number):
    with path.open("r+b") as handle:
        handle.seek((number - 1) * PAGE)
        handle.write(bytes(PAGE))


def test_only_the_rows_of_a_broken_page_are_lost_and_the_report_counts_them(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before, pages = rows_in(Door(path)), pages_of(path, "attendance")
    blank_page(path, pages[len(pages) // 2])
    damaged = path.read_bytes()
    report = salvage.salvage(Door(path), out)
    after = rows_in(Door(out))
    gone = before["attendance"].keys() - after["attendance"].keys()
    assert 0 < len(gone) < len(before["attendance"]) // 3
    assert report.tables["attendance"].lost == report.lost == len(gone)
    assert after["attendance"].items() <= before["attendance"].items()
    same = before.keys() - {"attendance", "journal"}
    assert {name: before[name] for name in same} == {name: after[name] for name in same}
    assert report.journal_kept
    assert path.read_bytes() == damaged
    assert sorted(one.name for one in tmp_path.iterdir()) == ["坏.dangwu", "新.dangwu"]


def test_what_was_salvaged_opens_and_says_so_in_its_record_of_actions(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    blank_page(path, pages_of(path, "attendance")[0])
    salvage.salvage(Door(path), out)
    with Office.open(out) as office, office.reading() as session:
        last = session.connection().exec_driver_sql("SELECT sentence FROM journal ORDER BY seq DESC").scalar()
        assert last.startswith("抢救：从“坏.dangwu”读出 ")
    backup.facts_of(Door(out))


def test_a_journal_that_does_not_close_is_begun_anew_and_that_is_said(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before = rows_in(Door(path))
    blank_page(path, pages_of(path, "journal_change")[0])
    report = salvage.salvage(Door(path), out)
    after = rows_in(Door(out))
    assert not report.journal_kept
    assert len(after["journal"]) == 1
    assert "从这里重新开始" in next(iter(after["journal"].values()))[3]
    assert after["person"] == before["person"]
    assert after["office_meta"] != before["office_meta"]  # another line: no copy of the old one is its past


def test_rows_without_their_owner_are_named_and_links_to_lost_rows_emptied(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    for page in pages_of(path, "person"):
        blank_page(path, page)
    report = salvage.salvage(Door(path), out)
    assert report.tables["person"].read == 0
    assert report.tables["history"].orphans
    assert report.tables["agenda_item"].emptied
    assert any("所属的记录没有读出" in line for line in report.lines())
    backup.facts_of(Door(out))


def test_a_spoilt_head_of_the_file_costs_nothing(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    with path.open("r+b") as handle:
        handle.write(bytes(100))
    assert salvage.salvage(Door(path), out).lost == 0


def test_a_file_cut_in_half_gives_what_is_left(filled, tmp_path, built_once):
    path, out = tmp_path / "坏.dangwu", tmp_path / "新.dangwu"
    body = filled.read_bytes()
    path.write_bytes(body[: len(body) * 2 // 3 + 777])
    assert salvage.salvage(Door(path), out).read > 500


def test_an_encrypted_office_whose_later_pages_are_broken_is_salvaged_under_its_password(
    filled_secret, tmp_path, built_once, derived_once
):
    path, out = shutil.copyfile(filled_secret, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    pages = path.stat().st_size // PAGE
    for number in (pages // 2, pages - 40, pages - 3):
        blank_page(path, number)
    report = salvage.salvage(entrance.door(path, PASSWORD), out)
    assert report.read > 2000
    assert b"SQLite format" not in out.read_bytes()[:20]
    with Office.open(out, PASSWORD) as office, office.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar()


def salvaged_or_refused(door, out):
    try:
        salvage.salvage(door, out)
    except OfficeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("kind", "quick"), [("filled", 6), ("filled_secret", 2)])
def test_whatever_is_broken_the_new_office_is_whole_or_there_is_none(
    request, tmp_path, tries, kind, quick, built_once, derived_once
):
    good = request.getfixturevalue(kind)
    key = entrance.door(good, PASSWORD if kind == "filled_secret" else None).key
    before, path, out = rows_in(Door(good, key)), tmp_path / "坏.dangwu", tmp_path / "新.dangwu"
    come = 0
    for seed in range(tries(quick, 300)):
        path.write_bytes(mutant := mutate(random.Random(seed), bytearray(good.read_bytes())))
        if sentence := salvaged_or_refused(Door(path, key), out):
            assert "没有改动" in sentence, seed
        else:
            backup.facts_of(Door(out, key))
            come += bool(rows_in(Door(out, key))["person"].keys() & before["person"].keys())
            out.unlink()
        assert path.read_bytes() == mutant, seed
        assert [one.name for one in tmp_path.iterdir()] == ["坏.dangwu"], seed
    assert come >= tries(quick, 300) // 2


def test_stopped_on_the_way_or_refused_it_leaves_nothing(filled, tmp_path, built_once, refused):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    with pytest.raises(Cancelled):
        salvage.salvage(Door(path), out, lambda done, _total, _item: done < 5)
    assert [one.name for one in tmp_path.iterdir()] == ["坏.dangwu"]
    path.write_bytes(random.Random(1).randbytes(20 * PAGE))
    assert "读不出任何内容" in refused(salvage.salvage, Door(path), out)
    assert [one.name for one in tmp_path.iterdir()] == ["坏.dangwu"]
    out.touch()
    assert "已经存在" in refused(salvage.salvage, Door(path), out)


def test_an_older_office_is_salvaged_at_its_own_revision_and_brought_up(tmp_path):
    from test_old_offices import OFFICES

    path, out = shutil.copyfile(OFFICES[0], tmp_path / "旧.dangwu"), tmp_path / "新.dangwu"
    assert salvage.salvage(Door(path), out).lost == 0
    with Office.open(out) as office:
        assert office.revision == salvage.revisions.known()[-1]


def lost_of(before, after, but=("journal", "alembic_version", "office_meta")):
    """How many rows of the first are not in the second, and whether the second made any up."""
    gone = {name: before[name].keys() - after[name].keys() for name in before if name not in but}
    made_up = {name: after[name].items() - before[name].items() for name in before if name not in but}
    return sum(map(len, gone.values())), {name: rows for name, rows in made_up.items() if rows}


def directory_pages(path):
    """The pages of a plain office that list its tables, but the first."""
    body = path.read_bytes()
    return [at // PAGE + 1 for at in range(PAGE, len(body), PAGE) if b"CREATE TABLE" in body[at : at + PAGE]]


def test_without_its_first_page_every_row_is_found(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before = rows_in(Door(path))
    blank_page(path, 1)
    report = salvage.salvage(Door(path), out)
    assert lost_of(before, rows_in(Door(out))) == (0, {})
    assert (report.lost, report.unclear, report.journal_kept) == (0, 0, True)


def test_with_all_pages_gone_that_list_the_tables_a_new_office_tells_where_they_begin(
    filled, tmp_path, built_once
):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before = rows_in(Door(path))
    for page in (1, *directory_pages(path)):
        blank_page(path, page)
    report = salvage.salvage(Door(path), out)
    assert lost_of(before, rows_in(Door(out))) == (0, {})
    assert (report.lost, report.unclear) == (0, 0)


def test_one_spoilt_word_of_the_directory_costs_no_row(filled, tmp_path, built_once):
    path, out = tmp_path / "坏.dangwu", tmp_path / "新.dangwu"
    body = filled.read_bytes()
    assert b"CREATE TABLE dues_assessment" in body
    path.write_bytes(body.replace(b"CREATE TABLE dues_assessment", b"CREATE TABL? dues_assessment"))
    report = salvage.salvage(Door(path), out)
    assert lost_of(rows_in(Door(filled)), rows_in(Door(out))) == (0, {})
    assert (report.lost, report.unclear, report.tables["person"].strays) == (0, 0, 0)


def test_a_broken_page_that_leads_to_others_costs_none_of_them(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before = rows_in(Door(path))
    with closing(Door(path).connect()) as opened:
        [[root]] = opened.execute("SELECT rootpage FROM sqlite_master WHERE name='attendance'").fetchall()
    blank_page(path, root)
    report = salvage.salvage(Door(path), out)
    assert lost_of(before, rows_in(Door(out))) == (0, {})
    told = report.tables["attendance"]
    assert (told.strays, told.lost) == (len(before["attendance"]), 0)
    assert "按内容认回" in "".join(report.lines())


def test_rows_that_may_be_of_two_tables_are_counted_and_put_into_neither(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    with closing(Door(path).connect()) as opened:
        opened.execute("PRAGMA foreign_keys=OFF")
        opened.execute("DELETE FROM dues_voucher")
        columns = opened.execute("PRAGMA table_info(dues_voucher)").fetchall()
        alike = opened.execute("PRAGMA table_info(task_proof)").fetchall()
        assert [row[2:5] for row in columns] == [row[2:5] for row in alike]
        values = ", ".join("NULL" if row[5] else "1" if row[2] == "INTEGER" else "'x'" for row in columns)
        for _ in range(3):
            opened.execute(f"INSERT INTO dues_voucher VALUES ({values})")
    [[voucher], [proof]] = [pages_of(path, name) for name in ("dues_voucher", "task_proof")]
    body = path.read_bytes()
    for page in (1, *directory_pages(path), voucher, proof):
        blank_page(path, page)
    # The rows are still there, but on a page that no directory gives to anybody.
    path.write_bytes(path.read_bytes() + body[(voucher - 1) * PAGE : voucher * PAGE])
    report = salvage.salvage(Door(path), out)
    assert report.unclear == 3
    after = rows_in(Door(out))
    assert not after["task_proof"]
    assert not after["dues_voucher"]
    assert "另有 3 条认不出属于哪一类" in "".join(report.lines())


def test_an_encrypted_office_without_its_first_page_gives_every_row_under_its_password(
    filled_secret, tmp_path, built_once, derived_once
):
    path, out = shutil.copyfile(filled_secret, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before = rows_in(entrance.door(path, PASSWORD))
    salt = path.read_bytes()[:16]
    blank_page(path, 1)
    known.remember(path, salt=salt.hex())  # as after it was opened here
    with pytest.raises(DamagedError):
        Office.open(path, PASSWORD)
    report = salvage.salvage(entrance.door(path, PASSWORD), out)
    assert lost_of(before, rows_in(entrance.door(out, PASSWORD))) == (0, {})
    assert (report.lost, report.unclear) == (0, 0)


def test_on_another_pc_any_whole_page_tells_the_right_password(
    filled_secret, tmp_path, another_pc, derived_once
):
    path = shutil.copyfile(filled_secret, tmp_path / "坏.dangwu")
    with path.open("r+b") as handle:
        handle.seek(16)
        handle.write(bytes(PAGE - 16))
    with pytest.raises(DamagedError):
        Office.open(path, PASSWORD)
    with pytest.raises(PasswordError) as caught:
        Office.open(path, "别的密码")
    assert caught.value.why is Why.UNCLEAR


def test_an_office_that_grew_through_older_versions_gives_no_row_to_a_wrong_table(tmp_path):
    from test_old_offices import OFFICES

    for source in OFFICES:
        path, out = shutil.copyfile(source, tmp_path / "旧.dangwu"), tmp_path / "新.dangwu"
        Office.open(path).release()  # brought up here
        before = rows_in(Door(path))
        for page in (1, *directory_pages(path)):
            blank_page(path, page)
        report = salvage.salvage(Door(path), out)
        missing, made_up = lost_of(before, rows_in(Door(out)))
        assert not made_up
        assert missing <= report.lost + report.unclear
        out.unlink()


def test_a_lost_identity_is_the_one_this_pc_remembers(filled, tmp_path, built_once):
    path, out = shutil.copyfile(filled, tmp_path / "坏.dangwu"), tmp_path / "新.dangwu"
    before = rows_in(Door(path))
    [page] = pages_of(path, "office_meta")
    blank_page(path, page)
    [told] = before["office_meta"].values()
    known.remember(path, uuid=told[1])
    salvage.salvage(Door(path), out)
    [after] = rows_in(Door(out))["office_meta"].values()
    assert after[1] == told[1]


def test_a_file_with_no_record_of_ours_gives_no_new_office(tmp_path, raw, built_once, refused):
    path, out = tmp_path / "别的.dangwu", tmp_path / "新.dangwu"
    raw(path, "CREATE TABLE places (id INTEGER PRIMARY KEY, url TEXT)", "INSERT INTO places VALUES (1, 'x')")
    before = path.read_bytes()
    assert "读不出任何内容" in refused(salvage.salvage, Door(path), out)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["别的.dangwu"]
