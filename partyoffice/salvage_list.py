"""抢救清单: what a salvage kept and lost, kind by kind and record by record, as a workbook."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.reports import excel
from partyoffice.reports.document import Column, Document, Page, Table
from partyoffice.store import whereabouts
from partyoffice.store.backup import Copy
from partyoffice.store.engine import Door, driver
from partyoffice.store.filling_in import Filled
from partyoffice.store.salvage import JOURNAL, Report, title_of

LOST, KEPT = "没有读出的记录", "读出的记录"
KIND = Column("类别", 3, "left")
KINDS = (
    KIND, Column("读出（条）", 2, kind="number"), Column("没有读出（条）", 2, kind="number"),
    Column("说明", 8, "left"),
)  # fmt: skip
EACH = (KIND, Column("编号", 2, kind="number"), Column("名称", 5, "left"), Column("说明", 6, "left"))
TELLING = (
    "name",
    "title",
    "subject",
    "content",
    "what",
)  # columns that say what a record is, the first there is
LONGEST = 40  # characters of a name
NAMELESS = "数据设了密码，这份清单没有加密，所以不写姓名和名称"
Names = dict[int, str]


def write(report: Report, source: Door, made: Door, target: Path) -> None:
    """Write the workbook: counts, what was lost, what was kept; OfficeError for what the disk refuses.

    Names stand in it only where the office has no password, for the workbook has none.
    """
    listing = _Listing(report, source, made)
    excel.write([listing.counts(), listing.lost(), listing.kept()], target)


@dataclass(frozen=True, slots=True)
class _Listing:
    report: Report
    source: Door
    made: Door

    def tables(self) -> list[tuple[str, Filled]]:
        found = [(name, one) for name, one in self.report.tables.items() if name not in JOURNAL]
        return sorted(found, key=lambda pair: title_of(pair[0]))

    def counts(self) -> Document:
        rows = [
            (title_of(name), one.read, one.lost, _remark(one))
            for name, one in sorted(self.tables(), key=lambda pair: -pair[1].lost)
            if one.read or one.lost or one.unknown
        ]
        lines = [self.report.sentence()]
        if self.report.unclear:
            lines.append(f"另有 {self.report.unclear} 条认不出属于哪一类，没有放进新文件")
        return _document("抢救清单", KINDS, rows, tuple(lines))

    def lost(self) -> Document:
        copy = self._copy()
        names = self._names(copy[1]) if copy else {}
        rows = [row for name, one in self.tables() for row in self._lost_of(name, one, names, copy)]
        told = f"编号和名称参照 {copy[0].made:%Y-%m-%d %H:%M} 的备份；那以后才有的只计数" if copy else ""
        return _document(
            LOST,
            EACH,
            rows,
            tuple(filter(None, (told or "没有完好的备份可以参照，只列知道编号的", self._silence()))),
        )

    def _lost_of(
        self, table: str, one: Filled, names: dict[str, Names], copy: "tuple[Copy, Door] | None"
    ) -> Iterator[tuple[str, int, str, str]]:
        title, known = title_of(table), names.get(table, {})
        orphans, rejected = set(one.orphans), set(one.rejected)
        missing = known.keys() - self._ids(table) if copy and (one.lost or one.unknown) else set()
        for number in sorted(orphans | rejected | missing):
            why = "在备份里有，这里没有读出"
            if number in orphans:
                why = "所属的记录没有读出，不能单独保留"
            elif number in rejected:
                why = "读出的内容不合这一类，没有放进去"
            yield title, number, known.get(number, ""), why

    def kept(self) -> Document:
        return _document(KEPT, EACH, list(self._kept_rows()), tuple(filter(None, (self._silence(),))))

    def _kept_rows(self) -> Iterator[tuple[str, int, str, str]]:
        names = self._names(self.made)
        for table, one in self.tables():
            for number in sorted(names.get(table, {})):
                said = ["按内容认回，请核对"] if number in one.found else []
                said += ["有的格读不懂或没有了着落，已留空"] if number in one.mended else []
                yield title_of(table), number, names[table][number], "；".join(said)

    def _silence(self) -> str:
        return NAMELESS if self.made.key is not None else ""

    def _ids(self, table: str) -> set[int]:
        with closing(replace(self.made, writing=False).connect()) as asked:
            return {row[0] for row in asked.execute(f'SELECT rowid FROM "{table}"').fetchall()}  # noqa: S608 -- our own tables

    def _copy(self) -> tuple[Copy, Door] | None:
        """Return the newest copy that opens as the damaged office does, to tell what there was."""
        for copy in whereabouts.everywhere(self.source.path):
            door = replace(self.source, path=copy.path, writing=False)
            with suppress(driver.DatabaseError, OfficeError), closing(door.connect()) as asked:
                asked.execute("SELECT count(*) FROM person").fetchone()
                return copy, door
        return None

    def _names(self, door: Door) -> dict[str, Names]:
        with closing(replace(door, writing=False).connect()) as asked:
            return {name: _named(asked, name, told=door.key is None) for name, _one in self.tables()}


def _named(asked: Any, table: str, *, told: bool) -> Names:  # noqa: ANN401 -- untyped driver
    """Return what each record of a table is called, by number; without names where they must not be told."""
    columns = [row[1] for row in asked.execute(f'PRAGMA table_info("{table}")').fetchall()]
    parts = ["''"] if not told else _parts(columns)
    question = f"""SELECT rowid, trim({" || ' ' || ".join(parts)}) FROM "{table}" ORDER BY rowid"""  # noqa: S608 -- our own tables
    with suppress(driver.DatabaseError):
        return {number: str(name or "")[:LONGEST] for number, name in asked.execute(question).fetchall()}
    return {}


def _parts(columns: list[str]) -> list[str]:
    whose = ["coalesce((SELECT name FROM person WHERE id = person_id), '')"] if "person_id" in columns else []
    telling = [f"coalesce(\"{one}\", '')" for one in TELLING if one in columns][:1]
    when = ["coalesce(\"on\", '')"] if "on" in columns else []
    if "meeting_id" in columns:
        when = ["coalesce((SELECT \"on\" || kind FROM meeting WHERE id = meeting_id), '')"]
    return [*whose, *telling, *when] or ["''"]


def _remark(one: Filled) -> str:
    said = ["没有读出的是至多这么多条"] if one.at_most else []
    said += ["原来一共有多少条已不知道"] if one.unknown else []
    said += [f"其中 {one.strays} 条按内容认回，请核对"] if one.strays else []
    said += [f"{one.emptied} 格读不懂或没有了着落，已留空"] if one.emptied else []
    return "；".join(said)


def _document(title: str, columns: tuple[Column, ...], rows: list[Any], lines: tuple[str, ...]) -> Document:
    table = Table(columns, rows, empty="没有")
    return Document(title, (table,), Page(landscape=True), subtitle=f"{clock.today()}", lines=lines)
