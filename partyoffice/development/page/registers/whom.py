"""What the registers of the tab share: columns about the person, whom a form may choose, the way to 进程."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.members.page.people import people_of
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.ui.person_editor import Candidate, People
from partyoffice.ui.register import Role, Shown, Verb

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

KEY = "development"
WAY = (Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE, Category.PROBATIONARY)
WATCHED = WAY[1:]
PERSON = Field("person_id", "姓名", Kind.LINK, required=True)
PEOPLE = Field("people", "人员", Kind.LINK, required=True, hint="可选几人")


def column(
    key: str,
    title: str,
    read: Callable[[Any], Any],
    kind: Kind = Kind.TEXT,
    choices: tuple[str, ...] = (),
    **more: Any,  # noqa: ANN401 -- the rest of a Shown
) -> Shown:
    """Return a column that is read by a function of the row; it is as wide as its longest choice."""
    if choices:
        more.setdefault("sample", max(choices, key=len) + "　")
    if kind is Kind.NUMBER:
        more.setdefault("text", lambda row: "" if read(row) is None else f"{read(row):g}")
    return Shown(Field(key, title, kind, choices=choices), read, **more)


def about_person() -> tuple[Shown, ...]:
    """Return the columns that tell whom a row is about; the branch stands at the end (``where``)."""
    name = column("name", "姓名", lambda row: row.person.name, Kind.NAME, person=True)
    return name, column("category", "人员类别", lambda row: row.person.category, Kind.CHOICE, tuple(Category))


def where() -> Shown:
    """Return the column of the person's branch."""
    return column("branch", "党支部", lambda row: row.person.branch, Kind.CHOICE, sample="第一党支部（文科）")


def name_of(row: Any) -> str:  # noqa: ANN401 -- a row of any register
    """Return whom a row is about."""
    return str(row.person.name)


def id_of(row: Any) -> int:  # noqa: ANN401 -- a row of any register
    """Return the id of whom a row is about, so that papers can be printed for them."""
    return int(row.person.id)


def among(categories: Sequence[str], *, several: bool = False) -> "Callable[[Desk, Any], Links]":
    """Return the people of some categories as a form chooses from them."""
    key = PEOPLE.key if several else PERSON.key
    return lambda desk, _row: {key: chooser(desk, categories, several=several)}


def chooser(desk: "Desk", categories: Sequence[str], *, several: bool = False) -> People:
    """Return whom to choose from: those of the categories first found by what is typed."""
    everybody = people_of(desk.open_office(), several=several)

    def seek(text: str) -> list[Candidate]:
        with desk.open_office().reading() as session:
            there = everyone(session, clock.today(), columns=("birth",))
        of_kind = {one.id for one in there if one.present and one.category in categories}
        found = [one for one in everybody.seek(text) if one.id in of_kind]
        return found if found or text.strip() else [_plain(one) for one in there if one.id in of_kind]

    return People(seek, everybody.named, several)


def _plain(one: Any) -> Candidate:  # noqa: ANN401 -- somebody of the roster
    birth = one.card["birth"]
    notes = (one.branch, f"{birth.year} 年生" if birth else "")
    return Candidate(one.id, one.name, "·".join(filter(None, notes)))


def plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form gave as the records keep it: no decimals, no empty texts for None."""
    return {key: float(value) if isinstance(value, Decimal) else value for key, value in given.items()}


def only(given: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """Return what was given for these fields alone."""
    keys = {one.key for one in fields}
    return {key: value for key, value in plain(given).items() if key in keys}


def _short(value: Any) -> Any:  # noqa: ANN401 -- each kind its own
    """Return a whole number as it is typed: 24, not 24.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def begins(kind: Callable[[Any], Any]) -> Callable[[Any, Any], Mapping[str, Any]]:
    """Return what fills a form with the record behind a row."""

    def values(_session: object, row: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- a row of any register
        record = None if row is None else kind(row)
        return {} if record is None else {key: _short(value) for key, value in vars(record).items()}

    return values


def _open_way(desk: "Desk", rows: Sequence[Any]) -> None:
    person = next((row.person.id for row in rows if row.person.id), 0)
    if person:
        desk.go_to(KEY, view="way", person=person)


def to_way(role: Role = Role.OTHER) -> Verb:
    """Return the verb that goes to somebody's steps; as ``Role.OPEN`` it is what Enter does."""
    return Verb(
        "way",
        "看进程",
        role=role,
        icon="arrow-right",
        button=role is Role.OPEN,
        show=_open_way,
        why_not=lambda row: "" if row.person.id else "这一条没有写明是谁",
    )
