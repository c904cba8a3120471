"""What the national text leaves open: the office's own answers, with the usual ones as defaults."""

from dataclasses import dataclass
from enum import StrEnum

NATIONAL_NOTICE_DAYS = 5

# What records offer to choose from.
NOTICE_RESULTS = ("不影响发展入党", "影响发展入党")
COPIES = ("原件", "复印件")
KEPT_AT = ("人事档案", "党员档案", "支部文书", "党委")
MENTOR, SPONSOR = ROLES = ("培养联系人", "入党介绍人")
IN_STOCK, GIVEN, SPOILT, LOST, USED = BOOKLET_STATES = ("在库", "已发", "填错作废", "遗失", "已归档")
PAIRINGS = ("把骨干教师培养成党员", "把党员教师培养成骨干")
PARTY_SCHOOL, ACTIVIST_CLASS, CANDIDATE_CLASS, PROBATION_CLASS = CLASS_KINDS = (
    "业余党校", "积极分子培训班", "发展对象集中培训", "预备党员培训班",
)  # fmt: skip
ON_SITE, BY_VIDEO = CLASS_MODES = ("面授", "视频")


class EndStyle(StrEnum):
    """Which day is printed as the end of 预备期 (T3)."""

    DAY_BEFORE = "前一日"
    SAME_DAY = "对应日"


class ReviewBasis(StrEnum):
    """What the half years of 培养考察 are counted from (T11)."""

    DECISION = "确定积极分子之日"
    HALF_YEARS = "6月30日和12月31日"


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """The open points of the rules; a number of months or days that is 0 is not asked for.

    Practice and local rules are off unless the rules' own examples have them on. 影响期 is from memory of
    the 纪律处分条例: UNCONFIRMED.
    """

    notice_days: int = NATIONAL_NOTICE_DAYS
    notice_start_counts: bool = True
    probation_end: EndStyle = EndStyle.DAY_BEFORE
    birthday_counts: bool = True
    year_day_counts: bool = True
    review_basis: ReviewBasis = ReviewBasis.DECISION
    review_grace_days: int = 30
    activist_wait_months: int = 0
    league_recommends: bool = True
    mentors_two: bool = False
    relatives_excluded: bool = False
    thought_reports: bool = False
    political_review_months: int = 12
    inquiry_days: int = 30  # [P]: nothing says how soon the answer to a 政审函 has to come
    candidate_to_meeting_months: int = 0
    preview_months: int = 0
    full_application_lead_days: int = 0
    warning_months: int = 12
    serious_warning_months: int = 18
    removal_months: int = 24
    keep_archive_years: int = 0

    @property
    def posted_days(self) -> int:
        """The working days of a 公示: an office may ask for more than the national five, never for fewer."""
        return max(self.notice_days, NATIONAL_NOTICE_DAYS)


USUAL = RuleSettings()
