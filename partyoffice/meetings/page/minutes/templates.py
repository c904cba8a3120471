"""模板: what new meetings of a kind begin with, in the office's own words."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.templates import keep_template
from partyoffice.meetings.page.minutes.keeping import PAGE, VIEW
from partyoffice.meetings.queries.templates import template_for
from partyoffice.meetings.rules.kinds import MEETING_KINDS
from partyoffice.ui import drafts
from partyoffice.ui.asking import Asking, form

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane

FIELDS = (
    Field("kind", "会议类型", Kind.CHOICE, choices=MEETING_KINDS, open=False, required=True),
    Field("items", "议题", Kind.LONG, hint="一行一项，新写会议时逐项列出"),
    Field("text", "会议内容", Kind.LONG, hint="每次都要写的话，如 主持人清点人数，宣布开会"),
)
NOTE = "只影响以后新写的会议，已有的记录不变。两栏都清空再保存，就恢复程序自带的模板。"


def ask(pane: "MinutesPane", kind: str, key: str = "") -> Asking:
    """Ask for the template of a kind; ``key`` goes on with a draft."""
    made = form(FIELDS, _values(pane, kind))

    def save(given: dict[str, Any]) -> None:
        with pane.desk.open_office().change(f"修改会议模板：{given['kind']}") as session:
            keep_template(session, given["kind"], (given["items"] or "").splitlines(), given["text"] or "")
        pane.desk.done(f"已修改会议模板：{given['kind']}")

    def follow(key: str) -> None:
        now = made.values()["kind"]
        if key == "kind" and now in MEETING_KINDS and "items" not in made.changed():
            made.load(_values(pane, now))

    made.committed.connect(follow)
    dialog = Asking(pane.window(), "会议模板", made, "保存模板", save, note=NOTE)
    dialog.first = "items"
    drafts.keep(pane.desk, dialog, PAGE, {"view": VIEW, "form": "template"}, key)
    dialog.begin()
    return dialog


def _values(pane: "MinutesPane", kind: str) -> dict[str, Any]:
    with pane.desk.open_office().reading() as session:
        found = template_for(session, kind)
    return {"kind": kind, "items": "\n".join(found.items), "text": found.text}
