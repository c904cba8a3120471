"""What is not in order in the invented minutes: a few gaps, one draft, one unsigned, one entered late."""

from collections.abc import Iterable, Sequence
from datetime import date

from partyoffice.core.dates import Day, days_after
from partyoffice.meetings.rules.kinds import COMMITTEE, DRAFT, FINAL, GROUP, LECTURE, PARTY_DAY
from partyoffice.meetings.sample.sittings import Sitting
from partyoffice.organisation.queries import Node
from partyoffice.organisation.rules import OrgKind

FRESH, LATE_BY = 14, 45  # days
# Which of the bodies of a kind held no meeting of a kind in a month, how many years back.
GAPS = (
    (OrgKind.BRANCH, 2, PARTY_DAY, 5, 0),
    (OrgKind.GROUP, 1, GROUP, 4, 0),
    (OrgKind.BRANCH, 1, COMMITTEE, 11, 1),
)


def make_odd(sittings: list[Sitting], bodies: Sequence[Node], on: date) -> None:
    """Take a few out, and leave one of each kind unfinished."""
    for kind, which, what, month, back in GAPS:
        body = [one.id for one in bodies if one.kind is kind][which]
        gap = (body, what, on.year - back, month)
        sittings[:] = [one for one in sittings if (one.body, one.kind, one.on.year, one.on.month) != gap]
    for one in sittings:
        one.values["signed_on"] = min(one.values["signed_on"], Day.of(on))
    _leave(_last(sittings, COMMITTEE), {"state": DRAFT, "signed_on": None})
    _leave(_last(sittings, GROUP, days_after(on, -FRESH)), {"state": FINAL, "signed_on": None})
    late = _last(sittings, LECTURE, days_after(on, -LATE_BY))
    _leave(late, {"entered": Day.of(days_after(late.on, LATE_BY))} if late else {})
    _open_task(sittings)


def _last(sittings: Iterable[Sitting], kind: str, until: date = date.max) -> Sitting | None:
    held = [one for one in sittings if one.kind == kind and one.on <= until]
    return held[-1] if held else None


def _leave(one: Sitting | None, values: dict[str, object]) -> None:
    if one is not None:
        one.values |= values


def _open_task(sittings: Iterable[Sitting]) -> None:
    """Leave the newest task undone."""
    tasks = [item.follow for one in sittings for item in one.items if item.follow]
    if tasks:
        tasks[-1] |= {"done": None, "result": ""}
