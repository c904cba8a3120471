"""Table of contents of 组织生活, as far as it stands: the records of meetings, and papers."""

from partyoffice.meetings.calculations import CALCULATIONS
from partyoffice.meetings.checks import check_minutes
from partyoffice.meetings.papers import minutes, notice, sign_in
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
from partyoffice.part import Part

MEETINGS = Part(
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
    papers=(*sign_in.PAPERS, *minutes.PAPERS, *notice.PAPERS),
    calculations=CALCULATIONS,
    checks=(check_minutes,),
)
