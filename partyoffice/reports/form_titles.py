"""What the user calls a place of a form: the title of its field, or the words that stand there."""

from collections.abc import Mapping

from partyoffice.reports.form import Form, Place

STROKES = {"rule": "横线", "frame": "方框"}


def title_of(place: Place, titles: Mapping[str, str]) -> str:
    """Return the title of one place; ``titles`` are those of the keys a form can be filled with."""
    if place.content == "option":
        return f"{titles.get(place.key, place.key)}：{place.of}"
    if place.content == "photo":
        return titles.get(place.of, "照片")
    return STROKES.get(place.content) or (titles.get(place.of, place.of) if place.filled else place.of)


def fields_of(form: Form, titles: Mapping[str, str]) -> dict[str, str]:
    """Return the title of every key a form prints, in order."""
    return {key: titles.get(key, key) for key in form.fields}
