"""A form file with its places moved: the user's own lines, comments and order stay as they were."""

from collections.abc import Sequence
from typing import Any

from partyoffice.reports import form_file
from partyoffice.reports.form import Place

LENGTHS = ("x", "y", "width", "height")
AT = "at"  # all four in one row


def _number(value: float) -> float | int:
    """Return a length as a person writes it: to the tenth, whole ones without a point."""
    short = round(value, 1)
    return int(short) if short == int(short) else short


def _write(entry: Any, old: Place, new: Place) -> None:  # noqa: ANN401 -- tomlkit's own table
    """Write what differs, in the way the entry says it already."""
    for key in (*LENGTHS, "size"):
        value = round(getattr(new, key), 1)
        if value == round(getattr(old, key), 1):
            continue
        if key in LENGTHS and AT in entry:
            entry[AT][LENGTHS.index(key)] = _number(value)
        else:
            entry[key] = _number(value)


def moved(text: str, places: Sequence[Place], *, measured: bool) -> str:
    """Return the file with its places where they are now, marked as held against the real page or not.

    ``places`` are those of the file in its order (OfficeError where the file itself cannot be read).
    """
    import tomlkit

    before = form_file.parse(text, "表样")
    document = tomlkit.parse(text)
    for entry, old, new in zip(document["places"], before.places, places, strict=True):
        _write(entry, old, new)
    if measured != before.measured:
        document["measured"] = measured
    return tomlkit.dumps(document)
