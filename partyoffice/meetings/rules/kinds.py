"""The kinds of meeting and of attendance, as labels."""

ASSEMBLY, COMMITTEE, GROUP, LECTURE, PARTY_DAY, CRITICISM, LEADERS, STUDY, COUNCIL, REGULAR, TOPIC, RITE = (
    MEETING_KINDS
) = (
    "支部党员大会", "支部委员会", "党小组会", "党课", "主题党日", "组织生活会", "民主生活会",
    "理论学习中心组学习", "学校党组织会议", "例会", "专题会议", "仪式教育",
)  # fmt: skip
DRAFT, FINAL, SIGNED = STATES = ("草稿", "已定稿", "已签字")
ATTENDED, LATE, LEAVE, ABSENT = PRESENCES = ("出席", "迟到", "请假", "缺席")
CAME = frozenset({ATTENDED, LATE})
ABSENCES = ("病假", "事假", "公差", "探亲", "产假", "外出学习", "流动", "无故")

# Who sits: those with a post in the body; of 学校党组织会议 in the school's own. All members of it elsewhere.
OF_POSTS = frozenset({COMMITTEE, LEADERS, STUDY, COUNCIL})
APPRAISAL = "民主评议党员"  # no kind of its own: it is held within another (第十八条)
COUNTABLE = (*MEETING_KINDS, APPRAISAL)  # what a meeting may count as besides (计入类型)

ATTACHED = ("签到表", "照片", "会议材料", "发言稿", "记录扫描件", "其他")
TALKS = ("支委之间", "支委与党员", "党员之间", "发展程序", "提醒谈话")
SOURCES = ("组织生活会", "民主生活会", "民主评议", "检查督导", "自查")
ASKED_OF = ("党员", "群众", "上级党组织", "服务对象")
PLANNED, APPROVED, STUDIED, REPORTED, SENT, TOLD = LIFE_STEPS = (
    "制定方案", "方案报上级", "会前学习", "通报上年整改情况", "报送会议情况", "通报整改措施",
)  # fmt: skip
