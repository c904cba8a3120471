"""The views of 党员名册: each is a question put to everybody, never a list that is kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import add_years_forward
from partyoffice.core.text import search_key
from partyoffice.members.columns import COLUMNS, REQUIRED, missing
from partyoffice.members.ordering import known_keys
from partyoffice.members.queries import Someone, everyone, from_meeting, gone_by_person
from partyoffice.members.records import History, NameKey, Person
from partyoffice.members.rules import MEMBERS, SUSPENDED, Category, Fact
from partyoffice.organisation.queries import Tree, tree

# What views, search and the card's marks ask of everybody, whatever columns are shown.
ALWAYS = (
    "id_number",
    "phone",
    "floating",
    "establishment",
    "staff_number",
    *(field.key for field in REQUIRED),
)
RETIREMENT_YEARS = 3
FEW = 200
ON_ROSTER, EVERYBODY, GONE, BIN = "在册党员", "全部人员", "已转出/减少", "回收站"

Asks = Callable[[Someone, date], bool]


def _retires_soon(one: Someone, on: date) -> bool:
    month = COLUMNS["retires"].read(one, on) if one.member else None
    if month is None or one.card["establishment"] == "离退休":
        return False
    return bool(on <= month.last and month.first <= add_years_forward(on, RETIREMENT_YEARS))


def _new_this_year(one: Someone, on: date) -> bool:
    joined = one.card["joined"]
    return one.member and joined is not None and joined.year == on.year


def _stage(category: Category) -> Asks:
    return lambda one, _on: one.present and one.category == category


def _out(one: Someone, _on: date) -> bool:
    return bool(one.other.get("gone")) or (one.category in MEMBERS and one.status == SUSPENDED)


VIEWS: dict[str, Asks] = {
    ON_ROSTER: lambda one, _on: one.member,
    "预备党员": lambda one, _on: one.member and one.category == Category.PROBATIONARY,
    "流动党员": lambda one, _on: one.member and one.card["floating"] == "是",
    "本年发展": _new_this_year,
    "信息待补": lambda one, _on: one.present and bool(missing(one)),
    "三年内退休": _retires_soon,
    "入党积极分子": _stage(Category.ACTIVIST),
    "发展对象": _stage(Category.CANDIDATE),
    "入党申请人": _stage(Category.APPLICANT),
    GONE: _out,
    EVERYBODY: lambda _one, _on: True,
}
TITLES = (*VIEWS, BIN)


def views_of(one: Someone, on: date) -> list[str]:
    """Return the views that show somebody; those in the bin are shown there and nowhere else."""
    if one.other.get("binned"):
        return [BIN]
    return [view for view, asks in VIEWS.items() if asks(one, on)]


@dataclass(frozen=True, slots=True)
class Everybody:
    """All who were ever entered, as lists need them on a day, and what finds and sorts their names."""

    on: date
    people: list[Someone]
    bodies: Tree
    keys: Mapping[str, NameKey] = field(default_factory=dict)
    early: bool = False  # a 预备党员 counts from the 支部大会 (setting [P])

    def names_without_keys(self) -> set[str]:
        """Return the names whose pinyin has not been reckoned yet."""
        return {one.name for one in self.people} - self.keys.keys()

    def search_keys(self, one: Someone) -> tuple[str, ...]:
        """Return what the search box may find somebody by."""
        key = self.keys.get(one.name)
        names = key.keys.split() if key is not None else [search_key(one.name)]
        numbers = (one.card["id_number"], one.card["phone"], one.card["staff_number"])
        return (*names, *(str(number) for number in numbers if number))

    def order(self, one: Someone) -> str:
        """Return the text that sorts a name by pinyin, the name itself before it is reckoned."""
        key = self.keys.get(one.name)
        return key.order if key is not None else one.name


def count(session: Session) -> int:
    """Return how many people were ever entered, those in the bin included."""
    return session.execute(select(func.count()).select_from(Person)).scalar_one()


def load(
    session: Session, on: date, columns: Iterable[str] = (), ids: Sequence[int] | None = None
) -> Everybody:
    """Return everybody with the named card fields and those that views and search need.

    ``ids`` narrows to some people; their pinyin is then not looked up.
    """
    wanted = tuple(dict.fromkeys((*ALWAYS, *columns)))
    bodies = tree(session)
    people = everyone(session, on, columns=wanted, ids=ids)
    _say_who_is_gone(session, on, people, bodies)
    binned = everyone(session, on, columns=wanted, ids=ids, binned=True)
    for one in binned:
        one.other["binned"] = True
    keys = known_keys(session) if ids is None else {}
    return Everybody(on, people + binned, bodies, keys, from_meeting(session))


def _say_who_is_gone(session: Session, on: date, people: Sequence[Someone], bodies: Tree) -> None:
    absent = [one.id for one in people if not one.present]
    ids = absent if len(absent) <= FEW else None  # who left long ago are many: then all at once
    gone, last = gone_by_person(session, on, ids), _last_rows(session, (Fact.BRANCH, Fact.CATEGORY), ids)
    for one in people:
        if one.present or one.id not in gone:
            continue
        one.other["gone"] = gone[one.id]
        one.branch_id = last.get((one.id, Fact.BRANCH), (None, ""))[0]
        one.branch = bodies.name(one.branch_id)
        one.category = last.get((one.id, Fact.CATEGORY), (None, ""))[1]


def _last_rows(
    session: Session, facts: tuple[Fact, ...], ids: Sequence[int] | None
) -> dict[tuple[int, str], tuple[int | None, str]]:
    wanted = select(History.person_id, History.fact, History.organisation_id, History.value).where(
        History.fact.in_(facts), History.end.is_not(None)
    )
    if ids is not None:
        wanted = wanted.where(History.person_id.in_(ids))
    rows = session.execute(wanted.order_by(History.end, History.id))
    return {(row.person_id, row.fact): (row.organisation_id, row.value) for row in rows}


def where(one: Someone, body: int | None, bodies: Tree) -> bool:
    """Say whether somebody belongs to a body or to what hangs below it; None means the whole school."""
    if body is None:
        return True
    wanted = bodies.below(body)
    return one.branch_id in wanted or one.group_id in wanted
