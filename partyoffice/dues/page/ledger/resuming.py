"""Keeps what is typed into the forms of the ledger, and opens them again after a crash."""

from typing import TYPE_CHECKING, Any

from partyoffice.ui import drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.ui.asking import Asking

PAGE, VIEW = "dues", "ledger"
GONE = "台账里没有这个人或这个月份了，草稿已丢弃。"


def keep(pane: "LedgerPane", dialog: "Asking", form: str) -> None:
    """Keep drafts of a form about the cell under the cursor, or the month of its column."""
    row, month = pane.current(), pane.month_here()
    about: dict[str, Any] = {"view": VIEW, "form": form, "year": month // 12, "month": month % 12 + 1}
    about["person"] = row[0].id if row is not None else 0
    drafts.keep(pane.desk, dialog, PAGE, about, pane.resuming)


def resume(pane: "LedgerPane", key: str) -> None:
    """Open the form of a draft where it was opened, and fill in what it kept."""
    draft = pane.desk.drafts.find(key)
    if draft is None:
        return
    about = draft.about
    pane.show_target(year=about["year"], month=about["month"], **_who(about))
    before, pane.resuming = (pane.forms.dialog, pane.locking.dialog), key
    again: dict[str, Callable[[], object]] = {
        "one": pane.forms.one, "month": pane.collect_here, "elsewhere": pane.forms.elsewhere,
        "how": pane.forms.how, "close": pane.locking.close, "reopen": pane.locking.reopen,
    }  # fmt: skip
    try:
        if not about["person"] or pane.list.choice.current_id() == about["person"]:
            again[about["form"]]()
    finally:
        pane.resuming = ""
    for dialog, old in zip((pane.forms.dialog, pane.locking.dialog), before, strict=True):
        if dialog is not None and dialog is not old:
            dialog.take_draft(draft.values)
            return
    pane.desk.drafts.drop(key)
    pane.desk.messages.warn(f"{draft.title} 没有恢复", GONE)


def _who(about: dict[str, Any]) -> dict[str, int]:
    return {"person": int(about["person"])} if about["person"] else {}
