"""A form file with its places moved: the user's own lines, comments and order stay as they were."""

from collections.abc import Sequence

from partyoffice.reports import form_file
from partyoffice.reports.form import Place

LENGTHS = ("x", "y", "width", "height", "size")


def _number(value: float) -> float | int:
    """Return a length as a person writes it: to the tenth, whole ones without a point."""
    short = round(value, 1)
    return int(short) if short == int(short) else short


def moved(text: str, places: Sequence[Place], *, measured: bool) -> str:
    """Return the file with its places where they are now, marked as held against the real page or not.

    ``places`` are those of the file in its order (OfficeError where the file itself cannot be read).
    """
    import tomlkit

    before = form_file.parse(text, "表样")
    document = tomlkit.parse(text)
    entries = document["places"]
    for at, (old, new) in enumerate(zip(before.places, places, strict=True)):
        for key in LENGTHS:
            if round(getattr(old, key), 1) != round(getattr(new, key), 1):
                entries[at][key] = _number(getattr(new, key))
    if measured != before.measured:
        document["measured"] = measured
    return tomlkit.dumps(document)
