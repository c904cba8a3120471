"""Turn one cell into a stored value, or say in a sentence why not; nothing is ever repaired by guess."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from partyoffice.core import codes
from partyoffice.core.dates import YEARS_AHEAD, Day, UnreadableDateError, read_day
from partyoffice.core.field import Kind
from partyoffice.core.id_number import read_id_number
from partyoffice.core.money import read_yuan
from partyoffice.core.text import (
    clean,
    clean_long,
    clean_name,
    half_width,
    holds_junk,
    is_masked,
    is_nothing,
)
from partyoffice.intake.sheet import Month, Value
from partyoffice.intake.target import Target

# A double holds 15 digits exactly; Excel keeps no more in a numeric cell.
SURE_DIGITS = 10**15
NUMERIC_ID = "此单元格是数值格式，末三位已丢失，请改为文本格式并重新录入"
# Excel counts a 29 February 1900 that never was: dates before March 1900 are typing errors or off by one.
FIRST_SURE_DATE = date(1900, 3, 1)
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]?\d{1,4}[_.\-\s]+(?=\D)")
_PASSPORT = re.compile(r"[A-Z]{1,3}\d{6,9}|[HMC]\d{8,10}|\d{8}")
_AGE = re.compile(r"[(（]\s*\d{0,3}\s*周?岁\s*[)）]$")
_MOBILE = re.compile(r"1\d{10}")
_YES = frozenset(
    {"是", "1", "√", "✓", "✔", "有", "y", "yes", "true", "t", "对", "已", "完成", "已完成", "o", "○"}
)
_NO = frozenset({"否", "0", "×", "✗", "✕", "无", "n", "no", "false", "f", "不", "未", "未完成", "没有", "x"})


@dataclass(frozen=True, slots=True)
class CellNote:
    """What is wrong with a cell: ``code`` as in the command line, ``message`` a Chinese sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a cell (None for nothing to store), what keeps the row out, what to look at."""

    value: Any = None
    problem: CellNote | None = None
    warning: CellNote | None = None


def _bad(code: str, message: str) -> Reading:
    return Reading(problem=CellNote(code, message))


def _odd(value: Any, code: str, message: str) -> Reading:  # ruff: ignore[any-type] -- any stored value
    return Reading(value, warning=CellNote(code, message))


def is_number(value: object) -> bool:
    """Say whether the cell is numeric in the sheet."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")


def _float(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < SURE_DIGITS else repr(value)


SHOWN: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _float,
    type(None): lambda _value: "",
    bool: lambda value: "是" if value else "否",
    datetime: _moment,
    date: date.isoformat,
    time: lambda value: value.isoformat("minutes"),
    Month: lambda value: f"{value.year:04d}-{value.month:02d}",
}


def text_of(value: Value | Month) -> str:
    """Return what the cell shows, dates as YYYY-MM-DD, whole numbers without a point."""
    return SHOWN.get(type(value), str)(value)


def convert(target: Target, value: Value | Month, on: date) -> Reading:
    """Return the stored form of a cell for one field; ``on`` is the day the import is judged on."""
    kind = target.field.kind
    text = text_of(value)
    if kind is not Kind.FLAG and is_nothing(clean(text)):
        return Reading()
    if isinstance(value, str) and _masked(kind, text):
        return _odd(None, "masked", f"“{clean(text)}”是脱敏后的内容，没有导入，原有数据不变")
    reading = READERS.get(kind, _text)(target, value, on)
    if reading.problem or reading.warning or not isinstance(value, str) or not holds_junk(text):
        return reading
    return _odd(reading.value, "cleaned", "已清除单元格里的不可见字符")


def _masked(kind: Kind, text: str) -> bool:
    """Say whether a value was masked; one star in free text may be meant."""
    if kind in {Kind.TEXT, Kind.LONG}:
        return re.search(r"[*＊]{2}|×{3}", text) is not None
    return kind is not Kind.FLAG and is_masked(text)


def _long_number(value: Value | Month) -> bool:
    return is_number(value) and abs(float(value)) >= SURE_DIGITS  # type: ignore[arg-type]  # a number, just asked


def _text(target: Target, value: Value | Month, _on: date) -> Reading:
    if _long_number(value):
        return _bad(
            "number-cut",
            f"“{target.field.title}”是超过 15 位的数值，末尾几位已丢失，请改为文本格式并重新录入",
        )
    return Reading(target.words.get(text := clean(text_of(value)), text))


def _long(_target: Target, value: Value | Month, _on: date) -> Reading:
    return Reading(clean_long(text_of(value)))


def _name(target: Target, value: Value | Month, _on: date) -> Reading:
    name = clean_name(text_of(value))
    if is_number(value) or not any(char.isalpha() for char in name):
        return _bad("name-unclear", f"“{name}”不像{target.field.title}，请核对")
    return Reading(name)


def _id_number(target: Target, value: Value | Month, _on: date) -> Reading:
    number = re.sub(r"\s+", "", half_width(clean(text_of(value)))).strip("'‘’`\"").upper()
    if not isinstance(value, str) or _EXPONENT.fullmatch(number):
        return _bad("id-numeric", NUMERIC_ID)
    read = read_id_number(number)
    if read.valid or read.code == "id-old":
        return _odd(number, read.code or "id-region", read.message) if read.message else Reading(number)
    if read.code == "id-check" and number.endswith("000"):
        return _bad("id-numeric", NUMERIC_ID)
    if read.code == "id-length" and _PASSPORT.fullmatch(number):
        what = f"“{number}”像是护照或通行证号码，{target.field.title}要填 18 位公民身份号码"
        return _bad("id-other", f"{what}；没有的请留空并记入备注")
    return _bad(read.code, read.message)


def _phone(_target: Target, value: Value | Month, _on: date) -> Reading:
    text = half_width(clean(text_of(value))).strip("'‘’`")
    if _EXPONENT.fullmatch(text) or _long_number(value):
        return _odd(None, "phone-unclear", f"“{text}”已变成科学计数，没有导入，请改为文本格式并重新录入")
    solid = re.sub(r"[\s-]+", "", text).removeprefix("+86")
    if _MOBILE.fullmatch(solid):
        return Reading(solid)
    if not any(char.isdigit() for char in text):
        return _odd(None, "phone-unclear", f"“{text}”不是电话号码，没有导入")
    if solid.isdigit() and len(solid) > len("057188886666"):
        return _odd(text, "phone-unclear", f"“{text}”有 {len(solid)} 位，请核对")
    if solid.startswith("1") and solid.isdigit() and len(solid) in {9, 10, 12}:
        return _odd(text, "phone-unclear", f"手机号码应为 11 位，现在是 {len(solid)} 位，请核对")
    return Reading(text)


def _day(target: Target, value: Value | Month, on: date) -> Reading:
    try:
        day = _read_day(value, on)
    except UnreadableDateError as error:
        return _bad(error.code, str(error))
    if not day.exact and not target.field.month_allowed:
        return _bad("date-unclear", f"“{target.field.title}”要写到日，例如 2025-07-01")
    return Reading(day)


def _read_day(value: Value | Month, on: date) -> Day:
    if isinstance(value, Month):
        return read_day(text_of(value), on)
    if isinstance(value, date):
        return _cell_day(value.date() if isinstance(value, datetime) else value, on)
    if isinstance(value, time) or value == 0:
        raise UnreadableDateError("date-unclear", "日期单元格里是 0 或只有时间，请重新填写日期")
    if is_number(value):
        return _number_day(text_of(value), on)
    return read_day(_AGE.sub("", clean(text_of(value)).lstrip("'‘")), on)


def _cell_day(day: date, on: date) -> Day:
    if day < FIRST_SURE_DATE:
        raise UnreadableDateError(
            "date-unclear", f"表格里 {day:%Y-%m-%d} 这样早的日期不可靠，请改为文本重新填写"
        )
    if day.year > on.year + YEARS_AHEAD:
        raise UnreadableDateError("date-impossible", f"{day:%Y-%m-%d} 比今天晚两年以上，请核对")
    return Day.of(day)


def _number_day(text: str, on: date) -> Day:
    """Read 20120621, 201206 and 2012.06 from a numeric cell; 2012.1 may have been 2012.10."""
    if re.fullmatch(r"\d{4}\.1", text):
        raise UnreadableDateError(
            "date-unclear", f"数值 {text} 可能是 1 月也可能是 10 月，请改为文本重新填写"
        )
    if re.fullmatch(r"\d{6}|\d{8}|\d{4}\.\d{1,2}", text):
        return read_day(text, on)
    hint = "看起来是日期的序列号，请把单元格设为日期格式，或改为 2025-07-01 这样的文本"
    raise UnreadableDateError("date-unclear", f"数值 {text} {hint}")


def _choice(target: Target, value: Value | Month, _on: date) -> Reading:
    text = clean(text_of(value))
    label = label_of(target, text)
    if label is not None:
        return Reading(label)
    if target.field.open:
        return Reading(_CODE.sub("", text) or text)
    code = "nation-unknown" if target.field.codes == "nation" else target.unknown
    hint = codes.why_not(target.field.codes, text) if target.field.codes else ""
    return _bad(
        code, f"“{text}”不是规定的{target.field.title}" + (f"，{hint}" if hint else f"，{_offer(target)}")
    )


def _offer(target: Target) -> str:
    labels = target.field.choices or codes.labels(target.field.codes)
    return f"请从这些里选：{'、'.join(labels[:8])}{'等' if len(labels) > 8 else ''}"


def label_of(target: Target, text: str) -> str | None:
    """Return the official label for what somebody wrote, or None."""
    bare = _CODE.sub("", text)
    for form in (text, bare):
        word = target.words.get(form, form)
        if target.field.codes and (found := codes.find(target.field.codes, word)):
            return found
        if found := next((label for label in target.field.choices if _folded(label) == _folded(word)), None):
            return found
    return None


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _flag(target: Target, value: Value | Month, _on: date) -> Reading:
    text = _folded(_CODE.sub("", clean(text_of(value))))
    if not text or (is_nothing(text) and text not in _NO):
        return Reading()
    if text not in _YES | _NO:
        return _bad(
            target.unknown, f"“{target.field.title}”只能填“是”或“否”，现在是“{clean(text_of(value))}”"
        )
    yes = text in _YES
    return Reading(target.field.choices[0 if yes else 1] if len(target.field.choices) > 1 else yes)


def _number(target: Target, value: Value | Month, _on: date) -> Reading:
    text = half_width(clean(text_of(value))).replace(",", "")
    found = re.fullmatch(r"(-?\d{1,12}(?:\.\d{1,6})?)\D{0,2}", text)
    if not found:
        return _bad("number-unclear", f"“{target.field.title}”应为数字，现在是“{clean(text_of(value))}”")
    number = Decimal(found.group(1))
    return Reading(int(number) if number == number.to_integral_value() else float(number))


def _money(target: Target, value: Value | Month, _on: date) -> Reading:
    text = half_width(clean(text_of(value))).rstrip("元")
    if isinstance(value, float):
        # Formula results carry the dust of binary fractions, never of a tenth of a fen.
        text = f"{round(value, 2):.2f}" if abs(round(value, 2) - value) < 1e-6 else repr(value)
    try:
        return Reading(read_yuan(text))
    except ValueError as error:
        return _bad("amount-unclear", f"“{target.field.title}”：{error}")


Reader = Callable[[Target, Value | Month, date], Reading]
READERS: dict[Kind, Reader] = {
    Kind.NAME: _name,
    Kind.LONG: _long,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _phone,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.FLAG: _flag,
}
