"""Minutes as plain texts: they fill the editor, a draft keeps them, and by them a change is seen."""

from collections.abc import Mapping
from typing import Any

from partyoffice.meetings.page import typed
from partyoffice.meetings.page.ballot import NUMBERS
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Follow, Minutes

State = dict[str, Any]


def text_of(value: Any) -> str:  # noqa: ANN401 -- any value of a record
    """Return a value as it stands in a field."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def state_of(minutes: Minutes, names: Mapping[int, str], numbers: Mapping[int, str]) -> State:
    """Return minutes as texts; ``names`` are those of people in items, ``numbers`` those of decisions."""
    values = {key: text_of(value) for key, value in minutes.values.items() if key != "counted_as"}
    return {
        "values": values, "counted_as": list(minutes.values.get("counted_as") or ()),
        "seats": seats_of(minutes.presences),
        "items": [item_of(one, names, numbers) for one in minutes.business],
    }  # fmt: skip


def seats_of(presences: Mapping[int, Presence]) -> dict[str, list[Any]]:
    """Return who came, by the text of the id: a draft knows no numbers for keys."""
    return {
        str(person): [one.state, one.reason, one.voting, one.note] for person, one in presences.items()
    }  # fmt: skip


def presences_of(seats: Mapping[str, list[Any]]) -> dict[int, Presence]:
    """Return who came from what a draft kept."""
    return {int(person): Presence(*kept) for person, kept in seats.items()}


def item_of(one: Business, names: Mapping[int, str], numbers: Mapping[int, str]) -> State:
    """Return an item as texts."""
    return {
        "item_id": one.item_id, "subject": one.subject, "presenter": one.presenter or "",
        "material": one.material or "", "discussion": one.discussion, "resolution": one.resolution,
        "matter": one.matter or "", "weighty": bool(one.weighty), "decision": one.decision,
        "person_id": one.person_id, "person": names.get(one.person_id or 0, ""), "given": dict(one.given),
        "number": numbers.get(one.item_id or 0, ""),
        "vote": vote_of(one.tally) if one.tally is not None else None,
        "follows": [follow_of(each) for each in one.follow_ups or ()],
    }  # fmt: skip


def vote_of(tally: Tally) -> State:
    """Return a vote as texts."""
    return {
        **{key: text_of(getattr(tally, key)) for key in NUMBERS}, "secret": tally.secret,
        "watcher": tally.watcher, "counter": tally.counter,
        "opinions": typed.opinions_text(tally.opinions), "excluded": typed.exclusions_text(tally.excluded),
    }  # fmt: skip


def follow_of(one: Follow) -> State:
    """Return what is to be done as texts."""
    kept = {"id": one.follow_id, "what": one.what, "by": one.by, "due": text_of(one.due)}
    return kept | {"done": text_of(one.done), "result": one.result}
