from contextlib import ExitStack

import pytest

from partyoffice.app.settings import MARKS, all_settings, field_of, shown, storable
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.members.records import Person
from partyoffice.organisation.records import BOOKS_OPENED, HAS_COMMITTEE, SCHOOL
from partyoffice.store import backup, history, settings
from partyoffice.store.settings import OPERATOR
from partyoffice.ui.controls import QLabel


@pytest.fixture
def dialog(window):
    return window.dialogs.open("settings")


def test_every_setting_of_every_part_has_a_row(dialog):
    assert list(dialog.form.rows) == [one.key for one in all_settings()]
    assert OPERATOR.key in dialog.form.rows


def test_a_setting_is_stored_journalled_and_undone(dialog, window, rest):
    dialog.form.set_value(SCHOOL.key, "新名中学")
    dialog.form.set_value(OPERATOR.key, "沈砚秋")
    dialog.on_save()
    rest(window)
    with window.office.reading() as session:
        assert settings.get(session, SCHOOL) == "新名中学"
        assert history.entries(session, 1)[0].sentence == "修改设置：操作人、学校名称"
    assert window.header.office.whole() == "新名中学"
    assert window.messages.undos[0][0] == "已保存设置"
    window.messages.undos[0][1]()
    with window.office.reading() as session:
        assert settings.get(session, SCHOOL) == "青禾中学"


def test_saving_without_a_change_leaves_no_trace(dialog, window):
    before = window.office.last_seq
    dialog.on_save()
    assert window.office.last_seq == before
    assert not window.messages.undos


def test_where_a_setting_comes_from_is_said_below_it(dialog):
    texts = [part.text() for part in dialog.form.findChildren(QLabel)]
    assert "细则第八条：没有支委会的由党员大会决定" in texts


def test_marks_of_practice_are_put_in_words():
    assert set(MARKS) == {"[P]", "LOCAL", "UNCONFIRMED"}


def test_a_yes_or_no_kept_as_a_word_is_a_choice_of_the_two():
    assert field_of(HAS_COMMITTEE).choices == ("是", "否")


def test_days_go_through_their_editor_and_back():
    assert BOOKS_OPENED.kind is Kind.DAY
    assert shown(BOOKS_OPENED, "2026-11-20") == Day.parse("2026-11-20")
    assert storable(Day.parse("2026-11-20")) == "2026-11-20"
    assert (storable(None), storable(True), storable("甲")) == ("", True, "甲")


def test_a_year_is_sealed_and_later_corrections_are_listed(window, rest):
    dialog = window.dialogs.open("seal")
    year = dialog.year()
    assert dialog.said.text() == "尚未封存"
    dialog.go.click()
    rest(window)
    assert "0 处差异" in dialog.said.text()
    assert [copy.reason for copy in backup.copies(window.office.path)] == ["封存前"]
    assert not dialog.go.isEnabled()
    with window.office.change("更正 职称") as session:
        session.get_one(Person, 1).title_name = "正高级教师甲"
    dialog.load()
    found = [dialog.grid.model.record(row) for row in range(dialog.grid.model.rowCount())]
    assert [(one.column, one.now) for one in found] == [("职称", "正高级教师甲")]
    with window.office.reading() as session:
        from partyoffice.members import seal

        assert len(seal.sealed_of(session, year).pdf_sha256) == 64


def test_a_sealing_is_taken_back_by_undo(window, rest):
    dialog = window.dialogs.open("seal")
    dialog.go.click()
    rest(window)
    window.undo()
    dialog.load()
    assert dialog.said.text() == "尚未封存"


def limit_pages(office, most):
    """Let every connection of the pool write no more than ``most`` pages, None: no more than there are."""
    with ExitStack() as stack:
        for connection in [stack.enter_context(office._sql.connect()) for _ in range(5)]:
            pages = most or connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_a_full_disk_keeps_the_form_and_stores_nothing(window):
    dialog = window.dialogs.open("settings")
    limit_pages(window.office, None)
    before = window.office.last_seq
    dialog.form.set_value(SCHOOL.key, "青禾" * 100_000)
    dialog.on_save()
    assert dialog.isVisible()
    assert "磁盘空间不足" in dialog.bar.notes[0].what
    assert window.office.last_seq == before
    assert dialog.form.values()[SCHOOL.key].startswith("青禾青禾")
    limit_pages(window.office, 1_000_000)
    dialog.on_save()
    assert window.office.last_seq == before + 1


def test_every_setting_says_under_its_field_where_it_comes_from(window):
    dialog = window.dialogs.open("settings")
    words = {each.text() for each in dialog.findChildren(QLabel) if each.property("role") == "cap"}
    for setting in all_settings():
        if setting.note or setting.mark:
            said = [text for text in words if setting.note.rstrip("。") in text]
            assert said, setting.key
            assert not setting.mark or any(MARKS.get(setting.mark, setting.mark) in text for text in said)
    dialog.close()
