"""The lists of 大额党费、特殊党费 and 捐款 that are exported and printed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.queries.giving import donations, gifts
from partyoffice.members.card import over_list
from partyoffice.members.queries import everyone, inside
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

GIFTS = Listing(
    "大额党费登记表",
    (
        Listed(Field("name", "姓名", Kind.NAME), 5, lambda row: row.name),
        Listed(Field("branch", "党支部"), 8, lambda row: row.branch),
        Listed(Field("kind", "种类"), 5, lambda row: row.gift.kind),
        Listed(Field("profile", "简要情况", Kind.LONG), 14, lambda row: row.gift.profile, "left"),
        Listed(
            Field("amount", "金额（元）", Kind.MONEY), 6, lambda row: row.gift.amount, "right", summed=True
        ),
        Listed(Field("on", "交纳日期", Kind.DAY), 6, lambda row: row.gift.on),
        Listed(Field("receiver", "代收党委"), 9, lambda row: row.gift.receiver, "left"),
        Listed(Field("passed_on", "转交日期", Kind.DAY), 6, lambda row: row.gift.passed_on),
        Listed(Field("receipt", "中组部收据号"), 7, lambda row: row.gift.receipt),
        Listed(Field("receipt_given", "收据交本人日期", Kind.DAY), 6, lambda row: row.gift.receipt_given),
        Listed(Field("standing", "办理"), 5, lambda row: str(row.standing)),
        Listed(Field("note", "说明", Kind.LONG), 8, lambda row: row.gift.note, "left"),
    ),
    ("name", "profile", "amount", "on", "receiver", "passed_on", "receipt"),
    "没有大额党费",
)
DONATIONS = Listing(
    "捐款登记表",
    (
        Listed(Field("event", "捐款事由"), 10, lambda row: row.donation.event, "left"),
        Listed(Field("name", "捐款人", Kind.NAME), 6, lambda row: row.donation.name),
        Listed(
            Field("amount", "金额（元）", Kind.MONEY),
            6,
            lambda row: row.donation.amount,
            "right",
            summed=True,
        ),
        Listed(Field("on", "日期", Kind.DAY), 6, lambda row: row.donation.on),
        Listed(Field("method", "方式"), 5, lambda row: row.donation.method),
        Listed(Field("recipient", "接收单位"), 9, lambda row: row.donation.recipient, "left"),
        Listed(Field("passed_on", "转交日期", Kind.DAY), 6, lambda row: row.donation.passed_on),
        Listed(Field("receipt", "收据编号"), 6, lambda row: row.donation.receipt),
        Listed(Field("note", "说明", Kind.LONG), 8, lambda row: row.donation.note, "left"),
    ),
    ("event", "name", "amount", "on", "method", "recipient", "passed_on", "receipt"),
    "没有捐款",
)


def _sum(amounts: Iterable[int], unit: str) -> str:
    found = list(amounts)
    return f"{len(found)} {unit}，合计 {grouped(sum(found))} 元"


def gift_list(session: "Session", wish: Wish) -> Document:
    """Return the gifts of a year, or all up to a day, the oldest first."""
    found = [
        one for one in gifts(session, wish.year, wish.branch)[::-1]
        if one.gift.on.first <= wish.on and (wish.only is None or one.gift.person_id in wish.only)
    ]  # fmt: skip
    counted = _sum((one.gift.amount for one in found), "笔")
    return GIFTS.document(found, wish, over_list(session, wish.on, counted))


def donation_list(session: "Session", wish: Wish) -> Document:
    """Return the donations of a year, or all up to a day, the oldest first."""
    found = [one for one in donations(session, wish.year)[::-1] if one.donation.on.first <= wish.on]
    if wish.branch is not None:
        mine = {one.id for one in inside(session, everyone(session, wish.on, columns=("name",)), wish.branch)}
        found = [one for one in found if one.donation.person_id in mine]
    counted = _sum((one.donation.amount for one in found), "笔")
    return DONATIONS.document(found, wish, over_list(session, wish.on, counted))


ROSTERS = (
    Roster("dues-gifts", GIFTS.title, gift_list, GIFTS.fields, GIFTS.default, yearly=True),
    Roster("donations", DONATIONS.title, donation_list, DONATIONS.fields, DONATIONS.default, yearly=True),
)
