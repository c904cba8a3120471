"""The words of an election: its stages, the offices, why somebody is not counted, the articles."""

PLANNED, ASKED, APPROVED, HELD, REPORTED, CONFIRMED, DROPPED = STATES = (
    "筹备", "已请示", "已批复", "已选举", "已上报", "已批准", "已中止",
)  # fmt: skip
COMMITTEE, SECRETARY, DEPUTY, DELEGATES = BALLOTS = ("委员", "书记", "副书记", "代表")
LEADERS = (SECRETARY, DEPUTY)  # elected by the new committee
REASON = "换届选举"

# Who may be left out of 应到, with the consent from above and of the meeting; the last is UNCONFIRMED.
ILL, ABROAD, SENTENCED, BEDRIDDEN, ELSEWHERE, RETIRED = NOT_COUNTED = (
    "因病不能表达意志",
    "自费出国半年以上",
    "正在服刑，党纪处分轻于留党察看",
    "长期卧床、生活不能自理",
    "应转未转组织关系",
    "离退休回乡居住，不能参加",
)

# The articles given were seen in copies; what was not seen bears no number.
RULES = "《中国共产党基层组织选举工作条例》（2020年）"
ARTICLE_TERM = f"{RULES}第三条"
ARTICLE_RIGHT = f"{RULES}第五条"
ARTICLE_BORN = f"{RULES}第十四条"
ARTICLE_TELLERS = f"{RULES}第二十二条"
ARTICLE_ORDER = f"{RULES}第二十四条"
ARTICLE_MARKS = f"{RULES}第二十五条"
