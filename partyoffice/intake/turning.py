"""From rows as they stand in a sheet to rows of values, with what is wrong with each cell."""

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from partyoffice.core.text import clean
from partyoffice.intake import mapping
from partyoffice.intake.cells import Reading, convert, text_of
from partyoffice.intake.rows import RawRow
from partyoffice.intake.sheet import Month, Value
from partyoffice.intake.shift import refuse_shifted, roles_of
from partyoffice.intake.target import Row, Target

if TYPE_CHECKING:
    from partyoffice.intake.staging import Staged


def _shown(value: Value | Month) -> str:
    return _cleaned(value if isinstance(value, str) else text_of(value))


# Columns such as 民族 and 所在党支部 say the same few texts thousands of times.
_cleaned = lru_cache(maxsize=16384)(clean)


class Turner:
    """Turns raw rows into rows of values."""

    def __init__(self, staged: "Staged") -> None:
        self.options, self.on, self.unsaved = staged.options, staged.options.on, staged.unsaved
        by_key = {target.key: target for target in staged.targets}
        self.by_key, self.founds = by_key, [target.key for target in staged.targets if target.founds]
        self.mended: dict[int, dict[str, str]] = defaultdict(dict)
        for (number, key), text in self.options.corrections.items():
            self.mended[number][key] = text
        self.filled = [(index, by_key[key]) for index, key in sorted(staged.columns.keys.items())]
        self.labels = staged.columns.labels
        self.kept = [index for index in staged.columns.unmapped if mapping.worth_keeping(self.labels[index])]
        self.titles = {key: target.field.title for key, target in by_key.items()} | staged.columns.by_key()
        self.must = [target for target in staged.targets if target.must]
        self.roles = roles_of(staged.targets)
        self.turned: dict[tuple[str, str], Reading] = {}

    def row(self, raw: RawRow) -> Row:
        """Return the values of a row, and what is wrong with them."""
        row = Row(raw.number, columns=self.titles)
        mended = self.mended.get(raw.number, {})
        for index, target in self.filled:
            if index < len(raw.cells) and target.key not in mended:
                self._cell(row, target, raw.cells[index], (raw.number, index + 1))
        for key, text in mended.items():
            self._cell(row, self.by_key[key], clean(text), (0, 0))
        self._rename(row)
        row.extra = {
            self.labels[index]: text
            for index in self.kept
            if index < len(raw.cells) and (text := _shown(raw.cells[index]))
        }
        self._whole(row, sample=raw.sample)
        return row

    def _rename(self, row: Row) -> None:
        for key in self.founds:
            name = row.values.get(key)
            if isinstance(name, str) and name in self.options.renamed:
                row.values[key] = self.options.renamed[name]

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
