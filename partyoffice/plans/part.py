"""Table of contents of 工作计划: plans and tasks, leading groups, responsibility lists, 专题会议."""

from collections.abc import Sequence
from typing import Any

from partyoffice.part import Part
from partyoffice.plans import checks, home, sample
from partyoffice.plans.documents.lists import ROSTERS
from partyoffice.plans.papers import PAPERS
from partyoffice.plans.records import (
    SETTINGS,
    LeadingGroup,
    Proof,
    Responsibility,
    Seat,
    Task,
    WorkPlan,
)
from partyoffice.plans.seek import SEEK


def _page(desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.plans.page.views import plans_page

    return plans_page(desk)


def _views() -> Sequence[Any]:
    from partyoffice.plans.page.views import VIEWS

    return VIEWS


def _commands(page: Any) -> Any:  # noqa: ANN401 -- the page, which only the window knows
    from partyoffice.plans.page.views import plan_commands

    return plan_commands(page)


PLANS = Part(
    "plans",
    "工作计划",
    records=(WorkPlan, Task, Proof, LeadingGroup, Seat, Responsibility),
    settings=SETTINGS,
    rosters=ROSTERS,
    papers=PAPERS,
    checks=(checks.check_plans, checks.check_groups),
    due=(home.due,),
    numbers=home.numbers,
    year=home.year,
    seek=SEEK,
    sample=sample.invent,
    page=_page,
    views=_views,
    commands=_commands,
    group="组织与换届",
)
