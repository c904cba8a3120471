"""校核 while a form is filled in: what the checks of 数据体检 say, beside the field concerned.

Nothing that a regulation or a rule of thumb finds strange is forbidden here: the card says what the
file of the person says. Only what cannot be at all is red and keeps the form from saving.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.members.checks import check_card
from partyoffice.members.columns import CARD
from partyoffice.members.queries import Someone
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from partyoffice.ui.record_form import RecordForm

Said = Mapping[str, Sequence[Remark]]
# Finding and field: what cannot be; with the fields that the user may have got wrong just now.
IMPOSSIBLE = {
    ("future", "birth"): ("birth",),
    ("full-before-joined", "full"): ("full", "joined"),
}
BESIDE = {"category": ("full", "joined")}  # where a remark stands in a form that does not ask its field


def findings_of(card: Mapping[str, Any], category: str) -> list[Finding]:
    """Return what a card says against itself today."""
    whole = {
        key: card.get(key) or ("" if field.kind is not Kind.DAY else None) for key, field in CARD.items()
    }
    one = Someone(0, whole, category=category, present=True)
    # What a number itself is found to be stands under it already.
    return [found for found in check_card(one, clock.today()) if not found.code.startswith("id-")]


class CardJudge:
    """Remarks on a form about a card; ``given`` holds what the form does not show, or shows masked."""

    def __init__(self, category: str, given: Mapping[str, Any] | None = None) -> None:
        self.category, self.given = category, given
        self.form: RecordForm | None = None

    def __call__(self, values: dict[str, Any]) -> Said:
        """Return the remarks by field."""
        if self.form is None:
            return {}
        card = values if self.given is None else {**self.given, **self.form.changed()}
        said = defaultdict(list)
        for found in findings_of(card, str(values.get("category") or self.category)):
            place = self._place(found)
            if place and not self._premature(found, card):
                said[place].append(self._remark(found))
        return said

    def watch(self, form: "RecordForm") -> "RecordForm":
        """Judge this form from now on."""
        self.form, form.remarks = form, self
        form.remark()
        return form

    def _place(self, found: Finding) -> str:
        key = found.spot.field if found.spot else ""
        rows = self.form.rows if self.form else {}
        shown = [each for each in (key, *BESIDE.get(key, ())) if each in rows and self._seen(each)]
        return shown[0] if shown else ""

    def _seen(self, key: str) -> bool:
        return self.form is not None and not self.form.rows[key].editor.isHidden()

    def _premature(self, found: Finding, card: Mapping[str, Any]) -> bool:
        """Say whether a remark would scold somebody who has only begun to fill in."""
        return found.code == "no-full-date" and self.given is None and not card.get("joined")

    def _remark(self, found: Finding) -> Remark:
        wrong = IMPOSSIBLE.get((found.code, found.spot.field if found.spot else ""), ())
        rows = self.form.rows if self.form else {}
        now = any(key in rows and rows[key].touched() for key in wrong)
        severity = Severity.BLOCK if now else Severity.WARN
        return Remark(severity, found.message, found.arithmetic, found.article)


def judge_stretch(values: Mapping[str, Any]) -> Said:
    """Return the remarks on a stretch of a history."""
    start, end = values.get("start"), values.get("end")
    if start is not None and end is not None and end.first < start.first:
        return {"end": [Remark(Severity.BLOCK, f"结束 {end} 早于开始 {start}")]}
    return {}
