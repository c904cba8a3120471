"""How papers tell what a meeting dealt with: an item, what was said, the vote with its sum, what follows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from partyoffice.core.paper_words import day_of_document, dotted_name, numeral, on_paper
from partyoffice.meetings.queries import counted_of
from partyoffice.meetings.rules.voting import (
    Matter,
    View,
    VoteSettings,
    outcome_of,
    present_sum,
    yes_sum,
)
from partyoffice.meetings.rules.voting import Vote as Judged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyoffice.meetings.queries.recorded import Recorded
    from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting, Vote
    from partyoffice.part import Decision

CLOSING = (
    "主持人宣布表决结果",
    "主持人小结",
    "主持人总结",
    "小结",
    "总结",
    "散会",
)  # what begins the words after the last item
COURSE = (
    ("goal", "目标"), ("planning", "策划"), ("course", "过程"), ("feedback", "反馈"), ("improvement", "改进"),
)  # fmt: skip
MOST_IN_HANZI = 99


def matter_of(item: "AgendaItem", decisions: "Mapping[str, Decision]") -> Matter:
    """Return how strictly a vote was judged; ordinary where a newer program wrote down what it decides."""
    known = decisions[item.decision].matter if item.decision in decisions else item.matter
    return Matter(known) if known in set(Matter) else Matter.ORDINARY


# -- a vote -----------------------------------------------------------------------------------


def judged(vote: "Vote") -> Judged:
    """Return a vote on record as the rules judge it."""
    written = counted_of(vote)
    return Judged(
        vote.due, vote.present, vote.yes, vote.no, vote.abstain, written[View.YES], written[View.NO],
        written[View.ABSTAIN],
    )  # fmt: skip


def told_vote(vote: "Vote", matter: Matter, settings: VoteSettings) -> str:
    """Return how it went with its sums: who came, the ballots, what they said, of how many, the result."""
    one = judged(vote)
    outcome = outcome_of(matter, one, settings)
    sums = f"{present_sum(matter, one, outcome)}（均为有表决权的）"
    ended = "通过" if vote.passed else "没有通过"
    return f"{sums}。{_cast(vote, one)}。{yes_sum(one, outcome)}，{ended}。"


def _cast(vote: "Vote", one: Judged) -> str:
    """Return 无记名投票，发出 18 票，收回 18 票，有效 18 票，无效 0 票：赞成 17 票，反对 1 票，弃权 0 票."""
    manner = "无记名投票" if vote.secret else "举手表决"
    papers = (("发出", vote.issued), ("收回", vote.returned), ("有效", vote.valid), ("无效", vote.invalid))
    counted = "".join(f"，{word} {number} 票" for word, number in papers) if vote.issued else ""
    written = f"；会前书面意见 {one.written} 份" if one.written else ""
    return f"{manner}{counted}：赞成 {vote.yes} 票，反对 {vote.no} 票，弃权 {vote.abstain} 票{written}"


# -- an item ----------------------------------------------------------------------------------


def told_items(one: "Recorded", decisions: "Mapping[str, Decision]", settings: VoteSettings) -> Iterator[str]:
    """Yield the paragraphs of every item: its subject, who reported, what was said, voted, agreed."""
    for at, item in enumerate(one.items, 1):
        yield f"{numeral(at) if at <= MOST_IN_HANZI else at}、{on_paper(item.subject)}"
        if about := _about(item):
            yield about
        yield from _said(item)
        if item.id in one.votes:
            yield f"表决：{told_vote(one.votes[item.id], matter_of(item, decisions), settings)}"
        if item.resolution:
            yield f"{decided(item)}：{on_paper(item.resolution)}"
        yield from _to_do(one.tasks.get(item.id, ()))


def decided(item: "AgendaItem") -> str:
    """Return 决议〔2026〕3号（重大事项）, or 决议 where it bears no number."""
    return (item.number or "决议") + ("（重大事项）" if item.weighty else "")


def _about(item: "AgendaItem") -> str:
    told = (("提出（汇报）人", dotted_name(item.presenter)), ("材料", on_paper(item.material)))
    return "；".join(f"{title}：{text}" for title, text in told if text)


def _said(item: "AgendaItem") -> Iterator[str]:
    lines = [line.strip() for line in on_paper(item.discussion).splitlines() if line.strip()]
    if len(lines) == 1:
        yield f"讨论：{lines[0]}"
    elif lines:
        yield from ("讨论：", *lines)


def _to_do(tasks: "Sequence[FollowUp]") -> Iterator[str]:
    for task in tasks:
        until = f"{day_of_document(task.due)}前" if task.due else ""
        who = "，".join(filter(None, (f"责任人 {dotted_name(task.by)}" if task.by else "", until)))
        done = f"，{day_of_document(task.done)}完成" if task.done else ""
        result = f"：{on_paper(task.result).rstrip('。')}" if task.result else ""
        yield (
            f"落实：{on_paper(task.what).rstrip('。')}" + (f"（{who}）" if who else "") + f"{done}{result}。"
        )


# -- the whole --------------------------------------------------------------------------------


def told_course(one: "Meeting") -> Iterator[str]:
    """Yield what a project-style activity is told by, from its goal to what is to be better."""
    for key, title in COURSE:
        if text := str(getattr(one, key)).strip():
            yield f"{title}：{on_paper(text)}"


def parted(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs said before the items, and those after them, which begin with 小结 or 散会."""
    lines = [line.strip() for line in on_paper(text).splitlines() if line.strip()]
    end = next((at for at, line in enumerate(lines) if line.startswith(CLOSING)), len(lines))
    return lines[:end], lines[end:]
