"""Vouchers of a line of money: attached, looked at, taken out again; for 收支账 and 上缴 alike."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.dues.actions import money
from partyoffice.dues.records import Entry, Voucher
from partyoffice.ui.attaching import attach, open_kept
from partyoffice.ui.pick_dialog import Entry as Pick
from partyoffice.ui.pick_dialog import PickDialog
from partyoffice.ui.register import Verb
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

Row = Any


def attaching(
    entry: Callable[[Row], Entry | None],
    kept: Callable[[Row], Sequence[Voucher]],
    why_not: Callable[[Row], str],
) -> tuple[Verb, ...]:
    """Return the verbs on the vouchers of a row: ``entry`` is what they belong to, ``kept`` are its files."""

    @writes
    def add(desk: "Desk", rows: Sequence[Row]) -> None:
        one = entry(rows[0])
        if one is None:
            raise LookupError(rows[0])

        def keep(session: "Session", path: "Path", content: bytes) -> object:
            return money.keep_voucher(session, one.id, path.name, content)

        attach(desk, f"附凭证：{one.label()}", "attachment", keep)

    def look(desk: "Desk", rows: Sequence[Row]) -> None:
        _choose(desk, kept(rows[0]), "打开哪一份", lambda one: open_kept(desk, one.content, one.name))

    @writes
    def drop(desk: "Desk", rows: Sequence[Row]) -> None:
        _choose(desk, kept(rows[0]), "删除哪一份", lambda one: _drop(desk, one))

    def nothing(row: Row) -> str:
        return why_not(row) or ("" if kept(row) else "没有附凭证")

    return (
        Verb("attach", "附凭证", icon="paperclip", button=True, why_not=why_not, show=add),
        Verb("voucher", "打开凭证", icon="folder-open", why_not=nothing, show=look),
        Verb("drop_voucher", "删除凭证", icon="trash-2", why_not=nothing, show=drop),
    )


def _drop(desk: "Desk", one: Voucher) -> None:
    sentence = f"删除凭证：{one.name}"
    if desk.act(sentence, lambda session: money.drop_voucher(session, one.entry_id, one.name)):
        desk.done(f"已{sentence}")


def _choose(desk: "Desk", kept: Sequence[Voucher], title: str, then: Callable[[Voucher], object]) -> None:
    """Take the only file, or let one be chosen."""
    if len(kept) == 1 or desk.window is None:
        then(kept[-1])
        return
    entries = [Pick(one, one.name, one.note) for one in kept]
    dialog = PickDialog(desk.window, title, lambda text: [one for one in entries if text in one.text])
    dialog.picked.connect(lambda entry: then(entry.value))
    dialog.begin()
