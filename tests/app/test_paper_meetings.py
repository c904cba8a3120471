"""打印: a paper is filled from a meeting on record, chosen here or handed in by the page."""

import pytest

from partyoffice import papers
from partyoffice.app.paper_subjects import BODY, RECORDED
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.records import AgendaItem, Meeting, Vote


@pytest.fixture
def meeting(window):
    with window.office.reading() as session:
        voted = (
            session.query(AgendaItem).join(Vote, Vote.item_id == AgendaItem.id).filter(AgendaItem.person_id)
        )
        return session.get_one(Meeting, voted.first().meeting_id)


def test_a_meeting_chosen_fills_the_paper_and_what_is_typed_goes_before_it(window, meeting):
    side = window.dialogs.open("print", paper="mtg-02").side
    assert side.whom.ways.currentText() == BODY
    assert not side.meetings.isVisibleTo(side)
    side.whom.ways.setCurrentText(RECORDED)
    assert side.meetings.isVisibleTo(side)
    side.meetings.choose(meeting.id)
    assert "表决：" in side.fields.form.values()["text"]
    side.fields.form.set_value("place", "礼堂")
    order = side.order()
    assert order.subjects == (meeting.organisation_id,)
    assert (order.given["place"], order.given["meeting"]) == ("礼堂", str(meeting.id))
    side.whom.ways.setCurrentText(BODY)
    assert side.fields.recorded is None


def test_a_page_hands_in_its_meeting_and_whom_it_voted_on_is_printed(window, meeting):
    side = window.dialogs.open(
        "print", paper="dev-12b", branch=meeting.organisation_id, meeting=meeting.id
    ).side
    assert side.meetings.current() == meeting.id
    [person, *_] = side.order().subjects
    with window.office.reading() as session:
        assert person in {one.person_id for one in session.query(AgendaItem).filter_by(meeting_id=meeting.id)}
    side.meetings.meeting.clear()
    with pytest.raises(OfficeError, match="还没有选会议"):
        side.order()
    assert papers.find("mem-01").record is None
