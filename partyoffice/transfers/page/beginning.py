"""What begins a move: out, in, within the school, and many pupils at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.transfers.actions import coming, going
from partyoffice.transfers.actions.going import Held
from partyoffice.transfers.page.asking import (
    BEGUN,
    BRANCH,
    CHECKED,
    CONTACT,
    DAYS,
    FROM,
    GROUP,
    ISSUED,
    MANNER,
    MATERIALS,
    NOTE,
    NUMBER,
    ON,
    PAID_TO,
    REASON,
    SERIAL,
    TO,
    WHO,
    Values,
    asked,
    bodies,
    narrow_groups,
    person,
    propose,
    several,
    today,
    with_codes,
)
from partyoffice.transfers.rules.kit import lettered
from partyoffice.transfers.rules.words import FILES, GRADUATING, PAPER
from partyoffice.ui.register import Sheet, Verb, adding

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.transfers.part import Hooks
    from partyoffice.ui.register import Row

OUT_FIELDS = (WHO, BEGUN, REASON, TO, MANNER, SERIAL, PAID_TO, MATERIALS, CONTACT, FROM, NOTE)
OUT_NOTE = "支部准备数据，介绍信由有权转接的基层党委开具。积极分子、发展对象和申请人不开介绍信，只转材料。"
PUPILS = Field("people", "转出的人", Kind.LINK, required=True)
PUPIL_FIELDS = (PUPILS, BEGUN, REASON, TO, replace(MANNER, title="党员的方式"), PAID_TO, NOTE)
PUPIL_NOTE = "去同一处的一次登记，每人一件；随转材料按各人的类别列出，以后可以逐人更正。"
KNOWN = Field("person_id", "以前在本单位的", Kind.LINK, hint="曾在册的选这里；没有来过的空着，填下面")
CARD = (
    Field("name", "姓名", Kind.NAME, required=True),
    Field("sex", "性别", Kind.CHOICE, codes="sex", open=False),
    Field("id_number", "身份证号", Kind.ID_NUMBER),
    Field("birth", "出生日期", Kind.DAY),
    Field("ethnicity", "民族", Kind.CHOICE, codes="nation"),
    Field("phone", "手机号码", Kind.PHONE),
)
IN_FIELDS = (
    KNOWN, *CARD, Field("category", "人员类别", Kind.CHOICE, codes="category", open=False, required=True),
    replace(BEGUN, title="收到日期"), REASON, replace(FROM, required=True, hint="原所在党组织，写全称"),
    MANNER, replace(NUMBER, hint="对方介绍信上的编号"), ISSUED, DAYS, SERIAL, PAID_TO, MATERIALS, CHECKED,
    CONTACT, NOTE,
)  # fmt: skip
IN_NOTE = "先登记对方的介绍信和材料，人还不在名册上；审核以后用“接收”，从接收日期起在册。"
LETTER = (NUMBER.key, ISSUED.key, DAYS.key)
WITHIN_FIELDS = (
    replace(WHO, title="调整的人"), replace(ON, title="调整日期"), replace(BRANCH, title="新的党支部"),
    replace(GROUP, title="新的党小组"), Field("reason", "原因"), NOTE,
)  # fmt: skip


def beginning(hooks: "Hooks") -> tuple[Verb, ...]:
    """Return the verbs that begin a move; ``hooks`` tell the papers of a folder and the months paid."""
    led = partial(asked, OUT_FIELDS)
    out = Sheet(
        OUT_FIELDS, _begin_out, person, wanted=led, follow=partial(propose, hooks), note=_say(OUT_NOTE)
    )
    pupils = Sheet(PUPIL_FIELDS, _begin_pupils, several, note=_say(PUPIL_NOTE))
    coming_in = Sheet(IN_FIELDS, _begin_in, person, wanted=_in_wanted, note=_say(IN_NOTE))
    within = Sheet(WITHIN_FIELDS, _begin_within, bodies, follow=narrow_groups)
    return (
        adding("登记转出", _out, out, "out"),
        adding("登记转入", _in, coming_in, "in"),
        adding("登记校内调整", _within, within, "within"),
        replace(
            adding("登记毕业生转出", partial(_pupils, hooks.held), pupils, "pupils"),
            icon="users",
            button=True,
        ),
    )


def _say(words: str) -> Callable[["Row"], str]:
    return lambda _row: words


# -- out --------------------------------------------------------------------------------------


def _begin_out(_session: "Session", _row: "Row") -> Values:
    return {"begun": Day.of(clock.today()), "manner": PAPER}


def _out(session: "Session", _row: "Row", given: Values) -> int:
    return going.begin_out(session, int(given["person_id"]), with_codes(given)).id


def _begin_pupils(session: "Session", row: "Row") -> Values:
    return {**_begin_out(session, row), "reason": GRADUATING}


def _pupils(held: Held, session: "Session", _row: "Row", given: Values) -> int:
    return going.begin_pupils(session, given["people"], given, held)[-1].id


# -- in ---------------------------------------------------------------------------------------


def _begin_in(_session: "Session", _row: "Row") -> Values:
    return {"begun": Day.of(clock.today()), "manner": PAPER, "reason": ""}


def _in_wanted(values: Values) -> Sequence[str]:
    """Ask for the card only of who was never here, for a letter only where there is one."""
    category = str(values.get("category") or "")
    files = bool(category) and not lettered(category)
    manner = FILES if files else values.get("manner")
    left_out = {one.key for one in CARD} if values.get("person_id") else set()
    left_out |= {MANNER.key} if files else set()
    left_out |= set(LETTER) if manner != PAPER else set()
    return [key for key in asked(IN_FIELDS, {"manner": manner}) if key not in left_out]


def _in(session: "Session", _row: "Row", given: Values) -> int:
    return coming.begin_in(session, with_codes(given)).id


# -- within -----------------------------------------------------------------------------------


def _begin_within(session: "Session", row: "Row") -> Values:
    return {**today(session, row), "reason": "校内调整"}


def _within(session: "Session", _row: "Row", given: Values) -> int:
    return going.move_within(session, int(given["person_id"]), given).id
