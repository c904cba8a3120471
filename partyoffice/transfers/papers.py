"""组织关系介绍信 and 回执: what is typed for them, what is proposed, what they say."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, numbered, on_paper
from partyoffice.members import card
from partyoffice.members.papers import PERSON, on_roster, person_texts
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import full_name, signs, tree
from partyoffice.organisation.records import APPROVER, FILLER
from partyoffice.part import Asked, Paper
from partyoffice.store import settings
from partyoffice.transfers.actions.letters import against_printing, told
from partyoffice.transfers.documents import HANDED_OVER, KIT_ASKS, hand_over
from partyoffice.transfers.queries import last_of, letters_of, open_of
from partyoffice.transfers.records import Transfer
from partyoffice.transfers.rules.letter import day_in_words, month_in_words, validity
from partyoffice.transfers.rules.words import (
    ARTICLE_LETTER,
    INTO,
    LONGEST,
    MOST_DAYS,
    OFFERED,
    OUT,
    SPAN,
    USUAL_DAYS,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
PaidUp = Callable[["Session", int, date], Day | None]  # up to which month the ledger says somebody paid
LETTER, RECEIPT = "组织关系介绍信", "组织关系回执"
MONTH = len("2026-11")
AROUND = re.compile(r"^第\s*|\s*号$")

LETTER_ASKS = (
    Field("number", "编号", Kind.NUMBER, hint="党委统一编号"),
    Field("addressee", "抬头", required=True, hint="接收的基层党委或组织部门"),
    Field("from", "由", hint="原所在党组织，空着就印本人的党支部"),
    Field("to", "去", required=True, hint="新去的单位或党组织"),
    Field("paid_to", "党费交到（月）", Kind.DAY, required=True, hint="如 2026-11"),
    Field("days", "有效期（天）", Kind.NUMBER, required=True, hint=SPAN),
    Field("day", "开具日期", Kind.DAY, required=True, month_allowed=False),
    Field("phone", "党员联系电话", Kind.PHONE),
    Field("issuer", "开具的基层党委", hint="回执寄回这里"),
    Field("address", "基层党委通讯地址"),
    Field("office_phone", "基层党委电话", Kind.PHONE),
    Field("fax", "传真", Kind.PHONE),
    Field("postcode", "邮编"),
)
RECEIPT_ASKS = (
    Field("number", "介绍信编号", required=True),
    Field("addressee", "抬头", required=True, hint="原所在的基层党委"),
    Field("day", "接收日期", Kind.DAY, required=True, month_allowed=False),
    Field("issuer", "落款", hint="接收的基层党委"),
    Field("contact", "经办人"),
    Field("phone", "联系电话", Kind.PHONE),
)
DATED = ("year", "month", "date", "paid_year", "paid_month")
KINDS = {Category.FULL: "正式", Category.PROBATIONARY: "预备"}


def _typed(asked: Asked, fields: tuple[Field, ...]) -> dict[str, str]:
    return {field.key: on_paper(asked.text(field.key)) for field in fields}


def _days(asked: Asked, on: date) -> str:
    """Return the days a letter holds in capital numerals; OfficeError for more than it may."""
    days = asked.count("days", "有效期（天）", LONGEST)
    if not days:
        return ""
    found = validity(on, days)
    if not found.allowed:
        raise OfficeError(
            f"有效期 {days} 天太长：组织关系介绍信最长 {MOST_DAYS} 天（{ARTICLE_LETTER}）",
            remedy=f"请改为 {OFFERED}",
        )
    return found.words.removesuffix("天")


def letter(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of the three parts; OfficeError for who is no member that day and beyond 90 days."""
    on = asked.issued()
    one = on_roster(session, person_id, on, LETTER)
    if why := against_printing(session, person_id, asked.text("number"), on.year):
        raise OfficeError(
            f"{one.name}的{why}",
            remedy="再次打印请在“出具登记”里；要重新开具的，先在“更多 → 组织关系”里把旧信作废",
        )
    days, paid = _days(asked, on), month_in_words(asked.day("paid_to"))
    dated = dict(zip(DATED, (*day_in_words(on), *paid), strict=True))
    return {
        **person_texts(one, on), **_typed(asked, LETTER_ASKS), **dated, "stamp": card.stamp(session),
        "kind": KINDS[Category(one.category)], "days_words": days,
        "number": AROUND.sub("", numbered(asked.text("number"), on.year)),
        "from": on_paper(asked.text("from")) or full_name(tree(session), one.branch_id),
    }  # fmt: skip


def usual_letter(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose where from, whom to reach, who issues it, and the day it is written."""
    known = {"issuer": str(settings.get(session, APPROVER)), "day": str(on)}
    if not person_id:
        return known
    one, move = card.someone(session, person_id, on), open_of(session, person_id, OUT)
    known |= {"from": full_name(tree(session), one.branch_id), "phone": str(one.card["phone"])}
    return known if move is None else {**known, **_of_move(move)}


def papers_of(paid_to: PaidUp) -> tuple[Paper, ...]:
    """Return the papers; 党费交到 of the letter is proposed from the ledger where the register says none."""

    def usual(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
        paid = paid_to(session, person_id, on) if person_id else None
        return {**({"paid_to": str(paid)} if paid else {}), **usual_letter(session, person_id, on)}

    return (replace(PAPERS[0], usual=usual), *PAPERS[1:])


def _of_move(move: Transfer) -> Mapping[str, str]:
    """Return what the register says of a move out that is under way."""
    paid = str(move.paid_to)[:MONTH] if move.paid_to is not None else ""
    texts = {"from": move.from_unit, "to": move.to_unit, "addressee": move.to_unit, "paid_to": paid}
    return {key: text for key, text in {**texts, "days": str(USUAL_DAYS)}.items() if text}


def receipt(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of the receipt for somebody who came to us."""
    on = asked.issued()
    one = on_roster(session, person_id, on, RECEIPT)
    number = AROUND.sub("", asked.text("number"))
    return {
        **person_texts(one, on), **_typed(asked, RECEIPT_ASKS), "number": number,
        "stamp": card.stamp(session), "day_words": day_of_document(on),
        "branch": full_name(tree(session), one.branch_id),
        "letter": f"第 {number} 号介绍信" if number else "",
    }  # fmt: skip


def usual_receipt(session: "Session", person_id: int, _on: date) -> Mapping[str, str]:
    """Propose who signs; the day is that of the receiving, which only the user knows."""
    issuer = str(settings.get(session, APPROVER)) or signs(session)
    known = {"issuer": issuer, "contact": str(settings.get(session, FILLER))}
    move = last_of(session, person_id, INTO) if person_id else None
    return known if move is None else {**known, **_of_arrival(session, move)}


def _of_arrival(session: "Session", move: Transfer) -> Mapping[str, str]:
    """Return what the register says of somebody who was received."""
    letters = letters_of(session, move.id)
    number = letters[-1].number if letters else move.serial
    day = str(move.received) if move.received is not None else ""
    return {"number": number, "addressee": move.from_unit, "day": day}


WRITTEN = {
    "year": "开具年（大写）", "month": "开具月（大写）", "date": "开具日（大写）", "kind": "预备或正式",
    "paid_year": "党费交到年（大写）", "paid_month": "党费交到月（大写）", "days_words": "有效天数（大写）",
}  # fmt: skip
RECEIVED = {"branch": "编入的党支部", "day_words": "接收日期（汉字）", "letter": "第几号介绍信"}
PAPERS = (
    Paper(
        "trn-01", LETTER, ("member",), "trn-01", letter, asks=LETTER_ASKS, usual=usual_letter,
        offers={**PERSON, **WRITTEN}, series=LETTER, kept=True, told=told,
        note="由有权转接的基层党委盖章；支部打印供核对或套打。有效期 90 天的上限条文未确认",
    ),
    Paper(
        "trn-02", RECEIPT, ("member",), "trn-02", receipt, asks=RECEIPT_ASKS, usual=usual_receipt,
        offers={**PERSON, **RECEIVED}, kept=True, note="接收党员的基层党委在一个月内寄回原党委；不逐级寄回执",
    ),
    Paper(
        "trn-03", HANDED_OVER, ("member",), gather=hand_over, asks=KIT_ASKS, among=tuple(Category),
        note="按去向分表；先在“更多 → 组织关系”登记转出，随转材料照登记印",
    ),
)  # fmt: skip
