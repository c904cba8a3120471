"""The kinds of meeting and of attendance, as labels."""

ASSEMBLY, COMMITTEE, GROUP = MEETING_KINDS = ("支部党员大会", "支部委员会", "党小组会")
ATTENDED, LEAVE, ABSENT = PRESENCES = ("出席", "请假", "缺席")
ABSENCES = ("病假", "事假", "公差", "探亲", "产假", "无故")
