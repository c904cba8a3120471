"""As what payments are entered: day, way, who took it. Said above the list, changed in a small form."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.dues.queries.payments import newest_payment
from partyoffice.dues.rules.words import Method
from partyoffice.store import settings

if TYPE_CHECKING:
    from partyoffice.store.office import Office

ON = Field("on", "交纳日期", Kind.DAY, required=True, month_allowed=False)
METHOD = Field("method", "交纳方式", Kind.CHOICE, choices=tuple(Method), required=True)
COLLECTOR = Field("collector", "收款人", Kind.NAME)
PAYER = Field("payer", "交款人", Kind.NAME, hint="空着为本人；亲属、别的党员代交的写姓名")
NOTE = Field("note", "说明", hint="补交、退还、与核定不同的，写原因")
FIELDS = (ON, METHOD, COLLECTOR, PAYER)


@dataclass(slots=True)
class How:
    """``day`` None is today, whichever day it is."""

    day: Day | None = None
    method: str = str(Method.CASH)
    collector: str = ""
    payer: str = ""

    @property
    def on(self) -> Day:
        """The day payments are entered with."""
        return self.day or Day.of(clock.today())

    def given(self) -> dict[str, Any]:
        """Return what the actions ask for."""
        return {"on": self.on, "method": self.method, "collector": self.collector, "payer": self.payer}

    def take(self, values: dict[str, Any]) -> None:
        """Take what a form said."""
        on = values.get("on")
        self.day = None if on == Day.of(clock.today()) else on
        self.method, self.collector = str(values.get("method") or Method.CASH), str(values["collector"] or "")
        self.payer = str(values.get("payer") or "")

    def said(self) -> str:
        """Return 登记为 2026-11-20（今天）·现金·收款人 王东."""
        today = "" if self.day else "（今天）"
        parts = [f"{self.on}{today}", self.method]
        parts += [f"收款人 {self.collector}"] if self.collector else []
        parts += [f"交款人 {self.payer}"] if self.payer else []
        return "登记为 " + "·".join(parts)


def usual(office: "Office") -> How:
    """Return how the last payment was entered, of today; the first one is taken by who keeps the book."""
    with office.reading() as session:
        last = newest_payment(session)
        keeper = str(settings.get(session, settings.OPERATOR) or "")
    if last is None:
        return How(collector=keeper)
    return How(method=last.method or str(Method.CASH), collector=last.collector or keeper)
