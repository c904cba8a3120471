"""Where resources/ and migrations/ lie, in the checkout and in the built program alike."""

import json
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from partyoffice.core.errors import OfficeError


def home() -> Path:
    """Return the folder that holds ``resources`` and ``migrations``."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def resource(name: str) -> Path:
    """Return the path of a shipped file, such as ``codes/nation.json``; OfficeError where it is missing."""
    path = home() / "resources" / name
    if not path.exists():
        raise missing([f"resources/{name}"])
    return path


def missing(names: Sequence[str]) -> OfficeError:
    """Return the refusal of a program of which files are missing or cut short."""
    more = f"等 {len(names)} 个文件" if len(names) > 1 else ""
    return OfficeError(
        f"程序不完整，缺少文件“{names[0]}”{more}",
        safe="数据不受影响",
        remedy="请重新解压程序再打开；解压后又缺少的，多半被杀毒软件隔离了，请在那里恢复",
    )


@cache
def read_json(name: str) -> Any:  # ruff: ignore[any-type] -- JSON has no narrower type
    """Return a shipped JSON file, read once; callers must not change it."""
    return json.loads(resource(name).read_text(encoding="utf-8"))


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Return a shipped TOML file, read once; callers must not change it."""
    return tomllib.loads(resource(name).read_text(encoding="utf-8"))
