"""The places of a form while they are moved: which are chosen, where they are, the steps back and forth."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, Signal

from partyoffice.reports.form import Place

LEAST = 2.0  # millimetres of a box's side
TYPE = (5.0, 72.0)  # points
NEAR = 0.8  # millimetres within which an edge is caught


def rect_of(place: Place) -> QRectF:
    """Return a place as a rectangle in millimetres; a line has a length alone, across or down."""
    across = place.content != "rule" or place.width >= place.height
    down = place.content != "rule" or not across
    return QRectF(place.x, place.y, place.width if across else 0.0, place.height if down else 0.0)


class Board(QObject):
    """Lengths in millimetres, to the tenth; steps of one kind in a row are one step back."""

    changed = Signal()  # places lie elsewhere
    chosen_changed = Signal()

    def __init__(self, places: Sequence[Place], wide: float, high: float) -> None:
        super().__init__()
        self.places, self.wide, self.high = tuple(places), wide, high
        self.first, self.sheet = self.places, 1
        self.filled_only = False  # the page's own words stay out of the way
        self.chosen: frozenset[int] = frozenset()
        self.guides: tuple[tuple[str, float], ...] = ()  # edges that the last move was caught at
        self._past: list[tuple[Place, ...]] = []
        self._future: list[tuple[Place, ...]] = []
        self._kind: object = None

    # What is looked at -------------------------------------------------------------------

    def of_sheet(self) -> list[int]:
        """Return the numbers of the places on the sheet looked at that can be chosen."""
        return [at for at in self.seen() if self.places[at].filled or not self.filled_only]

    def seen(self) -> list[int]:
        """Return the numbers of all places on the sheet looked at."""
        return [at for at, place in enumerate(self.places) if place.sheet == self.sheet]

    def show_filled(self, only: bool) -> None:
        """Let only what is filled in be chosen, or everything."""
        self.filled_only = only
        self.choose(self.chosen & set(self.of_sheet()))
        self.changed.emit()

    def show_sheet(self, number: int) -> None:
        """Look at another sheet; nothing is chosen there yet."""
        self.sheet = number
        self.choose(())
        self.changed.emit()

    def choose(self, numbers: Iterable[int]) -> None:
        """Choose places."""
        self.chosen, self._kind, self.guides = frozenset(numbers), None, ()
        self.chosen_changed.emit()

    def toggle(self, number: int) -> None:
        """Choose one more, or one less."""
        self.choose(self.chosen ^ {number})

    @property
    def moved(self) -> bool:
        """Whether anything lies elsewhere than at the beginning."""
        return self.places != self.first

    # Changing ----------------------------------------------------------------------------

    def _put(self, places: Sequence[Place], kind: object) -> None:
        made = tuple(places)
        if made == self.places:
            return
        if kind is None or kind != self._kind:
            self._past.append(self.places)
        self._future.clear()
        self.places, self._kind = made, kind
        self.changed.emit()

    def _each(self, change: dict[int, Place], kind: object) -> None:
        places = list(self.places)
        for at, place in change.items():
            places[at] = place
        self._put(places, kind)

    def move(self, right: float, down: float, kind: object = "move", *, start: Sequence[Place] = ()) -> None:
        """Move what is chosen together, as far as the paper goes; from ``start`` while it is dragged."""
        origin = tuple(start) or self.places
        chosen = [origin[at] for at in self.chosen]
        if not chosen:
            return
        right = _within(
            right, min(one.x for one in chosen), self.wide - max(_far(one, "x") for one in chosen)
        )
        down = _within(down, min(one.y for one in chosen), self.high - max(_far(one, "y") for one in chosen))
        self._each(
            {
                at: replace(origin[at], x=round(origin[at].x + right, 1), y=round(origin[at].y + down, 1))
                for at in self.chosen
            },
            kind,
        )

    def resize(
        self, wider: float, higher: float, kind: object = "size", *, start: Sequence[Place] = ()
    ) -> None:
        """Make what is chosen wider and higher by as much, within the paper."""
        origin = tuple(start) or self.places
        self._each({at: self._sized(origin[at], wider, higher) for at in self.chosen}, kind)

    def _sized(self, place: Place, wider: float, higher: float) -> Place:
        rect = rect_of(place)
        width = min(max(place.width + wider, LEAST), self.wide - place.x) if rect.width() else place.width
        height = (
            min(max(place.height + higher, LEAST), self.high - place.y) if rect.height() else place.height
        )
        return replace(place, width=round(width, 1), height=round(height, 1))

    def put(self, key: str, value: float) -> None:
        """Give everything chosen the same left, top, width, height or type size."""
        self._each(
            {at: self._with(self.places[at], key, round(value, 1)) for at in self.chosen}, f"put {key}"
        )

    def _with(self, place: Place, key: str, value: float) -> Place:
        least, most = self._bounds(place, key)
        return replace(place, **{key: min(max(value, least), round(most, 1))})  # type: ignore[arg-type]  # a length by its name

    def _bounds(self, place: Place, key: str) -> tuple[float, float]:
        """Return how small and how large a length can be on this paper."""
        rect = rect_of(place)
        least = 0.0 if place.content == "rule" else LEAST
        return {
            "x": (0.0, self.wide - rect.width()),
            "y": (0.0, self.high - rect.height()),
            "width": (least, self.wide - place.x),
            "height": (least, self.high - place.y),
            "size": TYPE,
        }[key]

    # Catching edges ----------------------------------------------------------------------

    def caught(self, right: float, down: float, start: Sequence[Place]) -> tuple[float, float]:
        """Return a move as it is caught at the edges of what is not chosen, and remember where."""
        others = [start[at] for at in self.of_sheet() if at not in self.chosen]
        mine = [start[at] for at in self.chosen]
        self.guides = ()
        return self._catch("x", right, mine, others), self._catch("y", down, mine, others)

    def _catch(self, key: str, way: float, mine: list[Place], others: list[Place]) -> float:
        """Return the way in one direction, ended where an edge of mine comes near one of the others'."""
        pairs = [
            (abs(edge - own - way), edge - own, edge)
            for own in _edges(mine, key)
            for edge in _edges(others, key)
        ]
        near = min(pairs, default=(NEAR, 0.0, 0.0))
        if near[0] >= NEAR:
            return way
        self.guides += ((key, near[2]),)
        return near[1]

    # Steps -------------------------------------------------------------------------------

    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return bool(self._past)

    def can_redo(self) -> bool:
        """Whether there is a step forth."""
        return bool(self._future)

    def undo(self) -> None:
        """Take the last step back."""
        if self._past:
            self._future.append(self.places)
            self._step(self._past.pop())

    def redo(self) -> None:
        """Take a step that was taken back again."""
        if self._future:
            self._past.append(self.places)
            self._step(self._future.pop())

    def _step(self, places: tuple[Place, ...]) -> None:
        moved = {at for at, (one, other) in enumerate(zip(places, self.places, strict=True)) if one != other}
        self.places, self._kind, self.guides = places, None, ()
        self.sheet = min((places[at].sheet for at in moved), default=self.sheet)
        self.chosen = frozenset(moved)
        self.chosen_changed.emit()
        self.changed.emit()


def _far(place: Place, key: str) -> float:
    """Return the right or lower edge."""
    rect = rect_of(place)
    return rect.right() if key == "x" else rect.bottom()


def _edges(places: list[Place], key: str) -> list[float]:
    return [edge for place in places for edge in (float(getattr(place, key)), _far(place, key))]


def _within(way: float, before: float, after: float) -> float:
    """Return a way that goes neither out of the paper nor farther out than it is."""
    return min(max(way, min(-before, 0)), max(after, 0))
