"""What the forms of 组织关系 have in common: their fields, whom and what they choose from."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.members.page.asking import branches, groups, options
from partyoffice.members.page.people import people_of
from partyoffice.members.queries import everyone
from partyoffice.organisation.queries import full_name, tree
from partyoffice.transfers.rules.kit import codes_of, kit, lettered, names_of
from partyoffice.transfers.rules.words import CARRIERS, FILES, MANNERS, ONLINE, PAPER, REASONS, SOUND, SPAN

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.transfers.part import Hooks
    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links
    from partyoffice.ui.register import Row

Values = Mapping[str, Any]

WHO = Field("person_id", "转出人", Kind.LINK, required=True)
BEGUN = Field("begun", "发起日期", Kind.DAY, required=True, month_allowed=False)
MANNER = Field("manner", "方式", Kind.CHOICE, choices=MANNERS, open=False, required=True)
REASON = Field("reason", "转接原因", Kind.CHOICE, choices=REASONS, required=True)
FROM = Field("from_unit", "转出党组织", hint="空着就是本人所在的党支部")
TO = Field("to_unit", "转入党组织", required=True, hint="接收的党组织，写全称")
PAID_TO = Field("paid_to", "党费交到（月）", Kind.DAY, hint="如 2026-11")
SERIAL = Field("serial", "系统流水号", hint="网上转接的填")
CONTACT = Field("contact", "对方联系方式", hint="联系人和电话，催回执、寄回执时用")
MATERIALS = Field("materials", "随转材料", Kind.LONG, hint="用顿号隔开")
CHECKED = Field("checked", "档案审核", Kind.CHOICE, choices=(SOUND,), hint="合格，或写明缺什么")
NOTE = Field("note", "备注", Kind.LONG)
ON = Field("on", "日期", Kind.DAY, required=True, month_allowed=False)
WHY = Field("reason", "原因", required=True)
NUMBER = Field("number", "介绍信编号", required=True)
ISSUED = Field("issued", "开具日期", Kind.DAY, required=True, month_allowed=False)
DAYS = Field("days", "有效期（天）", Kind.NUMBER, required=True, hint=SPAN)
CARRIER = Field("carrier", "携带（寄送）", Kind.CHOICE, choices=CARRIERS, required=True)
BRANCH = Field("branch_id", "编入党支部", Kind.LINK, required=True)
GROUP = Field("group_id", "编入党小组", Kind.LINK)


def today(_session: "Session", _row: "Row") -> Values:
    """Begin a form with today, which the user looks at."""
    return {"on": Day.of(clock.today())}


def person(desk: "Desk", _row: "Row") -> "Links":
    """Return whom a form chooses from."""
    return {"person_id": people_of(desk.open_office())}


def several(desk: "Desk", _row: "Row") -> "Links":
    """Return whom a form chooses several of."""
    return {"people": people_of(desk.open_office(), several=True)}


def bodies(desk: "Desk", row: "Row") -> "Links":
    """Return people, branches and groups to choose from."""
    with desk.open_office().reading() as session:
        whole = tree(session)
    places = {"branch_id": options(branches(whole)), "group_id": options(groups(whole, None))}
    return {**person(desk, row), **places}


def narrow_groups(desk: "Desk", dialog: "Asking") -> None:
    """Offer only the groups of the branch that is chosen."""
    with desk.open_office().reading() as session:
        whole = tree(session)

    def follow(key: str = "branch_id") -> None:
        if key == "branch_id":
            dialog.set_choices("group_id", options(groups(whole, dialog.form.values()["branch_id"])))

    dialog.form.edited.connect(follow)
    follow()


def propose(hooks: "Hooks", desk: "Desk", dialog: "Asking") -> None:
    """Propose what is known of the person chosen: the way, the papers, from where, dues paid to when."""
    dialog.form.committed.connect(partial(_propose, hooks, desk, dialog))


def _propose(hooks: "Hooks", desk: "Desk", dialog: "Asking", key: str) -> None:
    chosen = dialog.form.values()["person_id"]
    if key == "person_id" and chosen:
        for each, value in _known(hooks, desk, int(chosen)).items():
            dialog.form.set_value(each, value)


def _known(hooks: "Hooks", desk: "Desk", person_id: int) -> dict[str, Any]:
    with desk.open_office().reading() as session:
        found = everyone(session, clock.today(), columns=("name",), ids=[person_id])
        unit = full_name(tree(session), found[0].branch_id) if found else ""
        lies, paid = hooks.held(session, person_id), hooks.paid_to(session, person_id, clock.today())
    category = found[0].category if found else ""
    manner = PAPER if lettered(category) else FILES
    known = {"manner": manner, "materials": names_of(kit(category, lies)), "from_unit": unit}
    return {**known, "paid_to": paid} if lettered(category) else known


def with_codes(given: Values) -> dict[str, Any]:
    """Return what a form gave with the materials as codes."""
    return {**given, "materials": codes_of(str(given.get("materials") or ""))}


def asked(fields: Sequence[Field], values: Values) -> list[str]:
    """Return the fields of a move that its way leads to: a serial number online, dues only for members."""
    manner = values.get("manner")
    left_out = {SERIAL.key} if manner not in ONLINE else set()
    left_out |= {PAID_TO.key} if manner == FILES else set()
    return [one.key for one in fields if one.key not in left_out]
