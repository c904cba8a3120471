"""Sheets and papers: export, import, PDF, each beside the plain library doing as much."""

import shutil
import subprocess
from pathlib import Path

from benchmarks.measure import Place, Row, child, children, in_turn, seconds
from partyoffice.cli.run import run


def _quiet(*words: str) -> None:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()):
        assert run(list(words)) == 0


def export(place: Place) -> list[Row]:
    """The roster as a styled sheet against plain xlsxwriter."""
    out = place.folder / "out.xlsx"
    ours = ["-m", "partyoffice", "--office", str(place.office), "export", "members", str(out), "--unmasked"]
    floor = ["-c", FLOOR_XLSX, str(place.folder / "plain.xlsx"), str(place.size)]
    time, memory = children(ours, floor, times=3)
    return [
        Row("export .xlsx, whole program", time.ours, time.floor, "xlsxwriter plain, 21 columns"),
        Row("export .xlsx, peak memory", memory.ours, memory.floor, "xlsxwriter plain", unit="MiB"),
    ]


FLOOR_XLSX = """
import sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[1]); sheet = book.add_worksheet()
for r in range(int(sys.argv[2])):
    for c in range(21): sheet.write_string(r, c, f"{r}-{c} text")
book.close()
"""
FLOOR_READ = """
import sys, openpyxl
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True): pass
"""


def import_(place: Place) -> list[Row]:
    """A new office takes the roster in; the floor only reads the cells with openpyxl."""
    sheet, empty = place.folder / "roster.xlsx", place.folder / "empty.dangwu"
    _quiet("--office", str(place.office), "export", "members", str(sheet), "--unmasked")
    _quiet("new", str(empty))
    words = ["-m", "partyoffice", "--office", str(empty), "import", "members", str(sheet)]
    first, memory = child(words)
    again, _ = child(words)
    read, read_memory = child(["-c", FLOOR_READ, str(sheet)])
    from partyoffice.intake.worker import load

    parsed, bare = in_turn(lambda: load(sheet), lambda: _read_openpyxl(sheet), times=3)
    return [
        Row("read the sheet", parsed, bare, "openpyxl read_only", "<= 0.2x"),
        Row("import into an empty office", first, read, "openpyxl only reading"),
        Row("import again, nothing changes", again, read, "openpyxl only reading"),
        Row("import, peak memory", memory, read_memory, "openpyxl only reading", unit="MiB"),
    ]


def _read_openpyxl(path: Path) -> None:
    import openpyxl

    for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        pass


def pdf(place: Place) -> list[Row]:
    """The printed roster against LibreOffice printing the same sheet, where it is installed."""
    paper, sheet = place.folder / "roster.pdf", place.folder / "year.xlsx"
    words = ["--office", str(place.office), "export", "members"]
    ours, _ = child(["-m", "partyoffice", *words, str(paper), "--year", "2025", "--unmasked"])
    _quiet(*words, str(sheet), "--year", "2025", "--unmasked")
    office = shutil.which("soffice")
    if office is None:
        return [Row("roster .pdf", ours, ours, "LibreOffice is not installed")]
    floor = seconds(lambda: _to_pdf(office, place.folder, sheet))
    return [Row("roster .pdf, whole program", ours, floor, "LibreOffice, xlsx to pdf", "<= 0.4x at 2 000")]


def _to_pdf(office: str, folder: Path, path: Path) -> None:
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "lo"), str(path)]
    subprocess.run(command, check=True, capture_output=True)


FORMS = 100


def forms(place: Place) -> list[Row]:
    """A hundred forms of two pages in one PDF against LibreOffice printing the same from one Word file."""
    from partyoffice import papers
    from partyoffice.core import clock
    from partyoffice.part import Asked
    from partyoffice.store.office import Office

    with Office.open(place.office, writing=False) as office, office.reading() as session:
        paper, asked = papers.find("mem-02"), Asked(clock.today())
        subjects = list(range(1, min(FORMS, place.size) + 1))
        filling = seconds(lambda: papers.fill(session, paper, subjects, asked))
        stack = papers.fill(session, paper, subjects, asked)
    laid, word = place.folder / "forms.pdf", place.folder / "forms.docx"
    ours = min(seconds(lambda: papers.write(stack, laid)) for _ in range(3))
    papers.write(stack, word)
    soffice = shutil.which("soffice")
    if soffice is None:
        return [Row(f"{len(subjects)} forms of two pages", ours, ours, "LibreOffice is not installed")]
    floor = seconds(lambda: _to_pdf(soffice, place.folder, word))
    name = f"LibreOffice, docx of {len(subjects)} to pdf"
    return [
        Row(f"{len(subjects)} forms of two pages", ours, floor, name, "<= 1/6"),
        Row("reading whom they are for", filling, floor, name),
    ]
