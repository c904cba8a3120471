"""Whom a decision of the agenda is about, and the written opinions on it: asked over the window."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.text import search_key
from partyoffice.meetings import queries
from partyoffice.meetings.page import typed
from partyoffice.meetings.page.vote_form import EXCLUDED, OPINIONS
from partyoffice.ui.asking import Asking, form, label_keys
from partyoffice.ui.pick_dialog import Entry, PickDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyoffice.meetings.page.minutes.item_card import ItemCard
    from partyoffice.meetings.page.minutes.pane import MinutesPane
    from partyoffice.part import Decision

NOBODY = "现在没有可以{}的人"
HINT = "姓名或拼音"


def choose_person(pane: "MinutesPane", decision: "Decision") -> PickDialog | None:
    """Ask whom a decision is about; None where nobody may be meant."""
    there = {card.kept["person_id"] for card in pane.editor.agenda.cards if card.decision == decision}
    entries = [one for one in _entries(pane, decision) if one.value not in there]
    if not entries:
        pane.desk.messages.inform(NOBODY.format(decision.title), "请核对名册里的人员类别，或议程里是否已有。")
        return None

    def seek(text: str) -> "Sequence[Entry]":
        wanted = search_key(text)
        keys = {one: (one.text, *label_keys(one.text)) for one in entries}
        return [one for one in entries if any(wanted in search_key(key) for key in keys[one])]

    dialog = PickDialog(pane, f"选择{decision.title}的人", seek, HINT)
    dialog.picked.connect(lambda entry: add_decision(pane, decision, entry.value, entry.text))
    return dialog.begin()


def _entries(pane: "MinutesPane", decision: "Decision") -> list[Entry]:
    with pane.desk.open_office().reading() as session:
        ids = decision.people(session, pane.editor.on())
        names = queries.names_of(session, ids)
    return [Entry(one, names[one]) for one in ids if one in names]


def add_decision(pane: "MinutesPane", decision: "Decision", person: int, name: str) -> "ItemCard":
    """Put a decision about somebody on the agenda."""
    return pane.editor.agenda.add({
        "subject": f"{decision.title}：{name}", "decision": decision.name, "person_id": person,
        "person": name,
    })  # fmt: skip


def ask_tables(pane: "MinutesPane", card: "ItemCard") -> Asking:
    """Ask for the written opinions on an item, and who is left out of 应到 where the office allows it."""
    allowed = card.scene.settings.exclusions_allowed
    fields = (OPINIONS, EXCLUDED) if allowed else (OPINIONS,)
    made = form(fields, dict(card.vote.tables))

    def judge(values: dict[str, Any]) -> dict[str, str]:
        said = {}
        for key, read in (("opinions", typed.opinions), ("excluded", typed.exclusions)):
            try:
                read(values.get(key) or "")
            except typed.UnreadableRowError as error:
                said[key] = str(error)
        return said

    def take(values: dict[str, Any]) -> None:
        card.vote.take_tables({key: str(value or "") for key, value in values.items()})

    dialog = Asking(pane.window(), f"书面意见：{card.subject.value()}", made, "填入", take, judge=judge)
    dialog.begin()
    return dialog
