"""民主评议党员: how many may be 优秀, and who is given no grade.

Source: 《中国共产党支部工作条例（试行）》 2018, Article 18; the share of a third is the usual practice.
"""

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.frequency import BRANCH_RULES
from partyoffice.members.rules import Category

ARTICLE = f"{BRANCH_RULES}第十八条"
SHARE = 3
NO_GRADE = "不评定等次"


def most_excellent(formal: int) -> int:
    """Return how many of so many 正式党员 are usually 优秀 at most: a third, cut to whole ones."""
    return formal // SHARE


def check_excellent(formal: int, excellent: int) -> list[Finding]:
    """Warn of more 优秀 than a third; never forbid it."""
    most = most_excellent(formal)
    if excellent <= most:
        return []
    told = f"{formal} ÷ {SHARE} 取整为 {most}，现有 {excellent}"
    message = f"优秀等次一般不超过正式党员的三分之一（{most} 名）"
    return [Finding("excellent", Severity.WARN, message, "", ARTICLE, told, mark="[P]")]


def grade_shown(category: str, grade: str) -> str:
    """Return what stands in the column of grades: a 预备党员 takes part and is given none."""
    return grade if category == Category.FULL else NO_GRADE
