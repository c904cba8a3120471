"""Table of contents of 组织生活: minutes, what a year asks for, what belongs to the meetings."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from partyoffice.meetings import home
from partyoffice.meetings.audits import check_life
from partyoffice.meetings.calculations import CALCULATIONS
from partyoffice.meetings.checks import check_life_meetings, check_minutes
from partyoffice.meetings.documents import attendance_list, book_list, lists, year_list
from partyoffice.meetings.documents import life_lists as lists_of_life
from partyoffice.meetings.duties import following
from partyoffice.meetings.duties import life as life_duties
from partyoffice.meetings.importer import MeetingImporter
from partyoffice.meetings.papers import life, life_forms, life_lists, offered
from partyoffice.meetings.records import (
    SETTINGS,
    AgendaItem,
    Attachment,
    Attendance,
    Criticism,
    Explanation,
    FollowUp,
    LifeStep,
    Meeting,
    OpinionAsked,
    Rectification,
    SelfCheck,
    Talk,
    Vote,
)
from partyoffice.meetings.sample import invent
from partyoffice.meetings.seek import SEEK
from partyoffice.part import Decision, Part


def _page(decisions: Mapping[str, Decision], desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.meetings.page.views import meetings_page

    return meetings_page(decisions, desk)


def _views(decisions: Mapping[str, Decision]) -> Sequence[Any]:
    from partyoffice.meetings.page.views import views

    return views(decisions)


def meetings_part(decisions: Mapping[str, Decision]) -> Part:
    """Return the part; ``decisions`` are what the parts above let a meeting decide, by name."""
    return Part(
        "meetings",
        "组织生活",
        records=(
            Meeting,
            AgendaItem,
            Attendance,
            Vote,
            FollowUp,
            Attachment,
            Explanation,
            Talk,
            LifeStep,
            OpinionAsked,
            SelfCheck,
            Criticism,
            Rectification,
        ),
        settings=SETTINGS,
        rosters=(
            *book_list.ROSTERS,
            year_list.ROSTER,
            attendance_list.ROSTER,
            *lists.ROSTERS,
            *lists_of_life.ROSTERS,
        ),
        importers=(MeetingImporter(),),
        papers=(
            *offered.papers(decisions),
            *life.PAPERS,
            *life_forms.PAPERS,
            *life_lists.PAPERS,
        ),
        calculations=CALCULATIONS,
        due=(home.due, following.due, life_duties.due),
        numbers=home.numbers,
        year=home.year,
        checks=(check_minutes, check_life, check_life_meetings),
        seek=SEEK,
        sample=invent,
        page=partial(_page, decisions),
        views=partial(_views, decisions),
    )
