"""What a kind of meeting may decide, and how many must have come for it to be held (operations B3).

That 支委会 and 学校党组织会议 pass by more than half of all their members is practice, UNCONFIRMED.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    CRITICISM,
    GROUP,
    LEADERS,
    REGULAR,
    TOPIC,
)
from partyoffice.meetings.rules.voters import Count
from partyoffice.meetings.rules.voting import (
    USUAL,
    Matter,
    VoteSettings,
    needed_present,
    two_thirds,
    vote_basis,
)
from partyoffice.members.rules import Edition

LEADERS_RULES = "《县以上党和国家机关党员领导干部民主生活会若干规定》（2016年），学校参照"
MATTERS: dict[str, tuple[Matter, ...]] = {
    ASSEMBLY: (Matter.ORDINARY, Matter.ADMISSION, Matter.FULL),
    COUNCIL: (Matter.ORDINARY, Matter.APPOINTMENT),
    **dict.fromkeys((COMMITTEE, GROUP, CRITICISM, REGULAR, TOPIC), (Matter.ORDINARY,)),
}
ANY = Edition.OF_2026  # what is no decision of persons rests on no edition of the 细则
TYPED = (Matter.ORDINARY, Matter.APPOINTMENT)  # what is chosen by itself; the others come with a decision


def matters_of(kind: str, counted_as: Iterable[str] = ()) -> tuple[Matter, ...]:
    """Return what a meeting may vote on: what its kind may, and the kinds it counts as (计入) too."""
    return tuple(dict.fromkeys(one for each in (kind, *counted_as) for one in MATTERS.get(each, ())))


def why_not_decide(matter: Matter, kind: str, counted_as: Iterable[str] = ()) -> str:
    """Return why a meeting may not vote on something; empty where it may."""
    may = matters_of(kind, counted_as)
    if matter in may:
        return ""
    where = "、".join(one for one in MATTERS if matter in MATTERS[one])
    return f"{kind}不表决{matter}事项，应由{where}表决" if may else f"{kind}不作表决，应由{where}表决"


@dataclass(frozen=True, slots=True)
class Needed:
    """How many must come to a meeting, of how many, and by what."""

    due: int
    present: int
    least: int
    share: str
    article: str

    @property
    def told(self) -> str:
        """The sum in one line."""
        return f"应到 {self.due} 人，须{self.share}即 {self.least} 人，实到 {self.present} 人"


def needed_at(kind: str, count: Count, settings: VoteSettings = USUAL) -> Needed | None:
    """Return how many must come to a meeting of a kind; None where nothing is laid down."""
    if kind == LEADERS:
        return Needed(count.due, count.present, two_thirds(count.due), "三分之二以上", LEADERS_RULES)
    if kind not in {ASSEMBLY, COMMITTEE, COUNCIL}:
        return None
    least = needed_present(Matter.ORDINARY, count.voters, settings)
    share = "半数以上" if settings.half_is_enough else "超过半数"
    return Needed(count.voters, count.voters_present, least, share, vote_basis(Matter.ORDINARY, ANY, kind))


def check_opening(kind: str, count: Count, settings: VoteSettings = USUAL) -> list[Finding]:
    """Warn where fewer came than a meeting of the kind needs to be held."""
    needed = needed_at(kind, count, settings)
    if needed is None or needed.present >= needed.least:
        return []
    message = f"到会人数不够，{kind}不能举行"
    return [Finding("minutes-quorum", Severity.WARN, message, "", needed.article, needed.told)]
