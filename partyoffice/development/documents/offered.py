"""Every roster of the way as it is offered: code, title, who stands on it, its usual columns."""

from collections.abc import Callable
from functools import partial

from partyoffice.development.documents import analysis, rosters, shown
from partyoffice.development.documents.facts import FACTS
from partyoffice.members.columns import COLUMNS
from partyoffice.members.ordering import ORDERS
from partyoffice.members.rules import Category
from partyoffice.part import Roster
from partyoffice.reports.document import Document

CATALOGUE = (
    *(column.field for column in COLUMNS.values()), *(fact.field for fact in FACTS), *shown.FIELDS,
)  # fmt: skip


def _stage(code: str, category: Category, columns: tuple[str, ...]) -> Roster:
    build = partial(rosters.of_category, category, columns, facts=FACTS)
    return Roster(code, f"{category}名册", build, CATALOGUE, columns, yearly=True, orders=ORDERS)


def _roster(code: str, title: str, build: Callable[..., Document], columns: tuple[str, ...]) -> Roster:
    return Roster(code, title, partial(build, facts=FACTS), CATALOGUE, columns, yearly=True, orders=ORDERS)


ROSTERS = (
    _roster("new-members", "年度新党员名册", rosters.new_members, rosters.NEW),
    _stage("applicants", Category.APPLICANT, rosters.APPLICANTS),
    _stage("activists", Category.ACTIVIST, rosters.ACTIVISTS),
    _stage("candidates", Category.CANDIDATE, rosters.CANDIDATES),
    _roster("probationary", "预备党员名册", rosters.probationary, rosters.PROBATIONARY),
    _roster("previews", "发展党员预审名册", rosters.previews, rosters.PREVIEWED),
    _roster("full-candidates", "转正审议名册", rosters.full_candidates, rosters.TO_BE_FULL),
    _roster("activist-analysis", analysis.TITLE, analysis.analysis, rosters.ACTIVISTS),
    _roster("applicants-23", "入党申请人信息（23 栏）", rosters.head_of_23, tuple(rosters.HEAD)),
)
