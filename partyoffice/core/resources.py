"""Where resources/ and migrations/ lie, in the checkout and in the built program alike."""

import json
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


def home() -> Path:
    """Return the folder that holds ``resources`` and ``migrations``."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def resource(name: str) -> Path:
    """Return the path of a shipped file, such as ``codes/nation.json``."""
    return home() / "resources" / name


@cache
def read_json(name: str) -> Any:  # ruff: ignore[any-type] -- JSON has no narrower type
    """Return a shipped JSON file, read once; callers must not change it."""
    return json.loads(resource(name).read_text(encoding="utf-8"))


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Return a shipped TOML file, read once; callers must not change it."""
    return tomllib.loads(resource(name).read_text(encoding="utf-8"))
