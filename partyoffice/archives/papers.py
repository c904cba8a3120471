"""What goes with filed papers: 目录 and its cover, spines and labels of boxes, 备考表, 归档章, 名册封面."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.archives.records import BODY_CODE, FONDS, FONDS_NAME, SPELLING
from partyoffice.archives.rules import DOOR, MOST_FILES, Retention, file_number, piece, retention_code
from partyoffice.core import clock
from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper, tidy_document_number
from partyoffice.core.text import count_of
from partyoffice.members.card import stamp
from partyoffice.organisation.records import FILLER, SCHOOL
from partyoffice.part import Asked, Paper
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
MOST_LABELS = 1000
MARK = "按《归档文件整理规则》（DA/T 22-2015）的栏目"
PASTED = "从 WPS、Excel 复制各行，在下面的表里按 Ctrl+V；填了起始件号，空着的档号接着编"

FONDS_FIELD = Field("fonds", "全宗号")
NAME_FIELD = Field("fonds_name", "全宗名称")
YEAR = Field("year", "年度", Kind.NUMBER)
RETENTION = Field("retention", "保管期限", Kind.CHOICE, choices=tuple(Retention), open=True)
BODY = Field("body_code", "机构（问题）代码", hint="不按机构分类的留空")
FIRST = Field("first", "起始件号", Kind.NUMBER)
CLASS = (FONDS_FIELD, YEAR, RETENTION, BODY)


def usual(session: "Session", _subject: int, _on: date) -> Mapping[str, str]:
    """Propose what settings know; the year of the files is the user's to say."""
    name = settings.get(session, FONDS_NAME) or settings.get(session, SCHOOL)
    return {
        "fonds": str(settings.get(session, FONDS)), "fonds_name": str(name), "unit": str(name),
        "body_code": str(settings.get(session, BODY_CODE)), "arranged_by": str(settings.get(session, FILLER)),
        "made_by": str(settings.get(session, FILLER)),
    }  # fmt: skip


def _typed(session: "Session", asked: Asked, *fields: Field) -> dict[str, Any]:
    texts = {field.key: on_paper(asked.text(field.key)) for field in fields}
    return {**texts, "stamp": stamp(session)}


def _number(session: "Session", asked: Asked, number: int) -> str:
    """Return the 档号 of a 件号 within the class that was typed."""
    missing = [field.title for field in CLASS[:3] if not asked.text(field.key)]
    if missing:
        raise OfficeError(f"编档号还缺{'、'.join(missing)}", remedy=f"请填写{'、'.join(missing)}")
    code = retention_code(asked.text("retention"), str(settings.get(session, SPELLING)))
    year = asked.count("year", "年度", 9999) or 0
    return file_number(asked.text("fonds"), DOOR, year, code, asked.text("body_code"), number)


# -- 目录 -------------------------------------------------------------------------------------

ENTRY = {
    "number": "档号", "document": "文号", "author": "责任者", "title": "题名", "on": "日期",
    "secrecy": "密级", "pages": "页数", "note": "备注",
}  # fmt: skip
ENTRIES = Field(
    "rows", "文件", Kind.TABLE, choices=tuple(ENTRY.values()), hint="从 WPS、Excel 粘贴，一行一件"
)
LISTED = (ENTRIES, *CLASS, FIRST)


def catalogue(session: "Session", _subject: int, asked: Asked) -> Texts:
    """Return the rows of 归档文件目录; where a first 件号 is given, missing 档号 are counted on from it."""
    first = asked.count("first", "起始件号", MOST_FILES)
    rows = asked.rows("rows", tuple(ENTRY))
    for at, row in enumerate(rows):
        row["document"], row["on"] = tidy_document_number(row["document"]), _solid(row["on"])
        row["title"] = on_paper(row["title"])
        row["number"] = row["number"] or (_number(session, asked, first + at) if first else "")
    return {"rows": rows, "stamp": stamp(session)}


def _solid(text: str) -> str:
    """Return a day as the catalogue writes it, 20261120; what is no day stays as typed."""
    try:
        day: Day | None = read_day(text, clock.today()) if text else None
    except UnreadableDateError:
        return text
    return str(day).replace("-", "") if day else ""


COVERED = (FONDS_FIELD, NAME_FIELD, YEAR, RETENTION, Field("body", "机构（问题）"))


def cover(session: "Session", _subject: int, asked: Asked) -> Texts:
    """Return the texts of the cover of a catalogue."""
    return _typed(session, asked, *COVERED)


# -- boxes ------------------------------------------------------------------------------------

BOX = {
    "year": "年度", "retention": "保管期限", "body": "机构（问题）", "from": "起件号",
    "to": "止件号", "box": "盒号",
}  # fmt: skip
WIDTHS = ("20", "30", "40", "50")
SPINE = (
    Field("width", "盒脊宽度（毫米）", Kind.CHOICE, choices=WIDTHS, open=False, required=True),
    FONDS_FIELD,
    Field("rows", "盒", Kind.TABLE, choices=tuple(BOX.values()), hint="一行一盒"),
)
SHOWN = {"fonds": FONDS_FIELD.title, **BOX}


def spines(session: "Session", _subject: int, asked: Asked) -> list[Texts]:
    """Return the texts of each box's spine."""
    common = _typed(session, asked, *SPINE[:2])
    rows = asked.rows("rows", tuple(BOX))
    for row in rows:
        row["from"], row["to"] = _padded(row["from"]), _padded(row["to"])
    return [{**common, **row} for row in rows or [dict.fromkeys(BOX, "")]]


def _padded(text: str) -> str:
    number = count_of(text)
    return text if number is None else piece(number)


REMARKS = (
    Field("fonds", "全宗号"),
    Field("box", "盒号"),
    Field("text", "盒内文件情况说明", Kind.LONG, hint="缺损、修改、补充、移出等；没有的写“无”"),
    Field("arranged_by", "整理人"),
    Field("arranged_on", "整理日期", Kind.DAY),
    Field("checked_by", "检查人"),
    Field("checked_on", "检查日期", Kind.DAY),
)


def remarks(session: "Session", _subject: int, asked: Asked) -> Texts:
    """Return the texts of 备考表, the last sheet of a box."""
    days = {key: _spoken(asked.day(key)) for key in ("arranged_on", "checked_on")}
    return {**_typed(session, asked, *REMARKS), **days}


def _spoken(day: Day | None) -> str:
    return day.spoken() if day else ""


# -- labels and stamps ------------------------------------------------------------------------

LABELS = (NAME_FIELD, *CLASS, FIRST, Field("last", "终止件号", Kind.NUMBER))


def _range(asked: Asked) -> range:
    """Return the 件号 from the first to the last that was typed."""
    first, last = asked.count("first", "起始件号", MOST_FILES), asked.count("last", "终止件号", MOST_FILES)
    found = range(first or 1, (last or first or 0) + 1)
    if first and not found:
        raise OfficeError(f"终止件号 {last} 小于起始件号 {first}", remedy="请核对两个件号")
    if len(found) > MOST_LABELS:
        raise OfficeError(f"一次最多印 {MOST_LABELS} 个，这里有 {len(found)} 个", remedy="请分几次印")
    return found


def labels(session: "Session", _subject: int, asked: Asked) -> list[Texts]:
    """Return the texts of a label with its 档号 for each file."""
    common = {"fonds_name": on_paper(asked.text("fonds_name")), "stamp": stamp(session)}
    numbers = [_number(session, asked, number) for number in _range(asked)]
    return [{**common, "number": number} for number in numbers or [""]]


STAMP = {"piece": "件号", "pages": "页数"}
STAMPED = (
    *CLASS,
    Field("rows", "文件", Kind.TABLE, choices=tuple(STAMP.values()), hint="一行一件；不填就印一个"),
)


def stamps(session: "Session", _subject: int, asked: Asked) -> list[Texts]:
    """Return the six cells of 归档章 for each file."""
    common = _typed(session, asked, *CLASS)
    rows = asked.rows("rows", tuple(STAMP)) or [dict.fromkeys(STAMP, "")]
    return [{**common, **row, "piece": _padded(row["piece"])} for row in rows]


# -- 名册封面 ---------------------------------------------------------------------------------

ROSTER = (
    Field("title", "题名", required=True, hint="如 2026 年党员花名册"),
    Field("unit", "单位"),
    YEAR,
    Field("pages", "页数", Kind.NUMBER),
    Field("made_by", "编制人"),
    Field("day", "日期", Kind.DAY),
)


def roster_cover(session: "Session", _subject: int, asked: Asked) -> Texts:
    """Return the texts of the cover of a roster that is kept."""
    return {**_typed(session, asked, *ROSTER), "day": _spoken(asked.day("day"))}


FILES = (
    Paper(
        "arch-01", "归档文件目录", (), "arch-01", catalogue, asks=LISTED, usual=usual, note=PASTED,
        offers={"rows": "文件（列表）"},
    ),
    Paper("arch-02", "归档文件目录封面", (), "arch-02", cover, asks=COVERED, usual=usual),
    Paper(
        "arch-03", "档案盒盒脊", (), "arch-03", spines, asks=SPINE, usual=usual, offers=SHOWN,
        note=f"{MARK}；盒脊宽 20、30、40、50 毫米，一张纸四条",
    ),
    Paper(
        "arch-04", "备考表", (), "arch-04", remarks, asks=REMARKS, usual=usual, note="放在盒内最后",
    ),
    Paper(
        "arch-05", "档号标签", (), "arch-05", labels, asks=LABELS, usual=usual, offers={"number": "档号"},
        note="保管期限代码写法以当地档案馆为准，可在设置里改",
    ),
    Paper("arch-06", "名册封面", (), "arch-06", roster_cover, asks=ROSTER, usual=usual),
    Paper(
        "arch-07", "归档章", (), "arch-07", stamps, asks=STAMPED, usual=usual, offers=STAMP,
        note=f"{MARK}；45×16 毫米，章内不刻栏目名，盖或贴在首页上方空白处",
    ),
)  # fmt: skip
