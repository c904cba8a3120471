"""What the letters on admission and 转正 say of one or several people; values from the records alone.

What the records do not hold leaves room for the pen.
"""

from collections.abc import Iterable, Sequence

from partyoffice.core.paper_words import dotted_name
from partyoffice.development.papers.cases import (
    ACCEPTING,
    APPROVING,
    CERTIFYING,
    DECIDING,
    PEN,
    PEN_DAY,
    Case,
    ballots,
    day,
    introduced,
    span,
)
from partyoffice.development.papers.training import training_texts
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.profile import SPONSOR
from partyoffice.members.card import values as card_values
from partyoffice.organisation.records import HAS_COMMITTEE
from partyoffice.store import settings

NAMED = 3  # a letter names up to so many; of more the first and their number
TOGETHER = "党委会议集体讨论、逐个审议和表决"
ONE_BY_ONE = "经支部党员大会逐个讨论、逐个表决"
ENOUGH = "，到会人数和赞成票数均超过应到会有表决权党员的半数"
SENT_UP = "现将{}等材料一并报上，请予审批。"

# -- who is meant -------------------------------------------------------------------------------


def who(cases: Sequence[Case]) -> str:
    """Return 沈见微同志, or 沈见微等5名同志."""
    names = [dotted_name(one.name) for one in cases]
    return f"{names[0]}等{len(names)}名同志" if len(names) > 1 else f"{names[0]}同志"


def all_named(cases: Sequence[Case]) -> str:
    """Return the names where they are few, else the first and the number with the list."""
    names = [dotted_name(one.name) for one in cases]
    if len(names) <= NAMED:
        return f"{'、'.join(names)}同志"
    return f"{who(cases)}（名册附后）"


def decides(case: Case) -> str:
    """Return who decides in the branch: without 支委会 the 党员大会 does (细则第八条)."""
    return "支部委员会" if settings.get(case.session, HAS_COMMITTEE) == "是" else "支部党员大会"


def post_of(case: Case) -> str:
    """Return where somebody works and as what."""
    texts = card_values(case.session, case.folder.one.id, case.folder.on)
    return f"现任{texts['post_admin']}" if case.folder.one.card["admin_post"] else str(texts["post_admin"])


def _way(case: Case) -> str:
    folder = case.folder
    sponsors = folder.names(SPONSOR) or str(folder.one.card["sponsors"] or "") or PEN
    return (
        f"{day(folder.day(1))}递交入党申请书，{day(folder.day(3))}确定为入党积极分子，"
        f"{day(folder.day(8))}列为发展对象，入党介绍人为{sponsors}同志。"
    )


def _checked(case: Case) -> str:
    folder = case.folder
    known = training_texts(folder)
    lasted = "、".join(
        f"{known[key]}{unit}" for key, unit in (("days", "天"), ("hours", "学时")) if known[key]
    )
    ended = known["end"] or PEN_DAY
    training = f"{ended}参加发展对象集中培训结业" + (f"（{lasted}）" if lasted else "")
    conclusion = folder.text(10, "conclusion") or PEN
    return (
        f"{day(folder.day(10))}完成政治审查，结论为{conclusion}；{training}；{day(folder.day(13))}经上级党委预审"
        f"{folder.text(13, 'result') or PEN}。"
    )


# -- what each says -----------------------------------------------------------------------------


def ask_admission(cases: Sequence[Case]) -> list[str]:
    """Say what the branch asks after its vote on admission."""
    if len(cases) > 1:
        agreed = "同意接收为中共预备党员，表决情况见所附名册。"
        return [f"{all_named(cases)}{_one_by_one(cases, ACCEPTING)}，{agreed}", SENT_UP.format("入党志愿书")]
    (one,) = cases
    met = one.folder.day(ACCEPTING)
    voted = f"大会{ballots(one.voted(ACCEPTING, met))}，同意接收{one.name}同志为中共预备党员。"
    return [
        introduced(one, post_of(one)) + _way(one),
        _checked(one),
        f"{day(met)}，支部党员大会讨论了{one.name}同志的入党问题。{voted}",
        SENT_UP.format("入党志愿书"),
    ]


def _one_by_one(cases: Sequence[Case], number: int) -> str:
    """Say how they were voted on; that it was enough only where every vote is on record."""
    known = all(one.voted(number, one.folder.day(number)) is not None for one in cases)
    return ONE_BY_ONE + (ENOUGH if known else "")


def pass_on(cases: Sequence[Case]) -> list[str]:
    """Say what the 党总支 thinks of it before it goes to the committee that approves."""
    met = common_text(day(one.folder.day(ACCEPTING)) for one in cases)
    held = common_text(day(one.deliberated) for one in cases) or PEN_DAY
    said = common_text(one.folder.text(APPROVING, "deliberation") for one in cases)
    return [
        f"党总支于{held}召开会议，审议了支部党员大会{met}讨论接收{all_named(cases)}为中共预备党员的决议和有关材料。",
        f"审议意见：{said or PEN * 4}",
    ]


def grant_admission(cases: Sequence[Case]) -> list[str]:
    """Say what the committee decided on admission."""
    approved = common_text(day(one.folder.day(APPROVING)) for one in cases) or PEN_DAY
    spans = common_text(span(one.first) for one in cases)
    probation = f"自{spans}" if spans else "起止见所附名册"
    return [
        f"经{approved}{TOGETHER}，同意接收{all_named(cases)}为中共预备党员，预备期一年，{probation}。",
        "请将审批结果通知本人并在党员大会上宣布，及时编入党支部和党小组，举行入党宣誓，做好预备期的教育和考察。",
    ]


def file_admission(cases: Sequence[Case]) -> list[str]:
    """Say to the department above whom the committee admitted."""
    approved = common_text(day(one.folder.day(APPROVING)) for one in cases) or PEN_DAY
    number = common_text(one.folder.text(APPROVING, "document") for one in cases)
    told = f"（{number}）" if number else ""
    said = f"经{approved}{TOGETHER}，同意接收{all_named(cases)}为中共预备党员{told}。"
    if len(cases) > 1:
        return [said, "现将名册报上，请予备案。"]
    return [introduced(cases[0], post_of(cases[0])) + said, f"预备期自{span(cases[0].first)}。现报请备案。"]


def ask_full(cases: Sequence[Case]) -> list[str]:
    """Say what the branch asks after its vote on 转正."""
    if len(cases) > 1:
        opening = f"{all_named(cases)}预备期已满，本人提出转正申请"
        agreed = "同意转为中共正式党员，表决情况见所附名册。"
        return [f"{opening}，{_one_by_one(cases, DECIDING)}，{agreed}", SENT_UP.format("转正申请书")]
    (one,) = cases
    return [
        introduced(one, post_of(one)) + _admitted(one),
        f"{day(one.folder.day(22))}，{one.name}同志提出转正申请。" + _voted_on(one, Decision.ON_TIME),
        SENT_UP.format("转正申请书"),
    ]


def _admitted(case: Case, *, extended: bool = True) -> str:
    more = f"，延长的预备期自{span(case.extension)}" if case.months and extended else ""
    accepted, approved = day(case.folder.day(ACCEPTING)), day(case.folder.day(APPROVING))
    admitted = f"{accepted}经支部党员大会接收、{approved}经上级党委批准为中共预备党员"
    return f"{admitted}，预备期自{span(case.first)}{more}。"


def _voted_on(case: Case, decision: Decision) -> str:
    step = case.decided(decision)
    met = step.on if step is not None else None
    outcome = f"同意{case.name}同志转为中共正式党员，党龄自{day(case.full)}算起。"
    if decision is not Decision.ON_TIME:
        outcome = _outcome(case, decision)
    return f"{day(met)}，支部党员大会进行了讨论。大会{ballots(case.voted(DECIDING, met))}，{outcome}"


def grant_full(cases: Sequence[Case]) -> list[str]:
    """Say what the committee decided on 转正."""
    approved = common_text(day(one.folder.day(CERTIFYING)) for one in cases) or PEN_DAY
    since = common_text(day(one.full) for one in cases)
    counted = f"党龄自{since}算起" if since else "党龄起算时间见所附名册"
    return [
        f"经{approved}{TOGETHER}，同意{all_named(cases)}转为中共正式党员，{counted}。",
        "请将审批结果通知本人并在党员大会上宣布，由党支部书记同本人谈话，材料及时归档。",
    ]


def ask_other(decision: Decision, cases: Sequence[Case]) -> list[str]:
    """Say why somebody's 预备期 should be extended or membership be revoked, and how the vote went."""
    paragraphs = []
    for one in cases:
        step = one.decided(decision)
        reasons = (step.facts.get(key) for key in ("committee_opinion", "group_opinion")) if step else ()
        why = next((str(text) for text in reasons if text), "")
        paragraphs += [
            introduced(one, post_of(one)) + _admitted(one, extended=False),
            f"主要事实和理由：{why.rstrip('。；') or PEN * 4}。",
            _voted_on(one, decision),
        ]
    return [*paragraphs, "现将有关材料报上，请予审批。"]


def grant_other(cases: Sequence[Case]) -> list[str]:
    """Say that the committee agrees to an extension or a revocation."""
    answers = [one.answered(other_of(one)) for one in cases]
    approved = common_text(day(one.on if one else None) for one in answers) or PEN_DAY
    lines = [_outcome(one, other_of(one)) for one in cases]
    return [
        f"经{approved}{TOGETHER}，{lines[0]}" if len(lines) == 1
        else f"经{approved}{TOGETHER}：",
        *(lines if len(lines) > 1 else ()),
        "请将审批结果通知本人并在党员大会上宣布。",
    ]  # fmt: skip


def _outcome(case: Case, decision: str) -> str:
    if decision == Decision.REVOKE:
        return f"同意取消{case.name}同志的预备党员资格。"
    return f"同意将{case.name}同志的预备期延长{case.months or PEN}个月，自{span(case.extension)}。"


def other_of(case: Case) -> str:
    """Return what was decided instead of 转正 on time; an extension where nothing was recorded."""
    step = case.folder.steps.get(DECIDING)
    decision = str(step.facts.get("decision") or "") if step is not None else ""
    return decision if decision == Decision.REVOKE else str(Decision.EXTEND)


def number_of_other(cases: Sequence[Case]) -> str:
    """Return the 文号 of the answer to an extension or a revocation, where it is the same for all."""
    answers = [one.answered(other_of(one)) for one in cases]
    return common_text(str(one.facts.get("document") or "") if one else "" for one in answers)


def common_text(texts: Iterable[str]) -> str:
    """Return what all of them say alike, empty where they differ."""
    said = set(texts)
    return said.pop() if len(said) == 1 else ""
