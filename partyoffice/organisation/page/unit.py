"""单位信息: the facts asked once, with what hangs on them."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.organisation import actions
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import OWN_KIND, SCHOOL, SETTINGS
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.ui.record_form import RecordForm

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.form_dialog import Save

YES_NO = ("是", "否")


def fields_of_unit() -> tuple[Field, ...]:
    """Return 单位信息 as a form asks it: the facts asked once, with what hangs on them."""
    groups = [one.group for one in SETTINGS]
    return tuple(
        Field(
            one.key, one.title, one.kind, choices=one.choices or (YES_NO if one.kind is Kind.FLAG else ()),
            open=False, hint=one.note, group=one.group, month_allowed=False,
        )
        for one in sorted(SETTINGS, key=lambda one: groups.index(one.group))
    )  # fmt: skip


def unit_form(desk: "Desk") -> tuple[RecordForm, str, "Save"]:
    """Return the form of 单位信息, its verb, and what saves it; 设置 shows the same."""
    with desk.open_office().reading() as session:
        asked = (*SETTINGS, settings.OPERATOR)
        values = {one.key: _shown(one, settings.get(session, one)) for one in asked}
        root = next((node.name for node in tree(session).roots), "")
    own = Field("own_name", "本级党组织名称", hint="如“青禾中学党总支”", group="单位")
    first, *rest = fields_of_unit()
    operator = Field(
        settings.OPERATOR.key, settings.OPERATOR.title, hint=settings.OPERATOR.note, group="单位"
    )
    form = RecordForm((first, own, operator, *rest), values | {"own_name": root})

    def save(given: dict[str, Any]) -> None:
        with desk.open_office().change("修改单位信息") as session:
            actions.set_up(session, given[SCHOOL.key], OrgKind(given[OWN_KIND.key]), given["own_name"])
            for one in asked:
                if one not in {SCHOOL, OWN_KIND}:
                    settings.put(session, one, _stored(given[one.key]))

    return form, "保存", save


def _shown(one: settings.Setting, value: Any) -> Any:  # noqa: ANN401 -- JSON
    return Day.parse(value) if one.kind is Kind.DAY and value else value or None


def _stored(value: Any) -> Any:  # noqa: ANN401 -- JSON
    return str(value) if isinstance(value, Day) else value or ""
