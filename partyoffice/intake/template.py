"""The template to fill in: text columns, drop-downs, one sample row, a sheet of notes."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core import codes
from partyoffice.core.field import Field, Kind
from partyoffice.intake.target import Importer, Target
from partyoffice.store import files

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SAMPLE_MARK = "示例(请删除)"
FILLED_ROWS = 2000
# A drop-down typed into the cell holds 255 characters; longer lists stand on a sheet of their own.
LISTS = "选项"
KIND_NOTES = {
    Kind.ID_NUMBER: "18 位，文本格式；数值格式会丢掉末三位",
    Kind.PHONE: "文本格式",
    Kind.DAY: "写成 2025-07-01；只知道月份的写 2025-07",
    Kind.FLAG: "填“是”或“否”",
    Kind.MONEY: "单位元，最多两位小数",
    Kind.NUMBER: "填数字",
}
SAMPLES = {
    Kind.ID_NUMBER: "330099199003071234",
    Kind.PHONE: "13900000000",
    Kind.DAY: "2025-07-01",
    Kind.FLAG: "是",
    Kind.MONEY: "100.00",
    Kind.NUMBER: "1",
}


def write_template(importer: Importer, session: "Session", path: Path) -> None:
    """Write the template of one kind of import to ``path`` (.xlsx)."""
    targets = importer.targets(session)
    wanted = getattr(importer, "template", ()) or [target.key for target in targets]
    targets = tuple(target for target in targets if target.key in wanted)
    with files.replaced(path) as temporary:
        _write(importer.title, targets, importer.sample, temporary)


def labels_of(field: Field) -> tuple[str, ...]:
    """Return what a drop-down offers, empty for free text."""
    if field.kind is Kind.FLAG:
        return field.choices or ("是", "否")
    return field.choices or (codes.labels(field.codes) if field.codes else ())


def _sample(target: Target, first: bool, sample: Mapping[str, str]) -> str:
    labels = labels_of(target.field)
    value = sample.get(target.key) or (labels[0] if labels else SAMPLES.get(target.field.kind, ""))
    return SAMPLE_MARK if first else value


def _write(title: str, targets: Sequence[Target], sample: Mapping[str, str], path: Path) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, notes = book.add_worksheet(title[:31]), book.add_worksheet("填写说明")
        forms = {
            "text": book.add_format({"num_format": "@"}),
            "must": book.add_format({"num_format": "@", "bold": True, "bottom": 1, "bg_color": "#F6E3C5"}),
            "head": book.add_format({"num_format": "@", "bold": True, "bottom": 1}),
            "sample": book.add_format({"num_format": "@", "italic": True, "font_color": "#777777"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _fill_head(sheet, targets, sample, forms)
        _add_lists(book, sheet, targets)
        _fill_notes(notes, targets, forms)
    path.write_bytes(buffer.getvalue())


def _fill_head(
    sheet: "Worksheet", targets: Sequence[Target], sample: Mapping[str, str], forms: "Mapping[str, Format]"
) -> None:
    for column, target in enumerate(targets):
        title = target.field.title
        width = max(
            2 * len(title), 2 * len(target.field.widest), 20 if target.field.kind is Kind.ID_NUMBER else 10
        )
        sheet.set_column(column, column, min(width + 2, 40), forms["text"])
        sheet.write_string(0, column, title, forms["must" if target.must else "head"])
        sheet.write_string(1, column, _sample(target, column == 0, sample), forms["sample"])
    sheet.freeze_panes(1, 1)


def _add_lists(book: "Workbook", sheet: "Worksheet", targets: Sequence[Target]) -> None:
    offers = [(column, target.field, labels_of(target.field)) for column, target in enumerate(targets)]
    offers = [offer for offer in offers if offer[2]]
    if not offers:
        return
    lists = book.add_worksheet(LISTS)
    lists.hide()
    for place, (column, field, labels) in enumerate(offers):
        lists.write_column(0, place, labels)
        letter = _letters(place)
        # Closed lists refuse other text, open ones only offer.
        sheet.data_validation(
            1,
            column,
            FILLED_ROWS,
            column,
            {
                "validate": "list",
                "source": f"={LISTS}!${letter}$1:${letter}${len(labels)}",
                "error_type": "information" if field.open else "stop",
                "error_title": field.title,
                "error_message": "请从下拉列表中选择",
            },
        )


def _letters(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(index))


def _fill_notes(notes: "Worksheet", targets: Sequence[Target], forms: "Mapping[str, Format]") -> None:
    lines = [("栏目", "要求"), ("示例行", "第 2 行是示例，导入前请整行删除，否则不能导入")]
    lines += [(target.field.title, _note(target)) for target in targets]
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 80, forms["wrap"])
    for row, (name, text) in enumerate(lines):
        notes.write_string(row, 0, name, forms["head"] if not row else None)
        notes.write_string(row, 1, text, forms["head"] if not row else forms["wrap"])


def _note(target: Target) -> str:
    labels = labels_of(target.field)
    listed = f"从下拉列表中选：{'、'.join(labels[:12])}{'等' if len(labels) > 12 else ''}" if labels else ""
    must = "必填" if target.must else ""
    return "；".join(filter(None, (must, KIND_NOTES.get(target.field.kind, ""), listed, target.field.hint)))
