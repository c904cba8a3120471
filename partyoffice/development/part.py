"""Table of contents of the way into the Party, as far as it stands."""

from collections.abc import Sequence
from typing import Any

from partyoffice.development import audits, booklet, checks, duties, home, sample
from partyoffice.development.actions.arrivals import arrive
from partyoffice.development.calculations import CALCULATIONS
from partyoffice.development.decisions import DECISIONS
from partyoffice.development.documents.facts import FACTS
from partyoffice.development.documents.offered import ROSTERS
from partyoffice.development.importer import ApplicantImporter
from partyoffice.development.papers import to_archive, to_preview, votes
from partyoffice.development.queries.materials import held_codes
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
from partyoffice.development.seek import SEEK
from partyoffice.members.importer import RosterImporter
from partyoffice.members.rules import Category
from partyoffice.part import Paper, Part


def _page(desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.development.page.views import development_page

    return development_page(desk)


def _views() -> Sequence[Any]:
    from partyoffice.development.page.views import VIEWS

    return VIEWS


def _commands(page: Any) -> Sequence[Any]:  # noqa: ANN401 -- the page, which only the window knows
    from partyoffice.development.page.commands import commands

    return commands(page)


DEVELOPMENT = Part(
    "development",
    "发展党员",
    records=(
        Step, Wayfarer, EditionChoice, Spell, Voucher, Review, ThoughtReport, Examined, Inquiry, Posting,
        Material, Booklet, Quota, Pairing, PartyClass, Enrolment,
    ),
    settings=(*SETTINGS, LOCAL_MATERIALS),
    facts=FACTS,
    rosters=ROSTERS,
    papers=(
        *to_preview.PAPERS,
        Paper(
            "dev-11", "入党志愿书", ("member",), "dev-11", booklet.values, missing=booklet.missing,
            asks=booklet.ASKS, offers=booklet.OFFERS, among=(Category.CANDIDATE, Category.PROBATIONARY),
            note="以省级组织部门统一印制为准，只往印好的本子上套打，不另印一本",
        ),
        *votes.PAPERS,
        *to_archive.PAPERS,
    ),
    importers=(ApplicantImporter(RosterImporter(FACTS)),),
    decisions=DECISIONS,
    calculations=CALCULATIONS,
    checks=(checks.check_steps, checks.check_files, audits.check_registers),
    due=(home.due, duties.due),
    numbers=home.numbers,
    year=home.year,
    seek=(SEEK,),
    sample=sample.invent,
    page=_page,
    views=_views,
    commands=_commands,
    arrived=arrive,
    held=held_codes,
)  # fmt: skip
