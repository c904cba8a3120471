"""What a roster of the way can show beside the columns of every roster: read-only, from the files of people.

Keys and titles are those under which a list comes in again (``columns``), as far as it can.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.columns import DAYS, FACT_OF, OWN
from partyoffice.development.queries import files_of, given_numbers, league_days, rule_settings
from partyoffice.development.rules.editions import NEW, edition_for
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.people import Voucher
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.reckoning import full_on, probation_of, spells_of, trained
from partyoffice.development.rules.standing import current, next_review
from partyoffice.development.rules.steps import step_of
from partyoffice.development.rules.training import earliest_candidate
from partyoffice.part import Fact

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

GROUP = "发展党员"
TITLES = {one.key: one.field for one in OWN}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person's way on a day."""

    file: File
    on: date
    settings: RuleSettings
    booklet: str = ""
    league: Day | None = None

    def step(self, number: int) -> Taken:
        """Return a step, an empty one where there is none."""
        return self.file.steps.get(number) or Taken(number)


Read = Callable[[Known], Any]


def _own(key: str, title: str, read: Read, kind: Kind = Kind.TEXT) -> tuple[Field, Read]:
    return Field(key, title, kind, group=GROUP), read


def _of_step(number: int) -> Read:
    return lambda known: known.file.day(number)


def _fact(number: int, key: str) -> Read:
    return lambda known: known.step(number).text(key)


def _names(vouchers: Sequence[Voucher], on: date) -> str:
    return "、".join(one.name for one in vouchers if one.vouches(on))


def _lasted(known: Known, at: int) -> int | str | None:
    """Return days or hours: 3, or 2.5 as a text, since a sheet's numbers are whole."""
    number = trained(known.file)[at]
    if number is None:
        return None
    return int(number) if number == int(number) else f"{number:g}"


def _consented(known: Known) -> Day | None:
    return known.step(8).day("consented")


def _posted(known: Known) -> str:
    told = (f"{one.start} 至 {one.end}" if one.end else f"{one.start} 起" for one in known.file.postings)
    return "；".join(dict.fromkeys(told))


def _posting_result(known: Known) -> str:
    return "；".join(dict.fromkeys(one.result for one in known.file.postings if one.result))


def _vote(number: int) -> Read:
    def read(known: Known) -> str:
        ballot = known.file.votes.get(number)
        return f"应到{ballot.due}、实到{ballot.present}、赞成{ballot.yes}" if ballot else ""

    return read


def _last_review(known: Known) -> Day | None:
    held = [one for one in known.file.reviews if one <= known.on]
    return Day.of(max(held)) if held else None


def _earliest(known: Known) -> Day | None:
    day = earliest_candidate(spells_of(known.file), known.settings)
    return Day.of(day) if day else None


def _next_review(known: Known) -> Day | None:
    day = next_review(known.file, known.on, known.settings)
    return Day.of(day) if day else None


def _probation(part: str) -> Read:
    def read(known: Known) -> Day | None:
        runs = probation_of(known.file, known.settings)
        return Day.of(getattr(runs, part)) if runs else None

    return read


def _full(known: Known) -> Day | None:
    day = full_on(known.file, known.settings)
    return Day.of(day) if day else None


def _at(known: Known) -> str:
    """Return the step somebody is at, as its edition calls it."""
    number = current(known.file)
    edition = edition_for(known.on, known.file.choice) if known.file.choice else NEW
    return f"{number} {step_of(number, edition).name}"


COMING_IN: tuple[tuple[Field, Read], ...] = (
    *((target.field, _of_step(number)) for number, target in DAYS.items()),
    *((TITLES[key], _fact(*of)) for key, of in FACT_OF.items() if not key.startswith("train_")),
    (TITLES["train_days"], lambda known: _lasted(known, 0)),
    (TITLES["train_hours"], lambda known: _lasted(known, 1)),
    (TITLES["mentors"], lambda known: _names(known.file.mentors, known.on)),
    (TITLES["in_league"], lambda known: "是" if known.file.in_league else ""),
    (TITLES["league_on"], lambda known: known.league),
    (TITLES["leaves_on"], lambda known: known.file.leaves_on),
    (TITLES["away"], lambda known: "是" if known.file.floating else ""),
    (TITLES["booklet"], lambda known: known.booklet),
)
TOLD: tuple[tuple[Field, Read], ...] = (
    _own("at", "目前步骤", _at),
    _own("received", "收到申请书时间", lambda known: known.step(1).day("received"), Kind.DAY),
    _own("way", "推荐方式", _fact(3, "way")),
    _own("review_count", "培养考察次数", lambda known: len(known.file.reviews) or None, Kind.NUMBER),
    _own("last_review", "最近考察时间", _last_review, Kind.DAY),
    _own("next_review", "下次考察到期", _next_review, Kind.DAY),
    _own("report_count", "思想汇报篇数", lambda known: len(known.file.reports) or None, Kind.NUMBER),
    _own("earliest", "培养满一年时间", _earliest, Kind.DAY),
    _own("consented", "上级党委同意时间", _consented, Kind.DAY),
    _own("posted", "公示起止", _posted),
    _own("posting_result", "公示结果", _posting_result),
    _own("sponsors_named", "确定的入党介绍人", lambda known: _names(known.file.sponsors, known.on)),
    _own("preview_result", "预审结果", _fact(13, "result")),
    _own("preview_document", "预审文号", _fact(13, "document")),
    _own("admission_vote", "接收表决", _vote(15)),
    _own("approval_document", "接收批复文号", _fact(17, "document")),
    _own("probation_start", "预备期起", _probation("start"), Kind.DAY),
    _own("probation_end", "预备期止", _probation("end"), Kind.DAY),
    _own("probation_full", "预备期满时间", _probation("full"), Kind.DAY),
    _own("extended", "延长月数", lambda known: known.file.extended or None, Kind.NUMBER),
    _own(
        "probation_reviews",
        "预备期考察次数",
        lambda known: len(known.file.probation_reviews) or None,
        Kind.NUMBER,
    ),
    _own("full_decision", "转正大会决定", _fact(23, "decision")),
    _own("full_vote", "转正表决", _vote(23)),
    _own("full_document", "转正批复文号", _fact(24, "document")),
    _own("full_since", "推算的转正时间", _full, Kind.DAY),
)
SHOWN = (*COMING_IN, *TOLD)
FIELDS = tuple(field for field, _read in SHOWN)


def _nothing(_session: "Session", _person_id: int, _value: object) -> bool:
    return False


def way_facts(on: date) -> tuple[Fact, ...]:
    """Return the facts of a roster of a day; the files are read once, when the first of them is asked for."""
    known: dict[int, Known] = {}

    def reader(read: Read) -> Callable[["Session", Sequence[int]], Mapping[int, Any]]:
        def answers(session: "Session", ids: Sequence[int]) -> Mapping[int, Any]:
            if missing := [one for one in ids if one not in known]:
                known.update(known_of(session, missing, on))
            return {one: read(known[one]) for one in ids if one in known}

        return answers

    return tuple(Fact(field, reader(read), _nothing) for field, read in SHOWN)


def known_of(session: "Session", ids: Sequence[int], on: date) -> dict[int, Known]:
    """Return what is known of people, in a fixed number of questions."""
    settings = rule_settings(session)
    booklets, leagues = given_numbers(session, ids), league_days(session, ids)
    return {
        one: Known(file, on, settings, booklets.get(one, ""), leagues.get(one))
        for one, file in files_of(session, on, ids).items()
    }
