"""From a file to judged rows without writing anything, and from judged rows to one transaction."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core import cancel
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Kind
from partyoffice.intake import headings, mapping, rows
from partyoffice.intake.answers import remember, remembered
from partyoffice.intake.mapping import Columns
from partyoffice.intake.reading import Progress, read
from partyoffice.intake.rows import RawRow, Split
from partyoffice.intake.sheet import BLANKS_END, Sheet
from partyoffice.intake.target import Importer, Note, Options, Row, Target, Verdict
from partyoffice.intake.totals import check_totals
from partyoffice.intake.turning import Turner
from partyoffice.store.backup import Reason

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.store.office import Office

# How the bar is shared: reading, turning cells into values, holding them against the office.
READ, TURNED = 0.5, 0.9
TOLD_EVERY = 200
BACKED_UP = 0.2  # of writing: the copy made before


@dataclass(slots=True)
class Staged:
    """A file held against the office; nothing is written yet.

    ``raw`` are the rows as they stand in the sheet, ``seq`` the office's state they were judged
    against, ``mark`` the fingerprint of the headings.
    """

    importer: Importer
    file: str
    sheet: str
    header_row: int
    columns: Columns
    targets: tuple[Target, ...]
    options: Options
    seq: int
    mark: str
    written: bool = False
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    raw: dict[int, RawRow] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    skipped_rows: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def having(self, verdict: Verdict) -> list[Row]:
        """Return the rows with one verdict."""
        return [row for row in self.rows if row.verdict is verdict]

    @property
    def problems(self) -> list[Note]:
        """Every fault, in the order of the rows."""
        return [note for row in self.rows for note in row.problems]

    @property
    def warnings(self) -> list[Note]:
        """Every warning about a row that comes in, and those about totals."""
        return [note for row in self.rows if row.good for note in row.warnings] + self.notes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did; ``import_id`` is None when there was nothing to write."""

    import_id: int | None
    new: int
    changed: int
    left_out: int


def stage(
    office: "Office",
    importer: Importer,
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Staged:
    """Read and judge ``path``; raises OfficeError for a file or an answer that cannot be taken.

    ``progress`` hears a share from 0 to 1 that never falls; when it answers False, Cancelled is
    raised and nothing remains.
    """
    options = replace(options, created=[]) if options else Options()
    seq = office.last_seq
    with office.reading() as session:
        targets = importer.targets(session)
        book = read(path, options.sheet, _part(progress, 0.0, READ))
        such = next((one.field.title for one in targets if one.must), "姓名")
        sheet, head = headings.choose(book, mapping.known_words(targets), importer.title, such)
        options.about = (*headings.above(sheet, head), sheet.name, path.stem)
        mark = mapping.fingerprint(importer.kind, head.labels)
        mapping.check_answers(options.answers, head.labels)
        keys = {"", *(target.key for target in targets)}
        known = {heading: key for heading, key in remembered(session, mark).items() if key in keys}
        columns = mapping.map_columns(head.labels, targets, known | dict(options.answers), importer.title)
        staged = Staged(importer, book.file, sheet.name, head.row, columns, targets, options, seq, mark)
        parts = rows.split(sheet, head, _main(staged), hidden=options.hidden)
        _fill(staged, sheet, parts, _part(progress, READ, TURNED))
        _judge(staged, session)
    if progress:
        progress(1.0, "预览已备好")
    return staged


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return the stretch of the bar that one stage of the work may fill, which never runs backwards."""
    if progress is None:
        return None
    furthest = start

    def tell(share: float, text: str) -> bool:
        nonlocal furthest
        furthest = max(furthest, start + share * (end - start))
        return progress(furthest, text)

    return tell


def _main(staged: Staged) -> list[int]:
    """Return the columns that name a record: those that must be filled, or all where none must."""
    must = {target.key for target in staged.targets if target.must}
    keys = staged.columns.keys
    return [index for index, key in keys.items() if key in must] or list(keys)


def _fill(staged: Staged, sheet: Sheet, parts: Split, progress: Progress | None) -> None:
    staged.hidden_rows, staged.skipped_rows = parts.hidden, parts.skipped
    staged.raw, staged.unsaved = {raw.number: raw for raw in parts.rows}, sheet.facts.unsaved
    _turn(staged, progress)
    if sheet.facts.rest:
        message = f"第 {sheet.facts.rest} 行起还有内容，但前面隔了 {BLANKS_END} 多个空行，没有读取"
        staged.notes.append(Note(sheet.facts.rest, "", "", "rest-skipped", message))
    staged.notes += check_totals(parts.totals, staged.rows, staged.columns, staged.targets, staged.options)


def _turn(staged: Staged, progress: Progress | None) -> None:
    turner = Turner(staged)
    for count, raw in enumerate(staged.raw.values()):
        if (
            progress
            and count % TOLD_EVERY == 0
            and not progress(count / len(staged.raw), f"正在核对第 {raw.number} 行")
        ):
            raise Cancelled
        staged.rows.append(turner.row(raw))


def judge_again(
    office: "Office", staged: Staged, options: Options, progress: Progress | None = None
) -> Staged:
    """Judge the same rows with other corrections and names; the file is not read again."""
    again = replace(staged, options=replace(options, created=[]), rows=[], seq=office.last_seq, written=False)
    _turn(again, _part(progress, 0.0, TURNED))
    with office.reading() as session:
        _judge(again, session)
    if progress:
        progress(1.0, "预览已备好")
    return again


def _judge(staged: Staged, session: "Session") -> None:
    _refuse_duplicates(staged)
    staged.importer.judge(session, staged.rows, staged.options)
    _refuse_founding(staged)
    for row in staged.rows:
        if row.problems:
            row.verdict = Verdict.BAD


def _refuse_founding(staged: Staged) -> None:
    """Keep out the rows that would found what the user does not want, such as a misspelt branch."""
    unwanted = staged.options.refused & set(staged.options.created)
    founds = [target.key for target in staged.targets if target.founds]
    for row in staged.rows if unwanted else ():
        key = next((key for key in founds if row.values.get(key) in unwanted), "")
        if key and row.good and row.verdict in {Verdict.NEW, Verdict.CHANGED}:
            name = row.values[key]
            row.fault(key, "not-created", f"没有“{name}”，也没有勾选新建，请改为已有的名称")


def _refuse_duplicates(staged: Staged) -> None:
    for target in staged.targets:
        if target.field.kind is not Kind.ID_NUMBER or target.repeats:
            continue
        same: dict[str, list[Row]] = defaultdict(list)
        for row in staged.rows:
            if number := row.values.get(target.key):
                same[number].append(row)
        for group in same.values():
            for row in group if len(group) > 1 else ():
                others = "、".join(str(other.number) for other in group if other is not row)
                row.fault(
                    target.key, "id-duplicate", f"{target.field.title}与第 {others} 行相同，请核对后只留一行"
                )


def copying(progress: Progress | None, end: float) -> cancel.Progress | None:
    """Return what a copy tells of itself in the first part of the bar, up to ``end``."""
    return None if progress is None else lambda done, total: progress(end * done / total, "正在备份")


def _steps(progress: Progress | None, count: int) -> Callable[[str], None]:
    """Return what is called with each row written; raises Cancelled where the answer is no."""
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        if progress and not progress(BACKED_UP + (1 - BACKED_UP) * done / (count + 1), f"正在写入 {name}"):
            raise Cancelled

    return step


def commit(
    office: "Office", staged: Staged, *, only_good: bool = False, progress: Progress | None = None
) -> Outcome:
    """Write the staged rows in one transaction, with a copy made before; one step to undo.

    When ``progress`` answers False, Cancelled is raised and not one row is written.
    Refuses rows with problems unless ``only_good``, and an office changed since staging.
    """
    bad, good = staged.having(Verdict.BAD), [row for row in staged.rows if row.good]
    if bad and not only_good:
        raise OfficeError(
            f"“{staged.file}”有 {len(bad)} 行有问题，没有导入",
            remedy=f"请按原因改正后再导入，或只导入正确的 {len(good)} 行",
        )
    if staged.written:
        raise OfficeError(f"“{staged.file}”已经导入过", remedy="要再导入，请重新预览这个文件")
    if office.last_seq != staged.seq:
        raise OfficeError("预览之后数据又改过", remedy="请重新预览这个文件再导入")
    writes = [row for row in good if row.verdict in {Verdict.NEW, Verdict.CHANGED}]
    if progress and not progress(0.0, "正在备份"):
        raise Cancelled
    if writes:
        office.back_up(Reason.IMPORT, None, copying(progress, BACKED_UP))
    with office.change(f"导入{staged.importer.title}：{staged.file}", kind="import") as session:
        if writes:
            told = replace(staged.options, step=_steps(progress, len(writes)))
            staged.importer.write(session, writes, told)
        remember(session, staged.mark, staged.columns.answered)
    written = office.last_seq != staged.seq
    staged.written = True
    changed = sum(row.verdict is Verdict.CHANGED for row in writes)
    return Outcome(office.last_seq if written else None, len(writes) - changed, changed, len(bad))
