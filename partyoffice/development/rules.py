"""The 25 steps by number and name (《发展党员工作细则》; the drawing of the five stages).

The limits between the steps come with the capability 发展党员.
"""

from dataclasses import dataclass

STEPS: dict[int, str] = dict(
    enumerate(
        (
            "递交入党申请书", "党组织派人谈话", "推荐和确定入党积极分子", "上级党委备案", "指定培养联系人",
            "培养教育考察",
            "确定发展对象", "报上级党委同意并公示", "确定入党介绍人", "政治审查", "短期集中培训",
            "支部委员会审查",
            "上级党委预审", "填写入党志愿书", "支部大会讨论接收", "上级党委派人谈话", "上级党委审批",
            "再上一级党委组织部门备案", "编入党支部和党小组", "入党宣誓", "继续教育考察", "提出转正申请",
            "支部大会讨论转正", "上级党委审批转正", "材料归档",
        ),
        1,
    )
)  # fmt: skip


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
