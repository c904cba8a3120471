"""The items of a pay slip: what they are called, and whether each edition counts them (operations §A1)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from partyoffice.dues.rules.editions import Edition
from partyoffice.dues.rules.words import Payer


class Sign(StrEnum):
    """How an item is taken into the base."""

    ADD = "计入"
    DEDUCT = "扣除"
    IGNORE = "不计入"


ADD, DEDUCT, IGNORE = Sign


@dataclass(frozen=True, slots=True)
class Item:
    """One item: ``sign`` by the notice of 2017, ``before`` by the rules it narrowed.

    ``payers`` limits it to kinds of payers; ``mark`` is set where no national text names the item.
    """

    key: str
    title: str
    sign: Sign
    before: Sign
    names: tuple[str, ...] = ()
    payers: tuple[Payer, ...] = ()
    mark: str = ""

    def sign_of(self, edition: Edition) -> Sign:
        """Return how an edition takes the item."""
        return self.sign if edition.capped else self.before


def _one(
    key: str,
    title: str,
    signs: tuple[Sign, Sign],
    names: str = "",
    payers: tuple[Payer, ...] = (),
    mark: str = "",
) -> Item:
    return Item(key, title, *signs, tuple(names.split()), payers, mark)


_IN, _OUT, _OFF, _NARROWED = (ADD, ADD), (IGNORE, IGNORE), (DEDUCT, IGNORE), (IGNORE, ADD)
_STAFF, _CONTRACT = (Payer.STAFF,), (Payer.CONTRACT,)
LOCAL, UNCONFIRMED = "LOCAL", "UNCONFIRMED"
ITEMS = (
    _one("wage", "基本工资", _IN, "基础工资"),
    _one("post", "岗位工资", _IN, "岗位 岗位工资额"),
    _one("grade", "薪级工资", _IN, "薪级"),
    _one("merit_basic", "基础性绩效工资", _IN, "基础性绩效 基础绩效 基础绩效工资 绩效工资(基础性)"),
    _one("merit", "绩效工资", _IN, "绩效 绩效工资总额 绩效总额"),
    _one("merit_bonus", "奖励性绩效工资", _NARROWED, "奖励性绩效 奖励绩效 奖励绩效工资 绩效工资(奖励性)"),
    _one("tenth", "提高10%工资", _IN,
         "提高10% 教护10% 教护 教护津贴 教护工资 10% 0.1 提高10%部分 教护10%工资 提高部分", _STAFF, LOCAL),
    _one("kept", "保留津补贴", _IN, "保留津贴 保留补贴 保留工资 保留", _STAFF, LOCAL),
    _one("general", "普遍发放的津补贴", _IN,
         "津贴补贴 津补贴 规范津补贴 规范性津补贴 生活补贴 生活性补贴 职务补贴 职务津贴 "
         "工作津贴 岗位津贴 教龄津贴 教龄",
         (), LOCAL),
    _one("bonus", "按月普遍发放的奖金", _IN, "奖金 月奖 月奖金", _CONTRACT, UNCONFIRMED),
    _one("class_teacher", "班主任津贴", _OUT, "班主任费 班主任", (), UNCONFIRMED),
    _one("special_teacher", "特级教师津贴", _OUT, "特级教师", (), UNCONFIRMED),
    _one("rural", "乡镇补贴", _OUT, "乡镇工作补贴 乡镇津贴 乡村教师补贴 农村教师补贴", (), UNCONFIRMED),
    _one("remote", "艰苦边远津贴", _OUT, "艰苦边远地区津贴 艰边津贴", (), UNCONFIRMED),
    _one("housing", "住房补贴", _OUT, "房补 购房补贴 提租补贴 房贴"),
    _one("transport", "交通补贴", _OUT, "交通费 交通"),
    _one("car", "公务用车补贴", _OUT, "车补 公车补贴 公务交通补贴"),
    _one("phone", "通讯补贴", _OUT, "通讯费 话费补贴 电话补贴 通信补贴"),
    _one("overtime", "加班补贴", _OUT, "加班费 加班工资 加班"),
    _one("meal", "误餐补贴", _OUT, "误餐费 餐补 伙食补贴 午餐补贴"),
    _one("heating", "取暖费", _OUT, "取暖补贴 采暖补贴 采暖费"),
    _one("cooling", "防暑降温费", _OUT, "降温费 高温补贴 防暑费"),
    _one("property", "物业费", _OUT, "物业补贴 物业服务补贴 物业"),
    _one("year_end", "年终一次性奖金", _OUT, "年终奖 年终奖金 一次性奖金 第十三个月工资", (), UNCONFIRMED),
    _one("pension", "养老保险", _OFF, "养老 基本养老保险 养老金 养老保险费"),
    _one("annuity", "职业年金", _OFF, "年金 企业年金 职业年金缴费"),
    _one("fund", "住房公积金", _OFF, "公积金"),
    _one("medical", "医疗保险", _OFF, "医保 医疗 基本医疗保险 医疗保险费"),
    _one("jobless", "失业保险", _OFF, "失业 失业保险费"),
    _one("injury", "工伤保险", _OFF, "工伤 工伤保险费"),
    _one("birth", "生育保险", _OFF, "生育 生育保险费"),
    _one("tax", "个人所得税", (DEDUCT, DEDUCT), "个税 所得税 应扣税金 扣税 代扣个税 代扣税"),
    _one("retired", "基本养老金", _IN,
         "养老金 基本离退休费 离退休费 退休费 离休费 退休金 离退休金", (Payer.RETIRED,)),
    _one("retired_extra", "离退休津贴补贴", _NARROWED, "津贴补贴 津补贴 补贴 退休补贴 生活补贴",
         (Payer.RETIRED,), UNCONFIRMED),
    _one("salary", "当月实际领取的薪酬", _IN, "当月薪酬 薪酬 年薪 薪酬收入", (Payer.YEARLY,)),
    _one("income", "上季度月平均纯收入", _IN, "月平均纯收入 月均纯收入 纯收入", (Payer.IRREGULAR,)),
)  # fmt: skip
BY_KEY = {one.key: one for one in ITEMS}
EMPLOYERS = Item("employer", "单位负担部分", IGNORE, IGNORE)
OWN = "own"  # the key of an item only this office has, by its flag
_BY_NAME: dict[str, list[Item]] = {}
_SHARE = re.compile(r"\(?个人(部分|缴纳|缴费|承担)?\)?|^代?扣(?=[养医失工生住公职企])")


def plain(title: str) -> str:
    """Return the title of an item without blanks, in half width."""
    return "".join(unicodedata.normalize("NFKC", title).split())


def _bare(title: str) -> str:
    """Leave out that it is the member's own share: 养老保险（个人部分） is 养老保险."""
    return _SHARE.sub("", title) or title


for _item in ITEMS:
    for _name in (_item.title, *_item.names):
        _BY_NAME.setdefault(_bare(plain(_name)), []).append(_item)


def item_of(title: str, payer: Payer = Payer.STAFF, flags: Iterable[str] = ()) -> Item | None:
    """Return the item of a heading; None for one that is not known. ``flags`` name an office's own items."""
    said = plain(title)
    found = _BY_NAME.get(_bare(said), [])
    if found:
        mine = [one for one in found if payer in one.payers] or [one for one in found if not one.payers]
        return (mine or found)[0]
    if any(said == plain(one) for one in flags):
        return Item(OWN, said, ADD, ADD)
    return EMPLOYERS if "单位" in said else None


def sign_of(item: Item, edition: Edition, payer: Payer, flags: Mapping[str, str]) -> Sign:
    """Return how an item is taken: as the office set it, else as the edition says."""
    for title, sign in flags.items():
        meant = item_of(title, payer, (title,))
        if meant == item or (meant is not None and meant.key == item.key != OWN):
            return Sign(sign)
    return item.sign_of(edition)


_OFF_PAY = ("pension", "annuity", "fund", "medical", "jobless", "tax")
COLUMNS: dict[Payer, tuple[str, ...]] = {
    Payer.STAFF: ("post", "grade", "merit_basic", "tenth", "kept", *_OFF_PAY),
    Payer.CONTRACT: ("wage", "post", "bonus", "general", *_OFF_PAY),
    Payer.YEARLY: ("salary", "tax"),
    Payer.IRREGULAR: ("income",),
    Payer.RETIRED: ("retired", "retired_extra"),
}


def columns_of(payers: Iterable[Payer]) -> tuple[Item, ...]:
    """Return the items usually asked of kinds of payers, each once, what counts before what is taken off."""
    wanted = {key for payer in payers for key in COLUMNS.get(payer, ())}
    return tuple(one for one in ITEMS if one.key in wanted)


def read_flags(text: str) -> dict[str, Sign]:
    """Return an office's own signs, ``班主任津贴=计入；取暖费=不计入`` (ValueError for anything else)."""
    found = {}
    for piece in re.split(r"[；;，,、\n]+", text):
        if not piece.strip():
            continue
        title, _, sign = piece.replace("＝", "=").partition("=")
        if not plain(title) or plain(sign) not in tuple(Sign):
            raise ValueError(f"“{piece.strip()}”看不懂，应写成 项目=计入、项目=不计入 或 项目=扣除")
        found[plain(title)] = Sign(plain(sign))
    return found
