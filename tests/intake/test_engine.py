"""An import is looked at first, written in one change, and taken back in one step."""

import openpyxl
import pytest
from sqlalchemy import func, select
from zoo import book, lines, people, roster, spoiled

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.intake.report import report
from partyoffice.intake.staging import commit, stage
from partyoffice.intake.target import Options, Verdict
from partyoffice.members.records import Person
from partyoffice.store import history
from partyoffice.store.conversion import content_of


@pytest.fixture
def write(tmp_path):
    def write(rows, name="名册.xlsx"):
        path = tmp_path / name
        book(path, rows)
        return path

    return write


def count(office) -> int:
    with office.reading() as session:
        return session.execute(select(func.count()).select_from(Person)).scalar_one()


def named(office, name):
    with office.reading() as session:
        return session.execute(select(Person).where(Person.name == name)).scalar_one()


def test_staging_writes_nothing(office, importer, write):
    before = office.last_seq
    staged = stage(office, importer, write(roster(5)))
    assert [row.verdict for row in staged.rows] == [Verdict.NEW] * 5
    assert (office.last_seq, count(office)) == (before, 0)


def test_an_import_is_one_change_with_its_own_number(office, importer, write):
    before = office.last_seq
    outcome = commit(office, stage(office, importer, write(roster(30))))
    assert (outcome.new, outcome.changed, outcome.left_out) == (30, 0, 0)
    assert outcome.import_id == office.last_seq == before + 1
    assert office.undo_sentence == "导入人员：名册.xlsx"
    assert count(office) == 30


def test_the_same_file_again_changes_nothing(office, importer, write):
    path = write(roster(30))
    commit(office, stage(office, importer, path))
    before = office.last_seq
    staged = stage(office, importer, path)
    outcome = commit(office, staged)
    assert [row.verdict for row in staged.rows] == [Verdict.SAME] * 30
    assert (outcome.import_id, outcome.new, outcome.changed, office.last_seq) == (None, 0, 0, before)


def test_changed_rows_show_what_would_become_of_them(office, importer, write):
    commit(office, stage(office, importer, write(roster(3))))
    rows = spoiled(2, 8, "19900000001", 3)
    staged = stage(office, importer, write(rows))
    assert [row.verdict for row in staged.rows] == [Verdict.SAME, Verdict.CHANGED, Verdict.SAME]
    difference = staged.rows[1].differences[0]
    assert (difference.title, difference.old, difference.new) == ("phone", people(2)[1].phone, "19900000001")


def test_an_empty_cell_leaves_the_stored_value(office, importer, write):
    commit(office, stage(office, importer, write(roster(2))))
    commit(office, stage(office, importer, write(spoiled(1, 8, "", 2))))
    assert named(office, people(1)[0].name).phone == people(1)[0].phone


def test_with_problems_nothing_is_written(office, importer, write):
    staged = stage(office, importer, write(spoiled(2, 4, "2012-02-30")))
    with pytest.raises(OfficeError, match=r"有 1 行有问题，没有导入。数据没有改动。.*只导入正确的 4 行"):
        commit(office, staged)
    assert count(office) == 0


def test_the_good_rows_come_in_by_choice(office, importer, write):
    outcome = commit(office, stage(office, importer, write(spoiled(2, 4, "2012-02-30"))), only_good=True)
    assert (outcome.new, outcome.left_out, count(office)) == (4, 1, 4)


def test_a_fault_at_any_row_leaves_nothing_behind(office, importer, write, monkeypatch, tries):
    """Half of the rows are new, half change somebody; then the same file goes through."""
    commit(office, stage(office, importer, write(roster(15))))
    rows = [roster(1)[0], *[[*row[:8], "19900000009"] for row in lines(15)], *lines(30)[15:]]
    path, before = write(rows), content_of(office.door)
    monkeypatch.setattr(office, "back_up", lambda *_: None)  # proved elsewhere, and slow here
    for at in tries((1, 2, 15, 16, 30), range(1, 31)):

        def stumble(row, at=at):
            if row.number == at + 1:
                raise RuntimeError(row.number)

        staged = stage(office, type(importer)(tell=stumble), path)
        with pytest.raises(RuntimeError):
            commit(office, staged)
        assert content_of(office.door) == before, at
    outcome = commit(office, stage(office, importer, path))
    assert (outcome.new, outcome.changed) == (15, 15)


def test_an_office_changed_since_the_preview_is_not_written_into(office, importer, write):
    staged = stage(office, importer, write(roster(3)))
    with office.change("登记：沈砚秋") as session:
        session.add(Person(name="沈砚秋"))
    with pytest.raises(OfficeError, match="预览之后数据又改过"):
        commit(office, staged)
    assert count(office) == 1


def test_a_staged_file_is_not_written_twice(office, importer, write):
    staged = stage(office, importer, write(roster(3)))
    commit(office, staged)
    with pytest.raises(OfficeError, match="已经导入过"):
        commit(office, staged)
    assert count(office) == 3


def test_taking_an_import_back_keeps_what_was_edited_since(office, importer, write):
    commit(office, stage(office, importer, write(roster(150))))
    path = write([roster(1)[0], *[[*row[:8], "19900000009"] for row in lines(150)], *lines(300)[150:]])
    outcome = commit(office, stage(office, importer, path))
    assert (outcome.new, outcome.changed) == (150, 150)
    edited = [one.name for one in people(300)[149:152]]
    for one in people(300)[149:152]:
        with office.change(f"修改 {one.name}") as session:
            session.execute(
                select(Person).where(Person.id_number == one.id_number)
            ).scalar_one().phone = "19900000010"
    done = office.revert(outcome.import_id, partly=True)
    assert done.restored == 297
    assert len(done.kept) == 3
    assert all(any(name in kept for kept in done.kept) for name in edited)
    assert count(office) == 152
    with office.reading() as session:
        told = [one.sentence for one in history.entries(session, 8)]
    assert told[0] == "撤销：导入人员：名册.xlsx"
    assert "导入人员：名册.xlsx" in told[1:]
    assert f"修改 {edited[0]}" in told


def test_a_copy_is_made_before_rows_are_written(office, importer, write):
    commit(office, stage(office, importer, write(roster(3))))
    assert [path.name for path in (office.path.parent / "备份").glob("*导入前*")]


def test_progress_never_runs_backwards_and_ends_full(office, importer, write):
    heard = []

    def hear(share, _text):
        heard.append(share)
        return True

    stage(office, importer, write(roster(1000)), progress=hear)
    assert heard == sorted(heard)
    assert heard[0] >= 0
    assert heard[-1] == 1


@pytest.mark.parametrize("after", [0.0, 0.3, 0.6])
def test_cancelling_leaves_nothing(office, importer, write, after):
    before = office.last_seq
    with pytest.raises(Cancelled):
        stage(office, importer, write(roster(1000)), progress=lambda share, _text: share < after)
    assert office.last_seq == before


def test_the_report_has_the_shape_the_command_line_promises(office, importer, write, tmp_path):
    rows = spoiled(2, 4, "2012-02-30")
    rows[0].append("爱好")
    path = write(rows)
    staged = stage(office, importer, path)
    told = report(staged)
    assert told["kind"] == "people"
    assert told["header_row"] == 1
    assert told["mapping"]["身份证号"] == "id_number"
    assert told["unmapped"] == ["序号", "爱好"]
    assert told["ambiguous"] == []
    assert told["created_branches"] == ["教工第一党支部"]
    assert (told["new"], told["changed"], told["same"]) == (4, 0, 0)
    assert told["problems"] == [
        {
            "row": 3,
            "column": "出生日期",
            "value": "2012-02-30",
            "code": "date-impossible",
            "message": "“2012-02-30”不是有效日期",
        }
    ]
    assert (told["committed"], told["import_id"]) == (False, None)
    outcome = commit(office, staged, only_good=True)
    assert (report(staged, outcome)["committed"], report(staged, outcome)["import_id"]) == (
        True,
        outcome.import_id,
    )


def test_texts_of_unknown_columns_are_kept_with_the_row(office, importer, write):
    rows = roster(2)
    for row, text in zip(rows, ("爱好", "书法", "无"), strict=True):
        row.append(text)
    staged = stage(office, importer, write(rows))
    assert [row.extra for row in staged.rows] == [{"爱好": "书法"}, {"爱好": "无"}]


def test_a_formula_like_text_is_taken_as_text(office, importer, write):
    rows = roster(2)
    rows[1][7] = "=1+1"
    staged = stage(office, importer, write(rows))
    assert staged.rows[0].values["branch"] == "=1+1"


def test_options_given_once_do_not_gather_branches_of_two_files(office, importer, write):
    options = Options()
    stage(office, importer, write(roster(2)), options)
    assert stage(office, importer, write(roster(2)), options).options.created == ["教工第一党支部"]
    assert options.created == []


def test_openpyxl_reads_what_the_zoo_wrote(write):
    assert openpyxl.load_workbook(write(roster(2))).active["B2"].value == people(1)[0].name
