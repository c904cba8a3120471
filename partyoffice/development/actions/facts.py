"""What is typed into the fields of a step, as it is kept; what nobody could reckon with is refused."""

from collections.abc import Mapping
from typing import Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.development.rules.fields import FIELDS

DECIDES = frozenset({"decision", "cause", "body_kind", "result", "conclusion"})  # the rules go by these words


def texts_of(number: int, facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a step's fields by key (OfficeError for no number, or a word no rule knows)."""
    texts = {key: _text(value) for key, value in facts.items() if value not in {None, ""}}
    for one in FIELDS[number]:
        if one.key in texts:
            _must_fit(one, texts[one.key])
    return texts


def _text(value: Any) -> str:  # noqa: ANN401 -- a value of any field
    return f"{value:g}" if isinstance(value, float) else str(value)


def _must_fit(one: Field, text: str) -> None:
    if one.kind is Kind.NUMBER and not _is_number(text):
        raise OfficeError(f"“{one.title}”填的“{text}”不是数", remedy="请填阿拉伯数字，如 6")
    if one.key in DECIDES and one.choices and text not in one.choices:
        raise OfficeError(
            f"“{one.title}”没有“{text}”这一项", remedy=f"请从这几项中选：{'、'.join(map(str, one.choices))}"
        )


def _is_number(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False
