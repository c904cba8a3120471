"""What can be done with a move, in the order of its life: each with the form it asks."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.members.rules import Category
from partyoffice.transfers.actions import coming, going, moving
from partyoffice.transfers.page.asking import (
    BRANCH,
    CHECKED,
    CONTACT,
    FROM,
    GROUP,
    MATERIALS,
    NOTE,
    ON,
    PAID_TO,
    REASON,
    SERIAL,
    TO,
    WHY,
    Values,
    bodies,
    narrow_groups,
    today,
    with_codes,
)
from partyoffice.transfers.page.letter_verbs import letter_verbs, pressed, print_out
from partyoffice.transfers.page.resting import (
    may_close,
    may_drop,
    open_in,
    open_out,
    owes,
    received_in,
    still_open,
    was_out,
)
from partyoffice.transfers.queries import Entry
from partyoffice.transfers.rules.judging import received_late
from partyoffice.transfers.rules.kit import lettered, names_of
from partyoffice.transfers.rules.words import INTO
from partyoffice.ui.register import Sheet, Verb, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.transfers.part import Hooks
    from partyoffice.ui.desk import Desk


def verbs(hooks: "Hooks") -> tuple[Verb, ...]:
    """Return the verbs on one move; those that begin one stand in ``beginning``."""
    return (*letter_verbs(hooks), *_receiving(hooks), *_others(hooks))


# -- the receipt, and receiving ---------------------------------------------------------------

OUR_NOTE = "回执到了才登记：从回执上的接收日期起，人离开本单位的名册。发起转接、开出介绍信都不动名册。"
RECEIPT = (replace(ON, title="接收日期", hint="回执上写的接收日期"), Field("receiver", "对方经办人"))
LATE = Field("why_late", "过期仍接收的原因", required=True)
SOUNDNESS = replace(CHECKED, title="审核情况", required=True)
JOINED = Field("joined", "入党时间", Kind.DAY, hint="照入党志愿书；卡片上已有的不改")
FULL = Field("full", "转正时间", Kind.DAY, hint="卡片上已有的不改")
ACTIVIST = Field("activist_on", "在原单位确定积极分子", Kind.DAY, hint="培养时间连续计算；没有凭据的空着")
RECEIVED_ON = replace(ON, title="接收日期")
HANDLER = Field("receiver", "本单位经办人")


def _receiving(hooks: "Hooks") -> tuple[Verb, ...]:
    def receive(session: "Session", row: Entry, given: Values) -> "list[Finding]":
        return coming.receive(session, row.id, given, hooks.arrived, hooks.heard)

    def close(session: "Session", row: Entry, given: Values) -> "list[Finding]":
        return going.receive_receipt(session, row.id, given, hooks.heard)

    receipt, again = Sheet(RECEIPT, note=lambda _row: OUR_NOTE), partial(print_out, "trn-02")
    return (
        pressed("receipt", "登记回执", may_close, close, receipt, icon="check"),
        pressed("receive", "接收", open_in, receive, _receive_sheet, icon="check"),
        pressed("print_receipt", "打印回执", received_in, icon="printer", show=again),
        pressed("send", "登记回执寄出", owes, _send, Sheet((ON,), today)),
    )


def _send(session: "Session", row: Entry, given: Values) -> None:
    coming.send_receipt(session, row.id, given["on"])


def _receive_sheet(row: Entry) -> Sheet:
    """Return what is asked on receiving: by 人员类别, and why where the letter no longer held."""
    category = row.transfer.category
    more = (JOINED, FULL) if category == Category.FULL else (JOINED,) if lettered(category) else ()
    more = (ACTIVIST,) if coming.needs_activist_day(category) else more
    fields = (RECEIVED_ON, BRANCH, GROUP, SOUNDNESS, *more, HANDLER, LATE)

    def wanted(values: Values) -> Sequence[str]:
        on = values.get("on")
        late = on is not None and received_late(row.move, on)
        return [one.key for one in fields if one is not LATE or late]

    return Sheet(fields, _receive_begin, bodies, wanted=wanted, follow=narrow_groups, note=_receive_note)


def _receive_begin(session: "Session", row: Entry) -> Values:
    return {**today(session, row), "checked": row.transfer.checked}


def _receive_note(row: Entry) -> str:
    held = f"介绍信{row.letter.number}有效至 {row.letter.through}。" if row.letter is not None else ""
    whom = f"从接收日期起，{row.name}以{row.transfer.category}进入本单位名册。"
    return f"{held}{whom}没有正当理由不得拒绝接收。"


# -- asking, mending, stopping ----------------------------------------------------------------

MENDED = (REASON, TO, FROM, PAID_TO, SERIAL, CONTACT, MATERIALS, CHECKED, NOTE)
MEND_NOTE = "日期、介绍信和名册上的变动各有自己的操作；记错了的用撤销。"
SAID = Field("said", "催问的情况", Kind.LONG, required=True, hint="问了谁，怎么答复")


def _others(hooks: "Hooks") -> tuple[Verb, ...]:
    def stop(session: "Session", row: Entry, given: Values) -> None:
        coming.refuse(session, row.id, given, hooks.withdraw)

    def mend(session: "Session", row: Entry, given: Values) -> None:
        moving.correct(session, row.id, with_codes(given), hooks.heard)

    kit = partial(print_out, "trn-03")
    return (
        pressed("chase", "记一次催问", open_out, _chase, Sheet((ON, SAID), today)),
        opening(mend, Sheet(MENDED, _mend_begin, note=lambda _row: MEND_NOTE)),
        pressed("stop", "中止", still_open, stop, Sheet((ON, WHY), today, note=_stop_note), icon="x"),
        Verb("kit", "打印移交清单", icon="printer", many=True, why_not=was_out, show=kit),
        Verb("person", "打开名册中的这个人", icon="user-round", show=_go),
        removing(_drop, "删除登记", may_drop),
    )


def _chase(session: "Session", row: Entry, given: Values) -> None:
    moving.chase(session, row.id, given)


def _mend_begin(_session: "Session", row: Entry) -> Values:
    values = {field.key: getattr(row.transfer, field.key) for field in MENDED}
    return {**values, "materials": names_of(row.move.materials)}


def _stop_note(row: Entry) -> str:
    if row.move.direction == INTO:
        return "退回对方的要有正当理由。只为这次转入新建的人移入回收站，原因留在登记里。"
    return "有效的介绍信一并作废；人仍在原支部，原因留在登记里。"


def _drop(session: "Session", row: Entry, _given: Values) -> None:
    moving.drop(session, row.id)


def _go(desk: "Desk", rows: Sequence[Entry]) -> None:
    desk.go_to("members", person=rows[0].person_id)
