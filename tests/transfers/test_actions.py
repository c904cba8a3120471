"""A move from its beginning to its end: what is written, what is refused, what goes back by one step."""

from datetime import date

import pytest
from sqlalchemy import select

from partyoffice.archives import queries as archives
from partyoffice.archives.actions import issue_paper, withdraw
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.records import Spell, Wayfarer
from partyoffice.members.actions import change
from partyoffice.members.queries import everyone, find_one, histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.queries import find
from partyoffice.part import Handed
from partyoffice.parts import DEVELOPMENT
from partyoffice.store import numbers
from partyoffice.transfers.actions import coming, going, letters, moving
from partyoffice.transfers.queries import entries, letters_of, open_of
from partyoffice.transfers.records import Transfer
from partyoffice.transfers.rules.words import FILES, LOST, NATIONAL, RETURNED, STOPPED, VALID, VOID

TODAY = date(2026, 11, 20)
OUT = {
    "begun": Day(2026, 11, 1),
    "reason": "工作调动",
    "to_unit": "竹汀区实验学校党总支",
    "paid_to": Day(2026, 11),
}
WRITTEN = {"number": "12", "issued": Day(2026, 11, 2), "days": 90, "addressee": "中共竹汀区教育局委员会"}
IN = {
    "name": "方砚舟", "category": "正式党员", "begun": Day(2026, 11, 10), "reason": "工作调动",
    "from_unit": "中共南溪县教育局委员会", "number": "南教〔2026〕31号", "issued": Day(2026, 11, 1),
    "days": 30,
}  # fmt: skip


def who(session, name):
    return find_one(session, name).id


def begun(session, name="林知夏", **more):
    return going.begin_out(session, who(session, name), {**OUT, **more})


def written(session, one, **more):
    return letters.issue_letter(session, one.id, {**WRITTEN, **more}, issue_paper)


def on_roster(session, name, on):
    return next(one for one in everyone(session, on) if one.name == name).present


def presence(session, person_id):
    return next(row for row in histories(session, person_id) if row.fact == Fact.PRESENCE)


@pytest.fixture
def change_it(office):
    """Give a function that does something in one named change and returns what it gave."""

    def run(work, sentence="做"):
        with office.change(sentence) as session:
            return work(session)

    return run


# -- going out --------------------------------------------------------------------------------


def test_the_person_leaves_with_the_receipt_and_on_its_day_not_with_the_letter(office, change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one))
    with office.reading() as session:
        assert on_roster(session, "林知夏", TODAY)
    told = change_it(
        lambda session: going.receive_receipt(
            session, one.id, {"on": Day(2026, 11, 15), "receiver": "顾南乔"}
        )
    )
    assert told == []
    with office.reading() as session:
        assert on_roster(session, "林知夏", date(2026, 11, 14))
        assert not on_roster(session, "林知夏", date(2026, 11, 15))
        left = presence(session, one.person_id)
        assert (left.end_reason, left.evidence) == ("转出组织关系", "介绍信〔2026〕12号回执")
        assert letters_of(session, one.id)[0].state == RETURNED
    office.undo()
    with office.reading() as session:
        assert on_roster(session, "林知夏", TODAY)
        assert letters_of(session, one.id)[0].state == VALID


def test_a_receipt_after_the_letter_ran_out_is_taken_and_told(change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one, days=5))
    told = change_it(lambda session: going.receive_receipt(session, one.id, {"on": Day(2026, 11, 8)}))
    assert [each.arithmetic for each in told] == [
        "2026-11-02 开具，5 天，有效至 2026-11-07；接收在 2026-11-08"
    ]


def test_without_a_letter_that_holds_there_is_no_receipt(office, change_it):
    one, before = change_it(begun), office.last_seq
    with pytest.raises(OfficeError, match="没有有效的介绍信"):
        change_it(lambda session: going.receive_receipt(session, one.id, {"on": Day(2026, 11, 15)}))
    assert office.last_seq == before


def test_who_is_no_member_moves_with_papers_and_gets_no_letter(office, change_it):
    one = change_it(lambda session: begun(session, "骆嘉言", materials=("1-1", "2-6")))
    assert one.manner == FILES
    with pytest.raises(OfficeError, match="骆嘉言不用开介绍信"):
        change_it(lambda session: written(session, one))
    change_it(lambda session: going.receive_receipt(session, one.id, {"on": Day(2026, 11, 15)}))
    with office.reading() as session:
        assert not on_roster(session, "骆嘉言", TODAY)


def test_a_member_does_not_move_with_papers_alone(change_it):
    with pytest.raises(OfficeError, match="不能只转材料"):
        change_it(lambda session: begun(session, manner=FILES))


def test_only_one_move_at_a_time_and_only_of_who_is_here(change_it):
    change_it(begun)
    with pytest.raises(OfficeError, match="林知夏已有一件转出在办理"):
        change_it(begun)
    with pytest.raises(OfficeError, match="沈砚秋在 2019-01-01 不在册"):
        change_it(lambda session: begun(session, "沈砚秋", begun=Day(2019, 1, 1)))
    with pytest.raises(OfficeError, match="没有写明发起日期是哪一日"):
        change_it(lambda session: begun(session, "沈砚秋", begun=Day(2026, 11)))


def test_who_has_stopped_membership_is_not_moved(change_it):
    def stop(session):
        change(session, find_one(session, "林知夏"), Fact.STATUS, "停止党籍", Day(2026, 10, 1))

    change_it(stop)
    with pytest.raises(OfficeError, match="已停止党籍"):
        change_it(begun)


# -- letters ----------------------------------------------------------------------------------


def test_a_letter_takes_its_number_from_the_series_of_the_printed_ones_and_stands_in_their_register(
    office, change_it
):
    one = change_it(begun)
    made = change_it(lambda session: written(session, one))
    assert made.number == "〔2026〕12号"
    with office.reading() as session:
        assert numbers.next_number(session, letters.LETTER, 2026) == 13
        assert [(each.number, each.subject, each.void) for each in archives.register(session, 2026)] == [
            ("〔2026〕12号", "林知夏", False)
        ]


def test_a_number_stays_given_when_the_step_is_taken_back(office, change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one))
    office.undo()
    with office.reading() as session:
        assert letters_of(session, one.id) == []
    with pytest.raises(OfficeError, match="第 12 号已经"):
        change_it(lambda session: written(session, one))
    assert change_it(lambda session: written(session, one, number="13")).number == "〔2026〕13号"


def test_the_upper_committee_numbers_in_its_own_way_and_once(office, change_it):
    one = change_it(begun)
    made = change_it(lambda session: written(session, one, number="青教组〔2026〕7号"))
    assert made.number == "青教组〔2026〕7号"
    other = change_it(lambda session: begun(session, "沈砚秋"))
    with pytest.raises(OfficeError, match="青教组〔2026〕7号”的介绍信已经登记过"):
        change_it(lambda session: written(session, other, number="青教组〔2026〕7号"))


@pytest.mark.parametrize("days", [0, 91])
def test_a_letter_of_no_days_or_more_than_ninety_is_refused(change_it, days):
    one = change_it(begun)
    with pytest.raises(OfficeError, match=f"有效期 {days} 天不在 1 至 90 天之内"):
        change_it(lambda session: written(session, one, days=days))


def test_more_than_ninety_days_need_a_reason_that_stays_on_record(office, change_it):
    one = change_it(begun)
    made = change_it(lambda session: written(session, one, days=120, why_long="上级党委已这样开出"))
    assert made.days == 120
    with office.reading() as session:
        assert session.get_one(Transfer, one.id).note == "有效期写 120 天：上级党委已这样开出"


def test_a_lost_letter_gives_way_to_a_new_one_and_the_receiver_is_told(office, change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one))
    with pytest.raises(OfficeError, match="介绍信〔2026〕12号还有效"):
        change_it(lambda session: written(session, one, number="13"))
    gone = {"lost": True, "on": Day(2026, 11, 9), "reason": "途中遗失", "informed": None}
    change_it(lambda session: letters.void_letter(session, one.id, gone, withdraw))
    change_it(lambda session: written(session, one, number="13", issued=Day(2026, 11, 10)))
    with office.reading() as session:
        assert [(each.number, each.state) for each in letters_of(session, one.id)] == [
            ("〔2026〕12号", LOST), ("〔2026〕13号", VALID),
        ]  # fmt: skip
        assert [each.state for each in archives.register(session, 2026)] == ["作废（遗失：途中遗失）", "有效"]
        assert [each.code for each in entries(session, TODAY)[0].findings] == ["TRN-07"]
    change_it(lambda session: letters.inform(session, one.id, Day(2026, 11, 10)))
    with office.reading() as session:
        assert entries(session, TODAY)[0].findings == ()
    with pytest.raises(OfficeError, match="没有要告知接收方的旧信"):
        change_it(lambda session: letters.inform(session, one.id, Day(2026, 11, 10)))


def test_a_letter_is_not_void_before_it_was_written_nor_without_a_reason(change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one))
    for given, said in (
        ({"on": Day(2026, 11, 1), "reason": "写错"}, "早于开具日期"),
        ({"on": Day(2026, 11, 3), "reason": " "}, "没有填写原因"),
    ):
        with pytest.raises(OfficeError, match=said):
            change_it(lambda session, given=given: letters.void_letter(session, one.id, given, withdraw))


def test_what_the_program_prints_is_noted_once_and_its_copies_counted(office, change_it):
    given = {"days": "60天", "paid_to": "2026-11", "to": "南溪一中党支部", "addressee": "中共南溪县委组织部"}
    paper = Handed("〔2026〕1号", Day(2026, 11, 19), given, printed=1)
    change_it(lambda session: letters.told(session, who(session, "林知夏"), paper))
    again = Handed("〔2026〕1号", Day(2026, 11, 19), given, printed=2)
    change_it(lambda session: letters.told(session, who(session, "林知夏"), again))
    with office.reading() as session:
        one = open_of(session, who(session, "林知夏"))
        assert (one.to_unit, str(one.paid_to), str(one.begun)) == ("南溪一中党支部", "2026-11", "2026-11-19")
        found = letters_of(session, one.id)
        assert [(each.number, each.days, each.printed) for each in found] == [("〔2026〕1号", 60, 2)]
        assert letters.against_printing(session, one.person_id, "1", 2026) == ""
        assert letters.against_printing(session, one.person_id, "2", 2026) == "介绍信〔2026〕1号还有效"
    void = Handed("〔2026〕1号", Day(2026, 11, 19), given, printed=2, void="写错姓名")
    change_it(lambda session: letters.told(session, who(session, "林知夏"), void))
    with office.reading() as session:
        gone = letters_of(session, one.id)[0]
        assert (gone.state, gone.void_reason, str(gone.void_on)) == (VOID, "写错姓名", "2026-11-20")


def test_a_letter_printed_for_a_move_begun_before_belongs_to_it(office, change_it):
    one = change_it(begun)
    paper = Handed("〔2026〕1号", Day(2026, 11, 19), {"days": "30"}, printed=1)
    change_it(lambda session: letters.told(session, one.person_id, paper))
    with office.reading() as session:
        assert [each.number for each in letters_of(session, one.id)] == ["〔2026〕1号"]
        assert session.get_one(Transfer, one.id).to_unit == OUT["to_unit"]


# -- stopping, mending ------------------------------------------------------------------------


def test_a_move_that_is_stopped_leaves_the_person_and_voids_the_letter(office, change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one))
    given = {"on": Day(2026, 11, 18), "reason": "本人不调动了"}
    change_it(lambda session: coming.refuse(session, one.id, given, withdraw))
    with office.reading() as session:
        assert on_roster(session, "林知夏", TODAY)
        found = entries(session, TODAY)[0]
        assert (found.transfer.state, found.findings) == (STOPPED, ())
        assert letters_of(session, one.id)[0].state == VOID
        assert archives.register(session, 2026)[0].void
    with pytest.raises(OfficeError, match="这件转接已中止"):
        change_it(lambda session: moving.chase(session, one.id, {"on": Day(2026, 11, 19), "said": "问过"}))


def test_what_was_asked_of_the_other_side_stays_in_the_note(office, change_it):
    one = change_it(begun)
    for day, said in ((12, "电话无人接"), (15, "对方说已寄出")):
        given = {"on": Day(2026, 11, day), "said": said}
        change_it(lambda session, given=given: moving.chase(session, one.id, given))
    with office.reading() as session:
        note = session.get_one(Transfer, one.id).note
    assert note == "2026-11-12 催问：电话无人接\n2026-11-15 催问：对方说已寄出"


def test_facts_are_mended_and_an_entry_with_a_letter_is_never_dropped(office, change_it):
    one = change_it(begun)
    given = {"to_unit": "南溪一中", "materials": ("4-3",), "paid_to": None}
    change_it(lambda session: moving.correct(session, one.id, given))
    with office.reading() as session:
        found = session.get_one(Transfer, one.id)
        assert (found.to_unit, found.materials, found.paid_to) == ("南溪一中", ["4-3"], None)
        assert found.reason == "工作调动"
    change_it(lambda session: written(session, one))
    with pytest.raises(OfficeError, match="不能删除"):
        change_it(lambda session: moving.drop(session, one.id))
    office.undo()
    change_it(lambda session: moving.drop(session, one.id))
    with office.reading() as session:
        assert entries(session, TODAY) == []


# -- coming in --------------------------------------------------------------------------------


def received(session, one, **more):
    branch = find(session, "第二党支部").id
    given = {"on": Day(2026, 11, 20), "branch_id": branch, "checked": "合格", **more}
    return coming.receive(session, one.id, given, DEVELOPMENT.arrived)


def test_somebody_new_is_on_no_roster_until_received(office, change_it):
    one = change_it(lambda session: coming.begin_in(session, IN))
    with office.reading() as session:
        assert not on_roster(session, "方砚舟", TODAY)
    told = change_it(lambda session: received(session, one, joined=Day(2012, 6, 21), full=Day(2013, 6, 21)))
    assert told == []
    with office.reading() as session:
        found = next(each for each in everyone(session, TODAY) if each.name == "方砚舟")
        assert (found.present, found.category, found.branch) == (True, "正式党员", "第二党支部")
        assert (str(found.card["joined"]), found.entered_why) == ("2012-06-21", "转入组织关系")
        move = entries(session, TODAY)[0].transfer
        assert (move.state, move.to_unit) == ("已接收", "青禾中学党总支第二党支部")
    office.undo()
    with office.reading() as session:
        assert not on_roster(session, "方砚舟", TODAY)


def test_who_was_here_before_comes_back_to_the_same_card(office, change_it):
    one = change_it(begun)
    change_it(lambda session: written(session, one))
    change_it(lambda session: going.receive_receipt(session, one.id, {"on": Day(2026, 11, 5)}))
    back = change_it(lambda session: coming.begin_in(session, {**IN, "person_id": one.person_id, "name": ""}))
    change_it(lambda session: received(session, back))
    with office.reading() as session:
        assert [each.name for each in everyone(session, TODAY)].count("林知夏") == 1
        assert on_roster(session, "林知夏", TODAY)


def test_who_is_here_is_not_received(change_it):
    with pytest.raises(OfficeError, match="林知夏在 2026-11-10 已在册"):
        change_it(lambda session: coming.begin_in(session, {**IN, "person_id": who(session, "林知夏")}))


def test_a_letter_that_ran_out_is_received_only_with_a_reason(office, change_it):
    one = change_it(lambda session: coming.begin_in(session, {**IN, "days": 10}))
    with pytest.raises(OfficeError, match=r"已经过期（2026-11-01 开具，10 天，有效至 2026-11-11"):
        change_it(lambda session: received(session, one))
    told = change_it(lambda session: received(session, one, why_late="原党委已补说明"))
    assert [each.code for each in told] == ["TRN-06"]
    with office.reading() as session:
        assert session.get_one(Transfer, one.id).note == "介绍信过期仍接收：原党委已补说明"


def test_files_that_are_not_sound_are_told(change_it):
    one = change_it(lambda session: coming.begin_in(session, IN))
    with pytest.raises(OfficeError, match="没有填写审核情况"):
        change_it(lambda session: received(session, one, checked=""))
    told = change_it(lambda session: received(session, one, checked="缺转正申请书"))
    assert ["缺转正申请书" in each.message for each in told] == [True]


def test_a_probationary_member_who_comes_is_known_to_the_way(office, change_it):
    given = {**IN, "category": str(Category.PROBATIONARY)}
    one = change_it(lambda session: coming.begin_in(session, given))
    change_it(lambda session: received(session, one))
    with office.reading() as session:
        way = session.execute(select(Wayfarer)).scalar_one()
        assert (way.person_id, str(way.came_on), way.papers_sound) == (one.person_id, "2026-11-20", "合格")


def test_the_time_of_an_activist_elsewhere_adds_up_where_it_is_proved(office, change_it):
    given = {**IN, "category": str(Category.ACTIVIST), "materials": ("1-1", "2-6")}
    one = change_it(lambda session: coming.begin_in(session, given))
    assert one.manner == FILES
    change_it(lambda session: received(session, one, activist_on=Day(2025, 9, 1)))
    with office.reading() as session:
        spell = session.execute(select(Spell)).scalar_one()
        assert (str(spell.start), str(spell.end), spell.proved) == ("2025-09-01", "2026-11-20", True)
        assert spell.organisation == IN["from_unit"]


def test_no_day_of_an_activist_is_made_up(office, change_it):
    one = change_it(lambda session: coming.begin_in(session, {**IN, "category": str(Category.ACTIVIST)}))
    change_it(lambda session: received(session, one))
    with office.reading() as session:
        assert session.execute(select(Spell)).all() == []


def test_who_is_sent_back_and_was_entered_for_this_alone_goes_into_the_bin(office, change_it):
    one = change_it(lambda session: coming.begin_in(session, IN))
    with pytest.raises(OfficeError, match="没有填写中止的原因"):
        change_it(lambda session: coming.refuse(session, one.id, {"on": Day(2026, 11, 19)}, withdraw))
    given = {"on": Day(2026, 11, 19), "reason": "档案缺入党志愿书，退回补齐"}
    change_it(lambda session: coming.refuse(session, one.id, given, withdraw))
    with office.reading() as session:
        assert session.get_one(Person, one.person_id).binned
        assert [each.transfer.why_ended for each in entries(session, TODAY)] == [given["reason"]]


def test_our_receipt_is_not_sent_before_the_receiving(office, change_it):
    one = change_it(lambda session: coming.begin_in(session, IN))
    with pytest.raises(OfficeError, match="还没有接收"):
        change_it(lambda session: coming.send_receipt(session, one.id, Day(2026, 11, 20)))
    change_it(lambda session: received(session, one))
    change_it(lambda session: coming.send_receipt(session, one.id, Day(2026, 11, 21)))
    with office.reading() as session:
        assert str(session.get_one(Transfer, one.id).receipt) == "2026-11-21"


# -- within, and many at once -----------------------------------------------------------------


def test_within_the_school_branch_and_register_change_on_one_day(office, change_it):
    def move(session):
        given = {"on": Day(2026, 11, 16), "branch_id": find(session, "第二党支部").id, "reason": "换岗"}
        return going.move_within(session, who(session, "林知夏"), given)

    change_it(move, "登记校内调整：林知夏")
    with office.reading() as session:
        days = (date(2026, 11, 15), TODAY)
        places = [next(p.branch for p in everyone(session, on) if p.name == "林知夏") for on in days]
        found = entries(session, TODAY)[0].transfer
    assert places == ["第一党支部", "第二党支部"]
    assert (found.from_unit, found.to_unit) == ("青禾中学党总支第一党支部", "青禾中学党总支第二党支部")
    with pytest.raises(OfficeError, match="已经在第二党支部"):
        change_it(move)


def test_pupils_who_leave_are_begun_at_once_each_with_the_papers_of_their_kind(office, change_it):
    def begin(session):
        ids = [who(session, name) for name in ("沈砚秋", "骆嘉言")]
        return going.begin_pupils(session, ids, {**OUT, "reason": "", "to_unit": "青禾师范学院党委"})

    change_it(begin)
    with office.reading() as session:
        found = {one.name: one.transfer for one in entries(session, TODAY)}
    assert {one.reason for one in found.values()} == {"毕业升学"}
    assert found["骆嘉言"].materials == ["1-1", "2-6", "2-5", "2-7"]
    assert "5-1" in found["沈砚秋"].materials
    with pytest.raises(OfficeError, match="没有选择要转出的人"):
        change_it(lambda session: going.begin_pupils(session, [], OUT))


def test_through_the_system_neither_letter_nor_receipt_on_paper(office, change_it):
    one = change_it(lambda session: begun(session, manner=NATIONAL, serial="330099-1"))
    with pytest.raises(OfficeError, match="不用开介绍信"):
        change_it(lambda session: written(session, one))
    change_it(lambda session: going.receive_receipt(session, one.id, {"on": Day(2026, 11, 12)}))
    with office.reading() as session:
        left = presence(session, one.person_id)
    assert left.evidence == "330099-1"
