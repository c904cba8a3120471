"""An open item: its two lines of several fields, and the way of the keyboard through it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.meetings.page.minutes.pieces import named
from partyoffice.meetings.page.minutes.vote_card import VoteCard
from partyoffice.ui.controls import bar
from partyoffice.ui.editors import Editor

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.item_card import ItemCard

PLAIN = (0, 0, 0, 0)


def item_line(card: "ItemCard") -> QWidget:
    """Return subject, who brought it in, its material; of a decision also whom it is about."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(*PLAIN)
    box.setSpacing(8)
    card.subject.focus_part().setAccessibleName("议题")
    card.material.focus_part().setAccessibleName("材料")
    row = bar(margins=PLAIN)
    row.addWidget(named("议题", card.subject, stretch=0), 3)
    row.addWidget(named("提出", card.presenter))
    row.addWidget(named("材料", card.material, stretch=0), 2)
    box.addLayout(row)
    if card.decision is not None:
        card.about.setText(f"{card.decision.title}：{card.kept['person'] or '没有选定的人'}")
        about = bar(margins=PLAIN)
        about.addWidget(card.about, 1)
        about.addWidget(card.way)
        box.addLayout(about)
    return made


def number_line(card: "ItemCard") -> QWidget:
    """Return the number of the decision, whether it is weighty, how it is voted on, what is to be done."""
    made = QWidget()
    made.setLayout(bar(card.numbered, card.weighty, card.matter, None, card.add_follow, margins=PLAIN))
    return made


def offer_matters(card: "ItemCard", chosen: str) -> None:
    """Let what is voted on be chosen among what this meeting may decide."""
    may = [str(one) for one in card.scene.matters()]
    card.matter.addItems(list(dict.fromkeys([*may, *([chosen] if chosen else [])])))
    card.matter.setCurrentText(chosen or (may[0] if may else ""))
    card.matter.setAccessibleName("表决事项")


def vote_of(card: "ItemCard") -> VoteCard:
    """Return a card for the vote, set over the resolution."""
    made, inside = VoteCard(), card.body.layout()
    made.take({"secret": card.decision is not None})
    made.removed.connect(card.drop_vote)
    made.tables_wanted.connect(card.tables_wanted)
    made.article_wanted.connect(card.article_wanted)
    if isinstance(inside, QVBoxLayout):
        inside.insertWidget(inside.indexOf(card.resolution), made)
    return made


def stops_of(card: "ItemCard") -> list[QWidget]:
    """Return what Tab comes to in an item."""
    vote = card.vote.stops() if card.has_vote() else []
    rows = (each for row in card.follow.rows for each in row.stops())
    parts = (
        card.head, card.subject, card.presenter, card.material, card.way, *card.asks.editors.values(),
        card.discussion, card.begin, *vote, card.resolution, card.weighty, card.matter,
        card.add_follow, *rows,
    )  # fmt: skip
    return [one.focus_part() if isinstance(one, Editor) else one for one in parts]
