"""How an old roster comes in: which columns it may have, whom a row means, what it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.id_number import read_id_number
from partyoffice.intake.headings import known
from partyoffice.intake.target import Difference, Options, Row, Target, Verdict
from partyoffice.members import columns, taking
from partyoffice.members.checks import check_days
from partyoffice.members.columns import CARD
from partyoffice.members.matching import Book
from partyoffice.members.queries import Someone, books_opened
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import Tree, tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Fact

NUMBER = "number"
SKIPPED = frozenset({"photo"})
# Words that say "a Party member" but not which: only a 转正时间 beside them decides.
MEMBER_WORDS = frozenset(
    {"党员", "中共党员", "中国共产党党员", "共产党员", "中共正式党员或预备党员", "在册党员"}
)
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": known("name"), "sex": known("sex"), "ethnicity": known("nation"), "birth": known("birth"),
    "id_number": known("id_number"), "education": known("education"), "degree": known("degree"),
    "joined": known("joined"), "full": known("full_on"), "phone": known("phone"),
    "telephone": known("landline"),
    "native_place": known("native_place"), "household": known("household"), "work_start": known("work_start"),
    "address": known("address"), "sponsors": known("introducers"), "staff_number": known("staff_number"),
    "category": known("category"), "branch": known("branch"), "post": known("party_post"),
    "title_name": tuple(word for word in known("title") if word != "从事专业技术职务" and "级" not in word),
    "title_level": ("职称级别", "职称等级", "专业技术职务级别", "专业技术职务等级"),
    "professional_title": ("从事专业技术职务", "从事专业技术服务"),
    "admin_post": ("职务", "行政职务", "现任职务", "现职务", "担任职务", "单位职务", "领导职务", "职务名称"),
    "job": ("职务", "工作岗位", "现任岗位", "岗位", "岗位类别"), "note": ("备注", "备注1", "说明"),
    "group": ("党小组", "所在党小组", "所属党小组", "党小组名称"), "taiwan": ("是否台湾省籍", "台湾省籍"),
    "archive_place": ("党员档案所在单位", "档案所在单位", "档案管理单位", "党员档案所在地"),
    "stratum": ("新的社会阶层", "新社会阶层", "新社会阶层类型"), "floating": ("是否流动党员", "流动党员"),
    "college": ("毕业院校", "毕业学校", "毕业院校系", "毕业学校名称"),
    "major": ("专业", "所学专业", "毕业专业"),
    "lost_kind": ("失去联系情形",), "lost_on": ("失去联系日期",),
    "joined_kind": ("加入类型", "入党类型", "增加类型"),
    "frontline": ("一线情况", "是否一线"), "training": ("培训情况", "党员培训情况"),
    "subject": ("任教学科", "学科", "任教科目"), "grade": ("任教年级", "年级"),
    "team": ("年级组", "教研组", "年级组/教研组"),
    "establishment": ("编制", "编制类别", "编制情况"), "marital_status": ("婚姻状况", "婚否"),
}  # fmt: skip
# Whom a row means: the person on the books, or for somebody new name, birth and number.
Who = int | tuple[str, str, str]
HERE = {"note": ("备注",), "branch": ("所在党支部",), "phone": ("联系电话",), "category": ("党籍状态",)}
FOUNDS = frozenset({"branch", "group"})
AFTER = {"telephone": "phone", "party_status": "category"}


def target_of(about: Field) -> Target:
    """Return a field of people as the engine wants it."""
    key = about.key
    words = {"男性": "男", "女性": "女"} if key == "sex" else {}
    return Target(
        key, about, HEADINGS.get(key, ()), must=key == "name", plain_here=HERE.get(key, ()), words=words,
        unknown="status-unknown" if key == "category" else "choice-unknown", after=AFTER.get(key, ""),
        founds=key in FOUNDS,
    )  # fmt: skip


OWN_NUMBER = Target(NUMBER, Field(NUMBER, "编号", Kind.TEXT), ("编号",))
# 类别 is taken as written and judged here, because 中共党员 needs the row's dates.
CATEGORY = target_of(Field("category", "人员类别", Kind.CHOICE, codes="category", open=True, required=True))


@dataclass(frozen=True, slots=True)
class RosterImporter:
    """The importer ``members``; ``facts`` are what other parts keep of people."""

    facts: tuple[Fact, ...] = ()
    kind: str = "members"
    title: str = "党员名册"
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "name": "示例（请删除）",
            "sex": "女",
            "ethnicity": "汉族",
            "birth": "1988-02-11",
            "id_number": "330099198802110020",
            "education": "大学本科",
            "joined": "2012-06-21",
            "full": "2013-06-21",
            "category": "正式党员",
            "branch": "第一党支部",
            "phone": "19900000000",
        }
    )

    def targets(self, session: Session) -> tuple[Target, ...]:  # noqa: ARG002 -- the same for every office
        """Return every field of the card, the histories and the facts of other parts."""
        card = [target_of(about) for key, about in CARD.items() if key not in SKIPPED]
        histories = [target_of(one.field) for one in columns.HISTORIES if one.key != "category"]
        facts = [Target(one.field.key, one.field, one.headings) for one in self.facts]
        return (*card, CATEGORY, *histories, *facts, OWN_NUMBER)

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Find whom each row means and what it would change."""
        book = Book.of(session, options.on, self.facts)
        bodies = tree(session)
        seen: dict[Who, int] = {}
        told = any("category" in row.shown for row in rows)
        for row in rows:
            if row.good:
                self._judge_one(row, book, seen, told=told)
        options.created[:] = unknown_bodies([row for row in rows if row.good], bodies)

    def _judge_one(self, row: Row, book: Book, seen: dict[Who, int], *, told: bool) -> None:
        use_id_number(row)
        hold_days(row)
        one = book.match(row)
        _settle_category(row, book.on, known=one is not None or not row.good, told=told)
        if not row.good:
            return
        once(row, one, seen)
        if one is None or not row.good:
            return
        row.record_id = one.id
        row.differences = list(differences(row, one, self.facts))
        row.verdict = Verdict.CHANGED if row.differences else Verdict.SAME

    def write(self, session: Session, rows: list[Row], options: Options) -> None:
        """Store the rows: new people in one go, differences one by one."""
        opened = books_opened(session)
        first = opened is None or options.on <= opened
        new = [row for row in rows if row.verdict is Verdict.NEW]
        changed = [row for row in rows if row.verdict is Verdict.CHANGED]
        taking.take_new(session, new, options.on, first=first, step=options.step)
        taking.take_changed(session, changed, options.on, step=options.step)
        for row in rows:
            taking.take_facts(session, row, self.facts)
        if opened is None and rows:
            taking.open_books(session, options.on)


def once(row: Row, one: Someone | None, seen: dict[Who, int]) -> None:
    """Fault the second row of a sheet that means the same person."""
    who = one.id if one is not None else signs(row)
    if seen.setdefault(who, row.number) != row.number:
        name = row.values["name"]
        row.fault("name", "duplicate", f"与第 {seen[who]} 行是同一个人（{name}），请只留一行")


def signs(row: Row) -> Who:
    """Return what tells a new person of a sheet from the others; by the name alone nobody is the same."""
    number, birth = row.values.get("id_number"), row.values.get("birth")
    return row.values["name"], str(birth or row.number), number or ""


def _settle_category(row: Row, on: date, *, known: bool, told: bool) -> None:
    """Turn the written 人员类别 into one of ours, or say why not; never into 正式党员 by default.

    A 转正时间 that has come may stand for it with somebody new, where the sheet says only 党员 or
    has no word of any category (``told``); an empty cell among filled ones stays a problem. Of
    somebody known it says nothing: the day of that 变更 would be invented.
    """
    said, full = row.values.get("category"), row.values.get("full")
    if said in set(Category):
        return
    if said is not None and said not in MEMBER_WORDS:
        row.fault("category", "status-unknown", f"“{said}”不是规定的人员类别，请填 正式党员 或 预备党员 等")
        return
    row.values.pop("category", None)
    if known:
        return
    if (said or not told) and full is not None and full.last <= on:
        row.values["category"] = str(Category.FULL)
        what = f"只写了“{said}”" if said else "表中没有人员类别"
        row.warn("category", "status-from-full", f"{what}，因有转正时间，按正式党员导入")
        return
    what = f"“{said}”看不出是正式还是预备，也没有已到的转正时间" if said else "没有写明人员类别"
    row.fault("category", "status-unknown", f"{what}，不能推定为正式党员，请填 正式党员 或 预备党员")


def use_id_number(row: Row) -> None:
    """Hold birth and sex against the number; fill them from it only where the row has none."""
    if not row.values.get("id_number"):
        return
    said = read_id_number(row.values["id_number"])
    if said.born is None:
        return
    birth, sex = row.values.get("birth"), row.values.get("sex")
    if birth is None:
        row.values["birth"] = Day.of(said.born)
    elif not birth.first <= said.born <= birth.last:
        row.warn(
            "birth",
            "birth-mismatch",
            f"出生日期 {birth} 与身份证号中的 {said.born} 不一致，请核对（以档案认定为准）",
        )
    if sex is None:
        row.values["sex"] = said.sex
    elif sex != said.sex:
        row.warn("sex", "sex-mismatch", f"性别“{sex}”与身份证号第 17 位（{said.sex}）不一致，请核对")


def hold_days(row: Row) -> None:
    """Say what 出生日期, 入党时间 and 转正时间 of a row say against each other, as 数据体检 will."""
    card = {key: row.values.get(key) for key in ("name", "birth", "joined", "full")}
    for found in check_days(Someone(0, card), clock.today()):
        row.warn(found.spot.field if found.spot else "", found.code, found.message)


def unknown_bodies(rows: Iterable[Row], bodies: Tree) -> list[str]:
    """Return the names of branches and groups that the rows would found."""
    found = set()
    for row in rows:
        branch, group = row.values.get("branch"), row.values.get("group")
        known = bodies.named(branch) if branch else None
        if branch and known is None:
            found.add(branch)
        here = known.id if known else None
        if group and (branch in found or bodies.named(group, OrgKind.GROUP, here) is None):
            found.add(group)
    return sorted(found)


def differences(row: Row, one: Someone, facts: Sequence[Fact]) -> Iterable[Difference]:
    """Yield what a row says otherwise than the card, the histories and the facts of other parts."""
    for key, new in row.values.items():
        if key in CARD:
            old = one.card[key]
            if not same(old, new):
                yield Difference(CARD[key].title, str(old or ""), str(new), is_change=bool(old))
    yield from _history_differences(row, one)
    for fact in facts:
        key = fact.field.key
        old, new = one.other.get(key), row.values.get(key)
        if new is not None and not same(old, new):
            yield Difference(fact.field.title, str(old or ""), str(new), is_change=bool(old))


def _history_differences(row: Row, one: Someone) -> Iterable[Difference]:
    for column in columns.HISTORIES:
        new = row.values.get(column.key)
        old = str(column.read(one, date.max))
        differs = (
            set(taking.posts_in(str(new))) != set(taking.posts_in(one.post))
            if column.key == "post"
            else new != old
        )
        if new is not None and differs:
            yield Difference(column.field.title, old, str(new))


def same(old: Any, new: Any) -> bool:  # noqa: ANN401 -- any stored value
    """Say whether a cell says nothing new: a month does not undo a known day."""
    if isinstance(old, Day) and isinstance(new, Day) and not new.exact:
        return (old.year, old.month) == (new.year, new.month)
    return bool(old == new) or (old is None and new == "")  # noqa: PLC1901 -- 0 is a value
