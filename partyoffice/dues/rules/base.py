"""计算基数: the sum of a pay slip's items as the rules of a month take them (operations §A1), in fen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.dues.rules.editions import USUAL, Edition, Terms, edition_of
from partyoffice.dues.rules.items import ADD, DEDUCT, IGNORE, Item, Sign, item_of, sign_of
from partyoffice.dues.rules.months import Month, spoken
from partyoffice.dues.rules.words import Payer

TOO_OLD = "1998 年以前的党费标准没有收录"


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it was taken: ``counted`` fen of its ``amount``, and ``why`` where that needs telling."""

    item: Item
    title: str
    amount: int
    sign: Sign
    counted: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A base with the lines behind it; ``fen`` None where no item was given."""

    edition: Edition
    lines: Sequence[Line] = ()

    @property
    def fen(self) -> int | None:
        """The base."""
        if not self.lines:
            return None
        return sum(-one.counted if one.sign is DEDUCT else one.counted for one in self.lines)

    @property
    def steps(self) -> str:
        """The sum in one line: 岗位工资 2540.00 + 薪级工资 1950.00 − 个人所得税 21.35 = 4468.65."""
        if self.fen is None:
            return ""
        kept = [one for one in self.lines if one.sign is not IGNORE]
        told = "".join(f" {'−' if one.sign is DEDUCT else '+'} {_told(one)}" for one in kept)
        return f"{told.removeprefix(' + ').strip()} = {grouped(self.fen)}"

    @property
    def ignored(self) -> tuple[Line, ...]:
        """What was left out."""
        return tuple(one for one in self.lines if one.sign is IGNORE)


def _told(line: Line) -> str:
    return f"{line.title} {grouped(line.counted)}" + (f"（{line.why}）" if line.why else "")


def edition_at(month: Month, terms: Terms = USUAL) -> Edition:
    """Return the edition of a month (OfficeError for months before any that is known)."""
    found = edition_of(month, terms)
    if found is None:
        raise OfficeError(f"{TOO_OLD}，{spoken(month)}的党费算不出", remedy="请直接填写每月应交，并写明依据")
    return found


def base_of(
    slip: Iterable[tuple[str, int]], month: Month, payer: Payer = Payer.STAFF, terms: Terms = USUAL
) -> Basis:
    """Return the base of a pay slip, headings with fen (OfficeError for a heading nobody knows)."""
    edition = edition_at(month, terms)
    lines = []
    for title, amount in slip:
        item = item_of(title, payer, terms.flags)
        if item is None:
            raise OfficeError(
                f"不知道“{title}”算不算进党费基数", remedy="请在设置“工资项目另定”里写明，如 教龄津贴=计入"
            )
        sign = sign_of(item, edition, payer, terms.flags)
        lines.append(Line(item, title.strip(), amount, sign, 0 if sign is IGNORE else amount))
    return Basis(edition, tuple(_settled(lines, edition, payer, terms.share)))


def _settled(lines: list[Line], edition: Edition, payer: Payer, share: int) -> Iterable[Line]:
    """Take no sum beside its parts, and of an undivided 绩效 only what is 基础性."""
    keys = {one.item.key for one in lines}
    for line in lines:
        why = _counted_already(line.item.key, keys, edition, payer) if line.sign is ADD else ""
        if why:
            yield Line(line.item, line.title, line.amount, IGNORE, 0, why)
        elif line.sign is ADD and _undivided(line.item.key, keys, edition, payer):
            yield _part(line, share)
        else:
            yield line


def _counted_already(key: str, keys: set[str], edition: Edition, payer: Payer) -> str:
    """Return why a line is in the sum already."""
    if key == "wage" and payer is Payer.STAFF and {"post", "grade"} <= keys:
        return "岗位工资、薪级工资已经计入"
    if not {"merit", "merit_basic"} <= keys:
        return ""
    if key == "merit" and edition.capped:
        return "只算其中基础性绩效"
    return "绩效工资总额已经计入" if key.startswith("merit_") and not edition.capped else ""


def _undivided(key: str, keys: set[str], edition: Edition, payer: Payer) -> bool:
    """Say whether 绩效 is one sum of which only a share is 基础性 (2017; the share is LOCAL)."""
    return key == "merit" and edition.capped and payer is Payer.STAFF and "merit_bonus" not in keys


def _part(line: Line, share: int) -> Line:
    part = (Decimal(line.amount * share) / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return Line(line.item, line.title, line.amount, ADD, int(part), f"{grouped(line.amount)} 的 {share}%")
