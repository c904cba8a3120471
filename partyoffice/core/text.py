"""Cleaning, masking and search keys of text; names themselves are never altered."""

import csv
import io
import re
import unicodedata

# Tab, newline and every blank people paste from Word become plain blanks; what nobody can see
# goes. U+200C/D are kept: some scripts of minority names need them.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_MARKS = r"\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_HALVES = r"\ud800-\udfff"  # of a sign: a name no system could read, and no file can hold
_INVISIBLE = re.compile(f"[{_CONTROLS}{_MARKS}{_HALVES}]")
_BLANKS = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile(r"\r\n|[\r\x0b\u2028\u2029]")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_BETWEEN_HAN = re.compile(f"(?<={_HAN}) +(?={_HAN})")
_APART = re.compile(r"\s*[|｜]\s*|[ \u3000]{2,}")
_NOTHING_WORDS = "无 — —— - -- / 暂缺 暂无 未填 空 不详 N/A n/a NULL null None"
NOTHING = frozenset(("", *_NOTHING_WORDS.split(" ")))
_ID_OR_PHONE = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1\d{10})(?!\d)")
MOST_DIGITS = 15
DOTS = "·•・‧∙．･"


def clean(text: str) -> str:
    """Return one line without invisible characters; outer blanks go, inner ones become plain."""
    return clean_long(text).replace("\n", " ").strip()


def clean_long(text: str) -> str:
    """Return text without invisible characters, its line breaks kept."""
    plain = _BREAKS.sub("\n", text)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", plain)).strip()


def holds_junk(text: str) -> bool:
    """Say whether cleaning takes away more than blanks and line ends."""
    kept = {char for char in text if not char.isspace()}
    return bool(kept) and kept != {char for char in clean_long(text) if not char.isspace()}


def clean_name(text: str) -> str:
    """Return a name as typed, but without blanks set between Han characters (张  三 → 张三)."""
    return _BETWEEN_HAN.sub("", clean(text))


def half_width(text: str) -> str:
    """Return ID numbers, phones, dates and amounts typed in full width as plain characters."""
    return unicodedata.normalize("NFKC", text).strip()


def count_of(text: str) -> int | None:
    """Return a whole number typed in plain or full-width digits; None for anything else.

    None too for one no office could mean: Python reads no more than 4300 digits.
    """
    plain = half_width(text)
    return int(plain) if len(plain) <= MOST_DIGITS and plain.isascii() and plain.isdigit() else None


def is_nothing(text: str) -> bool:
    """Say whether a cell holds one of the words that mean "none"."""
    return text.strip() in NOTHING


def is_masked(text: str) -> bool:
    """Say whether a value was masked by some exporter (330099********4127)."""
    return "*" in text or "＊" in text or "×××" in text


def search_key(text: str) -> str:
    """Return the form compared in searches: NFKC, folded case, no blanks, no name dots."""
    if text.isascii() and text.isalnum():
        return text.lower()  # pinyin and digits, the most of all keys, need nothing else
    # Dots go first: NFKC turns a full-width one into a plain full stop.
    undotted = "".join(char for char in text if char not in DOTS)
    folded = unicodedata.normalize("NFKC", undotted).casefold()
    return "".join(folded.split())


def mask_id_number(number: str) -> str:
    """Return 330099********4127: the first six and last four characters stay."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) > 10 else "*" * len(number)


def mask_phone(number: str) -> str:
    """Return 139****6204: the first three and last four characters stay."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)


def mask_numbers(text: str) -> str:
    """Return running text with the ID numbers and mobile phones in it masked, the words around them whole."""
    return _ID_OR_PHONE.sub(
        lambda found: (mask_id_number if len(found[0]) > 11 else mask_phone)(found[0]), text
    )


def mask_text(text: str) -> str:
    """Return the first character and stars, for addresses and the like."""
    return text[:1] + "*" * min(len(text) - 1, 4) if text else ""


def table_of(text: str) -> list[list[str]]:
    """Return the cells of a table as it was pasted from a sheet, or typed with two blanks between cells.

    Tabs part the cells where there are any; then a quoted cell may hold line breaks, as WPS and Excel
    copy it. Empty lines are left out.
    """
    if "\t" in text:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), "excel-tab")]
    else:
        rows = [[cell.strip() for cell in _APART.split(line.strip())] for line in text.splitlines()]
    return [row for row in rows if any(row)]
