import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.records import Closing, Payment
from partyoffice.members.records import Person
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import settings


def correct(window, sentence, person_id=1, **values):
    with window.office.change(sentence) as session:
        person = session.get_one(Person, person_id)
        for key, value in values.items():
            setattr(person, key, value)


@pytest.fixture
def page(window, rest):
    correct(window, "更正 联系电话", phone="19900000001", joined=Day.parse("2012-06-21"))
    window.show_page("history")
    rest(window)
    return window.pages["history"]


def cells(page):
    return [line.cells for line in page.details.lines.lines]


def test_the_newest_action_stands_on_top_with_what_it_changed(page):
    assert page.title.text() == "更正 联系电话"
    changed = {row[0]: row[1] for row in cells(page) if len(row) == 2}
    assert changed["手机号码"].endswith("→ 199****0001")
    assert changed["入党时间"].endswith("→ 2012-06-21")


def test_details_are_masked_only_while_the_window_is(page, window):
    window.toggle_masking()
    changed = {row[0]: row[1] for row in cells(page) if len(row) == 2}
    assert changed["手机号码"].endswith("→ 19900000001")


def test_each_showing_of_sensitive_values_leaves_one_line_and_is_no_step_of_undo(page, window, rest):
    office, undo = window.office, window.office.undo_sentence
    page.grid.model.set_masked(True)
    for _ in range(2):
        seq = office.last_seq
        for _again in range(3):
            window.desk.reveal.show()
        assert office.last_seq == seq + 1
        window.desk.reveal.hide()
    assert office.undo_sentence == undo
    page.refresh(frozenset())
    rest(window)
    page.show_target(seq=office.last_seq)
    rest(window)
    assert page.title.text() == "显示证件号、电话、住址"
    assert cells(page)[-1][0] == "最近一次显示"


def test_nothing_is_shown_that_could_not_be_noted(window, monkeypatch):
    def refuse(*_given, **_more):
        raise OfficeError("磁盘已满", remedy="请腾出空间")

    monkeypatch.setattr(window.office, "change", refuse)
    window.desk.reveal.show()
    assert window.desk.masked
    assert window.messages.notes[-1].what == "磁盘已满"


def test_settings_are_told_by_their_title(page, window, rest):
    with window.office.change("修改设置：学校名称") as session:
        settings.put(session, SCHOOL, "新名中学")
    rest(window)
    page.show_target(seq=window.office.last_seq)
    rest(window)
    assert ("学校名称", "青禾中学 → 新名中学") in cells(page)


def test_an_action_is_taken_back_after_a_question(page, window, rest):
    window.messages.answers.append("撤销这一步")
    page.take_back()
    rest(window)
    with window.office.reading() as session:
        assert session.get_one(Person, 1).phone != "19900000001"
    assert window.messages.notes[-1].what.startswith("已撤销")
    page.show_target(seq=2)
    rest(window)
    assert page.back.toolTip() == "已由第 3 号操作撤销"


def test_an_action_changed_since_is_refused_and_says_whose(page, window, rest):
    correct(window, "再改 联系电话", phone="19900000002")
    rest(window)
    page.show_target(seq=2)
    window.messages.answers.append("撤销这一步")
    page.take_back()
    rest(window)
    assert "之后又改过" in window.messages.notes[-1].what
    with window.office.reading() as session:
        assert session.get_one(Person, 1).phone == "19900000002"


def test_the_safe_answer_takes_nothing_back(page, window, rest):
    page.take_back()
    rest(window)
    with window.office.reading() as session:
        assert session.get_one(Person, 1).phone == "19900000001"


def test_the_chain_is_verified(page, window, rest):
    page.chain.click()
    rest(window)
    assert window.messages.notes[-1].what == "操作记录完整"


def test_a_changed_journal_is_found(page, window, rest):
    raw = window.office.door.connect()
    raw.execute("DROP TRIGGER journal_no_update")
    raw.execute("UPDATE journal SET sentence='别的' WHERE seq=2")
    raw.close()
    page.chain.click()
    rest(window)
    note = window.messages.notes[-1]
    assert note.what == "操作记录不完整"
    assert "第 2 号" in note.sentence


def test_the_search_box_finds_actions(page):
    page.search("示例")
    assert page.grid.model.rowCount() == 1
    page.search("没有这个")
    assert page.grid.model.rowCount() == 0


def test_undo_and_redo_are_named_and_refused_in_words(window, rest):
    correct(window, "更正 林知夏 的 手机号码", phone="19900000001")
    assert window.actions_table["edit.undo"].text() == "撤销 “更正 林知夏 的 手机号码”"
    window.undo()
    assert window.actions_table["edit.redo"].text() == "重做 “更正 林知夏 的 手机号码”"
    window.redo()
    assert "已保存" in window.status.saved.text()


def test_an_import_with_money_of_a_month_closed_since_stays_and_the_bar_says_how(page, window, rest):
    today = Day.of(clock.today())
    period = f"{today.year}-{today.month:02d}"
    with window.office.change("导入党费台账", kind="import") as session:
        session.add(
            Payment(person_id=1, month=Day(today.year, today.month), amount=2000, on=today, note="试")
        )
    seq = window.office.last_seq
    with window.office.change(f"结账：{period}") as session:
        session.add(Closing(period=period, closed=today))
    rest(window)
    page.show_target(seq=seq)
    window.messages.answers.append("撤销导入")
    page.take_back()
    rest(window)
    said = window.messages.notes[-1]
    assert said.what.startswith(f"{today.year}年{today.month}月已经结账")
    assert "请先在“结账”里写明原因重开" in said.sentence
    with window.office.reading() as session:
        assert session.query(Payment).filter(Payment.note == "试").count() == 1
