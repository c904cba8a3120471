"""计划: what the upper body set for a year against what was done, by body, stage and month."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions.plan import set_quota
from partyoffice.development.page.registers.whom import column, only
from partyoffice.development.queries.plan import PlanLine, plan_of, plan_years
from partyoffice.development.records import Quota
from partyoffice.development.rules.plan import TITLES, Compared, check_plan
from partyoffice.organisation.queries import tree
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

FIELDS = fields_of(Quota)
BODY = Field("organisation_id", "党组织", Kind.LINK, required=True)
MENDED = tuple(one for one in FIELDS if one.key != "year")
KEYS = tuple(TITLES)
SHORT = {"activists": "积极分子", "candidates": "发展对象", "accepted": "接收"}


class Row:
    """A body's year as the list shows it."""

    def __init__(self, line: PlanLine, year: int) -> None:
        self.line, self.year, self.id = line, year, line.organisation_id
        self.by_key: Mapping[str, Compared] = dict(zip(KEYS, line.lines, strict=True))
        self.findings = tuple(check_plan(line.body, year, line.lines, clock.today().month))

    @property
    def state(self) -> str:
        """没有计划, 超出计划, 完成计划 or 还差几名."""
        one = self.by_key["accepted"]
        if self.line.quota is None or one.left is None:
            return "没有计划"
        return f"超出 {-one.left} 名" if one.left < 0 else f"还差 {one.left} 名" if one.left else "完成计划"


def read(session: "Session", look: Look) -> list[Row]:
    """Return the bodies with a plan for a year, and the root."""
    year = look.year or look.on.year
    return [Row(line, year) for line in plan_of(session, year)]


def _years(session: "Session") -> list[int]:
    return plan_years(session, clock.today().year)


def _mark(row: Row) -> Mark:
    if row.line.quota is None:
        return Mark.RING
    return Mark.WARN if row.findings else Mark.DONE if row.state == "完成计划" else Mark.NOW


def _card(_session: "Session", row: Row) -> Card:
    told = tuple((SHORT[key], row.by_key[key].told()) for key in KEYS)
    months = tuple((f"{at} 月", words) for at in range(1, 13) if (words := _month(row, at)))
    quota = row.line.quota
    more = (("文号", quota.document), ("要求", quota.note)) if quota else ()
    sections = (("计划和完成", told), ("各月", months), ("下达", tuple(one for one in more if one[1])))
    return Card(row.line.body, f"{row.year} 年", row.state, _mark(row), row.findings, sections)


def _month(row: Row, at: int) -> str:
    parts = ((SHORT[key], row.line.months.get((key, at), 0)) for key in KEYS)
    return "，".join(f"{title} {count}" for title, count in parts if count)


def _bodies(desk: "Desk", _row: Row | None) -> "Links":
    with desk.open_office().reading() as session:
        nodes = tree(session).nodes.values()
    return {BODY.key: tuple(Option(one.id, one.name) for one in nodes if not one.ended)}


def _set(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    values = {key: value for key, value in only(given, MENDED).items() if key != "accepted"}
    values["accepted"] = int(given["accepted"] or 0)
    set_quota(session, given["organisation_id"], int(given["year"]), values)
    return int(given["organisation_id"])


def _correct(session: "Session", row: Row, given: Mapping[str, Any]) -> None:
    values = only(given, MENDED) | {"accepted": int(given["accepted"] or 0)}
    set_quota(session, row.id, row.year, values)


def _drop(session: "Session", row: Row, _given: Mapping[str, Any]) -> None:
    if row.line.quota is None:
        raise OfficeError("这一年没有计划", remedy="请在列表里选下达过计划的年份")
    rows.drop_row(session, session.get_one(Quota, row.line.quota.id))


def _has_none(row: Row) -> str:
    return "" if row.line.quota else "这一年没有计划"


def _begin(_session: "Session", row: Row | None) -> Mapping[str, Any]:
    quota = row.line.quota if row else None
    if quota is not None:
        return {one.key: getattr(quota, one.key) for one in MENDED}
    return {"year": clock.today().year, "organisation_id": row.id if row else None}


def _pair(key: str, title: str) -> tuple[Shown, ...]:
    return (
        column(f"{key}_plan", f"计划{title}", lambda row: row.by_key[key].planned, Kind.NUMBER),
        column(f"{key}_done", f"已{title}", lambda row: row.by_key[key].done, Kind.NUMBER),
    )


def _quarter(number: int) -> Shown:
    months = range(number * 3 - 2, number * 3 + 1)
    title = f"{number} 季度接收"
    return column(
        f"q{number}", title, lambda row: sum(row.line.months.get(("accepted", at), 0) for at in months),
        Kind.NUMBER,
    )  # fmt: skip


PLAN = Register(
    "development-plan",
    "发展计划",
    (
        column("body", "党组织", lambda row: row.line.body, sample="青禾中学第一党支部"),
        *_pair("accepted", "接收"),
        column("state", "情况", lambda row: row.state, mark=_mark, sample="超出 10 名"),
        *_pair("activists", "积极分子"),
        *_pair("candidates", "发展对象"),
        *(_quarter(number) for number in range(1, 5)),
        column(
            "document",
            "文号",
            lambda row: row.line.quota.document if row.line.quota else "",
            sample="青教党〔2026〕3号",
        ),
    ),
    read,
    lambda row: f"{row.line.body} {row.year} 年",
    (
        adding("填写计划", _set, Sheet((BODY, *FIELDS), _begin, _bodies)),
        opening(_correct, Sheet(MENDED, _begin)),
        removing(_drop, why_not=_has_none),
    ),
    (View("all", "全部", lambda _row: True), View("set", "有计划的", lambda row: row.line.quota is not None)),
    years=_years,
    card=_card,
    empty=Empty("landmark", "还没有党组织", "先在“党组织”中建立支部，再填上级下达的计划。"),
    unit="个组织",
    hint="党组织",
    topic="development",
)
