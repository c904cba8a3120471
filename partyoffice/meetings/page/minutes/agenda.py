"""The items of the agenda one below the other: added, folded, moved, taken out."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from partyoffice.meetings.page.minutes.item_card import Ask, ItemCard
from partyoffice.meetings.rules.writing import Business
from partyoffice.ui.controls import KEYBOARD, bar, button

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.scene import Scene

ADD = "添加议题"


class Agenda(QWidget):
    """``edited`` tells every change; ``decisions_wanted`` that one of the parts is to be chosen from."""

    edited = Signal()
    decisions_wanted = Signal()
    menu_wanted = Signal(QPoint)
    tables_wanted = Signal(object)  # ItemCard
    way_wanted = Signal(object)  # ItemCard
    article_wanted = Signal()
    shown = Signal(object)  # a widget to be brought into sight

    def __init__(self, stand_of: Ask) -> None:
        super().__init__()
        self.stand_of, self.locked = stand_of, False
        self.cards: list[ItemCard] = []
        self.chosen: ItemCard | None = None
        self.scene: Scene | None = None
        self.adder = button(ADD, self.add_plain, "plus")
        self.others = button("议决事项…", self.decisions_wanted.emit, "users")
        self.box = QVBoxLayout()
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.box)
        column.addLayout(bar(self.adder, self.others, None, margins=(0, 4, 0, 0)))

    # Showing -----------------------------------------------------------------------------

    def take(self, states: Sequence[Mapping[str, Any]], scene: "Scene") -> None:
        """Show these items, the first with a vote or text open."""
        for card in list(self.cards):
            self._drop(card)
        self.scene = scene
        for state in states:
            self._card(state)
        self._number()
        for card in self.cards:
            card.unfold(len(self.cards) == 1 or bool(card.kept["decision"]))
        self.show_scene(scene)

    def _card(self, state: Mapping[str, Any]) -> ItemCard:
        if self.scene is None:
            raise LookupError("no meeting")
        card = ItemCard(state, self.scene, self.stand_of)
        card.edited.connect(self.edited)
        card.person_wanted.connect(partial(self.way_wanted.emit, card))
        card.tables_wanted.connect(partial(self.tables_wanted.emit, card))
        card.article_wanted.connect(self.article_wanted)
        card.head.moved.connect(partial(self.shift, card))
        card.head.removed.connect(partial(self.remove, card))
        card.head.walked.connect(partial(self._walk, card))
        card.head.menu_wanted.connect(partial(self._menu, card))
        self.cards.append(card)
        self.box.addWidget(card)
        card.show_scene(self.scene)
        card.lock(self.locked)
        return card

    def show_scene(self, scene: "Scene") -> None:
        """Reckon anew for another attendance, day or kind."""
        self.scene = scene
        for card in self.cards:
            card.show_scene(scene)
        self.others.setVisible(bool(scene.offered()) and not self.locked)

    def _number(self) -> None:
        for number, card in enumerate(self.cards, 1):
            card.show_number(number)

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in the order of the eye."""
        return [*(stop for card in self.cards for stop in card.stops()), self.adder, self.others]

    # Changing ----------------------------------------------------------------------------

    def add_plain(self) -> None:
        """Begin an ordinary item."""
        if self.locked:
            return
        card = self._begin({})
        card.subject.focus_part().setFocus(KEYBOARD[2])

    def add(self, state: Mapping[str, Any]) -> ItemCard:
        """Begin an item that is known already, such as a decision about somebody."""
        card = self._begin(state)
        if card.decision is not None:
            card.begin_vote()
        return card

    def _begin(self, state: Mapping[str, Any]) -> ItemCard:
        card = self._card(state)
        self._number()
        card.unfold(True)
        self.edited.emit()
        self.shown.emit(card)
        return card

    def remove(self, card: ItemCard) -> None:
        """Take an item out; it is gone for good once the minutes are saved."""
        if self.locked:
            return
        at = self.cards.index(card)
        self._drop(card)
        self._number()
        self.edited.emit()
        near = self.cards[min(at, len(self.cards) - 1)].head if self.cards else self.adder
        near.setFocus(KEYBOARD[2])

    def _drop(self, card: ItemCard) -> None:
        self.cards.remove(card)
        self.box.removeWidget(card)
        card.hide()
        card.deleteLater()

    def shift(self, card: ItemCard, step: int) -> None:
        """Set an item one place up or down."""
        at = self.cards.index(card) + step
        if self.locked or not 0 <= at < len(self.cards):
            return
        self.cards.remove(card)
        self.cards.insert(at, card)
        self.box.insertWidget(at, card)
        self._number()
        card.head.setFocus(KEYBOARD[2])
        self.edited.emit()
        self.shown.emit(card.head)

    def _walk(self, card: ItemCard, step: int) -> None:
        at = min(max(self.cards.index(card) + step, 0), len(self.cards) - 1)
        self.cards[at].head.setFocus(KEYBOARD[2])
        self.shown.emit(self.cards[at].head)

    # The current item ----------------------------------------------------------------------

    def current(self) -> ItemCard | None:
        """Return the item that has the keyboard, or had it last."""
        focus = QApplication.focusWidget()
        found = next((card for card in self.cards if focus is not None and card.isAncestorOf(focus)), None)
        self.chosen = found or (self.chosen if self.chosen in self.cards else None)
        return self.chosen

    def _menu(self, card: ItemCard, at: QPoint) -> None:
        self.chosen = card
        self.menu_wanted.emit(at)

    def do(self, verb: str) -> bool:
        """Do something with the current item; False where there is none."""
        card = self.current()
        if card is None or self.locked:
            return False
        if verb in {"up", "down"}:
            self.shift(card, -1 if verb == "up" else 1)
        elif verb == "drop":
            self.remove(card)
        else:
            card.drop_vote() if card.has_vote() else card.begin_vote()
        return True

    # Values ------------------------------------------------------------------------------

    def state(self) -> list[dict[str, Any]]:
        """Return the items as a draft keeps them."""
        return [card.state() for card in self.cards]

    def business(self) -> list[Business]:
        """Return the items to be saved."""
        return [card.business() for card in self.cards]

    def forget_ids(self) -> None:
        """Let the items be such as were never saved."""
        for card in self.cards:
            card.kept |= {"item_id": None, "number": ""}
            for row in card.follow.rows:
                row.rest.pop("id", None)

    def problem(self) -> tuple[str, ItemCard | None]:
        """Return what keeps the items from being saved, and of which."""
        return next(((found, card) for card in self.cards if (found := card.problem())), ("", None))

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        self.locked = on
        self.adder.setVisible(not on)
        self.others.setVisible(not on and self.scene is not None and bool(self.scene.offered()))
        for card in self.cards:
            card.lock(on)
