"""Opens a form again that was begun before a crash, with what had been typed into it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from partyoffice.members.page import batch_change
from partyoffice.members.rules import Fact

if TYPE_CHECKING:
    from partyoffice.members.page.forms import Forms
    from partyoffice.members.page.roster import RosterPage

About = dict[str, Any]
GONE = "记录已被删除或移走，草稿已丢弃。"


def _row(forms: "Forms", about: About) -> None:
    if about.get("row") is None:
        forms.add_row(about["kind"])
    else:
        forms.edit_row(about["kind"], int(about["row"]))


def _body(forms: "Forms", about: About) -> None:
    forms.bodies.again(about)


def _batch(forms: "Forms", about: About) -> None:
    batch_change.open_change(forms.page.deeds.edits, list(about["people"]), Fact(about["fact"]))


AGAIN: dict[str, Callable[["Forms", About], object]] = {
    "new": lambda forms, about: forms.new_person(about["category"]),
    "card": lambda forms, _about: forms.open_card(),
    "change": lambda forms, about: forms.change(about.get("fact", "")),
    "leave": lambda forms, _about: forms.leave(),
    "back": lambda forms, _about: forms.come_back(),
    "row": _row,
    "body": _body,
    "batch": _batch,
}


def resume(page: "RosterPage", key: str) -> None:
    """Open the form of a draft and fill in what it kept."""
    draft = page.desk.drafts.find(key)
    if draft is None:
        return
    forms, about = page.forms, draft.about
    if about.get("person"):
        page.show_person(int(about["person"]))
    if about.get("body"):
        page.choose(page.side.view(), int(about["body"]))
    before = _newest(page)
    forms.resuming = forms.bodies.resuming = page.deeds.edits.resuming = key
    try:
        _must_be_here(page, about)
        AGAIN[about["form"]](forms, about)
    except KeyError:  # the person, the row or the body is no longer there
        page.desk.drafts.drop(key)
        page.desk.messages.warn(f"{draft.title} 没有恢复", GONE)
        return
    finally:
        forms.resuming = forms.bodies.resuming = page.deeds.edits.resuming = ""
    for dialog, old in zip(_newest(page), before, strict=True):
        if dialog is not None and dialog is not old:
            dialog.take_draft(draft.values)


def _newest(page: "RosterPage") -> tuple[Any, ...]:
    return page.forms.dialog, page.forms.bodies.dialog, page.deeds.edits.dialog


def _must_be_here(page: "RosterPage", about: About) -> None:
    """Refuse (KeyError) what is no longer there: the form would be about whatever is current instead."""
    person, body = about.get("person"), about.get("body")
    if person and page.current() != int(person):
        raise KeyError(person)
    if about["form"] == "body" and body and page.side.body() != int(body):
        raise KeyError(body)
