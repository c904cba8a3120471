"""Tab goes as the eye goes: Qt would go as the parts were made, and the items are made last."""

from typing import TYPE_CHECKING

from partyoffice.ui.controls import KEYBOARD

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane


def step(pane: "MinutesPane", *, forward: bool) -> bool:
    """Go to the next or the last part of minutes and attendance; False where Qt knows the way."""
    editor, now = pane.editor, pane.focusWidget()
    stops = editor.stops() if pane.shown() is not None else []
    at = next((at for at, one in enumerate(stops) if one is now), -1)
    to = at + (1 if forward else -1)
    if at >= 0 and 0 <= to < len(stops):
        stops[to].setFocus(KEYBOARD[0 if forward else 1])
        if editor.isAncestorOf(stops[to]):
            editor.bring(stops[to])
        return True
    if at >= 0 and forward and editor.agenda.cards:  # from what was made last Qt goes on beyond the view
        shown = [one for one in editor.agenda.cards[-1].stops() if one.isVisible()]
        shown[-1].setFocus(KEYBOARD[0])
    return False
