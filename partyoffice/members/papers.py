"""The papers about one person (采集表, 登记表, 贺卡, 证明信): what each asks, proposes and says."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day, add_years_forward, days_after
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, numbered, on_paper, spread_name
from partyoffice.members import card
from partyoffice.members.queries import Someone
from partyoffice.members.rules import (
    MEMBERS,
    PROOF_ARTICLE,
    WORK_RULES_2026,
    Category,
    age,
    article,
    standing,
)
from partyoffice.organisation.queries import full_name, signs, tree
from partyoffice.organisation.records import FILLER
from partyoffice.part import Asked, Paper
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
LONGEST_PROOF = 365  # days; no rule limits them, a slip of the pen should not pass

# -- 登记表 -----------------------------------------------------------------------------------

OPINION = Field("opinion", "党支部意见", Kind.LONG, hint="可以空着，签署时手写")


def collection(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 采集表."""
    return {**card.values(session, person_id, asked.on), **card.unfilled(session, person_id)}


def registration(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 登记表: the card, and what the branch says."""
    return {**collection(session, person_id, asked), "opinion": on_paper(asked.text("opinion"))}


# -- 党员证明信 -------------------------------------------------------------------------------

PROOF = (
    Field("number", "编号", Kind.NUMBER, hint="接着上一份编"),
    Field("addressee", "抬头", hint="收信的单位，如 青禾市图书馆党支部"),
    Field("purpose", "用途", hint="如 参加骨干教师培训", required=True),
    Field("days", "有效期（天）", Kind.NUMBER, required=True),
    Field("day", "开具日期", Kind.DAY, required=True, month_allowed=False),
    Field("issuer", "落款", hint="盖章的党组织"),
    Field("contact", "联系人"),
    Field("phone", "联系电话", Kind.PHONE),
)
PERSON = {
    "name": "姓名", "sex": "性别", "age": "年龄", "sex_age": "性别、年龄", "ethnicity": "民族",
    "id_number": "身份证号", "category": "人员类别",
}  # fmt: skip


def on_roster(session: "Session", person_id: int, on: date, paper: str) -> Someone:
    """Return a member of a day; OfficeError for anybody else, since nobody's membership may be made up."""
    one = card.someone(session, person_id, on)
    if one.member:
        return one
    known = f"是{one.category}" if one.present and one.category else "不在本单位的党员名册上"
    suspended = "已停止党籍" if one.category in MEMBERS and one.present else known
    raise OfficeError(
        f"{one.name}在 {on} {suspended}，不能出具{paper}（{article(PROOF_ARTICLE, WORK_RULES_2026)}："
        "为不是党员的人出具党员身份证明的要追究责任）",
        remedy="请核对人员类别和日期；名册有误的先更正名册",
    )


def person_texts(one: Someone, on: date) -> dict[str, str]:
    """Return who somebody is, as letters say it."""
    years = age(one.card["birth"], on)
    sex, old = str(one.card["sex"]), "" if years is None else str(years)
    return {
        "name": dotted_name(one.name), "sex": sex, "age": old, "ethnicity": str(one.card["ethnicity"]),
        "sex_age": "，".join(filter(None, (sex, f"{old} 岁" if old else ""))),
        "id_number": str(one.card["id_number"]), "category": one.category,
    }  # fmt: skip


def proof(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 党员证明信 and its stub."""
    on = asked.issued()
    one = on_roster(session, person_id, on, "党员证明信")
    days = asked.count("days", "有效期", LONGEST_PROOF)
    typed = {key: on_paper(asked.text(key)) for key in ("addressee", "purpose", "issuer", "contact")}
    return {
        **person_texts(one, on), **typed, "number": numbered(asked.text("number"), on.year),
        "phone": asked.text("phone"), "stamp": card.stamp(session),
        "branch": full_name(tree(session), one.branch_id),
        "days": str(days or ""), "day": str(on), "day_words": day_of_document(on),
        "validity": f"{days} 天，至 {days_after(on, days)}" if days else "",
    }  # fmt: skip


def usual_proof(session: "Session", _person_id: int, on: date) -> Mapping[str, str]:
    """Propose who signs, who is asked, and the day it is written."""
    return {"issuer": signs(session), "contact": str(settings.get(session, FILLER)), "day": str(on)}


# -- 政治生日贺卡 -----------------------------------------------------------------------------

BIRTHDAY = (
    Field("wish", "党组织寄语", Kind.LONG),
    Field("promise", "我的承诺", Kind.LONG, hint="空着就留出横线，由本人手写"),
    Field("issuer", "落款", hint="空着就印本人所在的党支部"),
)


def birthday_card(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of the card for the day of joining as it returns in the year asked for."""
    one, year = card.someone(session, person_id, asked.on), asked.on.year
    if not one.member:
        raise OfficeError(f"{one.name}不在 {asked.on} 的党员名册上，没有政治生日", remedy="请核对人员类别")
    joined: Day | None = one.card["joined"]
    day = _returns(joined, year) if joined else None
    return {
        "name": spread_name(one.name), "year": str(year), "stamp": card.stamp(session),
        "joined": joined.spoken() if joined else "", "birthday": day.spoken() if day else "",
        "anniversary": _anniversary(joined, year), "standing": _standing(one, day),
        "wish": on_paper(asked.text("wish")), "promise": on_paper(asked.text("promise")),
        "issuer": on_paper(asked.text("issuer")) or signs(session, one.branch_id),
    }  # fmt: skip


def _returns(joined: Day, year: int) -> Day:
    """Return the day of joining in a year; a month stays a month."""
    if not joined.exact or year < joined.year:
        return Day(year, joined.month)
    return Day.of(add_years_forward(joined.first, year - joined.year))


def _anniversary(joined: Day | None, year: int) -> str:
    years = year - joined.year if joined else 0
    return f"入党 {years} 周年" if years > 0 else "入党纪念"


def _standing(one: Someone, day: Day | None) -> str:
    """Return 党龄 on the birthday, counted from 转正; nothing where a day unknown would decide."""
    if one.category == Category.PROBATIONARY:
        return str(Category.PROBATIONARY)
    years = standing(one.card["full"], day.first) if day else None
    return "" if years is None else f"党龄 {years} 年"


def usual_card(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose the branch, which gives the card: to several people each their own."""
    if not person_id:
        return {}
    return {"issuer": signs(session, card.someone(session, person_id, on).branch_id)}


# -- the table ----------------------------------------------------------------------------------

REGISTERED = {**card.OFFERS, "opinion": OPINION.title}
PROVED = {**PERSON, "branch": "所在党支部", "day_words": "开具日期（汉字）", "validity": "有效期及截止日"}
GREETED = {
    "name": "姓名", "year": "年度", "birthday": "政治生日", "joined": "入党时间", "anniversary": "入党周年",
    "standing": "党龄",
}  # fmt: skip
PAPERS = (
    Paper(
        "mem-01", "党员基本信息采集表", ("member",), "mem-01", collection, missing=card.missing,
        offers=card.OFFERS,
    ),
    Paper(
        "mem-02", "党员登记表", ("member",), "mem-02", registration, missing=card.missing, asks=(OPINION,),
        offers=REGISTERED,
    ),
    Paper(
        "mem-03", "政治生日贺卡", ("member",), "mem-03", birthday_card, asks=BIRTHDAY, usual=usual_card,
        offers=GREETED, note="按所选年度印；两面打印，沿短边翻转，对折成 A5",
    ),
    Paper(
        "mem-04", "党员证明信", ("member",), "mem-04", proof, asks=PROOF, usual=usual_proof, offers=PROVED,
        series="党员证明信", kept=True, note="只为在册的正式党员、预备党员出具；存根骑缝盖章后裁开保存",
    ),
)  # fmt: skip
