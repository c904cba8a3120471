"""Around the rows of a template: 填报单位：, 填表人：, {{单位}} get what holds for the whole paper."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day
from partyoffice.filling import placeholders
from partyoffice.filling.cells import Value
from partyoffice.filling.opening import Template
from partyoffice.filling.package import local, named
from partyoffice.filling.word_pieces import said
from partyoffice.intake.sheet import Month
from partyoffice.intake.sheet import Value as Read
from partyoffice.reports.breaking import exportable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Only a label that is the whole of its cell is filled; of several in one cell nobody knows where each ends.
LABELS = {
    "unit": ("单位", "单位名称", "填报单位", "填表单位", "报送单位", "学校", "学校名称"),
    "branch": ("党支部", "支部名称", "党支部名称", "所在支部", "所在党支部"),
    "filler": ("填表人", "填报人", "制表人"),
    "charge": ("负责人", "单位负责人"),
    "today": ("填表日期", "填报日期", "填表时间", "填报时间", "制表日期"),
    "count": ("人数", "总人数", "党员人数"),
}
KEYS = {word: key for key, words in LABELS.items() for word in words}
TITLES = {**KEYS, "今天": "today", "截止日期": "as_of", "年度": "year", "上级党委": "upper", "支部": "branch"}
_LABEL = re.compile(r"\s*([^（）()：:\s]+)\s*(?:[（(](?:盖章|公章|签字|签名|签章)[）)])?\s*[:：]\s*")


def fill_labels(template: Template, shared: Mapping[str, Value]) -> dict[str, str]:
    """Write what holds for the whole paper beside its labels; return what was written by label."""
    told: dict[str, str] = {}
    slots, titles = template.slots, {word: key for word, key in KEYS.items() if key in shared}
    for number, row in zip(template.sheet.numbers, template.sheet.rows, strict=True):
        if slots.first <= number <= slots.last or number == template.head.row:
            continue
        for column, value in enumerate(row, 1):
            new = _new(value, titles, shared)
            cell = template.tree.cells.get(number, {}).get(column)
            if new and cell is not None and not _dressed(template, cell):
                told[str(value).strip()] = new
                _write(template, cell, new)
    return told


def _new(value: Read | Month, titles: Mapping[str, str], shared: Mapping[str, Value]) -> str:
    """Return what a cell is to say, empty where it stays."""
    if not isinstance(value, str):
        return ""
    found = _LABEL.fullmatch(value)
    key = titles.get(found[1], "") if found else ""
    if key:
        text = _shown(shared[key])
        return value.rstrip() + text if text else ""
    return _answered(value, shared) if "{" in value or "｛" in value else ""


def _answered(value: str, shared: Mapping[str, Value]) -> str:
    def answer(found: re.Match[str]) -> str:
        words, form = placeholders.parted(found[1] or found[2])
        key = TITLES.get(words, "")
        return said(shared[key], form) if key in shared else found[0]

    new = placeholders.PATTERN.sub(answer, value)
    return new if new != value else ""


def _shown(value: Value) -> str:
    return value.spoken() if isinstance(value, Day) else "" if value is None else str(value)


def _dressed(template: Template, cell: "Element") -> bool:
    """Say whether parts of the text have a type of their own: that would be lost."""
    rich = cell
    if cell.get("t") == "s":
        value, parts = named(cell, "v"), template.package.related(template.book, "sharedStrings")
        texts = [one for one in template.package.tree(parts[0]) if local(one) == "si"] if parts else []
        at = int(value.text or "-1") if value is not None and (value.text or "").isdigit() else -1
        rich = texts[at] if 0 <= at < len(texts) else cell
    return any(local(one) == "r" for one in rich.iter())


def _write(template: Template, cell: "Element", text: str) -> None:
    from lxml.etree import SubElement

    for part in list(cell):
        cell.remove(part)
    cell.set("t", "inlineStr")
    inner = SubElement(SubElement(cell, template.tree.tag("is")), template.tree.tag("t"))
    inner.text = exportable(text)
    inner.set(placeholders.SPACE, "preserve")
