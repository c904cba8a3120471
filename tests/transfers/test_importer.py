"""An old register of moves through the whole engine: records of who is known, and nobody made up."""

import csv
import shutil
from datetime import date

import pytest
from sqlalchemy import select

from partyoffice.core.dates import Day
from partyoffice.intake import staging
from partyoffice.intake.mapping import map_columns
from partyoffice.intake.target import Options, Verdict
from partyoffice.members.actions import add_person, leave
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category, Leaving
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS
from partyoffice.store.office import Office
from partyoffice.transfers.records import Transfer, TransferLetter

TRANSFERS = next(one for part in PARTS for one in part.importers if one.kind == "transfers")
ON = date(2026, 11, 20)
OUT = {
    "姓名": "林知夏", "方向": "转出", "发起日期": "2024-08-20", "转入党组织": "中共霁山县教育局委员会",
    "介绍信编号": "2024-012", "有效期": "30", "回执日期": "2024-09-10", "党费交至": "2024-08",
    "转接原因": "工作调动",
}  # fmt: skip
IN = {
    "姓名": "秦川", "方向": "转入", "转出党组织": "中共竹汀区教育局委员会", "接收日期": "2025-02-20",
    "人员类别": "预备党员", "所在党支部": "甲支部",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("moves") / "青禾中学.dangwu"
    with Office.create(path) as made:
        with made.change("建校") as session:
            root = set_up(session, "青禾中学", OrgKind.GENERAL)
            branch = found(session, "甲支部", OrgKind.BRANCH, root.id)
            gone = add_person(session, {"name": "林知夏"}, category=Category.FULL, branch=branch)
            leave(session, gone, str(Leaving.TRANSFER), Day(2024, 9, 10))
            add_person(session, {"name": "沈砚秋"}, category=Category.FULL, branch=branch)
        made.first_seq = made.last_seq
    return path


@pytest.fixture
def office(built, tmp_path):
    made = Office.open(shutil.copyfile(built, tmp_path / "青禾中学.dangwu"))
    yield made
    made.release()


@pytest.fixture
def stage(office, tmp_path):
    def run(*rows):
        path = tmp_path / "转接.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)), restval="")
            writer.writeheader()
            writer.writerows(rows)
        return staging.stage(office, TRANSFERS, path, Options(on=ON))

    return run


def codes(staged):
    return [note.code for note in staged.problems], [note.code for note in staged.warnings]


def all_of(office, kind):
    with office.reading() as session:
        return list(session.execute(select(kind)).scalars())


def test_a_past_move_is_a_record_with_its_letter_and_leaves_the_histories_alone(office, stage):
    with office.reading() as session:
        before = [(one.name, one.present, one.category) for one in everyone(session, ON)]
    staged = stage(OUT)
    assert codes(staged) == ([], [])
    staging.commit(office, staged)
    [move], [letter] = all_of(office, Transfer), all_of(office, TransferLetter)
    assert (move.direction, str(move.begun), move.state, str(move.received)) == (
        "转出", "2024-08-20", "已接收", "2024-09-10",
    )  # fmt: skip
    assert (move.from_unit, move.to_unit, str(move.paid_to)) == (
        "青禾中学党总支",
        "中共霁山县教育局委员会",
        "2024-08",
    )
    assert (letter.number, letter.days, letter.state) == ("2024-012", 30, "已收回执")
    with office.reading() as session:
        assert [(one.name, one.present, one.category) for one in everyone(session, ON)] == before
    assert stage(OUT).rows[0].verdict is Verdict.SAME


def test_who_came_in_and_is_not_known_comes_onto_the_books_from_the_day_of_receiving(office, stage):
    staging.commit(office, stage(IN))
    with office.reading() as session:
        one = next(one for one in everyone(session, ON) if one.name == "秦川")
        early = [one for one in everyone(session, date(2025, 2, 19)) if one.name == "秦川"]
        assert (one.present, one.category, one.branch) == (True, "预备党员", "甲支部")
        assert not early[0].present
    [move] = all_of(office, Transfer)
    assert (move.state, str(move.begun), move.to_unit) == ("已接收", "2025-02-20", "青禾中学党总支")


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (OUT | {"姓名": "无此人"}, ["person-unknown"]),
        (OUT | {"方向": ""}, ["direction"]),
        (OUT | {"方向": "飞走"}, ["direction-unknown"]),
        (OUT | {"转入党组织": ""}, ["required"]),
        (OUT | {"发起日期": "", "回执日期": ""}, ["required"]),
        (OUT | {"有效期": "", "回执日期": ""}, ["required"]),
        (IN | {"接收日期": ""}, ["required"]),
        (IN | {"接收日期": "", "发起日期": "2025-02-01"}, ["required"]),
        (IN | {"人员类别": "党员"}, ["status-unknown"]),
    ],
)
def test_what_is_wanting_keeps_a_row_out_and_nobody_is_made_up(stage, row, problems):
    assert codes(stage(row))[0] == problems


def test_the_direction_may_be_told_by_the_heading_of_the_day(stage):
    row = {key: text for key, text in OUT.items() if key not in {"方向", "发起日期"}}
    staged = stage(row | {"转出时间": "2024-08-20"})
    assert codes(staged) == ([], [])
    assert staged.rows[0].values["direction"] == "转出"


def test_a_letter_number_bears_one_letter_and_one_move_stands_once(office, stage):
    staging.commit(office, stage(OUT))
    other = OUT | {"姓名": "沈砚秋", "发起日期": "2025-03-01", "回执日期": "2025-03-20"}
    assert codes(stage(other))[0] == ["letter-duplicate"]
    assert codes(stage(other | {"介绍信编号": "2025-001"})) == ([], ["still-here"])
    assert codes(stage(OUT | {"介绍信编号": ""}, OUT | {"介绍信编号": ""}))[0] == ["duplicate"]


def test_a_letter_for_more_than_ninety_days_is_kept_as_it_was_and_told(stage):
    assert codes(stage(OUT | {"有效期": "120"})) == ([], ["days"])


def test_undo_takes_moves_and_people_back(office, stage):
    received = {key: text for key, text in IN.items() if key != "接收日期"} | {"回执日期": "2025-02-20"}
    done = staging.commit(office, stage(OUT, received))
    office.revert(done.import_id, partly=True)
    assert all_of(office, Transfer) == all_of(office, TransferLetter) == []
    with office.reading() as session:
        assert "秦川" not in {one.name for one in everyone(session, ON)}


def test_every_column_of_the_template_finds_its_field():
    titles = [one.field.title for one in TRANSFERS.targets(None)]
    columns = map_columns(titles, TRANSFERS.targets(None), {})
    assert len(columns.keys) == len(titles)
    assert columns.ambiguous == []
