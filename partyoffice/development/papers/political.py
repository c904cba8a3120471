"""政治审查: the letters that ask others, the table of who is looked at, and the report on it all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock, codes
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.development.papers.asked import phone_of, typed
from partyoffice.development.papers.file_texts import (
    Folder,
    Texts,
    file_texts,
    folder_of,
    month_of,
    offers,
    spoken,
)
from partyoffice.development.records import Examined, Inquiry
from partyoffice.members import card
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import FILLER
from partyoffice.part import Asked, Paper
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SELF, FAMILY, RELATIONS = "本人", "家庭主要成员", "重要社会关系"
NEAR = frozenset({"直系亲属"})
CARD = ("sex", "ethnicity", "birth", "native_place")

# -- 政治审查函 ---------------------------------------------------------------------------------

WRITTEN = (
    Field("only", "函号", hint="只印这一份；空着就印还没有回函的，都回了就全印"),
    Field("issuer", "落款", hint="盖章的党组织"),
    Field("contact", "联系人", Kind.NAME),
    Field("office_phone", "联系电话", Kind.PHONE),
    Field("postcode", "邮编"),
    Field("office_address", "通信地址"),
)
LETTER = {
    "number": "函号", "addressee": "收函单位", "about": "了解何人何事", "sent": "发出日期",
    "returned": "回函日期", "person": "被审查人",
}  # fmt: skip


def letters(session: "Session", person_id: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of each 政治审查函 with its stub and the sheet for the answer."""
    folder = folder_of(session, person_id, asked.on)
    common_texts = {
        **file_texts(folder, 1, 3, 8), **typed(asked, *WRITTEN), "person": _introduced(folder),
    }  # fmt: skip
    blank = dict.fromkeys(("number", "addressee", "about", "sent", "returned"), "")
    rows = [_letter(one) for one in _wanted(folder, asked.text("only"))]
    return [{**common_texts, **one} for one in rows or [blank]]


def _wanted(folder: Folder, only: str) -> list[Inquiry]:
    """Return the letters to print: the one named, else those without an answer, else all that hold."""
    rows = [one for one in folder.rows(Inquiry) if not one.void_reason]
    if not only:
        return [one for one in rows if one.returned is None] or rows
    named = [one for one in rows if one.number == only]
    if not named:
        known = "、".join(one.number for one in rows) or "（还没有登记）"
        raise OfficeError(f"{folder.one.name}没有函号为“{only}”的政审函", remedy=f"已登记的：{known}")
    return named


def _letter(one: Inquiry) -> Texts:
    return {
        "number": one.number, "addressee": one.addressee, "about": on_paper(one.about),
        "sent": spoken(one.sent), "returned": spoken(one.returned),
    }  # fmt: skip


def _introduced(folder: Folder) -> str:
    """Return who is examined as a letter to strangers says it: 沈见微，女，汉族，1992年4月出生."""
    held = folder.one.card
    born = f"{month_of(held['birth'])}出生" if held["birth"] else ""
    return "，".join(filter(None, (dotted_name(folder.one.name), held["sex"], held["ethnicity"], born)))


def usual_letter(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose who signs and who is asked back."""
    branch = card.someone(session, person_id, on).branch_id if person_id else None
    mine = {"issuer": signs(session, branch), "office_phone": phone_of(session, branch)} if person_id else {}
    return {"contact": str(settings.get(session, FILLER)), **mine}


def letters_lack(session: "Session", person_id: int) -> list[str]:
    """Say that no letter is on record, whose number only the ledger gives."""
    folder = folder_of(session, person_id, clock.today())
    return [] if _wanted(folder, "") else ["政审函调登记（函号、收函单位）"]


# -- 政治审查表 ---------------------------------------------------------------------------------

LISTED = {"examined": "审查对象（列表）", "person": "被审查人"}


def table(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 政治审查表: whoever is looked at, and of the family who is not yet."""
    folder = folder_of(session, person_id, asked.on)
    return {**file_texts(folder, 1, 3, 8, 10), "examined": examined(folder), "person": _introduced(folder)}


def examined(folder: Folder) -> list[dict[str, str]]:
    """Return the rows: the person, the family, the others; relatives of the card not looked at come blank."""
    told = [_examined(one) for one in folder.rows(Examined)]
    looked_at = {one["name"] for one in told}
    family = [_related(one, FAMILY) for one in card.relatives(folder.session, folder.one.id)]
    told += [one for one in family if one["name"] not in looked_at]
    if not any(one["group"] == SELF for one in told):
        told.insert(0, _own(folder))
    order = (SELF, FAMILY, RELATIONS)
    return sorted(told, key=lambda one: order.index(one["group"]))


def _related(one: Any, group: str) -> dict[str, str]:  # noqa: ANN401 -- an Examined, or a Relative
    """Return who somebody is, with nothing found out yet."""
    return {
        "group": group, "relation": one.relation, "name": dotted_name(one.name), "birth": month_of(one.birth),
        "political_status": one.political_status, "unit": one.unit,
        "findings": "", "breaches": "", "proved": "",
    }  # fmt: skip


def _examined(one: Examined) -> dict[str, str]:
    return {
        **_related(one, group_of(one.relation)), "findings": on_paper(one.findings),
        "breaches": on_paper(one.breaches),
        "proved": "\n".join(filter(None, (one.proved_by, spoken(one.proved_on)))),
    }  # fmt: skip


def group_of(relation: str) -> str:
    """Return whether somebody is the person, of the family, or one of the other relations."""
    if relation == SELF:
        return SELF
    return FAMILY if codes.table("relation").group(relation) in NEAR else RELATIONS


def _own(folder: Folder) -> dict[str, str]:
    held = card.values(folder.session, folder.one.id, folder.on)
    return {
        "group": SELF, "relation": SELF, "name": dotted_name(folder.one.name),
        "birth": month_of(folder.one.card["birth"]), "political_status": "", "unit": str(held["post_admin"]),
        "findings": "", "breaches": "", "proved": "",
    }  # fmt: skip


def table_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the people looked at is not on record."""
    rows = folder_of(session, person_id, clock.today()).rows(Examined)
    if not rows:
        return ["政审对象"]
    return [
        f"{one.name}的{title}"
        for one in rows
        for key, title in (("findings", "政治历史和现实表现"), ("breaches", "有无违纪违法"))
        if not getattr(one, key)
    ]


PAPERS = (
    Paper(
        "dev-08", "政治审查函", ("member",), "dev-08", letters, missing=letters_lack, asks=WRITTEN,
        usual=usual_letter, offers={**offers(1, 3, 8), **LETTER}, among=(Category.CANDIDATE,),
        note="函号在政审函调登记里给出；存根、函、回函三联一张，骑缝盖章后裁开",
    ),
    Paper(
        "dev-08b", "发展对象政治审查表", ("member",), "dev-08b", table, missing=table_lacks,
        offers={**offers(1, 3, 8, 10), **LISTED}, among=(Category.CANDIDATE,),
        note="家庭成员里还没有登记审查情况的，也列出来留着填写",
    ),
)  # fmt: skip
