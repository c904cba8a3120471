"""Table of contents of 工作计划, as far as it stands: its records."""

from partyoffice.part import Part
from partyoffice.plans.records import LeadingGroup, Proof, Responsibility, Seat, Task, WorkPlan

PLANS = Part("plans", "工作计划", records=(WorkPlan, Task, Proof, LeadingGroup, Seat, Responsibility))
