"""明文: everything as Excel sheets and JSON, so that the data outlive this program.

Nothing of it is hidden or masked: whoever has the folder reads everything. Of an encrypted office it is
never written without an explicit yes.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Column as Stored
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from partyoffice import __version__
from partyoffice.core import cancel, clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.organisation.records import SAMPLE, SCHOOL
from partyoffice.reports import excel
from partyoffice.reports.document import Cell, Column, Document, Table
from partyoffice.store import backup, blobs, files, looks, settings
from partyoffice.store.base import Record, fields_of
from partyoffice.store.base import Table as StoredTable
from partyoffice.store.office import Office

SHEETS, DATA, FILES = "表格", "数据", "附件"
README = "说明.txt"
MOST_TEXT = 15_000  # characters in a cell; the whole text stands in the JSON
AT_ONCE = 500
MONTHLY, KEPT = "明文", 3
NOTED = "另存明文：全部数据，不加密、不遮盖"  # its line in 操作记录
KINDS = {Kind.MONEY: "money", Kind.NUMBER: "number", Kind.DAY: "date"}
ABOUT = """{school}的党务数据，{day} 由“党务办公室”{version} 导出。

这个文件夹不加密、不遮盖，含身份证号、电话、住址等个人信息，请妥善保管，用完及时删除。
不需要原来的程序也能看：

表格　一类记录一个 Excel 文件，WPS、Excel、LibreOffice 都能打开。“编号”是记录的编号，别的表用它指向这条记录。
数据　同样的内容和其余各表，一张表一个 JSON 文件（UTF-8），供程序读取：金额以分为单位，
　　　日期是 YYYY-MM-DD，只知道月份的是 YYYY-MM。
附件　照片和扫描件，文件名是内容的 SHA-256，记录里写的就是它。

{counts}
"""


def write(
    office: Office, folder: Path, progress: cancel.Progress | None = None, *, agreed: bool = False
) -> dict[str, int]:
    """Write everything into a new folder and return the rows by table; all of it or nothing.

    ``agreed`` is the user's explicit yes, without which nothing is written of an encrypted office.
    Raises OfficeError for that, for a folder that is there already and for what the disk refuses,
    Cancelled where ``progress`` is answered with False.
    """
    if office.encrypted and not agreed:
        raise OfficeError("这份数据设有密码，没有另存明文", remedy="明文谁都能看；确需另存，请明确同意后再做")
    if folder.exists():
        raise OfficeError(f"“{folder.name}”已经存在", remedy="请换一个文件夹名再存")
    draft = folder.with_name(f".{folder.name}{files.PARTIAL}")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        with office.reading() as session:
            counts = _write_all(session, draft, progress)
        files.replace(draft, folder)
    except OSError as error:
        raise files.refusal(error, folder, "另存明文到") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return counts


def _write_all(session: Session, folder: Path, progress: cancel.Progress | None) -> dict[str, int]:
    for name in (SHEETS, DATA, FILES):
        (folder / name).mkdir()
    tables = [one for one in StoredTable.metadata.sorted_tables if one.name != blobs.Blob.__tablename__]
    counts = {one.name: session.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}
    done, total = 0, sum(counts.values())
    for table in tables:
        cancel.tell(progress, done, total)
        _write_json(session, table, folder / DATA / f"{table.name}.json")
        done += counts[table.name]
    for kind in kinds():
        if counts[kind.__tablename__]:
            cancel.tell(progress, done, total)
            _write_sheet(session, kind, folder / SHEETS)
    _write_files(session, folder / FILES)
    _write_about(session, folder / README, counts)
    return counts


def _write_json(session: Session, table: Any, path: Path) -> None:  # noqa: ANN401 -- a table of SQLAlchemy
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for at, row in enumerate(session.execute(select(table).execution_options(yield_per=AT_ONCE))):
            said = json.dumps(row._asdict(), ensure_ascii=False, default=str)
            out.write(f",\n{said}" if at else f"\n{said}")
        out.write("\n]\n")


def kinds() -> list[type[Record]]:
    """Return every kind of record that the user knows by a name."""
    found = [one.class_ for one in StoredTable.registry.mappers if issubclass(one.class_, Record)]
    return sorted((one for one in found if one.title), key=lambda one: one.__tablename__)


def _write_sheet(session: Session, kind: type[Record], folder: Path) -> None:
    described = {field.key: field for field in fields_of(kind)}
    stored = inspect(kind).columns
    columns = [one for one in stored if one.key in described or one.foreign_keys or one.key == "id"]
    shown = [part for one in columns for part in _columns(one, described.get(one.key))]
    rows = _rows(session, kind, columns, described)
    title = "".join(letter for letter in kind.title if letter not in '\\/:*?"<>|')
    path = folder / f"{title}.xlsx"
    if path.exists():
        path = folder / f"{title}（{kind.__tablename__}）.xlsx"
    excel.write(Document(kind.title, (Table(tuple(shown), rows),)), path, plain=True)


def _columns(stored: Stored[Any], field: Field | None) -> Sequence[Column]:
    """Return the columns of a stored one: what points at another record is shown by number and by name."""
    if field is not None:
        return [Column(field.title, kind=KINDS.get(field.kind, "text"))]  # type: ignore[arg-type]  # one of them
    if not stored.foreign_keys:
        return [Column("编号", kind="number")]
    title = _pointed_at(stored).title
    return [Column(f"{title}编号", kind="number"), Column(title)]


def _pointed_at(stored: Stored[Any]) -> type[Record]:
    table = next(iter(stored.foreign_keys)).column.table
    return next(one.class_ for one in StoredTable.registry.mappers if one.local_table is table)


def _rows(
    session: Session, kind: type[Record], columns: Sequence[Stored[Any]], described: Mapping[str, Field]
) -> Iterator[tuple[Cell, ...]]:
    pointing = [one for one in columns if one.foreign_keys and one.key not in described]
    links = {one.key: _names(session, one) for one in pointing}
    for record in session.execute(select(kind).execution_options(yield_per=AT_ONCE)).scalars():
        cells: list[Cell] = []
        for one in columns:
            value = getattr(record, one.key)
            cells.append(_cell(value))
            if one.key in links:
                cells.append(links[one.key].get(value, ""))
        yield tuple(cells)


def _names(session: Session, stored: Stored[Any]) -> dict[int, str]:
    """Return what each record is called that a column may point at."""
    return {one.id: one.label() for one in session.execute(select(_pointed_at(stored))).scalars()}


def _cell(value: Any) -> Cell:  # noqa: ANN401 -- whatever a record keeps
    if value is None or isinstance(value, Day):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return value
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}……（全文在“{DATA}”文件夹）"


def _write_files(session: Session, folder: Path) -> None:
    for digest in session.execute(select(blobs.Blob.sha256)).scalars().all():
        content = blobs.content_of(session, digest) or b""
        (folder / f"{digest}{looks.ending_of(content)}").write_bytes(content)


def _write_about(session: Session, path: Path, counts: Mapping[str, int]) -> None:
    told = [f"{one.title}：{n} 条" for one in kinds() if (n := counts[one.__tablename__])]
    about = {
        "school": settings.get(session, SCHOOL) or "本单位",
        "day": clock.today(),
        "version": __version__,
    }
    path.write_text(ABOUT.format(**about, counts="\n".join(told)), encoding="utf-8-sig")


# Once a month --------------------------------------------------------------------------------


def monthly(office: Office) -> Path | None:
    """Write the plain copy of this month beside the other copies, if it is wanted and not there yet.

    Never of an encrypted office, nor of an invented one. The three newest stay.
    """
    with office.reading() as session:
        wanted = settings.get(session, settings.PLAIN_MONTHLY) == "是" and not settings.get(session, SAMPLE)
    if office.encrypted or not office.last_seq or not wanted:
        return None
    folder, start = backup.folder_of(office.path), f"{office.path.resolve().stem}-{MONTHLY}-"
    made = folder / f"{start}{clock.today():%Y-%m}"
    if made.exists():
        return None
    write(office, made)
    older = sorted(
        (one for one in folder.glob(f"{start}*") if one != made), key=lambda one: one.stat().st_mtime
    )
    for one in older[: -(KEPT - 1)]:
        shutil.rmtree(one, ignore_errors=True)
    return made
