"""The reading process: parses one file under limits and prints JSON lines (started by reading).

Whatever a hostile file does, it does it here: the parent only ever sees JSON. The last line is
``{"done": true}`` or ``{"refused": [what, remedy]}``; without it the process died.
"""

import gc
import json
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TextIO

from partyoffice.core.errors import OfficeError
from partyoffice.intake import delimited, workbook
from partyoffice.intake.sheet import Book, Month, Sheet
from partyoffice.intake.sniff import Kind, sniff

FLAG = "--intake-worker"
MOST_MEMORY = 400 * 2**20
ROWS_A_LINE = 500
TOO_BIG = "请只留要导入的那张表，删去多余的行列和图片，另存后再导入"


def limit_memory(most: int = MOST_MEMORY) -> None:
    """Keep this process under ``most`` bytes where the system can (Linux)."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def load(path: Path, only: str = "") -> Book:
    """Return the file's sheets; the whole of reading, without the process around it."""
    kind = sniff(path)
    return delimited.load(path) if kind is Kind.TEXT else workbook.load(path, kind, only)


def _pack(value: object) -> Any:  # ruff: ignore[any-type] -- JSON has no narrower type
    match value:
        case datetime() | date() | time():
            return [value.isoformat()]
        case Month():
            return [f"{value.year:04d}-{value.month:02d}"]
        case set():
            return sorted(value)
        case _:
            return str(value)


def _print(out: TextIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False, check_circular=False, default=_pack) + "\n")


def _write_sheet(out: TextIO, sheet: Sheet) -> None:
    facts = {
        name: getattr(sheet.facts, name)
        for name in ("hidden_rows", "hidden_columns", "unsaved", "merged", "rest")
    }
    _print(out, {"sheet": sheet.name, "count": len(sheet.rows), "facts": facts})
    for start in range(0, len(sheet.rows), ROWS_A_LINE):
        part = slice(start, start + ROWS_A_LINE)
        _print(out, {"numbers": sheet.numbers[part], "rows": sheet.rows[part]})


def run(path: Path, only: str, out: TextIO) -> None:
    """Read ``path`` and print it; a refusal is printed too."""
    try:
        book = load(path, only)
        _print(out, {"book": book.kind, "hidden_sheets": book.hidden_sheets, "sheets": len(book.sheets)})
        for sheet in book.sheets:
            _write_sheet(out, sheet)
        _print(out, {"done": True})
    except OfficeError as error:
        _print(out, {"refused": [error.what, error.remedy]})
    except MemoryError:
        _print(out, {"refused": [f"“{path.name}”展开后需要的内存太多", TOO_BIG]})


def main(arguments: list[str]) -> int:
    """Run as ``worker FILE [SHEET]``, or as the built program with FLAG before them."""
    limit_memory()
    gc.disable()  # a process that lives a second makes no circles worth looking for
    # A built program without a console has no sys.stdout, but the pipe is there.
    with open(1, "w", encoding="utf-8", newline="\n", closefd=False) as out:
        run(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "", out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
