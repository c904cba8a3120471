import pytest

from partyoffice.core.dates import Day
from partyoffice.development.actions.booklets import take_in
from partyoffice.development.actions.inquiries import send_inquiry
from partyoffice.development.records import PartyClass
from partyoffice.development.seek import find
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.store import rows

pytestmark = pytest.mark.usefixtures("stopped_clock")


def test_booklets_letters_and_classes_are_found_by_number_pinyin_and_whom_they_are_about(session):
    lin = add_person(session, {"name": "林知夏"}, category=Category.CANDIDATE)
    take_in(session, "00121", "00122", Day(2026, 10, 1))
    send_inquiry(session, lin.id, "安和县教育局党委", Day(2025, 10, 1))
    values = {"kind": "业余党校", "name": "第八期业余党校", "organiser": "总支", "start": Day(2026, 9, 1)}
    rows.add_row(session, PartyClass, values)
    assert [hit.title for hit in find(session, "0012", 9)] == ["志愿书 00121", "志愿书 00122"]
    assert len(find(session, "0012", 1)) == 1
    [letter] = find(session, "lzx 教育局", 9)
    assert letter.target == {"view": "letters", "row": 1, "year": 2025}
    assert [hit.note for hit in find(session, "yydx", 9)] == ["业余党校·2026-09-01"]
    assert find(session, " ", 9) == ()
    assert find(session, "没有", 9) == []
