"""The invented minutes of the invented bodies: ten years of meetings of every kind."""

from partyoffice.meetings.sample.assemblies import Motion, assembly
from partyoffice.meetings.sample.school import invent
from partyoffice.meetings.sample.sittings import Sitting, write
from partyoffice.meetings.sample.stays import Stays

__all__ = ["Motion", "Sitting", "Stays", "assembly", "invent", "write"]
