"""What was typed into a step and not kept: it waits until the step is shown again, also after a crash."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.store.drafts import Draft

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

PAGE = "development"
Spot = tuple[int, int]  # person, step


class Typed:
    """The texts by person and step; those of this sitting in memory, all of them beside the office."""

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.kept: dict[Spot, dict[str, Any]] = {}  # as last written; what was given up since is gone there

    @staticmethod
    def key(spot: Spot) -> str:
        """Return what the draft of a step is called."""
        return f"step-{spot[0]}-{spot[1]}"

    def put(self, spot: Spot, title: str, values: dict[str, Any]) -> None:
        """Keep what stands in a form now; nothing typed is nothing kept."""
        if not values:
            self.drop(spot)
        elif values != self.kept.get(spot):
            self.kept[spot] = values
            about = {"person": spot[0], "step": spot[1]}
            try:
                self.desk.drafts.keep(Draft(self.key(spot), title, PAGE, about, values))
            except OfficeError as error:
                self.desk.messages.warn(error.what, f"{error.remedy}。")

    def find(self, spot: Spot) -> dict[str, Any]:
        """Return what was typed into a step, nothing where it was kept or given up."""
        draft = self.desk.drafts.find(self.key(spot))
        if draft is None:
            self.kept.pop(spot, None)
            return {}
        return draft.values

    def drop(self, spot: Spot) -> None:
        """Forget what was typed: it is stored, or given up."""
        self.kept.pop(spot, None)
        self.desk.drafts.drop(self.key(spot))
