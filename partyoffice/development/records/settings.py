"""The settings that answer what the rules leave open."""

from typing import Any

from partyoffice.core.field import Kind
from partyoffice.development.rules.profile import USUAL, EndStyle, ReviewBasis
from partyoffice.store.settings import Setting

PREFIX = "development."
HOLIDAYS = "holidays."  # one setting a year: {"year": 2027, "off": ["2027-01-01"], "work": []}
PRACTICE, LOCAL, UNCONFIRMED = "[P]", "LOCAL", "UNCONFIRMED"
NOT_ASKED = "填 0 为不要求"


def _setting(
    key: str, title: str, mark: str, note: str = "", choices: tuple[str, ...] = (), group: str = "发展党员"
) -> Setting:
    """Return the setting of one field of ``RuleSettings``, its default taken from there."""
    default: Any = getattr(USUAL, key)
    kind = Kind.CHOICE if choices else Kind.FLAG if isinstance(default, bool) else Kind.NUMBER
    return Setting(
        PREFIX + key, title, str(default) if choices else default, kind, choices, note, mark, group
    )


SETTINGS = (
    _setting("notice_days", "公示工作日数", LOCAL, "细则（2026年）第十三条：不少于五个，少于五个的按五个计"),
    _setting("notice_start_counts", "张贴当天计入公示", UNCONFIRMED, "当天是工作日才计"),
    _setting(
        "probation_end", "预备期止期", UNCONFIRMED, "满一年之日为转正时间，止期一般写它的前一日",
        tuple(EndStyle),
    ),
    _setting("birthday_counts", "十八岁生日当天可以申请", UNCONFIRMED),
    _setting("year_day_counts", "培养满一年的当天可以确定发展对象", UNCONFIRMED, "“以上”一般包括本数"),
    _setting("review_basis", "半年考察从何时算起", UNCONFIRMED, "", tuple(ReviewBasis)),
    _setting("review_grace_days", "半年考察宽限天数", PRACTICE, "到期后几天内只提示，不算超期"),
    _setting("activist_wait_months", "申请多少个月后可定为积极分子", LOCAL, NOT_ASKED),
    _setting("league_recommends", "提醒二十八岁以下团员经推优", PRACTICE),
    _setting("mentors_two", "培养联系人要两名", LOCAL, "细则第九条：一至两名"),
    _setting("relatives_excluded", "直系亲属不作联系人、介绍人", LOCAL, "不勾选时只提示"),
    _setting("thought_reports", "每季度一篇思想汇报", PRACTICE),
    _setting("political_review_months", "政治审查有效月数", PRACTICE, NOT_ASKED),
    _setting("inquiry_days", "政审函发出多少天后催回函", PRACTICE, "填 0 为不催"),
    _setting("candidate_to_meeting_months", "列为发展对象后多少个月内接收", LOCAL, NOT_ASKED),
    _setting("preview_months", "预审期限（月）", LOCAL, NOT_ASKED),
    _setting("full_application_lead_days", "最早在期满前多少天交转正申请", LOCAL, NOT_ASKED),
    _setting("warning_months", "警告影响期（月）", UNCONFIRMED),
    _setting("serious_warning_months", "严重警告影响期（月）", UNCONFIRMED),
    _setting("removal_months", "撤销党内职务影响期（月）", UNCONFIRMED),
    _setting("keep_archive_years", "支部材料保存年数", UNCONFIRMED, "填 0 为不计算"),
)  # fmt: skip

LOCAL_MATERIALS = Setting(
    PREFIX + "local_materials", "另外要求的入党材料", "", Kind.TEXT, (),
    "写材料代码，用顿号隔开，如 1-2-1、3-6；代码见“材料”一页", LOCAL, "发展党员",
)  # fmt: skip


def holidays_of_year(year: int) -> Setting:
    """Return the setting that holds one year's 放假安排, None where the shipped table holds."""
    return Setting(f"{HOLIDAYS}{year}", f"{year} 年放假调休安排", None)
