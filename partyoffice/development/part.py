"""Table of contents of the way into the Party, as far as it stands."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development import audits, booklet, checks, documents, duties, home, sample
from partyoffice.development.actions import set_day
from partyoffice.development.actions.arrivals import arrive
from partyoffice.development.calculations import CALCULATIONS
from partyoffice.development.decisions import DECISIONS
from partyoffice.development.importer import ApplicantImporter
from partyoffice.development.papers import (
    activists,
    application,
    candidates,
    notices,
    political,
    postings,
    preview_form,
    review_report,
    submissions,
    to_archive,
    training,
)
from partyoffice.development.queries import days_of
from partyoffice.development.records import (
    LOCAL_MATERIALS,
    SETTINGS,
    Booklet,
    EditionChoice,
    Enrolment,
    Examined,
    Inquiry,
    Material,
    Pairing,
    PartyClass,
    Posting,
    Quota,
    Review,
    Spell,
    Step,
    ThoughtReport,
    Voucher,
    Wayfarer,
)
from partyoffice.development.rules.steps import MILESTONES, Milestone
from partyoffice.intake.headings import known
from partyoffice.members.columns import COLUMNS
from partyoffice.members.importer import RosterImporter
from partyoffice.members.ordering import ORDERS
from partyoffice.members.rules import Category
from partyoffice.part import Fact, Paper, Part, Roster

SEEN = {"applied": known("applied"), "activist_on": known("activist"), "candidate_on": known("candidate")}


def _fact(one: Milestone) -> Fact:
    def read(session: Session, ids: Sequence[int]) -> Mapping[int, Day]:
        return days_of(session, one.number, ids)

    def write(session: Session, person_id: int, day: Day) -> bool:
        return set_day(session, person_id, one.number, day)

    return Fact(
        Field(one.key, one.title, Kind.DAY, group="发展党员"),
        read,
        write,
        (*one.headings, *SEEN.get(one.key, ())),
    )


def _page(*given: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.development.page.tab import DevelopmentPage

    return DevelopmentPage(*given)


def _commands(page: Any) -> Sequence[Any]:  # noqa: ANN401 -- the page, which only the window knows
    from partyoffice.development.page.commands import commands

    return commands(page)


FACTS = tuple(map(_fact, MILESTONES))
CATALOGUE = (*(column.field for column in COLUMNS.values()), *(fact.field for fact in FACTS))


def _stage(code: str, category: Category) -> Roster:
    title = f"{category}名册"
    build = partial(documents.of_category, category, title, facts=FACTS)
    return Roster(code, title, build, CATALOGUE, documents.WAY_COLUMNS, orders=ORDERS)


DEVELOPMENT = Part(
    "development",
    "发展党员",
    records=(
        Step, Wayfarer, EditionChoice, Spell, Voucher, Review, ThoughtReport, Examined, Inquiry, Posting,
        Material, Booklet, Quota, Pairing, PartyClass, Enrolment,
    ),
    settings=(*SETTINGS, LOCAL_MATERIALS),
    facts=FACTS,
    rosters=(
        Roster(
            "new-members", "年度新党员名册", partial(documents.new_members, facts=FACTS), CATALOGUE,
            documents.NEW_COLUMNS, yearly=True, orders=ORDERS,
        ),
        _stage("applicants", Category.APPLICANT),
        _stage("activists", Category.ACTIVIST),
        _stage("candidates", Category.CANDIDATE),
    ),
    papers=(
        *application.PAPERS,
        *activists.PAPERS,
        *candidates.PAPERS,
        *notices.PAPERS,
        *postings.PAPERS,
        *political.PAPERS,
        *review_report.PAPERS,
        *training.PAPERS,
        *preview_form.PAPERS,
        *submissions.PAPERS,
        Paper(
            "dev-11", "入党志愿书", ("member",), "dev-11", booklet.values, missing=booklet.missing,
            asks=booklet.ASKS, offers=booklet.OFFERS,
            note="以省级组织部门统一印制为准，只往印好的本子上套打，不另印一本",
        ),
        *to_archive.PAPERS,
    ),
    importers=(ApplicantImporter(RosterImporter(FACTS)),),
    decisions=DECISIONS,
    calculations=CALCULATIONS,
    checks=(checks.check_steps, checks.check_files, audits.check_registers),
    due=(home.due, duties.due),
    year=home.year,
    sample=sample.invent,
    page=_page,
    commands=_commands,
    arrived=arrive,
)  # fmt: skip
