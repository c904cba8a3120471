"""The settings that answer what the rules of meetings and votes leave open."""

from partyoffice.core.field import Kind
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
SETTINGS = (*VOTE_SETTINGS, COUNTED_TWICE)
