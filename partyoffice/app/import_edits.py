"""Mending a cell inside the preview of an import: it holds for this import alone, the file stays as it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.text import clean
from partyoffice.intake.cells import convert
from partyoffice.intake.staging import Staged
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.edits import Change

if TYPE_CHECKING:
    from partyoffice.intake.target import Row, Target

Corrections = dict[tuple[int, str], str]


class ImportEdits:
    """What the grid asks; ``mended`` is called after each change, to judge the rows again."""

    def __init__(self, staged: Staged, corrections: Corrections, mended: Callable[[], object]) -> None:
        self.corrections, self.mended = corrections, mended
        self.show(staged)

    def show(self, staged: Staged) -> None:
        """Take the rows as judged again."""
        self.targets: dict[str, Target] = {target.key: target for target in staged.targets}
        self.rows: dict[int, Row] = {row.number: row for row in staged.rows}
        self.on = staged.options.on

    def field(self, key: str) -> Field | None:
        """Return how a column is typed: as it stands in the sheet, whatever that is."""
        if key not in self.targets:
            return None
        about = self.targets[key].field
        if about.kind is Kind.CHOICE:
            return replace(about, open=True, required=False, hint="")
        return Field(key, about.title, Kind.TEXT)

    def links(self, key: str) -> Sequence[Option]:  # noqa: ARG002 -- the same for every column
        """Return nothing: a sheet holds texts."""
        return ()

    def asks(self, key: str) -> bool:  # noqa: ARG002 -- the same for every column
        """Say that no column opens a form: nothing is written yet."""
        return False

    def ask(self, record_id: int, key: str) -> None:
        """Never asked."""

    def ask_many(self, record_ids: Sequence[int], key: str) -> None:
        """Never asked."""

    def locked(self, record_id: int, key: str) -> str:  # noqa: ARG002 -- the same for every column
        """Return why a row cannot be mended: the template's own sample is to be left out."""
        row = self.rows.get(record_id)
        sample = row is not None and any(note.code == "sample" for note in row.problems)
        return "这是模板里的示例行，不导入，不用改" if sample else ""

    def name(self, record_id: int) -> str:
        """Return what a sentence calls the row."""
        return f"第 {record_id} 行"

    def value(self, record_id: int, key: str) -> str:
        """Return the text of the cell."""
        return self.rows[record_id].shown.get(key, "")

    def judge(self, change: Change) -> str:
        """Return why the text cannot be read."""
        text = clean(str(change.value or ""))
        problem = convert(self.targets[change.key], text, self.on).problem if text else None
        return problem.message if problem else ""

    def judge_new(self, values: Mapping[str, Any]) -> str:  # noqa: ARG002 -- rows come from the file
        """Refuse: rows come from the file."""
        return "要多导入几行，请加在原表里再导入"

    def asked_of_new(self) -> Sequence[tuple[Field, Any]]:
        """Ask nothing: there are no new rows."""
        return ()

    def write(
        self,
        changes: Sequence[Change],
        verb: str = "修改",  # noqa: ARG002 -- not a change of the office
        new: Sequence[Mapping[str, Any]] = (),  # noqa: ARG002 -- rows come from the file
    ) -> bool:
        """Keep the texts and judge the rows again."""
        for one in changes:
            self.corrections[one.record_id, one.key] = clean(str(one.value or ""))
        self.mended()
        return True

    def add(self, rows: Sequence[Mapping[str, Any]]) -> bool:  # noqa: ARG002 -- rows come from the file
        """Refuse: rows come from the file."""
        return False


def told(corrections: Corrections, staged: Staged, most: int = 3) -> str:
    """Return in words which cells were mended in the preview, empty for none."""
    titles = {target.key: target.field.title for target in staged.targets}
    cells = [f"第 {row} 行 {titles[key]}" for row, key in sorted(corrections)]
    if not cells:
        return ""
    more = f" 等 {len(cells)} 处" if len(cells) > most else ""
    return f"其中在预览中改正了{'、'.join(cells[:most])}{more}，原文件没有改动。"
