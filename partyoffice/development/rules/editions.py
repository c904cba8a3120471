"""Which edition of the 细则 a step falls under, what changed between them, what their articles say (大意).

No sentence here is the regulation's: each is told in our own words after reading the 2026 edition; of the
2014 edition only parts were read. 2026 says nothing of people under way on 2026-05-11: UNCONFIRMED.
"""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.finding import Finding, Severity
from partyoffice.members.rules import WORK_RULES, Edition, edition_of

OLD, NEW = Edition.OF_2014, Edition.OF_2026
IN_FORCE = f"{WORK_RULES}（{NEW}年）自印发之日起施行，没有过渡规定"


@dataclass(frozen=True, slots=True)
class Choice:
    """The edition an office chose for one person; without a reason it does not hold."""

    edition: Edition
    reason: str
    chosen_on: date
    by: str = ""


def edition_for(step_on: date, choice: Choice | None = None) -> Edition:
    """Return the edition of a step: by its day, unless the office chose otherwise for this person."""
    return choice.edition if choice is not None and choice.reason.strip() else edition_of(step_on)


def check_choice(choice: Choice, step_on: date) -> list[Finding]:
    """Ask for the reason of a choice, and tell where it differs from the day's own edition."""
    usual = edition_of(step_on)
    if not choice.reason.strip():
        message = f"给这个人指定 {choice.edition} 年版细则没有写理由，仍按日期适用 {usual} 年版"
        return [Finding("edition", Severity.BLOCK, message, article=IN_FORCE)]
    if choice.edition is usual:
        return []
    message = f"按 {choice.edition} 年版细则办理（{choice.chosen_on} 指定，理由：{choice.reason.strip()}）"
    told = f"{step_on} 按日期应适用 {usual} 年版"
    return [Finding("edition", Severity.INFO, message, article=IN_FORCE, arithmetic=told, mark="UNCONFIRMED")]


@dataclass(frozen=True, slots=True)
class Difference:
    """One topic that the 2026 edition settles otherwise than that of 2014."""

    topic: str
    before: str
    since: str
    articles: tuple[int, ...] = ()


DIFFERENCES = (
    Difference("条文编号", "第四章有一条总的规定，为第十八条", "删去该条，以后各条的编号减一"),
    Difference("培养联系人", "一至两名正式党员", "同样；不能或不宜再担任的应当更换", (9,)),
    Difference("列为发展对象", "支委会同意后报上级党委备案",
               "支委会讨论后报上级党委同意，再公示至少五个工作日，期满才列为发展对象；流动人员两地", (13,)),
    Difference("入党介绍人", "两名正式党员，留党察看未恢复权利的不能担任",
               "同样；受警告、严重警告、撤职处分还在影响期内的也不宜担任", (14,)),
    Difference("政治审查", "直系亲属和关系密切的社会关系",
               "家庭主要成员和重要社会关系；增加网络行为、家庭美德等内容，县级有关单位联审", (16,)),
    Difference("集中培训", "不少于三天或二十四学时", "同样；一般集中面授，确有需要可用视频", (17,)),
    Difference("支部大会", "没有全国统一期限", "预审合格后一个月内召开", (19,)),
    Difference("人数", "有表决权的人数、正式党员", "到会和赞成都以应到会有表决权的党员为分母", (19, 20)),
    Difference("报批材料", "没有列举", "志愿书、申请书、积极分子培养考察登记表、政审材料", (21,)),
    Difference("不能审批的组织", "党总支、乡镇党委所属基层党委", "增加临时党组织、党组", (22,)),
    Difference("批准之后", "通知本人", "通知本人，并在党员大会上宣布", (24,)),
    Difference("入党宣誓", "没有期限", "一般在批准后一个月内", (29,)),
    Difference("存档材料", "志愿书、申请书、政审、转正申请、培养教育考察材料",
               "六种，列明《预备党员教育考察登记表》；提倡电子档案", (36,)),
    Difference("登记表", "只有志愿书由中央统一式样", "两种考察登记表也由中央组织部统一式样", (42,)),
    Difference("虚假证明", "没有规定", "给不是党员的人出具党员身份证明的，要追究", (41,)),
)  # fmt: skip

GIST: dict[int, str] = {
    5: "申请入党要年满十八岁。",
    6: "申请书交到工作、学习单位的党组织；单位没有党组织的，交到单位所在地、主管部门或居住地的党组织。",
    7: "收到申请书后一个月内派人同申请人谈话。",
    8: "积极分子由支委会研究确定，报上级党委备案；不设支委会的由党员大会决定。",
    9: "指定一至两名正式党员作培养联系人，不能或不宜再担任的要更换。",
    11: "党支部每半年考察一次积极分子，基层党委每年分析一次队伍情况。",
    12: "积极分子单位、居住地变动，原组织转交申请书和登记表，培养时间连续计算。",
    13: "积极分子经过一年以上培养，听取四方面意见，支委会讨论、上级同意，公示至少五个工作日后列为发展对象。",
    14: "发展对象要有两名正式党员作介绍人；留党察看未恢复权利的不能担任，处分影响期内的不宜担任。",
    15: "介绍人说明情况、发表意见，批准后继续教育帮助，填写登记表。",
    16: "发展对象要经过政治审查，没有审查或审查不合格的不能入党。",
    17: "发展对象要参加至少三天或二十四学时的集中培训，除个别特殊情况外没有培训的不能入党。",
    18: "支委会审查合格后报上级党委预审，合格的发给志愿书；三个月内要离开的一般不办理接收。",
    19: "预审合格后一个月内开支部大会；到会有表决权的党员必须超过应到会的半数。",
    20: "大会逐个讨论、无记名投票；赞成超过应到会有表决权党员的半数才通过，会前交来的书面意见计入票数。",
    21: "决议写明主要表现、应到和实到人数、表决结果和日期，随志愿书等材料报上级党委。",
    22: "预备党员由有权的基层党委审批；党总支只能审议，党组、临时党组织等不能审批。",
    23: "审批前由党委委员或组织员同发展对象谈话，意见写入志愿书。",
    24: "党委集体讨论表决，逐个审批；批准的由支部通知本人并在党员大会上宣布。",
    25: "党委在三个月内审批并报上级组织部门备案，特殊情况最长六个月。",
    29: "预备党员要面向党旗宣誓，一般在批准后一个月内。",
    31: "预备期一年，从支部大会通过之日算起；可以延长一次，六个月至一年；不合格的取消资格。",
    32: "预备期满，本人书面申请，支委会审查，支部大会讨论表决。",
    33: "转正由上级党委三个月内审批；党龄从转正之日算起。",
    34: "预备党员转移组织关系，原组织介绍教育考察情况；材料无法认定的不予承认。",
    35: "转入的预备党员期满时，支部讨论转正可以推迟，最长六个月。",
    36: "转正后，志愿书等六种材料存入本人人事档案；没有人事档案的建立党员档案。",
    37: "重视在青年、产业工人、农民、知识分子和一线岗位中发展党员。",
    41: "弄虚作假或不具备条件被接收的，一律不承认党员身份；出具虚假证明的要追究。",
    42: "志愿书和两种考察登记表的式样由中央组织部制定，各省安排印制。",
}
GIST_2014: dict[int, str] = {
    13: "积极分子经过一年以上培养，听取四方面意见，支委会同意、报上级党委备案后列为发展对象。",
    14: "发展对象要有两名正式党员作介绍人；留党察看未恢复权利的不能担任。",
    19: "到会有表决权的党员必须超过应到会的半数；开会日期没有全国统一期限。",
    21: "决议写明主要表现、应到和实到人数、表决结果和日期，报上级党委。",
    22: "预备党员由有权的基层党委审批；党总支只能审议。",
    24: "党委集体讨论表决，逐个审批；批准的由支部通知本人。",
    29: "预备党员要面向党旗宣誓；没有规定期限。",
    36: "转正后，志愿书、申请书、政审、转正申请和培养教育考察材料存入本人人事档案。",
    41: "弄虚作假或不具备条件被接收的，一律不承认党员身份。",
    42: "志愿书的式样由中央组织部制定。",
}


def gist(number: int, edition: Edition) -> str:
    """Return what an article says in our own words; empty for one that no rule here rests on."""
    return GIST_2014.get(number, GIST.get(number, "")) if edition is OLD else GIST.get(number, "")
