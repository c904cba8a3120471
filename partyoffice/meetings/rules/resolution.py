"""The paper of a resolution and the order of business of the two meetings (Q8)."""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.kinds import ASSEMBLY, OF_POSTS
from partyoffice.meetings.rules.voting import USUAL, Matter, Vote, VoteSettings, outcome_of
from partyoffice.members.rules import Edition, cite

PERFORMANCE = Field("performance", "主要表现", Kind.LONG, hint="印在决议的开头")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the paper of a resolution must hold (Q8)."""

    performance: str = ""
    due: int | None = None
    present: int | None = None
    result: str = ""
    adopted: date | None = None
    secretary: str = ""


RESOLUTION_PARTS = {
    "performance": "主要表现", "due": "应到会有表决权党员数", "present": "实到人数", "result": "表决结果",
    "adopted": "通过日期", "secretary": "支部书记签名",
}  # fmt: skip


def check_resolution(resolution: Resolution, edition: Edition) -> list[Finding]:
    """Block the print of a resolution that lacks a part."""
    missing = [title for key, title in RESOLUTION_PARTS.items() if getattr(resolution, key) in {"", None}]
    if not missing:
        return []
    return [Finding("Q8", Severity.BLOCK, f"决议缺少{'、'.join(missing)}", "", cite(21, edition))]


def called(kind: str) -> str:
    """Return how the minutes of a kind of meeting call it: 大会, else 会议."""
    return "大会" if kind in {"", ASSEMBLY} else "会议"


def counted(
    matter: Matter, vote: Vote, settings: VoteSettings = USUAL, *, secret: bool = True, kind: str = ""
) -> str:  # fmt: skip
    """Return how a vote went, in our own words: how many came, by which ballot, how many for and against."""
    who = "成员" if kind in OF_POSTS else "党员"
    written = f"，书面意见 {vote.written} 份" if vote.written else ""
    came = f"{called(kind)}应到会有表决权的{who} {vote.due} 名，实到 {vote.present} 名{written}"
    manner = "无记名投票" if secret else "举手表决"
    votes = (
        f"赞成 {vote.yes + vote.written_yes} 票，反对 {vote.no + vote.written_no} 票，"
        f"弃权 {vote.abstain + vote.written_abstain} 票"
    )
    half = "超过" if outcome_of(matter, vote, settings).passed else "没有超过"
    return f"{came}。采取{manner}方式表决，{votes}，赞成{half}应到会有表决权{who}的半数。"


def resolution_text(performance: str, told: str, motion: str, *, passed: bool, kind: str = "") -> str:
    """Return the sentences of a resolution: 主要表现, how the vote went, what was agreed."""
    agreed = f"{called(kind)}{motion}。" if motion else ""
    end = agreed if passed else "决议没有通过。"
    return "\n".join(filter(None, (performance.strip(), told + end)))


AGENDA = {
    Matter.ADMISSION: (
        "发展对象汇报对党的认识、入党动机、本人履历、家庭和主要社会关系以及要说明的问题",
        "入党介绍人介绍情况，表明意见",
        "支委会报告审查情况",
        "与会党员充分讨论",
        "无记名投票",
        "当场宣布结果，形成决议",
    ),
    Matter.FULL: (
        "预备党员汇报一年来的情况",
        "党小组、入党介绍人介绍情况",
        "支委会报告审查情况和意见",
        "与会党员充分讨论",
        "投票表决，宣布结果，形成决议",
        "本人表态（习惯做法）",
    ),
}
