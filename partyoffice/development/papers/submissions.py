"""公文 before the vote: 备案 of 积极分子, the names of 发展对象, the 请示 for 预审 and its answer."""

from collections.abc import Callable, Sequence

from partyoffice.core.paper_words import ordinal
from partyoffice.development.papers import letter_words as told
from partyoffice.development.papers.activists import posted
from partyoffice.development.papers.asked import tight
from partyoffice.development.papers.candidates import OPINIONS, reviewed
from partyoffice.development.papers.cases import PEN, Case, day, introduced
from partyoffice.development.papers.consent import edition_of
from partyoffice.development.papers.file_texts import counted
from partyoffice.development.papers.letter_lists import (
    BORN,
    EDUCATION,
    ETHNICITY,
    NAME,
    SEX,
    Listed,
    Roll,
    day_of,
)
from partyoffice.development.papers.letters import DRAFTED, Letter
from partyoffice.development.papers.training import trained
from partyoffice.development.records import Booklet
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.fields import MEND, PREVIEWED
from partyoffice.development.rules.profile import GIVEN, MENTOR, USED
from partyoffice.members.rules import Category
from partyoffice.organisation.documents import preview, report, request

Says = Callable[[Sequence[Case]], list[str]]
HELD = (GIVEN, USED)
PREVIEWED_PAPERS = (
    "入党申请书", "入党积极分子培养考察登记表", "政治审查材料", "短期集中培训登记表", "公示情况登记表",
)  # fmt: skip
FOUR = "党小组、培养联系人、党员和群众"

# -- what they tell -----------------------------------------------------------------------------


def _decided(case: Case, number: int) -> str:
    """Return 2024年3月5日支部委员会讨论（应到 3 人，实到 3 人，同意 3 人）."""
    numbers = counted(case.folder, number)
    return f"{day(case.folder.day(number))}{told.decides(case)}讨论" + (f"（{numbers}）" if numbers else "")


def _recommended(case: Case) -> str:
    way = case.folder.text(3, "way")
    return f"经{way}，" if way else ""


def _tight(says: Says) -> Says:
    """Return what a letter says without the blanks that forms set between figures and words."""
    return lambda cases: [tight(text) for text in says(cases)]


def file_activists(cases: Sequence[Case]) -> list[str]:
    """Tell the committee who became 积极分子."""
    if len(cases) > 1:
        body = told.decides(cases[0])
        return [
            f"{told.all_named(cases)}递交了入党申请书，经推荐和{body}讨论，确定为入党积极分子。",
            "现将名册和备案登记表报上，请予备案。",
        ]
    (one,) = cases
    mentored = f"培养联系人为{one.folder.names(MENTOR) or PEN}同志。"
    return [
        introduced(one, told.post_of(one)) + f"{day(one.folder.day(1))}递交入党申请书。",
        f"{_recommended(one)}{_decided(one, 3)}，确定{one.name}同志为入党积极分子，" + mentored,
        "现将备案登记表报上，请予备案。",
    ]


def name_candidates(cases: Sequence[Case]) -> list[str]:
    """Tell the committee who is to become 发展对象."""
    if len(cases) > 1:
        body = told.decides(cases[0])
        return [
            f"{told.all_named(cases)}经培养教育考察，在听取{FOUR}意见的基础上，由{body}讨论，拟列为发展对象。",
            "现将名册和人选登记表报上，请审查。",
        ]
    (one,) = cases
    asked = f"在听取{FOUR}意见的基础上，" if all(one.folder.text(7, key) for key in OPINIONS) else ""
    return [
        introduced(one, told.post_of(one)) + _way(one),
        *_review(one),
        f"{asked}{_decided(one, 7)}，拟列{one.name}同志为发展对象。",
        "现将人选登记表和有关材料报上，请审查。",
    ]


def _way(case: Case) -> str:
    folder, mentors = case.folder, case.folder.names(MENTOR) or PEN
    return (
        f"{day(folder.day(1))}递交入党申请书，{day(folder.day(3))}确定为入党积极分子，"
        f"培养联系人为{mentors}同志。"
    )


def _review(case: Case) -> list[str]:
    """Return what the reviews say, in as many paragraphs as they have."""
    lines = reviewed(case.folder).splitlines()
    return [f"培养教育考察情况：{lines[0]}", *lines[1:]] if lines else []


def ask_preview(cases: Sequence[Case]) -> list[str]:
    """Ask the committee to look at 发展对象 before they fill in the booklet."""
    if len(cases) > 1:
        body = told.decides(cases[0])
        return [
            f"{told.all_named(cases)}经政治审查、短期集中培训和公示，{body}集体审查，认为合格。",
            "现将名册和有关材料报上，请予预审。",
        ]
    (one,) = cases
    folder = one.folder
    shown, concluded = "；".join(posted(folder).splitlines()), folder.text(10, "conclusion")
    said = (
        ("基本情况", introduced(one, told.post_of(one)) + _way(one)),
        ("培养教育考察情况", " ".join(reviewed(folder).split("\n")) or PEN * 3),
        (
            "公示情况",
            f"{day(folder.day(8))}列为发展对象。{shown or PEN * 3}",
        ),
        (
            "政治审查情况",
            f"{day(folder.day(10))}完成政治审查，结论为{concluded or PEN}。",
        ),
        ("短期集中培训情况", trained(folder) or PEN * 3),
        (
            f"{told.decides(one)}审查情况",
            f"{day(folder.day(12))}进行了审查。{counted(folder, 12)}。{folder.text(12, 'opinion') or PEN}",
        ),
    )
    points = [f"{ordinal(at, 1)}{title}。{text.rstrip('。；')}。" for at, (title, text) in enumerate(said, 1)]
    return [*points, "现将有关材料报上，请予预审。"]


def booklet_of(case: Case) -> str:
    """Return the number of the 入党志愿书 somebody was given, empty for none."""
    rows: list[Booklet] = case.folder.rows(Booklet)
    return next((one.number for one in reversed(rows) if one.state in HELD), "")


def answer_preview(cases: Sequence[Case]) -> list[str]:
    """Say what the committee found, and to whom a booklet is given."""
    number = told.common_text(one.folder.text(13, "request") for one in cases)
    asked = told.common_text(day(one.folder.day(13)) for one in cases) or day(None)
    named = f"（{number}）" if number else ""
    opening = f"你支部关于{told.who(cases)}预审的请示{named}收悉。经{asked}审查，意见如下："
    return [opening, *(_found(one) for one in cases), *_then(cases)]


def _found(case: Case) -> str:
    result = case.folder.text(13, "result")
    if result == PREVIEWED:
        return f"{case.name}同志预审合格，发给《中国共产党入党志愿书》，编号 {booklet_of(case) or PEN}。"
    if result == MEND:
        return f"{case.name}同志的材料需要补正：{PEN * 3}。补正以后再报。"
    return f"{case.name}同志预审{result or PEN}。" + (f"理由：{PEN * 3}。" if result else "")


def _then(cases: Sequence[Case]) -> list[str]:
    """Return what is to follow where somebody passed; since 2026 within a month (细则第十九条)."""
    passed = [one for one in cases if one.folder.text(13, "result") == PREVIEWED]
    if not passed:
        return []
    new = edition_of(passed[0].folder, 13) is NEW
    limit = "自预审合格之日起一个月内" if new else ""
    return [f"请介绍人指导本人如实填写入党志愿书，{limit}提交支部党员大会讨论。"]


# -- the letters --------------------------------------------------------------------------------

MENTORS = Listed("培养联系人", lambda case: case.folder.names(MENTOR), 16)
RESULT = Listed("预审结果", lambda case: case.folder.text(13, "result"), 12)
BOOKLET = Listed("志愿书编号", booklet_of, 20)
WHO = (NAME, SEX, ETHNICITY, BORN, EDUCATION)
APPLIED, ACTIVIST = day_of("申请入党时间", 1), day_of("确定积极分子时间", 3)
FILED = Roll("入党积极分子名册", (*WHO, APPLIED, ACTIVIST, MENTORS))
NAMED = Roll("发展对象人选名册", (*WHO, APPLIED, ACTIVIST, day_of("支委会讨论时间", 7), MENTORS))
ASKED = Roll("发展党员预审名册", (
    *WHO, APPLIED, ACTIVIST, day_of("列为发展对象时间", 8), day_of("政审时间", 10), day_of("培训时间", 11),
    day_of("支委会审查时间", 12),
))  # fmt: skip
FOUND = Roll("预审结果名册", (*WHO, day_of("预审时间", 13), RESULT, BOOKLET))
CANDIDATE = (str(Category.CANDIDATE),)
LETTERS = (
    Letter(
        "dev-04b", "入党积极分子备案的报告", "{who}入党积极分子备案", _tight(file_activists), report,
        "branch", "committee", 0, number=4, wanted=((1, ""), (3, ""), (3, "way")), roll=FILED,
        papers=("入党积极分子备案登记表",), note="几个人一份，附名册", upper=(4, "filed_with"),
        among=(str(Category.ACTIVIST),),
    ),
    Letter(
        "dev-06b", "发展对象人选的报告", "{who}发展对象人选", _tight(name_candidates), report, "branch",
        "committee", 0, wanted=((1, ""), (3, ""), (7, ""), *((7, key) for key in OPINIONS)), roll=NAMED,
        papers=("发展对象人选登记表",), note="几个人一份，附名册", upper=(8, "consenting"),
        among=(str(Category.ACTIVIST), *CANDIDATE),
    ),
    Letter(
        "dev-10", "预审的请示", "{who}预审", _tight(ask_preview), request, "branch", "committee", 0,
        number=13, number_key="request", roll=ASKED, papers=PREVIEWED_PAPERS, upper=(8, "consenting"),
        among=CANDIDATE,
        wanted=((1, ""), (3, ""), (8, ""), (10, ""), (10, "conclusion"), (11, ""), (12, ""), (12, "opinion")),
        note="支委会审查合格以后报上级党委预审；几个人一份，附名册",
    ),
    Letter(
        "dev-10c", "预审意见", "{who}", _tight(answer_preview), preview, "committee", "branch", 0, number=13,
        wanted=((13, ""), (13, "result")), roll=FOUND, upper=(8, "consenting"), among=CANDIDATE, note=DRAFTED,
    ),
)  # fmt: skip
PAPERS = tuple(one.paper() for one in LETTERS)
