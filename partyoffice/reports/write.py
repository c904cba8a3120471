"""One door for every export: the ending of the file name picks the format."""

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
    if ending != ".pdf" and document.official and ending in ENDINGS:
        raise OfficeError("公文要按国家标准的版式打印，只能存为 PDF 文件", remedy="请把文件名改为 .pdf 结尾")
    if ending == ".xlsx":
        from partyoffice.reports import excel

        return excel.write(document, path, plain=plain, progress=progress)
    if ending == ".docx":
        from partyoffice.reports import word

        return word.write(document, path, progress=progress)
    if ending == ".csv":
        from partyoffice.reports import sheet_csv

        return sheet_csv.write(document, path, progress=progress)
    raise _refused(path)


def _refused(path: Path) -> OfficeError:
    said = f"不认识“{path.suffix}”这种文件" if path.suffix else f"文件名“{path.name}”没有写明格式"
    return OfficeError(said, remedy="请用 .xlsx、.pdf、.docx 或 .csv 结尾的文件名")
