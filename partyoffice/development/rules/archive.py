"""The materials of one person's file: code, step, maker, when required; which six go into the 人事档案.

Codes follow a province's handbook where it has the item; 0-1, 3-0, 4-0, 4-3-1, 4-4-1, 4-5-1, 4-9, 5-1,
5-2-1, 5-5-1 and 5-14 are ours. How long each is kept is UNCONFIRMED and stays a setting.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import add_years_forward
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.members.rules import Edition, cite


class Need(StrEnum):
    """When a material belongs to a file."""

    ALWAYS = "必有"
    LEAGUE = "二十八岁以下团员"
    SINCE_2026 = "2026 年版起必有"
    GENERAL_BRANCH = "有党总支的"
    ON_TIME = "按期转正的"
    EXTENDED = "延长预备期的"
    REVOKED = "取消资格的"
    NOT_ON_TIME = "延长或取消的"
    LOCAL = "按本地要求"
    YEARLY = "每年一份"


@dataclass(frozen=True, slots=True)
class Material:
    """One material: ``step`` 0 belongs to all steps, ``item`` is its number among the six that are filed."""

    code: str
    name: str
    step: int
    by: str
    need: Need = Need.ALWAYS
    item: int = 0
    note: str = ""


N = Need
MATERIALS = (
    Material("0-1", "发展党员工作全程纪实表", 0, "党支部", N.LOCAL, note="一人一份，一步一记"),
    Material("1-1", "入党申请书", 1, "本人", item=2, note="手写，签名，写明日期"),
    Material("1-2", "同入党申请人谈话记录", 2, "党支部", note="一个月内"),
    Material("1-2-1", "入党申请人有关事项报告表", 2, "本人", N.LOCAL),
    Material("1-2-2", "入党申请人情况调查登记表", 2, "党支部", N.LOCAL),
    Material("1-4", "年度入党申请人名册", 0, "党支部", N.YEARLY),
    Material("2-1", "推荐（推优）登记表、推荐票及汇总", 3, "党员、群团组织", N.LEAGUE),
    Material("2-2", "支委会（大会）确定积极分子会议记录", 3, "党支部", note="存复印件"),
    Material("2-3", "入党积极分子备案登记表", 4, "党支部"),
    Material("2-4", "入党积极分子备案的报告（附名册）", 4, "党支部"),
    Material("2-5", "思想汇报", 6, "本人", N.LOCAL, note="习惯每季度一篇"),
    Material("2-6", "入党积极分子培养考察登记表", 6, "培养联系人、党支部", item=3, note="2026 年起中央式样"),
    Material("2-7", "积极分子培训班名册、结业证", 6, "基层党委", N.LOCAL),
    Material("3-0", "党小组、联系人、党员、群众意见记录", 7, "党支部"),
    Material("3-1", "发展对象人选登记表", 8, "党支部", note="2026 年版有上级党委同意一栏"),
    Material("3-2", "支委会讨论发展对象会议记录", 7, "党支部"),
    Material("3-3", "拟列为发展对象的公示", 8, "党支部", N.SINCE_2026, note="留照片"),
    Material("3-4", "公示情况登记表", 8, "党支部", N.SINCE_2026),
    Material("3-5", "发展对象人选的报告（附名册）", 8, "党支部"),
    Material("3-6", "自传", 10, "本人", N.LOCAL),
    Material("3-7", "政治审查函", 10, "党支部、基层党委", N.LOCAL, note="编号，三联"),
    Material("3-8", "政治审查回函、证明材料", 10, "外单位党组织", N.LOCAL, 4, "由党组织盖章"),
    Material("3-9", "政治审查情况的报告", 10, "党支部", item=4, note="有结论"),
    Material("3-10", "发展对象培训班名册", 11, "基层党委", N.LOCAL),
    Material("3-11", "短期集中培训登记表、结业证", 11, "基层党委", note="三天或二十四学时"),
    Material("4-0", "支委会审查会议记录", 12, "党支部"),
    Material("4-1", "预审的请示", 13, "党支部、党总支"),
    Material("4-1-1", "发展党员预审名册", 13, "党支部", N.LOCAL),
    Material("4-2", "预审意见", 13, "基层党委", note="书面答复"),
    Material("4-3", "入党志愿书", 14, "本人和各级组织", item=1, note="省级印制，有编号"),
    Material("4-3-1", "接收预备党员公示、登记表", 15, "党支部", N.LOCAL),
    Material("4-4", "支部大会讨论接收会议记录", 15, "党支部", note="存复印件"),
    Material("4-4-1", "接收表决票和汇总表", 15, "党支部", note="原件密封"),
    Material("4-5", "审批预备党员的请示", 17, "党支部"),
    Material("4-5-1", "党总支审议意见", 17, "党总支", N.GENERAL_BRANCH),
    Material("4-6", "同意接收预备党员的批复", 17, "基层党委"),
    Material("4-7", "预备党员备案报告、备案表", 18, "基层党委"),
    Material("4-8", "年度新发展党员名册", 0, "党支部", N.YEARLY),
    Material("4-9", "入党宣誓记录（照片）", 20, "党支部"),
    Material("5-0", "预备党员培训班名册、结业证", 21, "基层党委", N.LOCAL),
    Material("5-1", "预备党员教育考察登记表", 21, "入党介绍人、党支部", item=5, note="2026 年起中央式样"),
    Material("5-1-1", "转正前情况调查（审查）登记表", 23, "党支部", N.LOCAL),
    Material("5-2", "转正申请书", 22, "本人", item=6, note="手写"),
    Material("5-2-1", "预备期思想汇报", 21, "本人", N.LOCAL, note="习惯每季度一篇"),
    Material("5-3", "拟转为正式党员的公示", 23, "党支部", N.LOCAL),
    Material("5-4", "转正公示情况登记表", 23, "党支部", N.LOCAL),
    Material("5-5", "支部大会讨论转正会议记录", 23, "党支部"),
    Material("5-5-1", "转正表决票和汇总表", 23, "党支部"),
    Material("5-6", "转正审议名册", 23, "党支部", N.LOCAL),
    Material("5-7", "审批转正的请示", 24, "党支部", N.ON_TIME),
    Material("5-8", "取消预备党员资格的请示", 23, "党支部", N.REVOKED),
    Material("5-9", "延长预备期的请示", 23, "党支部", N.EXTENDED),
    Material("5-10", "同意转正的批复", 24, "基层党委", N.ON_TIME),
    Material("5-11", "同意延长或取消的批复", 24, "基层党委", N.NOT_ON_TIME),
    Material("5-12", "党员档案完整性审核意见", 25, "党支部"),
    Material("5-13", "党员档案材料目录", 25, "党支部"),
    Material("5-14", "党员基本情况登记表、信息采集表", 25, "本人、党支部", N.LOCAL),
)  # fmt: skip
BY_CODE = {one.code: one for one in MATERIALS}
SIX = (
    "入党志愿书",
    "入党申请书",
    "入党积极分子培养考察登记表",
    "政治审查材料",
    "预备党员教育考察登记表",
    "转正申请书",
)


def papers_of(step: int) -> tuple[Material, ...]:
    """Return the materials that belong to a step."""
    return tuple(one for one in MATERIALS if one.step == step)


@dataclass(frozen=True, slots=True)
class Case:
    """What decides which materials a file must hold; ``local``: codes this office asks for besides."""

    edition: Edition = NEW
    in_league: bool = False
    general_branch: bool = False
    decisions: frozenset[Decision] = frozenset({Decision.ON_TIME})  # an extended one may have two
    local: frozenset[str] = frozenset()


def required(case: Case) -> tuple[Material, ...]:
    """Return the materials one file must hold."""
    others = {Decision.EXTEND, Decision.REVOKE} & case.decisions
    holds = {
        Need.ALWAYS: True,
        Need.LEAGUE: case.in_league,
        Need.SINCE_2026: case.edition is NEW,
        Need.GENERAL_BRANCH: case.general_branch,
        Need.ON_TIME: Decision.ON_TIME in case.decisions,
        Need.EXTENDED: Decision.EXTEND in case.decisions,
        Need.REVOKED: Decision.REVOKE in case.decisions,
        Need.NOT_ON_TIME: bool(others),
    }
    return tuple(one for one in MATERIALS if holds.get(one.need) or one.code in case.local)


def missing_items(present: Collection[str]) -> tuple[str, ...]:
    """Return which of the six a file lacks; one paper is enough for 政治审查材料."""
    held = {BY_CODE[code].item for code in present if code in BY_CODE}
    return tuple(title for item, title in enumerate(SIX, 1) if item not in held)


def check_archive(present: Collection[str], edition: Edition) -> list[Finding]:
    """Block 归档完成 while one of the six is missing (DEV-25); 2014 named the same with other words."""
    missing = missing_items(present)
    if not missing:
        return []
    basis = cite(36, edition)
    told = "2014 年版合称“培养教育考察材料”" if edition is OLD else ""
    message = f"存档材料缺少{'、'.join(missing)}"
    return [Finding("DEV-25", Severity.BLOCK, message, "", basis, told or f"应有六种，缺 {len(missing)} 种")]


def check_materials(present: Collection[str], case: Case) -> list[Finding]:
    """Warn of each required material that is not there; the six are told by ``check_archive``."""
    return [
        Finding(
            "DEV-25",
            Severity.WARN,
            f"缺少 {one.code} {one.name}",
            "",
            f"第 {one.step} 步的材料",
            mark="LOCAL",
        )
        for one in required(case)
        if one.code not in present and not one.item
    ]


def keep_until(filed: date, settings: RuleSettings = USUAL) -> date | None:
    """Return until when branch papers are kept; None while the office has set no period (UNCONFIRMED)."""
    return add_years_forward(filed, settings.keep_archive_years) if settings.keep_archive_years else None
