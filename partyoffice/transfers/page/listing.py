"""The register of moves as data: its columns, its views, the card of one move."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core.field import Care, Field, Kind
from partyoffice.meetings.records import Vote
from partyoffice.members.records import History, Person
from partyoffice.organisation.records import Organisation
from partyoffice.transfers.decisions import agreed_by
from partyoffice.transfers.page.beginning import beginning
from partyoffice.transfers.page.verbs import verbs
from partyoffice.transfers.queries import Entry, entries, letters_of
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.kit import names_of
from partyoffice.transfers.rules.words import INTO, OUT, RECEIVED, STOPPED, WITHIN
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Shown, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.transfers.part import Hooks

MARKS = {RECEIVED: Mark.DONE, STOPPED: Mark.SAME}
Lines = tuple[tuple[str, str], ...]


def _mark(one: Entry) -> Mark:
    return MARKS.get(one.transfer.state, Mark.WARN if one.grave else Mark.NOW)


def _reminded(one: Entry) -> Mark | None:
    return (Mark.WARN if one.grave else Mark.SOON) if one.findings else None


def _other_side(one: Entry) -> str:
    return one.transfer.from_unit if one.move.direction == INTO else one.transfer.to_unit


CONTACT = Field("contact", "对方联系方式", Kind.PHONE, care=Care.SENSITIVE)
COLUMNS = (
    Shown(Field("name", "姓名", Kind.NAME), person=True),
    Shown(Field("direction", "方向", Kind.CHOICE), lambda one: one.transfer.direction, sample="转出"),
    Shown(Field("category", "类别", Kind.CHOICE), lambda one: one.transfer.category, sample="入党积极分子"),
    Shown(Field("other", "对方党组织"), _other_side, sample="竹汀区实验学校党总支"),
    Shown(Field("begun", "发起", Kind.DAY), lambda one: one.transfer.begun),
    Shown(Field("number", "编号"), sample="〔2026〕12号"),
    Shown(Field("through", "有效至", Kind.DAY)),
    Shown(Field("state", "状态", Kind.CHOICE), lambda one: one.transfer.state, mark=_mark, sample="办理中办"),
    Shown(Field("said", "提醒"), mark=_reminded, sample="已满一个月还没有收到回执：请向接收方催"),
    Shown(Field("received", "接收", Kind.DAY), lambda one: one.transfer.received),
    Shown(Field("reason", "原因", Kind.CHOICE), lambda one: one.transfer.reason, hidden=True),
    Shown(Field("branch", "党支部", Kind.CHOICE), hidden=True),
    Shown(Field("manner", "方式", Kind.CHOICE), lambda one: one.transfer.manner, hidden=True),
    Shown(Field("paid_to", "党费交到", Kind.DAY), lambda one: one.transfer.paid_to, hidden=True),
    Shown(CONTACT, lambda one: one.transfer.contact, hidden=True),
    Shown(Field("receipt", "回执寄出", Kind.DAY), lambda one: one.transfer.receipt, hidden=True),
    Shown(Field("note", "备注", Kind.LONG), lambda one: one.transfer.note, hidden=True),
)


def _of(direction: str, key: str, title: str) -> View:
    return View(key, title, lambda one: one.move.direction == direction, key)


VIEWS = (
    View("open", "办理中", lambda one: one.open or bool(one.findings), "out"),
    _of(OUT, "out", "转出"),
    _of(INTO, "in", "转入"),
    _of(WITHIN, "within", "校内"),
    View("stopped", "已中止", lambda one: one.transfer.state == STOPPED, "out"),
)
EMPTY = Empty(
    "inbox",
    "还没有转接",
    "从登记转出、登记转入开始；回执到了，人才离开名册。",
)


def register(hooks: "Hooks") -> Register:
    """Return the register; ``hooks`` are what the peers do for a move."""
    done = (*beginning(hooks), *verbs(hooks))
    return Register(
        "transfers", "组织关系转接", COLUMNS, _read, lambda one: one.name, done, VIEWS,
        kinds=frozenset({Transfer, TransferLetter, Person, History, Organisation, Vote}), card=_card,
        person=lambda one: one.person_id, empty=EMPTY, unit="件", roster="transfers",
        hint="姓名、拼音、党组织、编号",
    )  # fmt: skip


def _read(session: "Session", look: Look) -> Sequence[Entry]:
    return entries(session, look.on)


def _card(session: "Session", one: Entry) -> Card:
    """Return what stands beside the list about one move."""
    sections = (
        ("转接", _facts(one, agreed_by(session, one.transfer))),
        ("介绍信", tuple(map(_letter_line, letters_of(session, one.id)))),
        ("随转材料", (("列入", names_of(one.move.materials)),) if one.move.materials else ()),
        ("备注", (("记事", one.transfer.note),) if one.transfer.note else ()),
    )
    facts = "·".join(filter(None, (one.transfer.category, one.branch)))
    state = f"{one.transfer.direction}·{one.transfer.state}"
    return Card(one.name, facts, state, _mark(one), one.findings, sections, (CONTACT,))


def _facts(one: Entry, agreed: str) -> Lines:
    it = one.transfer
    lines = (
        ("原因", it.reason), ("由", it.from_unit), ("去", it.to_unit), ("方式", it.manner),
        ("收到" if it.direction == INTO else "发起", str(it.begun)), ("会议决议", agreed),
        ("流水号", it.serial),
        ("党费交到", str(it.paid_to)[:7] if it.paid_to else ""), ("档案审核", it.checked),
        ("接收", f"{it.received or ''} {it.receiver}".strip()),
        ("回执寄出", str(it.receipt or "")), (CONTACT.title, it.contact),
        ("中止", f"{it.ended or ''} {it.why_ended}".strip()),
    )  # fmt: skip
    return tuple(line for line in lines if line[1])


def _letter_line(one: TransferLetter) -> tuple[str, str]:
    from partyoffice.transfers.rules.letter import validity

    through = validity(one.issued.first, one.days).through
    parts = [f"{one.issued} 开具，{one.days} 天，有效至 {through}"]
    parts += [f"打印 {one.printed} 次"] if one.printed else []
    parts += [f"{one.state}：{one.void_on or ''} {one.void_reason}".strip() if one.void_on else one.state]
    parts += [f"{one.informed} 已告知接收方"] if one.informed else []
    return one.number or "—", "\n".join(parts)
