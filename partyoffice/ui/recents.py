"""The entries last chosen from each code table, kept on this PC; only labels of tables, never free text."""

from partyoffice.ui.prefs import Prefs

MOST = 5
KEY = "recent.choices"  # "recent" alone are the offices


class Recents:
    """What was chosen last, the newest first; in memory alone until a place to keep it is given."""

    def __init__(self) -> None:
        self._used: dict[str, list[str]] = {}
        self._prefs: Prefs | None = None

    def keep_in(self, prefs: Prefs) -> None:
        """Go on from what is kept there, and keep there what follows."""
        self._prefs = prefs
        kept = prefs.get(KEY, {})
        self._used = {
            name: [each for each in used if isinstance(each, str)][:MOST]
            for name, used in kept.items()
            if isinstance(used, list)
        }

    def of(self, name: str) -> list[str]:
        """Return the entries of a table that were chosen last."""
        return list(self._used.get(name, ())) if name else []

    def note(self, name: str, text: str) -> None:
        """Remember a choice."""
        if not name:
            return
        self._used[name] = [text, *(other for other in self.of(name) if other != text)][:MOST]
        if self._prefs is not None:
            self._prefs.put(KEY, {name: list(used) for name, used in self._used.items()})


recents = Recents()
