"""Opens a form again that was begun before a crash, with what had been typed into it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from partyoffice.development.page.rows import ROWS

if TYPE_CHECKING:
    from partyoffice.development.page.way import WayPane

About = dict[str, Any]
GONE = "人已被移走，或已不在这一步，草稿已丢弃。"


def resume(pane: "WayPane", key: str) -> None:
    """Show a step that was being filled in, or open the form of a draft."""
    draft = pane.desk.drafts.find(key)
    if draft is None:
        return
    about, deeds = draft.about, pane.deeds
    if about.get("person"):
        pane.show_one(int(about["person"]), int(about.get("step") or about.get("number") or 0))
    if "step" in about:
        return
    before, deeds.resuming = deeds.dialog, key
    try:
        AGAIN[about["form"]](pane, about)
    finally:
        deeds.resuming = ""
    dialog = deeds.dialog
    if dialog is None or dialog is before:
        pane.desk.drafts.drop(key)
        pane.desk.messages.warn(f"{draft.title} 没有恢复", GONE)
    else:
        dialog.take_draft(draft.values)


def _row(pane: "WayPane", about: About) -> None:
    rows = next((one for one in ROWS.get(about["number"], ()) if one.title == about["rows"]), None)
    if rows is not None and about["row"]:
        pane.deeds.open_row(rows, int(about["row"]))
    elif rows is not None:
        pane.deeds.add_row(rows)


AGAIN: dict[str, Callable[["WayPane", About], object]] = {
    "new": lambda pane, _about: pane.about.register(),
    "edition": lambda pane, _about: pane.about.choose_edition(),
    "facts": lambda pane, _about: pane.about.ask_facts(),
    "end": lambda pane, _about: pane.about.end(),
    "back": lambda pane, _about: pane.about.come_back(),
    "together": lambda pane, _about: pane.about.together(),
    "reasons": lambda pane, _about: pane.deeds.press("close"),
    "row": _row,
    "vote": lambda pane, about: pane.deeds.open_vote(about["people"], int(about["number"])),
}
