"""材料: the papers of everybody's folder, ticked, described and scanned; what is lacking by now."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions import materials
from partyoffice.development.documents.checklist import checklist
from partyoffice.development.page.registers.whom import (
    PEOPLE,
    PERSON,
    WAY,
    about_person,
    among,
    chooser,
    column,
    id_of,
    only,
    to_way,
    where,
)
from partyoffice.development.queries.folders import PaperRow, folder_of, papers
from partyoffice.development.records import Material
from partyoffice.development.rules.archive import BY_CODE, SIX
from partyoffice.development.rules.profile import COPIES, KEPT_AT
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.attaching import attach, open_kept
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Material)}
ABOUT = tuple(STORED[key] for key in ("present", "copy", "formed", "pages", "kept_at", "note"))
NAME = STORED["name"]
STATES = ("缺", "未到", "已有")


def read(session: "Session", look: Look) -> list[PaperRow]:
    """Return the papers of everybody on the way."""
    return papers(session, look.on)


def _state(row: PaperRow) -> str:
    return "已有" if row.present else "缺" if row.due else "未到"


def _mark(row: PaperRow) -> Mark:
    return Mark.DONE if row.present else Mark.LATE if row.due else Mark.SOON


def _of(key: str) -> Any:  # noqa: ANN401 -- what reads a column
    return lambda row: getattr(row.row, key) if row.row is not None else None


def _card(session: "Session", row: PaperRow) -> Card:
    folder = folder_of(session, row.person.id, clock.today())
    about = BY_CODE.get(row.code)
    sums = (("到目前应有", _percent(folder.due_percent)), ("全部应有", _percent(folder.percent)),
            ("六种", f"已有 {len(SIX) - len(folder.six)} 种"))  # fmt: skip
    six = tuple((str(at), name) for at, name in enumerate(folder.six, 1))
    facts = (
        ("代码", row.code), ("步骤", f"第 {row.step} 步" if row.step else ""),
        ("由谁做", about.by if about else ""), ("说明", about.note if about else ""),
        ("存档", f"六种之 {row.item}" if row.item else ""),
        ("扫描件", row.row.scan_name if row.row else ""), ("备注", row.row.note if row.row else ""),
    )  # fmt: skip
    sections = (
        (row.name, tuple(one for one in facts if one[1])), ("齐全率", sums), ("六种中还缺", six),
    )  # fmt: skip
    return Card(row.person.name, row.person.category, _state(row), _mark(row), folder.findings, sections)


def _percent(value: int | None) -> str:
    return "—" if value is None else f"{value}%"


# -- verbs -----------------------------------------------------------------------------------


def _tick(session: "Session", row: PaperRow, _given: Mapping[str, Any]) -> None:
    if row.code in BY_CODE:
        materials.tick(session, [row.person.id], row.code)
    elif row.row is not None:
        rows.correct_row(session, session.get_one(Material, row.row.id), {"present": True})


def _keep(session: "Session", row: PaperRow, given: Mapping[str, Any]) -> None:
    values = only(given, ABOUT)
    if row.code in BY_CODE:
        materials.keep_material(session, row.person.id, row.code, values)
    elif row.row is not None:
        rows.correct_row(session, session.get_one(Material, row.row.id), values)


def _begin(_session: "Session", row: PaperRow) -> Mapping[str, Any]:
    if row.row is not None:
        return {one.key: getattr(row.row, one.key) for one in ABOUT}
    return {"present": True, "kept_at": materials.usual_place(row.code)}


def _there(_session: "Session", _row: None) -> Mapping[str, Any]:
    return {"present": True}


def _gather(session: "Session", _row: None, given: Mapping[str, Any]) -> None:
    for person in given["people"]:
        materials.keep_material(session, person, given["code"], only(given, ABOUT))


def _other(session: "Session", _row: None, given: Mapping[str, Any]) -> None:
    materials.add_other(session, given["person_id"], given["name"], only(given, ABOUT))


def _drop(session: "Session", row: PaperRow, _given: Mapping[str, Any]) -> None:
    if row.row is not None:
        rows.drop_row(session, session.get_one(Material, row.row.id))


@writes
def _scan(desk: "Desk", chosen: Sequence[PaperRow]) -> None:
    row = chosen[0]

    def keep(session: "Session", path: Path, content: bytes) -> None:
        if row.row is None:
            stored = materials.keep_material(session, row.person.id, row.code, {})
        else:
            stored = session.get_one(Material, row.row.id)
        materials.attach_scan(session, stored, path.name, content)

    attach(desk, f"附扫描件：{row.person.name} {row.name}", "attachment", keep)


def _look(desk: "Desk", chosen: Sequence[PaperRow]) -> None:
    stored = chosen[0].row
    if stored is not None:
        open_kept(desk, stored.scan, stored.scan_name)


def _list(desk: "Desk", chosen: Sequence[PaperRow]) -> None:
    """Show one person's whole list as it will be printed: every step, every paper, what is lacking."""
    with desk.open_office().reading() as session:
        document = checklist(session, chosen[0].person.id, clock.today())
    desk.open_dialog("preview", document=document, title=document.title, code="development.checklist")


def _entered(row: PaperRow) -> str:
    return "" if row.row is not None else "还没有登记"


def _scanned(row: PaperRow) -> str:
    return "" if row.row is not None and row.row.scan else "还没有扫描件"


CODE = Field("code", "材料", Kind.LINK, required=True)
ANY = tuple(Option(one.code, f"{one.code} {one.name}", (one.name,)) for one in BY_CODE.values())


def _links(desk: "Desk", _row: None) -> "Links":
    return {PEOPLE.key: chooser(desk, WAY, several=True), "code": ANY}


FOLDERS = Register(
    "development-folders",
    "入党材料",
    (
        *about_person(),
        column("code", "代码", lambda row: row.code, sample="4-4-1"),
        column("paper", "材料", lambda row: row.name, sample="支委会（大会）确定积极分子会议记录"),
        column("step", "步骤", lambda row: row.step or None, Kind.NUMBER),
        column("state", "情况", _state, Kind.CHOICE, STATES, mark=_mark),
        column("copy", "原件", _of("copy"), Kind.CHOICE, COPIES),
        column("formed", "形成日期", _of("formed"), Kind.DAY),
        column("pages", "页数", _of("pages"), Kind.NUMBER),
        column("kept_at", "存放处", _of("kept_at"), Kind.CHOICE, KEPT_AT),
        column("scan", "扫描件", lambda row: bool(row.row and row.row.scan), Kind.FLAG),
        column("note", "备注", _of("note"), sample="原件在档案室"),
        where(),
    ),
    read,
    lambda row: f"{row.person.name} {row.name}",
    (
        adding(
            "几人同收一种", _gather, Sheet((CODE, PEOPLE, *ABOUT), lambda _s, _r: {"present": True}, _links)
        ),
        adding(
            "其他材料",
            _other,
            Sheet((PERSON, NAME, *ABOUT), lambda _s, _r: {"present": True}, among(WAY)),
            "other",
        ),
        Verb(
            "tick",
            "已有",
            _tick,
            icon="check",
            button=True,
            many=True,
            why_not=lambda row: "已经登记为已有" if row.present else "",
        ),
        opening(_keep, Sheet(ABOUT, _begin), "登记"),
        Verb("scan", "附扫描件", icon="paperclip", button=True, show=_scan),
        Verb("list", "打印清单", icon="printer", button=True, show=_list),
        Verb("look", "看扫描件", icon="eye", button=True, show=_look, why_not=_scanned),
        to_way(),
        removing(_drop, "取消登记", _entered),
    ),
    (
        View("lacking", "到目前缺的", lambda row: row.lacking),
        View("six", "存档六种", lambda row: bool(row.item)),
        View("there", "已有", lambda row: row.present),
        View("all", "全部应有", lambda _row: True),
    ),
    card=_card,
    person=id_of,
    empty=Empty("folder-open", "还没有人的材料", "有了入党申请人以后，这里按办到的步骤列出应有的材料。"),
    unit="份",
    hint="姓名、拼音、材料",
    topic="development",
)
