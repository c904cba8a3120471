"""What is written down of each step besides its day: the fields of its form, and how its day is called.

Who vouches, reviews, notices, letters, materials and votes are records of their own; a step's form shows
them beside these. Days are kept as ``YYYY-MM-DD`` or ``YYYY-MM``.
"""

from partyoffice.core.field import Field, Kind
from partyoffice.development.rules.admission import PASSED, Body
from partyoffice.development.rules.probation import Cause, Decision
from partyoffice.development.rules.profile import BY_VIDEO, ON_SITE

PREVIEWED, NOT_PREVIEWED, MEND = PREVIEWS = ("合格", "不合格", "补正")
APPROVED, NOT_APPROVED = APPROVALS = ("批准", "不批准")
WAYS = ("党员推荐", "团组织推优", "工会推荐", "群团组织推优")
LEAGUE_WAYS = frozenset({"团组织推优", "群团组织推优"})


def _day(key: str, title: str, *, hint: str = "", required: bool = False) -> Field:
    return Field(key, title, Kind.DAY, required, hint=hint)


def _long(key: str, title: str, *, hint: str = "", required: bool = False) -> Field:
    return Field(key, title, Kind.LONG, required, hint=hint)


def _count(key: str, title: str) -> Field:
    return Field(key, title, Kind.NUMBER)


def _choice(key: str, title: str, choices: tuple[str, ...], *, required: bool = False) -> Field:
    return Field(key, title, Kind.CHOICE, required, choices=choices)


def _counts(body: str) -> tuple[Field, ...]:
    return (
        _count("due", f"{body}应到"), _count("present", f"{body}实到"), _count("agreed", f"{body}同意")
    )  # fmt: skip


DOCUMENT = Field("document", "文号", hint="如 青教党〔2026〕37号")
COMMITTEE = _counts("支委会（大会）")
FIELDS: dict[int, tuple[Field, ...]] = {
    1: (
        _day("received", "收到申请书日期", hint="谈话的一个月从这一天算起"),
        Field("receiver", "接收人", Kind.NAME),
    ),
    2: (
        Field("talkers", "谈话人", required=True, hint="支部书记、副书记或组织委员，一至两人"),
        Field("place", "谈话地点"),
        _long("resume", "经历"),
        _long("understanding", "对党的认识"),
        _long("motive", "入党动机"),
        _long("conduct", "遵纪守法情况"),
        _long("family", "家庭情况"),
        _long("other", "其他"),
        _long("introduced", "党组织介绍的内容"),
        _long("opinion", "谈话人意见"),
    ),
    3: (
        _choice("way", "推荐方式", WAYS, required=True),
        _count("voters_due", "应参加推荐"),
        _count("voters", "实参加推荐"),
        _count("votes", "同意推荐"),
        _long("performance", "主要表现"),
        _day("league_branch_on", "团支部意见日期"),
        _day("league_committee_on", "团委审核日期"),
        *COMMITTEE,
    ),
    4: (Field("filed_with", "备案的上级党委"), DOCUMENT),
    5: (),
    6: (_long("summary", "培养考察小结"),),
    7: (
        _long("group_opinion", "党小组意见", required=True),
        _long("mentor_opinion", "培养联系人意见", required=True),
        _long("members_opinion", "党员意见", required=True),
        _long("masses_opinion", "群众意见", required=True),
        *COMMITTEE,
    ),
    8: (
        _day("consented", "上级党委同意日期", required=True),
        Field("consenting", "同意的上级党委"),
        DOCUMENT,
    ),
    9: (Field("chosen_by", "如何确定", Kind.CHOICE, choices=("由培养联系人担任", "由党组织指定")),),
    10: (
        _choice("conclusion", "结论性意见", (PASSED, "不合格"), required=True),
        _long("methods", "审查方法和对象"),
        _long("content", "审查内容", hint="理想信念、政治立场、政治历史、遵纪守法、家庭和社会关系等"),
        _long("problems", "发现的问题和查证"),
        _long("places", "户籍地、居住地意见", hint="流动人员两地都要"),
        Field("joint", "政审联审单位", hint="县级有关单位"),
        _long("branch_opinion", "党支部意见"),
        _long("upper_opinion", "上级党委意见"),
    ),
    11: (
        Field("organiser", "主办单位"),
        _day("start", "开始日期"),
        _count("days", "天数"),
        _count("hours", "学时"),
        _choice("mode", "方式", (ON_SITE, BY_VIDEO)),
        _long("content", "培训内容"),
        Field("result", "考核结果"),
        Field("certificate", "证书编号"),
        _long("upper_opinion", "党委意见"),
    ),
    12: (*COMMITTEE, _long("opinion", "审查意见", required=True)),
    13: (
        _day("asked_on", "请示日期"),
        Field("request", "请示文号"),
        _choice("result", "预审结果", PREVIEWS, required=True),
        DOCUMENT,
    ),
    14: (Field("guided_by", "指导填写的介绍人"),),
    15: (),
    16: (
        Field("talker", "谈话人", Kind.NAME, required=True),
        Field("post", "谈话人职务"),
        _long("opinion", "谈话情况和意见"),
    ),
    17: (
        _choice("body_kind", "审批机关类别", tuple(Body), required=True),
        Field("body", "审批党委", required=True),
        _choice("result", "审批结果", APPROVALS),
        DOCUMENT,
        _day("deliberated", "党总支审议日期"),
        _long("deliberation", "党总支审议意见"),
        _count("due", "党委应到"), _count("present", "党委实到"), _count("agreed", "党委同意"),
        _day("notified", "通知本人日期"),
    ),
    18: (Field("filed_with", "备案的组织部门"), DOCUMENT),
    19: (_day("announced", "党员大会宣布日期"), Field("group", "编入党小组")),
    20: (Field("place", "宣誓地点"), Field("host", "领誓人", Kind.NAME)),
    21: (_long("summary", "预备期考察小结"),),
    22: (_day("received", "收到转正申请日期"),),
    23: (
        _choice("decision", "决定", tuple(Decision), required=True),
        Field("months", "延长月数", Kind.NUMBER, hint="六至十二个月"),
        _choice("cause", "晚于期满的原因", tuple(Cause)),
        _long("group_opinion", "党小组意见"),
        _long("sponsor_opinion", "入党介绍人意见"),
        _long("masses_opinion", "群众意见"),
        _long("committee_opinion", "支委会审查意见"),
    ),
    24: (
        Field("body", "审批党委", required=True),
        _choice("result", "审批结果", APPROVALS),
        DOCUMENT,
        Field("talker", "谈话人", Kind.NAME),
        _day("talked", "谈话日期"),
        _day("announced", "党员大会宣布日期"),
    ),
    25: (
        _choice("kept_at", "存入", ("人事档案", "党员档案"), required=True),
        Field("handed_to", "移交给"),
        _day("handed_on", "移交日期"),
        Field("checker", "审核人", Kind.NAME),
        _long("opinion", "完整性审核意见"),
    ),
}  # fmt: skip
DAYS: dict[int, str] = {
    1: "申请书日期", 2: "谈话日期", 3: "确定日期", 4: "备案日期", 5: "指定日期", 6: "培养满期日期",
    7: "支委会讨论日期", 8: "列为发展对象日期", 9: "确定日期", 10: "政审结论日期", 11: "结业日期",
    12: "支委会审查日期", 13: "预审日期", 14: "填写日期", 15: "支部大会日期", 16: "谈话日期", 17: "批准日期",
    18: "备案日期", 19: "编入日期", 20: "宣誓日期", 21: "考察完成日期", 22: "转正申请日期",
    23: "转正大会日期", 24: "批准日期", 25: "归档日期",
}  # fmt: skip
# The upper committee gave no consent and nothing was posted before 2026: step 8 is the filing alone.
DAYS_2014 = DAYS | {8: "备案日期"}
