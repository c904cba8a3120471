"""A step between form and file: its fields, what is stored as texts, and what the rules say meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.editions import OLD
from partyoffice.development.rules.fields import DAYS, DAYS_2014, FIELDS
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.judging import LACKING, MISSING, judge
from partyoffice.development.rules.overrides import Override
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from partyoffice.development.page.reading import Ways
    from partyoffice.development.records import Step
    from partyoffice.members.rules import Edition

ON, EVIDENCE, NOTE, LATE = "on", "evidence", "note", "late_entry"
OWN = (ON, EVIDENCE, NOTE, LATE)
LISTED_LAST = frozenset({8})  # what its day rests on is asked first
# What is said of people, papers and votes that are records of their own stands with them, not with a field.
BESIDE = frozenset({"DEV-05", "DEV-06", "DEV-09", "DEV-25", "vote", "Q2"})


def fields_of_step(number: int, edition: "Edition") -> tuple[Field, ...]:
    """Return the fields of a step's form: its day, its own, and what every step has."""
    title = (DAYS_2014 if edition is OLD else DAYS)[number]
    day = Field(ON, title, Kind.DAY, required=True)
    own = FIELDS[number]
    if edition is OLD:  # 2014 asked for no consent
        own = tuple(replace(one, required=one.required and one.key != "consented") for one in own)
    first = (*own, day) if number in LISTED_LAST else (day, *own)
    return (
        *first,
        Field(EVIDENCE, "依据的材料", hint="如 支委会会议记录 2026-03-05"),
        Field(NOTE, "说明", Kind.LONG),
        Field(LATE, "补录旧档案", Kind.FLAG, hint="以前已经办过，现在照原件补记"),
    )


def shown(field: Field, text: str) -> Any:  # noqa: ANN401 -- each kind its own
    """Return a stored text as its editor shows it; a day that cannot be read as nothing."""
    if field.kind is Kind.DAY:
        try:
            return Day.parse(text) if text else None
        except ValueError:
            return None
    return text or ("" if field.kind is not Kind.NUMBER else None)


def texts(values: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, str]:
    """Return the step's own fields as texts, empty ones left out."""
    own = (one.key for one in fields if one.key not in OWN)
    return {key: str(values[key]) for key in own if values.get(key) not in {None, ""}}


def values_of(step: "Step | None", fields: Sequence[Field]) -> dict[str, Any]:
    """Return what a form shows of a stored step."""
    facts = step.facts if step is not None else {}
    own = {one.key: shown(one, str(facts.get(one.key) or "")) for one in fields if one.key not in OWN}
    if step is None:
        return own | {ON: None, EVIDENCE: "", NOTE: "", LATE: False}
    return own | {ON: step.on, EVIDENCE: step.evidence, NOTE: step.note, LATE: step.late_entry}


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form: the step as the rules see it."""

    taken: Taken
    evidence: str = ""
    note: str = ""
    overrides: Sequence[Override] = ()


def entered(number: int, values: Mapping[str, Any], fields: Iterable[Field]) -> Entered:
    """Return the step as typed so far."""
    taken = Taken(
        number, values.get(ON), texts(values, fields), (), open=True, late_entry=bool(values.get(LATE))
    )
    return Entered(taken, str(values.get(EVIDENCE) or ""), str(values.get(NOTE) or ""))


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a step as typed: ``lacking`` is told beside the button, by its sentence."""

    found: list[Finding] = field(default_factory=list)

    @property
    def blocks(self) -> list[Finding]:
        """What forbids closing."""
        return [one for one in self.found if one.severity is Severity.BLOCK]

    @property
    def excusable(self) -> bool:
        """Whether a reason would be enough to close it."""
        return bool(self.blocks) and all(one.overridable for one in self.blocks)

    @property
    def why(self) -> str:
        """What is said beside the button: what is lacking first."""
        if not self.blocks or self.excusable:
            return ""
        hard = [one for one in self.blocks if not one.overridable]
        first = min(hard, key=lambda one: one.code != LACKING)
        return first.message

    def remarks(self, fields: Sequence[Field], *, dated: bool) -> dict[str, list[Remark]]:
        """Return what stands beside the fields; of the day nothing before there is one."""
        said: dict[str, list[Remark]] = {}
        for one in self.found:
            if one.code in {LACKING, MISSING} or one.code in BESIDE:
                continue  # what is lacking is said beside the button, what comes first with the limits
            key = _field_of(one, fields)
            if key != ON or dated:
                said.setdefault(key, []).append(_remark(one))
        return said

    def beside(self) -> list[Remark]:
        """Return what is said of the records below the fields."""
        return [_remark(one) for one in self.found if one.code in BESIDE]


def _remark(one: Finding) -> Remark:
    # A block in red keeps no one from typing on: it only keeps the step from being closed.
    return Remark(one.severity, one.message, one.arithmetic, one.article)


def _field_of(one: Finding, fields: Sequence[Field]) -> str:
    named = (each.key for each in fields if each.key not in OWN and each.title in one.message)
    return next(named, ON)


def verdict(ways: "Ways", file: File, taken: Taken, on: date) -> Verdict:
    """Return what the rules say of a file with the step as typed in it."""
    with_it = replace(file, steps={**file.steps, taken.number: taken})
    return Verdict(judge(with_it, taken.number, on, ways.settings, ways.holidays))
