"""Which revisions this program knows."""

import re
from pathlib import Path

from partyoffice.core.resources import home

_NAME = re.compile(r"(\d{4})_.*\.py")


def folder() -> Path:
    """Return where the revisions lie."""
    return home() / "migrations" / "versions"


def known() -> list[str]:
    """Return all revisions of this program in order; their file names begin with them."""
    return sorted(match[1] for path in folder().iterdir() if (match := _NAME.fullmatch(path.name)))
