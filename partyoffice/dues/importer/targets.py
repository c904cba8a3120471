"""What the columns of old ledgers say: months down or across, by quarter or year, from one to another."""

from partyoffice.core.field import Field, Kind
from partyoffice.dues.rules.words import Method, Payer
from partyoffice.intake.headings import known
from partyoffice.intake.target import Target
from partyoffice.members.columns import CARD, HISTORIES
from partyoffice.members.importer import target_of

MONTHS = tuple(f"m{number}" for number in range(1, 13))
QUARTERS = ("q1", "q2", "q3", "q4")
_DIGITS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
METHOD_WORDS = {
    "转账": Method.BANK, "银行": Method.BANK, "网银": Method.BANK, "刷卡": Method.BANK, "汇款": Method.BANK,
    "微信": Method.PHONE, "支付宝": Method.PHONE, "手机": Method.PHONE, "扫码": Method.PHONE,
    "线上": Method.PHONE, "现金交纳": Method.CASH, "现金缴纳": Method.CASH, "线下": Method.CASH,
}  # fmt: skip
PAYER_WORDS = {
    "在职": Payer.STAFF, "在岗": Payer.STAFF, "在编": Payer.STAFF, "事业编": Payer.STAFF,
    "编外": Payer.CONTRACT, "聘用": Payer.CONTRACT, "合同制": Payer.CONTRACT, "退休": Payer.RETIRED,
    "离休": Payer.RETIRED, "离退休党员": Payer.RETIRED, "在职党员": Payer.STAFF, "学生党员": Payer.STUDENT,
    "下岗": Payer.JOBLESS, "失业": Payer.JOBLESS, "低保": Payer.RELIEF,
}  # fmt: skip


def _money(key: str, title: str, *headings: str) -> Target:
    return Target(key, Field(key, title, Kind.MONEY), headings, tells=True)


def _text(key: str, title: str, *headings: str, tells: bool = False) -> Target:
    return Target(key, Field(key, title, Kind.TEXT), headings, tells=tells)


def _month(number: int) -> Target:
    words = (f"{number}月份", f"{number:02d}月", f"{_DIGITS[number - 1]}月", f"{_DIGITS[number - 1]}月份")
    dressed = tuple(
        f"{word}{tail}" for word in (f"{number}月", words[2]) for tail in ("实交", "实缴", "交纳", "党费")
    )
    about = Field(MONTHS[number - 1], f"{number}月", Kind.TEXT, hint="写金额，或 √（已交）、免、欠、流入地")
    return Target(about.key, about, (*words, *dressed), tells=True)


def _quarter(number: int) -> Target:
    digit = _DIGITS[number - 1]
    words = (f"{digit}季度", f"第{number}季度", f"{number}季度", f"第{digit}季度实交", f"{digit}季度实交")
    return _money(QUARTERS[number - 1], f"第{digit}季度", *words)


def _person() -> tuple[Target, ...]:
    number = target_of(CARD["id_number"])
    branch = next(target_of(one.field) for one in HISTORIES if one.key == "branch")
    again = Target("id_number", number.field, number.headings, repeats=True, plain_here=number.plain_here)
    body = ("所在党组织", "所属党组织", "党组织", "支部", "所在支部", "单位")
    return target_of(CARD["name"]), again, Target("branch", branch.field, (*branch.headings, *body))


PERSON = _person()
TARGETS = (
    *PERSON,
    Target("year", Field("year", "年度", Kind.NUMBER), ("年份", *known("year", "dues_year"))),
    _text("month", "月份", *known("dues_month")),
    Target(
        "payer", Field("payer", "人员类型", Kind.TEXT),
        ("党员类别", "党员类型", "人员类别", "类别", "缴费类型"), words=PAYER_WORDS,
    ),
    Target(
        "base", Field("base", "计算基数", Kind.MONEY), ("月工资收入", "税后工资总额", *known("dues_base")),
    ),
    _text("rate", "交纳比例", *known("dues_rate")),
    _money("month_due", "每月应交", *known("dues_month_due")),
    _money("rounded", "保留整数", "取整后月交", *known("dues_rounded")),
    _money("due", "应交党费", *known("dues_due")),
    _money("paid", "实交金额", *known("dues_paid", "dues_month_paid")),
    _money("year_due", "全年应交", *known("dues_year_due")),
    _money("year_paid", "全年实交", *known("dues_year_paid")),
    *(_month(number) for number in range(1, 13)),
    *(_quarter(number) for number in range(1, 5)),
    _money("sum", "合计", "总计", "实交合计", "共计", "全年合计"),
    _money("owed", "欠交", *known("dues_owed")),
    _text("span", "起止月份", *known("dues_months")),
    _text("first", "起始月份", *known("dues_from")),
    _text("last", "截止月份", *known("dues_to", "dues_paid_to")),
    Target("count", Field("count", "月数", Kind.NUMBER), known("dues_count")),
    Target("on", Field("on", "交纳日期", Kind.DAY), ("日期", "时间", *known("dues_paid_on"))),
    Target(
        "method", Field("method", "交纳方式", Kind.CHOICE, choices=tuple(Method)), known("dues_way"),
        words=METHOD_WORDS,
    ),
    _text("collector", "收款人", *known("dues_receiver")),
    _text("by", "交款人", "缴款人", "付款人", "代交人", "代缴人", "代交人姓名"),
    _text("state", "状态", *known("dues_state"), tells=True),
    _text("behind", "是否欠交", *known("dues_behind"), tells=True),
    Target("note", Field("note", "说明", Kind.LONG), known("dues_note"), plain_here=("备注",)),
)  # fmt: skip
