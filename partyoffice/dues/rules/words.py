"""The words that records of 党费 take: kinds of payers, ways of paying, what money is for."""

from enum import StrEnum


class Payer(StrEnum):
    """人员类型: what a member lives on, which decides base and rate (2008 规定第一至六条)."""

    STAFF = "在编在职"
    CONTRACT = "编外聘用"  # 民办、合同制: as in enterprises
    YEARLY = "年薪制"
    IRREGULAR = "不按月取酬"
    RETIRED = "离退休"
    STUDENT = "学生"
    JOBLESS = "下岗失业"
    RELIEF = "抚恤救济低保"
    FARMER = "农民"


class Rounding(StrEnum):
    """取整: no national rule exists (UNCONFIRMED)."""

    FEN = "四舍五入到分"
    JIAO = "四舍五入到角"
    YUAN = "四舍五入到元"
    YUAN_UP = "不足一元进一元"


class Method(StrEnum):
    """How somebody paid."""

    CASH = "现金"
    BANK = "银行转账"
    PHONE = "手机支付"


class Account(StrEnum):
    """Where the money lies."""

    CASH = "现金"
    BANK = "银行"


def account_of(method: str) -> Account:
    """Return where a payment of a method goes."""
    return Account.CASH if method == Method.CASH else Account.BANK


class Flow(StrEnum):
    """What moves money, 党员交纳 apart, which payments tell."""

    FROM_BELOW = "下级上缴"
    GRANT = "上级下拨"
    ADMINISTRATION = "行政拨款"
    INTEREST = "利息"
    EXTRA = "自愿多交"
    OTHER = "其他收入"
    REMITTED = "上缴上级"
    PASSED_DOWN = "下拨下级"
    USED = "使用"
    BANKED = "现金存入银行"
    DRAWN = "银行提取现金"


INCOMES = (Flow.FROM_BELOW, Flow.GRANT, Flow.ADMINISTRATION, Flow.INTEREST, Flow.EXTRA, Flow.OTHER)
OUTGOINGS = (Flow.REMITTED, Flow.PASSED_DOWN, Flow.USED)
MOVES = (Flow.BANKED, Flow.DRAWN)
DECIDED_ON = frozenset({Flow.USED, Flow.PASSED_DOWN})  # only together (2008 规定第二十条)


class Cause(StrEnum):
    """Why an amount is set: once a year, in the year only for these (2017 通知（一）; UNCONFIRMED)."""

    YEARLY = "年度核定"
    NEW = "新党员"
    ARRIVED = "转入"
    RETIRED = "退休"
    JOBLESS = "失业"
    UNPAID_LEAVE = "停薪留职"
    WAIVED = "免交期满"
    ERROR = "更正错误"


class Plan(StrEnum):
    """交纳安排: how somebody pays in another way than each month in person (2008 规定第九、十二条)."""

    QUARTERLY = "按季交纳"
    BY_OTHERS = "他人代交"
    ELSEWHERE = "流入地交纳"


class Bound(StrEnum):
    """Which end of somebody's dues here a month is."""

    FIRST = "起交"
    LAST = "止交"


class GiftKind(StrEnum):
    """What goes to 中央 whole, and never into the balance (2008 规定第十一条)."""

    LARGE = "大额党费"
    SPECIAL = "特殊党费"


class Chased(StrEnum):
    """What was done about arrears (2008 规定第十三条; the ladder is the program's own)."""

    REMINDED = "提醒"
    TALKED = "谈话批评教育"
    DEADLINE = "限期改正"
    STUDIED = "支部研究"
    OTHER = "其他"


class Published(StrEnum):
    """What span a 公示 tells of."""

    MONTH = "月度"
    QUARTER = "季度"
    YEAR = "年度"
