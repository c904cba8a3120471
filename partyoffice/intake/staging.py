"""From a file to judged rows without writing anything, and from judged rows to one transaction."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Kind
from partyoffice.core.text import clean
from partyoffice.intake import headings, mapping, rows
from partyoffice.intake.answers import remember, remembered
from partyoffice.intake.cells import Reading, convert, text_of
from partyoffice.intake.mapping import Columns
from partyoffice.intake.reading import Progress, read
from partyoffice.intake.rows import RawRow, Split
from partyoffice.intake.sheet import BLANKS_END, Month, Sheet, Value
from partyoffice.intake.shift import refuse_shifted, roles_of
from partyoffice.intake.target import Importer, Note, Options, Row, Target, Verdict
from partyoffice.intake.totals import check_totals
from partyoffice.store.backup import Reason

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.store.office import Office

# How the bar is shared: reading, turning cells into values, holding them against the office.
READ, TURNED = 0.5, 0.9
TOLD_EVERY = 200


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
        sheet, head = headings.choose(book, mapping.known_words(targets), importer.title)
        mark = mapping.fingerprint(importer.kind, head.labels)
        mapping.check_answers(options.answers, head.labels)
        keys = {"", *(target.key for target in targets)}
        known = {heading: key for heading, key in remembered(session, mark).items() if key in keys}
        columns = mapping.map_columns(head.labels, targets, known | dict(options.answers))
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
    turner = _Turner(staged, sheet)
    for count, raw in enumerate(parts.rows):
        if (
            progress
            and count % TOLD_EVERY == 0
            and not progress(count / len(parts.rows), f"正在核对第 {raw.number} 行")
        ):
            raise Cancelled
        staged.rows.append(turner.row(raw))
        staged.raw[raw.number] = raw
    if sheet.facts.rest:
        message = f"第 {sheet.facts.rest} 行起还有内容，但前面隔了 {BLANKS_END} 多个空行，没有读取"
        staged.notes.append(Note(sheet.facts.rest, "", "", "rest-skipped", message))
    staged.notes += check_totals(parts.totals, staged.rows, staged.columns, staged.targets, staged.options)


def _shown(value: Value | Month) -> str:
    return _cleaned(value if isinstance(value, str) else text_of(value))


# Columns such as 民族 and 所在党支部 say the same few texts thousands of times.
_cleaned = lru_cache(maxsize=16384)(clean)


class _Turner:
    """Turns raw rows into rows of values."""

    def __init__(self, staged: Staged, sheet: Sheet) -> None:
        self.on, self.unsaved = staged.options.on, sheet.facts.unsaved
        by_key = {target.key: target for target in staged.targets}
        self.filled = [(index, by_key[key]) for index, key in sorted(staged.columns.keys.items())]
        self.labels = staged.columns.labels
        self.kept = [index for index in staged.columns.unmapped if mapping.worth_keeping(self.labels[index])]
        self.titles = {key: target.field.title for key, target in by_key.items()} | staged.columns.by_key()
        self.must = [target for target in staged.targets if target.must]
        self.roles = roles_of(staged.targets)
        self.turned: dict[tuple[str, str], Reading] = {}

    def row(self, raw: RawRow) -> Row:
        row = Row(raw.number, columns=self.titles)
        for index, target in self.filled:
            if index < len(raw.cells):
                self._cell(row, target, raw.cells[index], (raw.number, index + 1))
        row.extra = {
            self.labels[index]: text
            for index in self.kept
            if index < len(raw.cells) and (text := _shown(raw.cells[index]))
        }
        self._whole(row, sample=raw.sample)
        return row

    def _cell(self, row: Row, target: Target, value: Value | Month, place: tuple[int, int]) -> None:
        if value in {"", None}:
            if place in self.unsaved:
                row.fault(
                    target.key,
                    "formula",
                    "单元格里的公式没有结果，请用 WPS 或 Excel 打开并保存一次，或改为直接填写",
                )
            return
        row.shown[target.key] = _shown(value)
        reading = self._turn(target, value)
        if reading.value is not None:
            row.values[target.key] = reading.value
        if reading.problem:
            row.fault(target.key, reading.problem.code, reading.problem.message)
        if reading.warning:
            row.warn(target.key, reading.warning.code, reading.warning.message)

    def _turn(self, target: Target, value: Value | Month) -> Reading:
        if not isinstance(value, str):
            return convert(target, value, self.on)
        key = (target.key, value)
        if key not in self.turned:
            self.turned[key] = convert(target, value, self.on)
        return self.turned[key]

    def _whole(self, row: Row, *, sample: bool) -> None:
        if sample:
            row.problems.clear()
            row.fault("", "sample", "这是模板里的示例行，请删去后再导入")
        elif not refuse_shifted(row, self.roles):
            faulty = {note.column for note in row.problems}
            for target in self.must:
                if target.key not in row.values and self.titles[target.key] not in faulty:
                    row.fault(target.key, "required", f"缺少{target.field.title}")


def _judge(staged: Staged, session: "Session") -> None:
    _refuse_duplicates(staged)
    staged.importer.judge(session, staged.rows, staged.options)
    for row in staged.rows:
        if row.problems:
            row.verdict = Verdict.BAD


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


def commit(office: "Office", staged: Staged, *, only_good: bool = False) -> Outcome:
    """Write the staged rows in one transaction, with a copy made before; one step to undo.

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
    if writes:
        office.back_up(Reason.IMPORT)
    with office.change(f"导入{staged.importer.title}：{staged.file}", kind="import") as session:
        if writes:
            staged.importer.write(session, writes, staged.options)
        remember(session, staged.mark, staged.columns.answered)
    written = office.last_seq != staged.seq
    staged.written = True
    changed = sum(row.verdict is Verdict.CHANGED for row in writes)
    return Outcome(office.last_seq if written else None, len(writes) - changed, changed, len(bad))
