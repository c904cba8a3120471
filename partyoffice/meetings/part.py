"""Table of contents of 组织生活, as far as it stands: its papers."""

from partyoffice.meetings.papers import PAPERS
from partyoffice.part import Part

MEETINGS = Part("meetings", "组织生活", papers=PAPERS)
