"""The register as list and sheet, the hand-over list, what falls due, what is found."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.archives.actions import issue_paper
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.queries import find_one
from partyoffice.part import Asked, Wish
from partyoffice.parts import DEVELOPMENT
from partyoffice.reports.document import Heading, Table
from partyoffice.transfers import checks, documents, home, seek
from partyoffice.transfers.actions import coming, going, letters
from partyoffice.transfers.papers import PAPERS

TODAY = date(2026, 11, 20)
LETTER, RECEIPT, KIT = (papers.find(code) for code in ("trn-01", "trn-02", "trn-03"))
OUT = {"reason": "工作调动", "to_unit": "竹汀区实验学校党总支", "paid_to": Day(2026, 10)}


@pytest.fixture
def moving(office):
    """A member with a letter of October, an activist with papers, somebody received from elsewhere."""
    with office.change("登记") as session:
        one = going.begin_out(session, who(session, "林知夏"), {**OUT, "begun": Day(2026, 10, 12)})
        given = {"number": "12", "issued": Day(2026, 10, 12), "days": 30}
        letters.issue_letter(session, one.id, given, issue_paper)
        pupil = {"begun": Day(2026, 6, 20), "reason": "", "to_unit": "青禾师范学院党委"}
        going.begin_pupils(session, [who(session, "骆嘉言")], pupil)
        coming_in = {
            "name": "方砚舟", "category": "正式党员", "begun": Day(2026, 10, 8), "reason": "工作调动",
            "from_unit": "中共南溪县教育局委员会", "number": "31", "issued": Day(2026, 10, 1), "days": 30,
        }  # fmt: skip
        into = coming.begin_in(session, coming_in)
        branch = one.branch_id
        received = {"on": Day(2026, 10, 20), "branch_id": branch, "checked": "合格"}
        coming.receive(session, into.id, received, DEVELOPMENT.arrived)
    return office


def who(session, name):
    return find_one(session, name).id


def test_the_list_holds_the_moves_of_a_year_in_their_order(moving):
    with moving.reading() as session:
        made = documents.register(session, Wish(TODAY, year=2026))
        rows = [row[1:4:2] for row in made.blocks[0].rows]
        assert made.title == "2026 年组织关系转接登记表"
        assert rows == [("林知夏", "转出"), ("骆嘉言", "转出"), ("方砚舟", "转入")]
        assert documents.register(session, Wish(TODAY, year=2025)).blocks[0].rows == []
        assert made.lines[-1] == "共 3 件"


def test_columns_are_chosen_by_their_words_and_unknown_ones_named(moving):
    with moving.reading() as session:
        made = documents.register(session, Wish(TODAY, columns=("姓名", "materials"), plain=True))
        assert [column.title for column in made.blocks[0].columns] == ["序号", "姓名", "随转材料"]
        assert made.blocks[0].rows[1][2].startswith("入党申请书、入党积极分子培养考察登记表")
        with pytest.raises(OfficeError, match="没有“工资”这样的列"):
            documents.register(session, Wish(TODAY, columns=("工资",)))


def test_an_empty_list_says_so(office):
    with office.reading() as session:
        table = documents.register(session, Wish(TODAY)).blocks[0]
    assert (list(table.rows), table.empty) == ([], "没有转接")


def test_those_who_leave_are_handed_over_by_place_with_their_papers(moving):
    with moving.reading() as session:
        ids = [who(session, name) for name in ("林知夏", "骆嘉言", "沈砚秋")]
        made = documents.hand_over(session, ids, Asked(TODAY, {"day": "2026-06-25"}))
        heads = [block.text for block in made.blocks if isinstance(block, Heading)]
        tables = [block for block in made.blocks if isinstance(block, Table)]
        assert heads == ["竹汀区实验学校党总支（1 人）", "青禾师范学院党委（1 人）"]
        assert tables[1].rows[0][1:4] == ("骆嘉言", "入党积极分子", "")
        assert "入党申请书" in tables[1].rows[0][4]
        with pytest.raises(OfficeError, match="都没有登记转出"):
            documents.hand_over(session, [who(session, "沈砚秋")], Asked(TODAY))


def test_the_letter_is_proposed_from_the_open_move(moving):
    with moving.reading() as session:
        said = LETTER.usual(session, who(session, "林知夏"), TODAY)
    assert (said["to"], said["paid_to"], said["days"]) == ("竹汀区实验学校党总支", "2026-10", "30")


def test_no_second_letter_is_printed_while_one_holds(moving):
    with moving.reading() as session:
        person = who(session, "林知夏")
        with pytest.raises(OfficeError, match="林知夏的介绍信〔2026〕12号还有效"):
            LETTER.values(session, person, Asked(TODAY, {"number": "13", "day": "2026-11-20"}))
        assert (
            LETTER.values(session, person, Asked(TODAY, {"number": "12", "day": "2026-11-20"}))["name"]
            == "林知夏"
        )


def test_our_receipt_is_proposed_from_the_receiving(moving):
    with moving.reading() as session:
        said = RECEIPT.usual(session, who(session, "方砚舟"), TODAY)
    assert (said["number"], said["addressee"], said["day"]) == ("31", "中共南溪县教育局委员会", "2026-10-20")


def test_what_falls_due_is_told_with_its_sum(moving):
    with moving.reading() as session:
        found = {(one.who, one.kind): one for one in home.due(session, TODAY)}
    assert {key: str(one.due) for key, one in found.items()} == {
        ("林知夏", "transfer-letter"): "2026-11-11",
        ("林知夏", "transfer-receipt"): "2026-11-12",
        ("骆嘉言", "transfer-receipt"): "2026-07-20",
        ("方砚舟", "transfer-receipt_owed"): "2026-11-20",
    }
    assert "2026-10-20 接收，满一个月为 2026-11-20" in found["方砚舟", "transfer-receipt_owed"].text


def test_the_home_page_counts_moves_only_while_there_are_any(moving, office):
    with moving.reading() as session:
        assert [(one.value, one.note) for one in home.numbers(session, TODAY)] == [("2", "转出 2，转入 0")]


def test_without_moves_nothing_is_counted_due_or_found(office):
    with office.reading() as session:
        assert home.numbers(session, TODAY) == []
        assert list(home.due(session, TODAY)) == list(checks.check_transfers(session, TODAY)) == []


def test_the_check_tells_of_whom_and_leads_to_them(moving):
    with moving.reading() as session:
        found = [(one.who, one.code, one.spot.kind) for one in checks.check_transfers(session, TODAY)]
    assert ("林知夏", "TRN-06", "transfers") in found
    assert ("方砚舟", "TRN-09", "transfers") in found


def test_a_move_is_found_by_name_place_and_number(moving):
    with moving.reading() as session:
        assert [hit.title for hit in seek.find_moves(session, "lzx", 5)] == ["林知夏 转出"]
        assert [hit.title for hit in seek.find_moves(session, "师范学院", 5)] == ["骆嘉言 转出"]
        assert [hit.title for hit in seek.find_moves(session, "〔2026〕12号", 5)] == ["林知夏 转出"]
        assert seek.find_moves(session, " ", 5) == ()


def test_every_paper_of_the_part_has_its_code():
    assert [one.code for one in PAPERS] == ["trn-01", "trn-02", "trn-03"]
