"""Rosters as papers and sheets."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock, codes
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Care, Field, Kind
from partyoffice.members.changes import changes_in
from partyoffice.members.columns import COLUMNS, DEFAULT, PRINTED, needed
from partyoffice.members.matching import office_uuid, own_number
from partyoffice.members.ordering import sorted_people
from partyoffice.members.queries import Someone, books_opened, everyone, inside
from partyoffice.members.queries import roster as roster_of
from partyoffice.organisation.queries import Node, Tree, tree
from partyoffice.organisation.records import CHARGE, FILLER, SAMPLE, SCHOOL
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Fact, Wish
from partyoffice.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Fields,
    Page,
    Paragraph,
    Signatures,
    Table,
    shown,
)
from partyoffice.store import journal, settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Facts = tuple[Fact, ...]
KINDS = {Kind.DAY: "date", Kind.ID_NUMBER: "id", Kind.PHONE: "id", Kind.NUMBER: "number"}
LEFT = frozenset({"address", "household", "note", "native_place", "archive_place"})
# Millimetres that hold the usual value on one line, or on two where people expect two.
WIDTHS = {
    "name": 15, "sex": 7, "ethnicity": 11, "born_month": 14, "native_place": 14, "education_degree": 24,
    "education": 16,
    "degree": 16, "joined": 17.5, "full": 17.5, "birth": 17.5, "work_start": 14, "job": 19, "title_name": 14,
    "id_number": 30,
    "phone": 20, "address": 33, "category": 14, "group": 15, "branch": 20, "note": 11, "archive_place": 22,
    "sponsors": 17,
}  # fmt: skip
USUAL_WIDTH = 18


def chosen(wish: Wish, facts: Facts, default: Sequence[str]) -> list[Field]:
    """Return the columns of a roster (OfficeError naming the ones nobody knows)."""
    catalogue = [COLUMNS[key].field for key in COLUMNS] + [fact.field for fact in facts]
    by_word = {word: field for field in reversed(catalogue) for word in (field.title, field.key)}
    wanted = wish.columns or tuple(default)
    unknown = [word for word in wanted if word not in by_word]
    if unknown:
        titles = "、".join(field.title for field in catalogue)
        raise OfficeError(f"没有名为“{'、'.join(unknown)}”的列", remedy=f"可用的列：{titles}")
    return [by_word[word] for word in wanted]


def people_of(
    session: "Session", wish: Wish, keep: Callable[[Someone], bool], fields: Sequence[Field]
) -> list[Someone]:
    """Return the people of a roster in its order."""
    keys = (*needed(tuple(field.key for field in fields)), "place", "floating")
    found = [one for one in everyone(session, wish.on, columns=keys) if keep(one)]
    if wish.branch is not None:
        found = inside(session, found, wish.branch)
    if wish.only is not None:
        found = [one for one in found if one.id in wish.only]
    return sorted_people(session, found, wish.order, tree(session))


def add_facts(session: "Session", people: Sequence[Someone], fields: Sequence[Field], facts: Facts) -> None:
    """Put what other parts know of the people beside the rest."""
    wanted, ids = {field.key for field in fields}, [one.id for one in people]
    for fact in facts:
        if fact.field.key in wanted:
            answers = fact.read(session, ids)
            for one in people:
                one.other[fact.field.key] = answers.get(one.id)


def cell(one: Someone, field: Field, on: date, *, masked: bool) -> Cell:
    """Return one value of somebody as a sheet holds it, masked where the wish says so."""
    value: Any = COLUMNS[field.key].read(one, on) if field.key in COLUMNS else one.other.get(field.key)
    if field.kind is Kind.PHOTO:
        return "有" if value else ""
    # Days and numbers stay what they are: only what is masked becomes a text.
    hides = field.care is Care.SENSITIVE or field.kind is Kind.LONG
    return field.mask(str(value)) if masked and value and hides else value


def roster(
    session: "Session",
    wish: Wish,
    title: str,
    keep: Callable[[Someone], bool],
    facts: Facts = (),
    default: Sequence[str] | None = None,
) -> Document:
    """Return a list of people: a plain sheet to work on, or a paper with head and signatures."""
    fields = chosen(wish, facts, default or (DEFAULT if wish.plain else _printed(session, wish)))
    people = people_of(session, wish, keep, fields)
    add_facts(session, people, fields, facts)
    rows = [tuple(cell(one, field, wish.on, masked=wish.masked) for field in fields) for one in people]
    if wish.plain:
        uuid = office_uuid(session)
        return _sheet(title + _sample(session), fields, rows, [own_number(uuid, one.id) for one in people])
    return _paper(session, wish, title, fields, rows)


def _printed(session: "Session", wish: Wish) -> tuple[str, ...]:
    """Return the printed columns; the branch stands among them where a paper holds several."""
    several = wish.branch is None and len(tree(session).of_kind(OrgKind.BRANCH)) > 1
    at = PRINTED.index("group")
    return (*PRINTED[:at], "branch", *PRINTED[at:]) if several else PRINTED


def _column(field: Field) -> Column:
    kind = KINDS.get(field.kind, "text")
    align = "left" if field.key in LEFT else "center"
    return Column(field.title, WIDTHS.get(field.key, USUAL_WIDTH), align, kind)  # type: ignore[arg-type]  # from the tables above


def _sheet(title: str, fields: list[Field], rows: list[tuple[Cell, ...]], numbers: list[str]) -> Document:
    heads = (*map(_column, fields), Column("编号", kind="id", hidden=True))
    numbered = [(*row, number) for row, number in zip(rows, numbers, strict=True)]
    return Document(title, (Table(heads, numbered),))


def _paper(
    session: "Session", wish: Wish, title: str, fields: list[Field], rows: list[tuple[Cell, ...]]
) -> Document:
    heads = (Column("序号", 8, kind="number"), *map(_column, fields))
    table = Table(heads, [(at, *row) for at, row in enumerate(rows, 1)], empty="没有符合条件的人员", size=8.5)
    when = (
        f"{wish.year} 年 12 月 31 日"
        if wish.year
        else f"{wish.on.year} 年 {wish.on.month} 月 {wish.on.day} 日"
    )
    lines = (_unit(session, wish), f"截止日期：{when}", f"共 {len(rows)} 人")
    blocks: tuple[Block, ...] = (table, *_foot(session, wish), _signatures(session))
    return Document(
        wish.title or title, blocks, Page(landscape=True, top=15, bottom=15, left=10, right=10), lines=lines
    )


def _unit(session: "Session", wish: Wish) -> str:
    where = tree(session).name(wish.branch) if wish.branch is not None else ""
    return f"填报单位（盖章）：{where or settings.get(session, SCHOOL)}{_sample(session)}"


def _sample(session: "Session") -> str:
    """Say on a paper that its people are invented."""
    return "（示例数据）" if settings.get(session, SAMPLE) else ""


def _before_books(session: "Session", on: date) -> str:
    opened = books_opened(session)
    return f"{on} 早于建账日 {opened}，按现有资料推算。" if opened is not None and on < opened else ""


def _foot(session: "Session", wish: Wish) -> Iterable[Paragraph]:
    said = "年龄、党龄、支部、小组、类别、职务按截止日期，其余各栏按目前登记。"
    said += _before_books(session, wish.on)
    if wish.masked:
        said += "证件号、电话、住址已遮盖，归档上报请选择完整打印。"
    elif wish.year:  # a year's roster outlives the office: whoever doubts the journal later compares
        said += f"操作记录到{journal.head_words(*journal.head(session))}。"
    yield Paragraph(said, "note")


def _signatures(session: "Session") -> Signatures:
    charge, filler = settings.get(session, CHARGE), settings.get(session, FILLER)
    return Signatures(("负责人", "填表人", "填表日期"), (charge, filler, str(clock.today())))


def members(session: "Session", wish: Wish, facts: Facts = ()) -> Document:
    """Return 党员花名册 of a day, or of 31 December of a year."""
    title = f"{wish.year} 年度党员花名册" if wish.year else "党员花名册"
    return roster(session, wish, title, lambda one: one.member, facts)


def sealing_rows(session: "Session", year: int) -> tuple[list[str], dict[int, list[str]]]:
    """Return the headings and, by person, the texts of a year's roster as it is kept when sealed."""
    wish = Wish(date(year, 12, 31), year, masked=False)
    # The branch is kept even where a paper of one branch does not print it: it may be mended later.
    fields = chosen(wish, (), (*PRINTED, "branch"))
    people = people_of(session, wish, lambda one: one.member, fields)
    rows = {one.id: [shown(cell(one, field, wish.on, masked=False)) for field in fields] for one in people}
    return [field.title for field in fields], rows


CHANGE_HEADS = (
    Column("序号", 2.4, kind="number"), Column("增减", 3), Column("姓名", 6), Column("日期", 5, kind="date"),
    Column("原因", 9), Column("所在党支部", 10),
)  # fmt: skip


def changes(session: "Session", wish: Wish) -> Document:
    """Return 党员增减变动表 of a year: the account, then everybody who came or went."""
    year = wish.year or wish.on.year
    account = changes_in(session, year, tree(session).below(wish.branch) if wish.branch is not None else None)
    rows = [
        (at, "增加" if move.into else "减少", move.name, Day.of(move.on), move.why, move.branch)
        for at, move in enumerate(account.moves, 1)
    ]
    table = Table(CHANGE_HEADS, rows, empty="本年没有增减")
    if wish.plain:
        return Document(f"{year} 年党员增减变动表", (table,))
    sums = Fields((
        ("上年底", account.before), ("本年增加", len(account.gained)),
        ("本年减少", len(account.lost)), ("本年底", account.after),
    ), 4)  # fmt: skip
    said = f"{account.before} + {len(account.gained)} − {len(account.lost)} = {account.after}"
    lines = (_unit(session, wish), f"{year} 年 1 月 1 日至 12 月 31 日")
    note = f"上年底 + 增加 − 减少 = 年底：{said}。{_before_books(session, date(year - 1, 12, 31))}"
    blocks = (sums, Paragraph(note, "note"), table, _signatures(session))
    return Document(wish.title or f"{year} 年党员增减变动表", blocks, lines=lines)


def bodies(session: "Session", wish: Wish) -> Document:
    """Return 支部、委员名单: every body with its members' number and who holds which post."""
    whole, people = tree(session), roster_of(session, wish.on)
    wanted = whole.below(wish.branch) if wish.branch is not None else whole.nodes.keys()
    rows = [
        _body_row(node, whole, people)
        for node in whole.nodes.values()
        if not node.ended and node.id in wanted
    ]
    heads = (
        Column("组织", 12, "left"),
        Column("类型", 5),
        Column("党员数", 4, kind="number"),
        Column("职务与姓名", 30, "left"),
    )
    lines = (_unit(session, wish), f"截止日期：{wish.on}")
    blocks = (Table(heads, rows),) if wish.plain else (Table(heads, rows), _signatures(session))
    return Document(wish.title or "支部、委员名单", blocks, lines=() if wish.plain else lines)


def _body_row(node: Node, whole: Tree, people: list[Someone]) -> tuple[Cell, ...]:
    inside_here = whole.below(node.id)
    count = sum(one.branch_id in inside_here or one.group_id in inside_here for one in people)
    holders = [
        (codes.order("party_post", post), post, one.name)
        for one in people
        for at, post in one.posts
        if at == node.id
    ]
    return node.name, str(node.kind), count, "；".join(f"{post} {name}" for _, post, name in sorted(holders))
