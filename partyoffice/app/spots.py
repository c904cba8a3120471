"""Where a duty or a finding leads: the page of its record, and what is shown there."""

from collections.abc import Callable
from typing import Any

from partyoffice.core.finding import Spot
from partyoffice.parts import PARTS
from partyoffice.ui.desk import Desk

WITH_PAGE = frozenset(part.key for part in PARTS if part.page is not None)

# What is no page of a part: copies, actions, and the numbers given to paper.
DIALOGS: dict[str, Callable[[Spot], tuple[str, dict[str, Any]]]] = {
    "backups": lambda _spot: ("backups", {}),
    "journal": lambda spot: ("history", {"seq": spot.record_id}),
    "given_number": lambda spot: ("issued", {"year": spot.record_id}),
}


def target_of(spot: Spot) -> tuple[str, dict[str, Any]]:
    """Return page and target of a spot: a row of a view, bodies, numbers by year, a page by person."""
    if spot.view:
        year, _, cell = spot.field.partition(".")
        more = {"year": int(year), "cell": cell} if year.isdigit() else {}
        return spot.kind, {"view": spot.view, **more, "row": spot.record_id}
    if spot.kind in DIALOGS:
        return DIALOGS[spot.kind](spot)
    if spot.kind == "organisation":
        return "members", {"branch": spot.record_id}
    if spot.kind == "meeting":
        return "meetings", {"view": "minutes", "meeting": spot.record_id}
    if spot.kind in WITH_PAGE:
        return spot.kind, _of_page(spot)
    return "members", {"person": spot.record_id, "field": "" if spot.field.isdigit() else spot.field}


def _of_page(spot: Spot) -> dict[str, Any]:
    """Return somebody on a part's own page, or the form that begins an election of a body."""
    if spot.kind == "elections":
        return {"add": spot.field, "given": {"body_id": spot.record_id}}
    return {"person": spot.record_id, "field": spot.field}


def open_spot(desk: Desk, spot: Spot) -> None:
    """Jump to the record and field of a spot."""
    page, target = target_of(spot)
    desk.go_to(page, **target)
