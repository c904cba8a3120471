"""The error workbook: the rows that did not come in, as they stood, with 错误原因 beside each."""

import io
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean_long
from partyoffice.intake.cells import text_of
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Row, Verdict
from partyoffice.store import files

REASON = "错误原因"
MOST_CHARACTERS = 32_767  # in one cell of a workbook
WIDEST_COLUMN, NARROWEST_COLUMN = 40, 8


def write_errors(staged: Staged, path: Path) -> int:
    """Write the bad rows to ``path`` (.xlsx) and return how many; all cells are text.

    The sheet can be mended and imported again: the extra columns are no fields. Raises
    OfficeError when there is no bad row or the file cannot be written.
    """
    bad = staged.having(Verdict.BAD)
    if not bad:
        raise OfficeError("没有有问题的行，不用导出", remedy="可以直接导入")
    with files.replaced(path) as temporary:
        _write(staged, bad, temporary)
    return len(bad)


def _reason(row: Row) -> str:
    return "；".join(
        f"{note.column}：{note.message}" if note.column else note.message for note in row.problems
    )


def _table(staged: Staged, bad: list[Row]) -> list[list[str]]:
    shown = [index for index, label in enumerate(staged.columns.labels) if label and label != REASON]
    table = [[*(staged.columns.labels[index] for index in shown), "原行号", REASON]]
    for row in bad:
        texts = [_text(staged, row.number, index) for index in shown]
        table.append([*texts, str(row.number), _reason(row)])
    return table


def _text(staged: Staged, number: int, index: int) -> str:
    """Return a cell as it stood in the sheet, or as it was mended in the preview."""
    mended = staged.options.corrections.get((number, staged.columns.keys.get(index, "")))
    cells = staged.raw[number].cells
    stood = text_of(cells[index]) if index < len(cells) else ""
    return clean_long(stood if mended is None else mended)[:MOST_CHARACTERS]


def _write(staged: Staged, bad: list[Row], path: Path) -> None:
    import xlsxwriter

    table = _table(staged, bad)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("有问题的行")
        text = book.add_format({"num_format": "@", "valign": "top"})
        head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        why = book.add_format(
            {"num_format": "@", "text_wrap": True, "font_color": "#B3261E", "valign": "top"}
        )
        for column in range(len(table[0])):
            last = column == len(table[0]) - 1
            widest = max(sum(2 if ord(char) > 255 else 1 for char in line[column]) for line in table[:200])
            sheet.set_column(
                column, column, min(max(widest + 2, NARROWEST_COLUMN), WIDEST_COLUMN), why if last else text
            )
        for number, line in enumerate(table):
            for column, cell in enumerate(line):
                form = head if not number else why if column == len(line) - 1 else text
                sheet.write_string(number, column, cell, form)
        sheet.freeze_panes(1, 0)
    path.write_bytes(buffer.getvalue())
