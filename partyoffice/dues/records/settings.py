"""The settings that answer what the rules of 党费 leave open (operations §A10)."""

from partyoffice.core.field import Kind
from partyoffice.dues.rules.words import Rounding
from partyoffice.store.settings import Setting

GROUP = "党费"


def _setting(
    key: str,
    title: str,
    default: object,
    kind: Kind,
    mark: str,
    note: str = "",
    choices: tuple[str, ...] = (),
) -> Setting:
    return Setting(f"dues.{key}", title, default, kind, choices, note, mark, GROUP)


ROUNDINGS = tuple(str(one) for one in Rounding)
REMIT_PERIODS = ("每月", "每季度", "每半年", "每年")
PUBLISH_CYCLES = ("每月", "每季度", "每年")
ROUND = _setting(
    "round_mode",
    "每月应交怎样取整",
    ROUNDINGS[0],
    Kind.CHOICE,
    "UNCONFIRMED",
    "全国没有统一规定，照上级要求选",
    ROUNDINGS,
)
CAP = _setting(
    "cap_month",
    "每月上限（元）",
    1000,
    Kind.NUMBER,
    "UNCONFIRMED",
    "2017 年通知：一般每月不超过 1000 元，多交自愿",
)
PERFORMANCE = _setting(
    "basic_performance_ratio",
    "没有区分的绩效工资按百分之几算基础性绩效",
    70,
    Kind.NUMBER,
    "LOCAL",
    "义务教育学校常用 70，其他 60",
)
NARROW_FROM = _setting(
    "narrow_from",
    "从哪个月起按 2017 年通知算基数",
    "2017-01",
    Kind.TEXT,
    "UNCONFIRMED",
    "此前按 2008 年规定：只减个人所得税",
)
ITEM_FLAGS = _setting(
    "item_flags",
    "工资项目另定（项目=计入、不计入或扣除）",
    "",
    Kind.LONG,
    "LOCAL",
    "如 班主任津贴=计入；取暖费=不计入；没写的照规定",
)
COLLECT_DAY = _setting(
    "collect_day", "每月党费日（几号）", 10, Kind.NUMBER, "LOCAL", "过了这一天还没交的算欠交"
)
PREPAY_MOST = _setting(
    "prepay_max_months", "最多预交几个月", 3, Kind.NUMBER, "LOCAL", "全国规定只说可以按季度交"
)
MAKEUP_MOST = _setting(
    "makeup_max_months", "补交一般不超过几个月", 6, Kind.NUMBER, "", "2008 年规定第十二条；超过的要说明"
)
WARN_MONTHS = _setting(
    "warn_months",
    "连续欠交几个月逐级提醒",
    "1、3、5、6",
    Kind.TEXT,
    "LOCAL",
    "提醒、谈话、预警、支部研究处置；6 个月见 2008 年规定第十三条",
)
REMIT_PERIOD = _setting(
    "remit_period",
    "多久上缴一次",
    REMIT_PERIODS[1],
    Kind.CHOICE,
    "LOCAL",
    "照上级党组织的要求",
    REMIT_PERIODS,
)
REMIT_DAY = _setting("remit_day", "期满后下月几号前上缴", 10, Kind.NUMBER, "LOCAL")
REMIT_RATIO = _setting("remit_ratio", "上缴百分之几", 100, Kind.NUMBER, "LOCAL", "全国没有规定支部一级的比例")
PUBLISH = _setting(
    "publish_cycle",
    "多久公示一次收缴使用",
    PUBLISH_CYCLES[2],
    Kind.CHOICE,
    "LOCAL",
    "支部每年至少一次",
    PUBLISH_CYCLES,
)
FARMER = _setting(
    "farmer_amount", "农民党员每月交纳（元）", "0.20", Kind.TEXT, "LOCAL", "0.20 至 1.00 元，由支部定"
)
SETTINGS = (
    ROUND, CAP, PERFORMANCE, NARROW_FROM, ITEM_FLAGS, COLLECT_DAY, PREPAY_MOST, MAKEUP_MOST, WARN_MONTHS,
    REMIT_PERIOD, REMIT_DAY, REMIT_RATIO, PUBLISH, FARMER,
)  # fmt: skip
