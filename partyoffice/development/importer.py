"""How an old list of applicants, activists and candidates comes in: its columns, and what a row says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development import taking
from partyoffice.development.columns import LEAGUE_FACTS, OWN, STEP_OF, days_in, facts_in, names_in
from partyoffice.development.queries.kept import Kept, kept
from partyoffice.development.rules.admission import PASSED
from partyoffice.development.rules.consistency import check_order
from partyoffice.development.rules.people import check_adult
from partyoffice.development.rules.steps import STEPS, ahead_of, stages_of
from partyoffice.development.rules.training import Spell, check_training_year
from partyoffice.intake.target import Difference, Options, Row, Target, Verdict
from partyoffice.members.importer import (
    MEMBER_WORDS,
    RosterImporter,
    Who,
    differences,
    hold_days,
    once,
    same,
    unknown_bodies,
    use_id_number,
)
from partyoffice.members.matching import Book
from partyoffice.members.queries import Someone, books_opened
from partyoffice.members.rules import MEMBERS, Category, edition_of, period_of
from partyoffice.organisation.queries import tree

# 政治面貌 of somebody who is no member yet: says nothing of how far on the way.
LEAGUE_WORDS = frozenset({"共青团员", "团员", "中国共产主义青年团团员"})
OTHER_WORDS = frozenset({"群众", "无党派人士", "无党派民主人士"})
CONCLUSIONS = (PASSED, "不合格")


@dataclass(frozen=True, slots=True)
class ApplicantImporter:
    """The importer ``applicants``; ``roster`` knows the columns every list of people has."""

    roster: RosterImporter
    kind: str = "applicants"
    title: str = "申请人、积极分子和发展对象"
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "name": "示例（请删除）", "sex": "女", "ethnicity": "汉族", "birth": "1995-03-08",
            "id_number": "330099199503080021", "category": "入党积极分子", "branch": "第一党支部",
            "applied": "2025-03-01", "talked": "2025-03-20", "activist_on": "2025-09-01",
            "activist_filed": "2025-09-15", "mentors": "林知夏、沈砚秋", "in_league": "是",
        }
    )  # fmt: skip

    def targets(self, session: Session) -> tuple[Target, ...]:
        """Return what a roster may hold, and what only matters on the way."""
        return (*self.roster.targets(session), *OWN)

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Find whom each row means, how far they are, and what it would change."""
        book = Book.of(session, options.on)
        judge = Judge(book, kept(session), options.on)
        for row in rows:
            if row.good:
                judge.one(row)
        options.created[:] = unknown_bodies([row for row in rows if row.good], tree(session))

    def write(self, session: Session, rows: list[Row], options: Options) -> None:
        """Store the rows: people with their histories, then steps, vouchers and the rest."""
        opened = books_opened(session)
        first = opened is None or options.on <= opened
        taking.take(session, rows, options, first=first, opened=opened is not None)


@dataclass(slots=True)
class Judge:
    """One sheet held against the office."""

    book: Book
    stored: Kept
    on: date
    seen: dict[Who, int] = field(default_factory=dict)
    booklets: dict[str, int] = field(default_factory=dict)

    def one(self, row: Row) -> None:
        """Judge one row."""
        _read_status(row)
        use_id_number(row)
        hold_days(row)
        _share_day(row)
        one = self.book.match(row)
        days = self.stored.days.get(one.id, {}) | days_in(row) if one else days_in(row)
        self._settle(row, one, days)
        if not row.good:
            return
        once(row, one, self.seen)
        self._hold_booklet(row, one)
        _hold_steps(row, days)
        self._hold_names(row)
        if one is not None and row.good:
            row.record_id = one.id
            row.differences = [*differences(row, one, ()), *self._differences(row, one, days)]
            row.verdict = Verdict.CHANGED if row.differences else Verdict.SAME

    def _settle(self, row: Row, one: Someone | None, days: Mapping[int, Day]) -> None:
        """Say how far a person is: as written, else by the days of the steps; never by guess."""
        path = stages_of(days)
        reached = path[-1][0] if path else None
        said = row.values.get("category")
        if said in MEMBER_WORDS and reached in MEMBERS:
            said = reached
        if said is not None and said not in set(Category):
            row.fault("category", "status-unknown", f"“{said}”不是规定的人员类别，请填 入党积极分子 等")
        elif said is None and reached is None and one is None:
            what = "没有人员类别，也没有申请、确定等日期，看不出是申请人还是积极分子"
            row.fault("category", "status-unknown", f"{what}，请补人员类别或日期")
        elif one is None:
            row.values["category"] = said or reached
            _compare(row, said, reached, path)
        else:
            self._settle_known(row, one, said, reached)

    def _settle_known(self, row: Row, one: Someone, said: str | None, reached: str | None) -> None:
        """Leave to the days what they tell; a written category further on holds from the import on."""
        ahead = ahead_of(one.category)
        if said is not None and said != one.category and said not in ahead:
            row.warn("category", "category-back", f"名册中已是{one.category}，不退回为{said}")
        if said not in ahead or said == reached:
            row.values.pop("category", None)

    def _differences(self, row: Row, one: Someone, days: Mapping[int, Day]) -> Iterable[Difference]:
        old = self.stored.days.get(one.id, {})
        for key, number in STEP_OF.items():
            new = row.values.get(key)
            if new is not None and not same(old.get(number), new):
                title = row.columns.get(key) or STEPS[number]
                yield Difference(title, str(old.get(number) or ""), str(new), is_change=number in old)
        yield from self._new_stages(row, one, days)
        for role, names in names_in(row).items():
            held = self.stored.vouchers.get((one.id, role), ())
            if set(names) - set(held):
                yield Difference(role, "、".join(held), "、".join(names), is_change=bool(held))
        yield from self._league(row, one)
        booklet = row.values.get("booklet")
        if booklet is not None and self.stored.booklets.get(booklet) != one.id:
            yield Difference(row.columns.get("booklet", ""), "", booklet, is_change=False)
        for number, facts in facts_in(row).items():
            if number not in old and number not in days_in(row):
                yield Difference(STEPS[number], "", "、".join(facts.values()), is_change=False)

    def _new_stages(self, row: Row, one: Someone, days: Mapping[int, Day]) -> Iterable[Difference]:
        since = self.stored.since.get(one.id)
        for category, day in stages_of(days):
            if category not in ahead_of(one.category):
                continue
            if since is not None and day.first <= since.first:
                row.warn(
                    "category", "category-day",
                    f"{day} 成为{category}，但名册中 {since} 起才是{one.category}，没有改人员类别，请核对",
                )  # fmt: skip
            else:
                yield Difference(taking.STAGE, one.category, f"{category}（{day}）")

    def _league(self, row: Row, one: Someone) -> Iterable[Difference]:
        stored = self.stored.wayfarers.get(one.id)
        for key in LEAGUE_FACTS:
            new = row.values.get(key)
            old = getattr(stored, taking.ATTRIBUTE.get(key, key), None)
            if new is not None and not same(old or None, new or None):
                yield Difference(row.columns.get(key, key), str(old or ""), str(new), is_change=bool(old))

    def _hold_booklet(self, row: Row, one: Someone | None) -> None:
        number = row.values.get("booklet")
        if number is None:
            return
        whose = self.stored.booklets.get(number, one.id if one else None)
        if number in self.stored.booklets and (one is None or whose not in {one.id, None}):
            row.fault("booklet", "booklet-given", f"入党志愿书 {number} 已经登记过，请核对编号")
        if self.booklets.setdefault(number, row.number) != row.number:
            row.fault("booklet", "booklet-given", f"与第 {self.booklets[number]} 行的志愿书编号相同，请核对")

    def _hold_names(self, row: Row) -> None:
        for role, names in names_in(row).items():
            for name in names:
                found = taking.full_members(self.book, name)
                if len(found) > 1:
                    what = f"名册中有 {len(found)} 位正式党员叫{name}，{role}只记姓名，导入后请指明是哪一位"
                    row.warn(_key_of(row, name), "voucher-unclear", what)


def _key_of(row: Row, name: str) -> str:
    return next((key for key, text in row.shown.items() if name in text and key != "name"), "")


def _read_status(row: Row) -> None:
    """Take 共青团员 and 群众 for what they are: not how far somebody is on the way."""
    said = row.values.get("category")
    if said in LEAGUE_WORDS:
        row.values.setdefault("in_league", True)
    if said in LEAGUE_WORDS | OTHER_WORDS:
        del row.values["category"]


def _share_day(row: Row) -> None:
    """Give 入党时间 and the accepting meeting the one day they are since 1982 (development.md §8)."""
    joined, accepted = row.values.get("joined"), row.values.get("accepted")
    period = period_of(joined) if joined is not None else None
    if joined is not None and accepted is None and period and period.joined_means.startswith("支部大会"):
        row.values["accepted"] = joined
    elif accepted is not None and joined is None and "approved" in row.values:
        row.values["joined"] = accepted
    for number in (1, 2):
        if f"sponsor_{number}" in row.values and "sponsors" not in row.values:
            row.values["sponsors"] = "、".join(names_in(row)["入党介绍人"])


def _compare(row: Row, said: str | None, reached: str | None, path: list[tuple[Category, Day]]) -> None:
    if said is not None and reached is not None and said != reached:
        row.warn("category", "category-days", f"写的是{said}，日期只说明 {path[-1][1]} 成为{reached}，请核对")


def _hold_steps(row: Row, days: Mapping[int, Day]) -> None:
    """Say what the days say against each other: they are kept as they stand in the old file."""
    told = [*check_order(days)]
    applied, activist, candidate = (days.get(number) for number in (1, 3, 7))
    if applied is not None:
        told += check_adult(row.values.get("birth"), applied, edition_of(applied.first))
    if activist is not None and candidate is not None:
        spells = [Spell(activist.first)]
        told += check_training_year(spells, candidate, edition_of(candidate.first))
    for one in told:
        row.warn("", one.code, f"{one.message}（{one.arithmetic}）")
    conclusion = row.values.get("conclusion")
    if conclusion is not None and conclusion not in CONCLUSIONS:
        row.warn(
            "conclusion",
            "conclusion-unclear",
            f"“{conclusion}”不是政审结论，只记入备注，请补“合格”或“不合格”",
        )
