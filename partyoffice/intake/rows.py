"""Tell the rows of data below the headings from totals, notes, bands and signature lines."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from partyoffice.intake.headings import Head, plain
from partyoffice.intake.sheet import Month, Sheet, Value

Cells = Sequence[Value | Month]

_TOTAL = re.compile(
    r"(?:本页|本月|本季度?|本年|全年|年度|支部|党委|总)?(?:合计|总计|小计|共计|累计|总人数)(?:[:：\d（(人名].*)?|共\d+[人名].*"
)
_SIGNATURE = re.compile(
    r"(?:单位|党支部|党委|支部|主管|经办|党组织)?(?:填表|填报|制表|负责|审核|审批|经办|复核|报送|联系|统计|书记|党委书记|支部书记|领导|盖章|公章|签字|签名|签章|填写)"
    r"(?:人|者|单位|日期|时间|电话|签字|签名|签章|盖章)*(?:[:：(（].*|$)|[(（]?(?:盖章|公章|签章)[)）]?"
)
_NOTE = re.compile(
    r"(?:附?注|备注|说明|填表说明|填写说明|填报说明|要求|注意|注意事项|提示|温馨提示)(?:\d*[:：、.．]|$)"
)
_ADVICE = re.compile(
    r"[(（]?(?:必填|选填|非必填|可不填|格式|文本格式|下拉选择|例如|如[:：]|请(?:填|选|按|输入|勿))"
)
_SAMPLE = re.compile(r"[(（\[【]?(?:示例|样例|例[:：])")
_GROUP = re.compile(r"(?:支部|小组|党委|总支|教研组|年级组?|部|处|科室?)[:：]?$")
_COLON = re.compile(r"[:：]")
_SERIAL = re.compile(r"[\d.、]*")
FEW_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of data as it stands in the sheet."""

    number: int
    cells: tuple[Value | Month, ...]
    sample: bool = False


@dataclass(slots=True)
class Split:
    """What lies below the headings."""

    rows: list[RawRow] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    totals: list[RawRow] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def split(sheet: Sheet, head: Head, main: Collection[int], *, hidden: bool) -> Split:
    """Return the rows of data; ``main`` are the indexes of the columns that name a record.

    Hidden rows are listed, and taken only with ``hidden``. Vertically merged cells are filled down.
    """
    result, fill = Split(), _Fill(sheet, head)
    bands, heads = _bands(sheet), set(map(plain, head.labels)) - {""}
    for number, values in zip(sheet.numbers[head.first :], sheet.rows[head.first :], strict=True):
        texts = [_text(value) for value in values]
        if not any(texts) or _is_heading(texts, heads):
            continue
        row = RawRow(number, fill.down(number, values), _is_sample(texts))
        if _is_total(texts):
            result.totals.append(row)
        elif not row.sample and _is_note(texts, main, band=number in bands):
            result.skipped.append(number)
        elif number in sheet.facts.hidden_rows and not hidden:
            result.hidden.append(number)
        else:
            result.rows.append(row)
    return result


def _text(value: Value | Month) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _is_heading(texts: list[str], heads: set[str]) -> bool:
    """Say whether this is the head again, as printed lists repeat it on every page."""
    filled = [text for text in texts if text]
    if plain(filled[0]) not in heads and plain(filled[-1]) not in heads:
        return False
    same = sum(plain(text) in heads for text in filled)
    return same > 1 and same * 2 > len(heads)


def _first_words(texts: list[str]) -> list[str]:
    filled = [text.replace(" ", "") for text in texts if text and not _SERIAL.fullmatch(text)]
    return filled[:2]


def _is_total(texts: list[str]) -> bool:
    return any(_TOTAL.fullmatch(word) for word in _first_words(texts))


def _is_sample(texts: list[str]) -> bool:
    return any(_SAMPLE.match(text) or "示例(" in text or "示例（" in text for text in texts)


def _is_note(texts: list[str], main: Collection[int], *, band: bool) -> bool:
    words, filled = _first_words(texts), [index for index, text in enumerate(texts) if text]
    named = any(index in main for index in filled)
    if not words:
        return not named
    if len(filled) == 1:
        text = texts[filled[0]]
        return band or not named or len(text) > FEW_CHARACTERS or bool(_GROUP.search(text))
    if _SIGNATURE.fullmatch(words[0]) or _NOTE.match(words[0]):
        # 书记 alone may be a post in a list of posts; 负责人：张三 is nobody's record.
        return not named or bool(_COLON.search(words[0]))
    return sum(bool(_ADVICE.match(text)) for text in texts) > 1


def _bands(sheet: Sheet) -> set[int]:
    """Return the rows that one merged cell of three or more columns makes a band."""
    return {a for a, b, c, d in sheet.facts.merged if a == c and d - b > 1}


class _Fill:
    """Fills vertically merged cells of the data down, such as a 支部 beside its people."""

    def __init__(self, sheet: Sheet, head: Head) -> None:
        """Keep for each row which columns take their value from an area begun above."""
        self._below: dict[int, list[int]] = defaultdict(list)
        self._tops: dict[int, list[int]] = defaultdict(list)
        self._seen: dict[int, Value | Month] = {}
        last, until = max(sheet.numbers, default=0), defaultdict[int, int](int)
        for a, b, c, d in sorted(sheet.facts.merged):
            # Areas of a sound sheet never overlap; those of a hostile one must not cost more.
            if b == d and a > max(head.row, until[b]):
                until[b] = min(c, last)
                self._tops[a].append(b - 1)
                for row in range(a + 1, until[b] + 1):
                    self._below[row].append(b - 1)

    def down(self, number: int, values: Cells) -> tuple[Value | Month, ...]:
        """Return the row with what is merged into it; rows are asked for in order."""
        for column in self._tops.get(number, ()):
            self._seen[column] = values[column] if column < len(values) else ""
        if number not in self._below:
            return tuple(values)
        cells = list(values)
        for column in self._below[number]:
            if column < len(cells):
                cells[column] = self._seen.get(column, "")
        return tuple(cells)
