"""A form opened on sensitive values shows them masked until they are asked for; unseen, they stay."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Care, Field, Kind
from partyoffice.ui.controls import quiet

if TYPE_CHECKING:
    from partyoffice.ui.controls import Button
    from partyoffice.ui.record_form import RecordForm

Values = Mapping[str, Any]
NUMBERS = "证件号"


class Veil:
    """What of a form is masked while the window is: ``hidden`` are the true values by key.

    A photograph is there to be seen. Nothing is hidden where ``masked`` is false.
    """

    def __init__(self, fields: Iterable[Field], values: Values, *, masked: bool) -> None:
        wanted = [one for one in fields if one.care is Care.SENSITIVE and one.kind is not Kind.PHOTO]
        self.fields = {one.key: one for one in wanted if masked and values.get(one.key)}
        self.hidden = {key: values[key] for key in self.fields}

    def over(self, values: Values) -> dict[str, Any]:
        """Return the values as the form shows them."""
        return {**values, **{key: one.mask(str(values[key])) for key, one in self.fields.items()}}

    def true(self, form: "RecordForm", given: Values) -> dict[str, Any]:
        """Return what a form gives, with the true value where nothing else was typed."""
        unseen = {key: value for key, value in self.hidden.items() if not form.rows[key].touched()}
        return {**given, **unseen}

    def starred(self, form: "RecordForm") -> dict[str, str]:
        """Return by key what is wrong: stars among what was typed over a masked value."""
        typed = form.changed()
        wrong = [key for key in self.fields if key in typed and "*" in str(typed[key])]
        return dict.fromkeys(wrong, f"请填写完整内容；要改其中几位，请先点“{self.words()}”")

    def words(self) -> str:
        """Return the words of the button."""
        numbers = any(one.kind is Kind.ID_NUMBER for one in self.fields.values())
        return f"显示{NUMBERS if numbers else '、'.join(one.title for one in self.fields.values())}"

    def lifter(self, form: "RecordForm", note: Callable[[], bool]) -> "Button":
        """Return the button that shows what is hidden, once ``note`` has left its line of it."""

        def lift() -> None:
            if note():
                for key, value in self.hidden.items():
                    if not form.rows[key].touched():
                        form.rows[key].load(value)
                made.hide()

        made = quiet(self.words(), lift, "eye")
        if not self.fields:
            made.hide()
        return made
