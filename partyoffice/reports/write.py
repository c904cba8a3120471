"""One door for every export: the ending of the file name picks the format."""

from collections.abc import Sequence
from pathlib import Path

from partyoffice.core.cancel import Progress
from partyoffice.core.errors import OfficeError
from partyoffice.reports.document import Document

ENDINGS = (".xlsx", ".pdf", ".docx", ".csv")


def write(document: Document, path: Path, *, plain: bool = False, progress: Progress | None = None) -> int:
    """Write a document as .pdf, .docx, .xlsx or .csv; return pages, or rows of a sheet or a Word file.

    ``plain`` makes an Excel sheet to be read back (see ``excel.write``). Raises OfficeError for
    another ending, a folder that is not there, a refused or full disk; nothing is changed then.
    """
    ending = path.suffix.lower()
    if ending == ".pdf":
        from partyoffice.reports import pdf

        return pdf.write(document, path, progress=progress)
    if ending in {".xlsx", ".csv"} and document.official:
        raise OfficeError("公文不是表格，不能存为 Excel 或 CSV", remedy="请用 .pdf 或 .docx 结尾的文件名")
    if ending == ".xlsx":
        from partyoffice.reports import excel

        return excel.write(document, path, plain=plain, progress=progress)
    if ending == ".docx":
        from partyoffice.reports import word, word_official

        if document.official:
            return word_official.write(document, document.official, path, progress=progress)
        return word.write(document, path, progress=progress)
    if ending == ".csv":
        from partyoffice.reports import sheet_csv

        return sheet_csv.write(document, path, progress=progress)
    raise _refused(path)


def write_letters(documents: Sequence[Document], path: Path, progress: Progress | None = None) -> int:
    """Write letters as one PDF and return its pages; as Word one alone, which counts as one (OfficeError)."""
    if path.suffix.lower() != ".docx":
        from partyoffice.reports import pdf

        return pdf.write(list(documents), path, progress=progress)
    if len(documents) != 1:
        raise OfficeError(
            f"一个 Word 文件只放一份，这里有 {len(documents)} 份", remedy="请逐份另存，或存为 PDF"
        )
    write(documents[0], path, progress=progress)
    return 1  # how many pages it has only Word knows


def _refused(path: Path) -> OfficeError:
    said = f"不认识“{path.suffix}”这种文件" if path.suffix else f"文件名“{path.name}”没有写明格式"
    return OfficeError(said, remedy="请用 .xlsx、.pdf、.docx 或 .csv 结尾的文件名")
