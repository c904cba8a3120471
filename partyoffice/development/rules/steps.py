"""The 25 steps as a table: who does what by when, and what must be true before one is closed (大意).

The drawing of five stages and 25 steps is of the 2014 edition; limits and articles are told for both.
Which papers belong to a step is said once, in ``archive``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from partyoffice.core.dates import Day
from partyoffice.development.rules.editions import OLD
from partyoffice.members.rules import Category, Edition, basis, edition_of


class Stage(StrEnum):
    """The five stages of the way."""

    APPLICATION = "申请入党"
    ACTIVIST = "入党积极分子的确定和培养"
    CANDIDATE = "发展对象的确定和考察"
    ADMISSION = "预备党员的接收"
    PROBATION = "预备党员的教育考察和转正"


NO_LIMIT = "没有规定期限"


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step as it is told to the user: ``must`` holds before it is closed."""

    number: int
    stage: Stage
    name: str
    actor: str
    do: str
    limit: str = NO_LIMIT
    must: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    before: Mapping[str, object] = field(default_factory=dict)  # what the 2014 edition has otherwise

    def basis(self, edition: Edition) -> str:
        """Return the articles the step rests on."""
        return basis(self.articles, edition)


A, B, C, D, E = Stage
TABLE = (
    StepRule(1, A, "递交入党申请书", "本人",
             "向所在单位的党组织交书面申请，签名并写明日期；没有单位的交到居住地",
             must=("申请之日已满十八周岁",), articles=(5, 6)),
    StepRule(2, A, "党组织派人谈话", "支部书记、副书记或组织委员",
             "了解经历、对党的认识、入党动机、遵纪守法和家庭情况，介绍入党条件和程序", "收到申请书后一个月内",
             articles=(7,)),
    StepRule(3, B, "推荐和确定入党积极分子", "支委会；不设支委会的为党员大会",
             "从党员推荐、群团组织推优等产生的人选中研究确定",
             "没有规定期限；有的地方要求申请满三个月或六个月",
             ("已经谈话", "有推荐或推优记录", "有支委会（大会）记录"), (8,)),
    StepRule(4, B, "上级党委备案", "党支部报上级党委", "把确定的积极分子报上级党委备案",
             must=("备案不早于确定之日",), articles=(8,)),
    StepRule(5, B, "指定培养联系人", "党组织", "指定一至两名正式党员；不能或不宜再担任时更换并登记",
             must=("联系人一至两名，都是正式党员",), articles=(9,), before={"do": "指定一至两名正式党员"}),
    StepRule(6, B, "培养教育考察", "党支部、培养联系人、本人", "听党课、参加活动，每半年考察一次并填写登记表",
             "每半年一次，满一年以上", ("每次考察有日期、内容、联系人和支部意见",), (11, 12, 13)),
    StepRule(7, C, "确定发展对象", "支委会；不设支委会的为党员大会",
             "听取党小组、培养联系人、党员和群众四方面意见，讨论人选", "列为积极分子满一年之后",
             ("培养满一年", "四方面意见都有记录"), (8, 13)),
    StepRule(8, C, "报上级党委同意并公示", "党支部报上级党委，支部公示",
             "上级党委同意后公示，期满没有影响入党的问题，列为发展对象", "公示不少于五个工作日",
             ("上级同意不早于支委会讨论", "公示在上级同意之后", "列为发展对象在公示期满之后",
              "结果不影响发展入党"), (13,),
             {"name": "报上级党委备案", "actor": "党支部报上级党委", "do": "把支委会同意的人选报上级党委备案",
              "limit": NO_LIMIT, "must": ("备案不早于支委会讨论",)}),
    StepRule(9, C, "确定入党介绍人", "培养联系人，或党组织指定", "一般由培养联系人担任，也可以由党组织指定",
             must=("两名不同的正式党员", "没有留党察看未恢复权利的", "没有在处分影响期内的"),
             articles=(14, 15), before={"must": ("两名不同的正式党员", "没有留党察看未恢复权利的")}),
    StepRule(10, C, "政治审查", "党组织",
             "谈话、查档、向有关单位了解，必要时函调外调；流动人员征求户籍地和居住地意见",
             "没有规定期限；有的地方结论一年内有效", ("有结论，结论合格",), (16,)),
    StepRule(11, C, "短期集中培训", "基层党委或县级党委组织部门", "参加集中培训并考核；确有需要可用视频",
             "不少于三天或二十四学时", ("天数或学时够，个别特殊情况写明理由",), (17,),
             {"do": "参加集中培训并考核"}),
    StepRule(12, D, "支部委员会审查", "支委会；不设支委会的为党员大会", "集体审查发展对象的情况和材料",
             must=("第七至十一步都已办结",), articles=(18,)),
    StepRule(13, D, "上级党委预审", "基层党委",
             "审查条件和培养教育情况，书面答复；合格的发给志愿书",
             "没有规定期限；有的地方为一个月", ("三个月内不离开本单位", "有书面结果"), (18,)),
    StepRule(14, D, "填写入党志愿书", "本人，介绍人指导", "手写，逐栏如实填写", must=("已经预审合格",),
             articles=(15, 18)),
    StepRule(15, D, "支部大会讨论接收", "党员大会", "逐个讨论，无记名投票，形成决议", "预审合格后一个月内",
             ("到会超过应到会的半数", "赞成超过应到会的半数", "一人一票决", "决议项目齐全"), (19, 20, 21),
             {"limit": NO_LIMIT}),
    StepRule(16, D, "上级党委派人谈话", "党委委员或组织员", "审批前谈话，意见写入志愿书",
             "支部大会之后、审批之前", ("不早于支部大会，不晚于审批",), (23,)),
    StepRule(17, D, "上级党委审批", "有审批权的基层党委；有总支的先经总支审议",
             "集体讨论表决，写明预备期起止，通知支部", "支部大会后三个月内，特殊情况最长六个月",
             ("由有权的党委审批", "总支已审议（有总支的）"), (22, 24, 25)),
    StepRule(18, D, "再上一级党委组织部门备案", "基层党委", "把审批结果报上级党委组织部门备案",
             must=("备案不早于审批",), articles=(25,)),
    StepRule(19, E, "编入党支部和党小组", "党支部", "编入支部、小组，通知本人，在党员大会上宣布", "及时",
             articles=(24,), before={"do": "编入支部、小组，通知本人"}),
    StepRule(20, E, "入党宣誓", "基层党委或党支部、党总支", "面向党旗宣誓", "批准后一个月内", articles=(29,),
             before={"limit": NO_LIMIT}),
    StepRule(21, E, "继续教育考察", "党支部、入党介绍人", "预备期内教育考察并填写登记表",
             "预备期一年；有的地方每半年或每季度记一次", articles=(15, 31)),
    StepRule(22, E, "提出转正申请", "本人", "书面提出转正申请", "预备期满时；有的地方为期满前一至四周",
             articles=(32,)),
    StepRule(23, E, "支部大会讨论转正", "党小组、支委会、党员大会",
             "听取意见，支委会审查，大会表决按期转正、延长或取消", "期满之后及时；转入的可推迟，最长六个月",
             ("预备期已满", "到会和赞成都超过应到会的半数"), (31, 32, 35)),
    StepRule(24, E, "上级党委审批转正", "有审批权的基层党委", "集体审批；书记同本人谈话，在党员大会上宣布",
             "大会后三个月内", articles=(33,)),
    StepRule(25, E, "材料归档", "党支部交上级党委", "核对材料，存入本人人事档案，没有人事档案的建立党员档案",
             "及时", ("应存的材料齐全",), (36,)),
)  # fmt: skip

STEPS: dict[int, str] = {step.number: step.name for step in TABLE}


@cache
def step_of(number: int, edition: Edition) -> StepRule:
    """Return a step as one edition has it."""
    step = TABLE[number - 1]
    return replace(step, **step.before) if edition is OLD else step  # type: ignore[arg-type]  # texts alone


WAY = (Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE, Category.PROBATIONARY, Category.FULL)


def category_after(number: int, edition: Edition) -> Category | None:
    """Return what a person has become once a step is closed; None where nothing changes.

    Whoever was accepted is a member from the approval on, reckoned from the day of the meeting.
    """
    becomes = {
        1: Category.APPLICANT,
        3: Category.ACTIVIST,
        8: Category.CANDIDATE,
        17: Category.PROBATIONARY,
        24: Category.FULL,
    }
    if edition is OLD:
        becomes |= {7: Category.CANDIDATE}
    return becomes.get(number)


def stages_of(days: Mapping[int, Day]) -> list[tuple[Category, Day]]:
    """Return what somebody became on which day, by the days of the closed steps, each edition by its day."""
    found: list[tuple[Category, Day]] = []
    for number in sorted(days):
        became = category_after(number, edition_of(days[number].first))
        if became is not None and became not in {category for category, _ in found}:
            found.append((became, days[number]))
    return found


def ahead_of(category: str) -> frozenset[Category]:
    """Return the categories that come after one on the way; all of them for somebody who has none."""
    at = WAY.index(Category(category)) + 1 if category else 0
    return frozenset(WAY[at:])


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step whose day rosters show: its key and the heading they give it."""

    number: int
    key: str
    title: str
    headings: tuple[str, ...] = ()


MILESTONES = (
    Milestone(1, "applied", "申请入党时间"),
    Milestone(2, "talked", "谈话时间", ("首次组织谈话时间", "派人谈话时间")),
    Milestone(3, "activist_on", "确定积极分子时间"),
    Milestone(4, "activist_filed", "积极分子备案时间", ("备案时间",)),
    Milestone(7, "candidate_on", "确定发展对象时间"),
    Milestone(13, "previewed", "预审时间", ("党委预审时间", "上级党委预审时间")),
    Milestone(15, "accepted", "支部大会接收时间", ("支部党员大会时间",)),
    Milestone(17, "approved", "党委批准时间", ("党委审批时间", "上级党委审批时间", "批准时间")),
    Milestone(20, "sworn", "入党宣誓时间", ("宣誓时间",)),
    Milestone(23, "full_meeting", "转正大会时间", ("支部大会讨论转正",)),
    Milestone(24, "full_approved", "转正批准时间", ("上级党委审批转正", "党委审批时间2")),
)
# Not in this order: a fact of the file that wants looking at (development.md §8).
IN_ORDER = tuple(one.number for one in MILESTONES)
