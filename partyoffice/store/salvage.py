"""抢救可读内容: what is readable of a damaged office, table by table, written into a new one.

The new office is built at the revision of the damaged one, filled, made whole (no link leads to a row
that was lost) and brought up like any older office. The damaged file is only read.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, files, journal, known, migrate, newer, probing, revisions, shelf
from partyoffice.store.base import Record
from partyoffice.store.engine import Door
from partyoffice.store.filling_in import Filled, fill, make_whole, put_sequences
from partyoffice.store.probing import Pages
from partyoffice.store.shapes import shape_of
from partyoffice.store.strays import Strays
from partyoffice.store.worn import HEAD, Reading, Worn, copied

Progress = Callable[[int, int, str], bool]
LEFT_ALONE = frozenset({"alembic_version", "sqlite_sequence"})
JOURNAL = ("journal", "journal_change")
TITLES = {"journal": "操作记录", "journal_change": "操作记录的内容", "blob": "照片和附件", "setting": "设置",
          "given_number": "给到纸上的编号", "name_key": "姓名拼音", "office_meta": "文件标识"}  # fmt: skip
MOST_NAMED = 40


def title_of(table: str) -> str:
    """Return what the user calls the rows of a table."""
    kinds = {kind.__tablename__: kind.title for kind in _kinds(Record)}
    return TITLES.get(table) or kinds.get(table) or table


def _kinds(kind: type[Record]) -> list[type[Record]]:
    below = [one for child in kind.__subclasses__() for one in _kinds(child)]
    return below if kind.__dict__.get("__abstract__") else [kind, *below]


@dataclass(slots=True)
class Report:
    """What was read and what was not, without any name or number of a person."""

    file: str
    tables: dict[str, Filled] = field(default_factory=dict)
    journal_kept: bool = True
    unclear: int = 0  # records on pages of which nobody can say whose they are; they are not put in

    @property
    def read(self) -> int:
        """Records that are in the new office; what the journal noted of them is no record of its own."""
        return sum(one.read for name, one in self.tables.items() if name not in JOURNAL)

    @property
    def lost(self) -> int:
        """Records that are known to be missing from it."""
        return sum(one.lost for name, one in self.tables.items() if name not in JOURNAL)

    def sentence(self) -> str:
        """Tell the outcome in one sentence."""
        most = "至多 " if any(one.at_most for name, one in self.tables.items() if name not in JOURNAL) else ""
        told = f"从“{self.file}”读出 {self.read} 条记录，{most}{self.lost} 条没有读出"
        return told if self.journal_kept else f"{told}；原来的操作记录没有读全，从这里重新开始"

    def lines(self) -> list[str]:
        """Return the whole report, to be read, printed or saved."""
        found = [self.sentence(), ""]
        for name, one in sorted(self.tables.items(), key=lambda pair: (-pair[1].lost, title_of(pair[0]))):
            if (one.read or one.lost or one.unknown) and (name not in JOURNAL or self.journal_kept):
                found.append(f"{title_of(name)}：{one.words()}")
        if self.unclear:
            found.append(f"另有 {self.unclear} 条认不出属于哪一类，没有放进新文件")
        dropped = [
            f"{title_of(name)} 第 {number} 条：所属的记录没有读出，不能单独保留"
            for name, one in self.tables.items()
            for number in one.orphans
        ]
        more = [f"……另有 {len(dropped) - MOST_NAMED} 条"] if len(dropped) > MOST_NAMED else []
        return [*found, *([""] if dropped else []), *dropped[:MOST_NAMED], *more]


def _go_on(_done: int, _total: int, _item: str) -> bool:
    return True


def salvage(source: Door, target: Path, progress: Progress = _go_on) -> Report:
    """Write what can be read of ``source`` into the new office ``target``, under the same key.

    Returns what was read and lost, table by table. Raises OfficeError where ``target`` exists, where
    nothing at all can be read, for a newer file, and for what the disk refuses; nothing stays then.
    Raises Cancelled where ``progress`` says stop.
    """
    if target.exists():
        raise OfficeError(f"“{target.name}”已经存在", remedy="请换一个文件名")
    with files.replaced(target, "抢救到") as draft:
        door = source.at(draft)
        migrate.build(door)
        copy = draft.with_name(f"{draft.name}-read")
        with copied(source, copy, _usual_head(draft)) as worn:
            wreck = _look_through(worn, door, source)
            report = _fill(door, wreck, source.path.name, progress)
        if not report.read:
            raise nothing_readable(source.path)
        _finish(door, wreck.revision, report)
    return report


def nothing_readable(path: Path) -> OfficeError:
    """Return the refusal of a file that gives no record at all."""
    return OfficeError(
        f"“{path.name}”里读不出任何内容",
        remedy="请恢复最近的备份；没有备份的，请另存一份送修",
        safe="原文件没有改动",
    )


def _usual_head(plain: Path) -> bytes:
    with plain.open("rb") as handle:
        return handle.read(HEAD)


@dataclass(slots=True)
class Wreck:
    """What is known of a damaged file before its rows are read; ``pages`` where it had to be searched."""

    worn: Worn
    source: Door
    revision: str
    pages: Pages | None = None

    def searched(self) -> Pages:
        """Return what each page holds; all of them are asked the first time."""
        if self.pages is None:
            self.pages = probing.scan(self.worn)
        return self.pages


def _look_through(worn: Worn, made: Door, source: Door) -> Wreck:
    """Find where the tables begin: by the file's own directory, else by its pages and other files like it.

    The new office is built anew at the revision of the damaged one, where that is older.
    """
    own, whole = worn.directory()
    tables = [one[1] for one in own if one[0] == "table"]
    whole = whole and {*tables} >= LEFT_ALONE and all(map(worn.columns, tables))
    wreck = Wreck(worn, source, "")
    if whole:
        told = worn.answer("SELECT version_num FROM alembic_version")
        wreck.revision = _revision(str(told[0][0]) if told else "", source.path)
    else:
        own = probing.told_in(worn, wreck.searched())
        wreck.revision = _revision(probing.revision_in(wreck.searched()), source.path)
    if wreck.revision != revisions.known()[-1]:
        files.remove(made.path)
        migrate.build(made, wreck.revision)
    if not whole:
        probing.lay(worn, probing.completed(worn, own, wreck.searched(), source, made))
    return wreck


def _revision(told: str, path: Path) -> str:
    """Return the revision to build; the newest where the file does not tell."""
    all_known = revisions.known()
    if told > all_known[-1]:
        raise newer.refusal(path)
    return told if told in all_known else all_known[-1]


def _fill(door: Door, wreck: Wreck, name: str, progress: Progress) -> Report:
    report, worn = Report(name), wreck.worn
    with closing(door.connect()) as out:
        out.execute("PRAGMA foreign_keys=OFF")
        out.execute("BEGIN IMMEDIATE")
        triggers = _lay_aside_triggers(out)
        wanted = [one for one in _names(out) if one not in LEFT_ALONE]
        for done, table in enumerate(wanted):
            if not progress(done, len(wanted), title_of(table)):
                raise Cancelled
            have = _columns(out, table)
            columns = [one for one in worn.columns(table) if one in have]
            reading = Reading(worn, table, columns) if columns else None
            report.tables[table] = fill(out, table, columns, reading)
        given: dict[str, int] = dict(worn.answer("SELECT name, seq FROM sqlite_sequence"))
        report.unclear = _gather_strays(out, wreck, report.tables, given)
        for table, one in report.tables.items():
            one.settle(given.get(table, 0))
        put_sequences(out, given.items())
        make_whole(out, report.tables)
        _settle_meta(out, wreck.source.path)
        for statement in triggers:
            out.execute(statement)
        out.execute("COMMIT")
    return report


def _gather_strays(
    out: Any,  # noqa: ANN401 -- untyped driver
    wreck: Wreck,
    filled: dict[str, Filled],
    given: dict[str, int],
) -> int:
    """Look for pages that no table leads to, where some table was not read whole."""
    if not any(one.broken for one in filled.values()):
        return 0
    shapes = {name: shape_of(out, name) for name in filled}
    return Strays(out, wreck.worn, shapes, filled, given).gather(wreck.searched())


def _names(out: Any) -> list[str]:  # noqa: ANN401 -- untyped driver
    asked = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    return [name for (name,) in out.execute(asked).fetchall()]


def _columns(out: Any, table: str) -> set[str]:  # noqa: ANN401 -- untyped driver
    return {row[1] for row in out.execute(f'PRAGMA table_info("{table}")').fetchall()}


def _lay_aside_triggers(out: Any) -> list[str]:  # noqa: ANN401 -- untyped driver
    """Drop what guards the tables of a living office, and return what puts it back."""
    found = out.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _sql in found:
        out.execute(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in found]


def _settle_meta(out: Any, path: Path) -> None:  # noqa: ANN401 -- untyped driver
    """Leave exactly one row that says whose file this is; the one this PC remembers where it was lost."""
    out.execute("DELETE FROM office_meta WHERE rowid <> (SELECT min(rowid) FROM office_meta)")
    if not out.execute("SELECT 1 FROM office_meta").fetchone():
        notes = [known.recall(path), *(one.note for one in shelf.copies(path))]
        uuid = next((str(one["uuid"]) for one in notes if one.get("uuid")), "") or migrate.new_uuid()
        row = (uuid, clock.stamp(), __version__)
        out.execute("INSERT INTO office_meta (uuid, made, program) VALUES (?, ?, ?)", row)


def _finish(door: Door, revision: str, report: Report) -> None:
    """Keep the journal only whole, bring the file up, note what happened, and check all of it."""
    sql = door.engine()
    try:
        report.journal_kept = not any(report.tables[one].lost for one in JOURNAL if one in report.tables)
        if report.journal_kept:
            with Session(sql) as session, suppress(UnicodeDecodeError):
                report.journal_kept = journal.verify(session) is None
    finally:
        sql.dispose()
    if not report.journal_kept:
        _begin_journal_anew(door)
    if revision != revisions.known()[-1]:
        migrate.upgrade_file(door, revision)
    _note(door, report)
    backup.facts_of(door)


def _begin_journal_anew(door: Door) -> None:
    """Empty a journal whose chain does not close; the office is another line now and has another identity."""
    with closing(door.connect()) as out:
        out.execute("PRAGMA foreign_keys=OFF")
        out.execute("BEGIN IMMEDIATE")
        triggers = _lay_aside_triggers(out)
        for table in reversed(JOURNAL):
            out.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own tables
            out.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        out.execute("UPDATE office_meta SET uuid = ?", (migrate.new_uuid(),))
        for statement in triggers:
            out.execute(statement)
        out.execute("COMMIT")


def _note(door: Door, report: Report) -> None:
    """Write what happened as an action, so that it stands in 操作记录."""
    sql = door.engine()
    entry = {"operator": "", "kind": "log", "reverts": None, "revision": revisions.known()[-1]}
    try:
        with Session(sql) as session:
            session.connection(execution_options={"immediate": True})
            journal.write(session, [], entry | {"sentence": f"抢救：{report.sentence()}"})
            session.commit()
    finally:
        sql.dispose()
