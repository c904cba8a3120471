"""What is kept on this PC and not in the office: look, window, columns, folders. No personal data."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

MOST_BYTES = 5_000_000
HOME = "PARTYOFFICE_HOME"  # moves the preferences, for tests and for programs carried on a stick


def usual_path() -> Path:
    """Return where the preferences of this user lie."""
    home = os.environ.get(HOME)
    folder = Path(home) if home else user_config_path("partyoffice", appauthor=False)
    return folder / "prefs.json"


def _alike(value: object, default: object) -> bool:
    return isinstance(value, bool) == isinstance(default, bool)


class Prefs:
    """A JSON dict; a missing or broken file means the defaults, for nothing in it is a document."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or usual_path()
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            small = self.path.stat().st_size <= MOST_BYTES
            found = json.loads(self.path.read_text(encoding="utf-8")) if small else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 -- JSON
        """Return a value, the default where it is missing or of another type; true is no number."""
        value = self._values.get(key, default)
        if default is None or (isinstance(value, type(default)) and _alike(value, default)):
            return value
        return default

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; what else stands in it is left out."""
        return [one for one in self.get(key, []) if isinstance(one, str)]

    def put(self, key: str, value: Any) -> None:  # noqa: ANN401 -- JSON
        """Keep a value, written at once; a folder that cannot be written loses it quietly at the end."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        self._write()

    def _write(self) -> None:
        text = json.dumps(self._values, ensure_ascii=False, indent=1)
        name = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, suffix=".tmp")
            # Half a character, as a strange file may hold, is written as JSON's own sign for it.
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as out:
                out.write(text)
            Path(name).replace(self.path)
        except OSError:  # the look of a window is not worth a message
            if name:
                Path(name).unlink(missing_ok=True)
