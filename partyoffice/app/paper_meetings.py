"""Which meeting on record a paper is filled from: its body, its year, then itself, the newest first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.meetings.queries import find_meeting
from partyoffice.meetings.queries.year import meetings_of_year, years
from partyoffice.organisation.queries import tree
from partyoffice.part import Paper
from partyoffice.ui.controls import bar
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.store.office import Office

NONE = "这一年没有会议记录"


def record_of(office: "Office", paper: Paper, meeting: int | None) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return whom the paper of a meeting is for and what its record says (OfficeError for none of either)."""
    if meeting is None or paper.record is None:
        raise OfficeError("还没有选会议", remedy="请在“会议”里选一次，或换一个组织、年度")
    with office.reading() as session:
        subjects, texts = paper.record(session, meeting)
    if not subjects:
        raise OfficeError(f"这次会议没有可打印的{paper.title}", remedy="请换一次会议")
    return subjects, texts


class MeetingChoice(QWidget):
    """A year and one of its meetings; ``changed`` tells that another one is chosen."""

    changed = Signal()

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self.office = office
        self.body: int | None = None
        self.year, self.meeting = Combo(), Combo()
        self.year.setAccessibleName("会议年度")
        self.meeting.setAccessibleName("会议")
        self.meeting.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meeting.setMinimumContentsLength(24)
        layout = bar(self.year, self.meeting, margins=(0, 0, 0, 0))
        layout.setStretchFactor(self.meeting, 1)
        self.setLayout(layout)
        self.year.currentIndexChanged.connect(lambda _at: self._list())
        self.meeting.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def show_body(self, body: int | None) -> None:
        """Offer the meetings of a body and what hangs below it, or of all."""
        if self.year.count() and body == self.body:
            return
        self.body = body
        if not self.year.count():
            with self.office.reading() as session:
                self._fill(self.year, [(str(year), year) for year in years(session)])
        self._list()

    def choose(self, meeting: int) -> None:
        """Choose a meeting of the body shown."""
        with self.office.reading() as session:
            held = find_meeting(session, meeting)
        self.year.setCurrentIndex(self.year.findData(held.year or held.on.year))
        self.meeting.setCurrentIndex(self.meeting.findData(meeting))

    def current(self) -> int | None:
        """Return the meeting chosen; None where there is none."""
        chosen = self.meeting.currentData()
        return int(chosen) if chosen is not None else None

    def _list(self) -> None:
        kept, year = self.current(), self.year.currentData()
        with self.office.reading() as session:
            whole = tree(session)
            bodies = whole.below(self.body) if self.body is not None else None
            lines = meetings_of_year(session, year, bodies) if year is not None else []
            alone = bodies is not None and len(bodies) == 1
            told = [
                (f"{one.on}　{one.title}" + ("" if alone else f"　{whole.name(one.body)}"), one.id)
                for one in lines
            ]
        self._fill(self.meeting, told or [(NONE, None)])
        self.meeting.setCurrentIndex(max(self.meeting.findData(kept), 0))
        self.changed.emit()

    @staticmethod
    def _fill(box: Combo, told: Sequence[tuple[str, int | None]]) -> None:
        box.blockSignals(True)
        box.clear()
        for text, data in told:
            box.addItem(text, data)
        box.blockSignals(False)
