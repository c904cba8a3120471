"""The settings that answer what the rules of meetings and votes leave open."""

from partyoffice.core.field import Kind
from partyoffice.meetings.rules.attendance import WAIVED
from partyoffice.meetings.rules.frequency import NOT_ASKED, Span
from partyoffice.meetings.rules.frequency import USUAL as CUSTOM
from partyoffice.meetings.rules.voting import USUAL
from partyoffice.store.settings import Setting

# The keys are those under which offices keep their answers since the rules were part of 发展党员.
PREFIX = "development."


def _setting(key: str, title: str, mark: str, note: str = "") -> Setting:
    """Return the setting of one field of ``VoteSettings``, its default taken from there."""
    return Setting(PREFIX + key, title, getattr(USUAL, key), Kind.FLAG, (), note, mark, "发展党员")


VOTE_SETTINGS = (
    _setting("full_ballot_secret", "转正也要无记名投票", "[P]"),
    _setting("exclusions_allowed", "五类人员可不计入应到", "UNCONFIRMED", "要有上级同意并经党员大会通过"),
    _setting("half_is_enough", "一般事项到会正好半数可以开会", "UNCONFIRMED", "接收和转正必须超过半数"),
)
COUNTED_TWICE = Setting(
    "meetings.counted_twice", "一次会议可以计入几种类型", default=True, kind=Kind.FLAG,
    note="如主题党日同时开党员大会；有的检查不认，不认的关掉", mark="UNCONFIRMED", group="组织生活",
)  # fmt: skip

# -- how often, and what counts -----------------------------------------------------------------

LIFE_PREFIX, GROUP = "life.", "组织生活"
SPANS = (*Span, NOT_ASKED)
MONTHS = tuple(str(month) for month in range(1, 13))


def _custom(key: str, title: str, kind: Kind, choices: tuple[str, ...], note: str, mark: str) -> Setting:
    """Return the setting of one field of ``Custom``, its default taken from there."""
    default = str(getattr(CUSTOM, key))
    return Setting(LIFE_PREFIX + key, title, default, kind, choices, note, mark, GROUP)


CUSTOMS = (
    _custom("lecture", "党课多久一次", Kind.CHOICE, tuple(Span), "支部工作条例没有规定次数", "LOCAL"),
    _custom("leaders", "学校领导班子民主生活会", Kind.CHOICE, SPANS, "设党委、党总支的学校", "LOCAL"),
    _custom("study", "理论学习中心组学习", Kind.CHOICE, SPANS, "设党委、党总支的学校", "LOCAL"),
    _custom(
        "window_from", "组织生活会、民主评议从几月起", Kind.CHOICE, MONTHS, "所属年度的月份", "UNCONFIRMED"
    ),
    _custom(
        "window_until", "组织生活会、民主评议到几月底", Kind.CHOICE, MONTHS, "比起始月份小的为次年",
        "UNCONFIRMED",
    ),
    _custom(
        "fixed_day", "主题党日固定在哪一天", Kind.TEXT, (),
        "如 每月 10 日、第二个星期五；不同的写 第一党支部：10 日；第二党支部：15 日", "LOCAL",
    ),
)  # fmt: skip
WAIVED_REASONS = Setting(
    "life.waived", "不计入应到的请假原因", WAIVED, note="用顿号隔开；算出席率时从应到里减去", mark="LOCAL",
    group=GROUP,
)  # fmt: skip
SETTINGS = (*VOTE_SETTINGS, COUNTED_TWICE, *CUSTOMS, WAIVED_REASONS)
