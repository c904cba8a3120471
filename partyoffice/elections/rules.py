"""The stages of an election, and the ballots it has. The arithmetic lies in the rules of meetings."""

PLANNED, ASKED, APPROVED, HELD, REPORTED, CONFIRMED, DROPPED = STATES = (
    "筹备", "已请示", "已批复", "已选举", "已上报", "已批准", "已中止",
)  # fmt: skip
COMMITTEE, SECRETARY, DEPUTY, DELEGATES = BALLOTS = ("委员", "书记", "副书记", "代表")
