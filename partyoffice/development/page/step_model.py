"""The 25 steps under their five stages as a model: what the stepper shows and a screen reader says."""

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from partyoffice.development.page import wording
from partyoffice.development.rules.file import File
from partyoffice.development.rules.standing import Standing, State
from partyoffice.development.rules.steps import step_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class StepModel(QAbstractItemModel):
    """Stages are the rows of the root; the id of an index is 0 for a stage, the stage for a step in it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.steps: tuple[Standing, ...] = ()
        self.file: File | None = None
        self.on = date.min

    def fill(self, file: File, steps: tuple[Standing, ...], on: date) -> None:
        """Take somebody's steps."""
        self.beginResetModel()
        self.file, self.steps, self.on = file, steps, on
        self.endResetModel()

    # The tree ----------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Return the index of a stage, or of a step in one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]  # one of Qt's two
        """Return the stage of a step."""
        stage = index.internalId() if index.isValid() else 0
        return self.createIndex(stage - 1, 0, 0) if stage else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return five stages, or the steps of one."""
        if not self.steps or (parent.isValid() and parent.internalId()):
            return 0
        return len(wording.numbers_of(parent.row() + 1)) if parent.isValid() else len(wording.STAGES)

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        """Return one."""
        return 1

    def index_of(self, number: int) -> QModelIndex:
        """Return the index of a step."""
        stage = wording.stage_at(number)
        return self.index(number - wording.numbers_of(stage)[0], 0, self.head(stage))

    def head(self, stage: int) -> QModelIndex:
        """Return the index of a stage."""
        return self.index(stage - 1, 0)

    # What stands in it ---------------------------------------------------------------------

    def stage(self, index: Index) -> int:
        """Return the stage of a head or a step."""
        return int(index.internalId()) or index.row() + 1

    def step(self, index: Index) -> Standing | None:
        """Return the step of a row, None for the head of a stage and for nothing."""
        if not index.isValid() or not index.internalId():
            return None
        return self.steps[wording.numbers_of(int(index.internalId()))[index.row()] - 1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Answer with the words."""
        if role not in WORDS or not index.isValid():
            return None
        step, stage = self.step(index), self.stage(index)
        if step is not None:
            return self.spoken(step)
        return f"{wording.STAGES[stage - 1]}，{self.told_of(stage)}"

    def of_stage(self, stage: int) -> tuple[Standing, ...]:
        """Return the steps of a stage."""
        numbers = wording.numbers_of(stage)
        return self.steps[numbers[0] - 1 : numbers[-1]]

    def told_of(self, stage: int) -> str:
        """Return the days of a finished stage, how far another one is."""
        steps = self.of_stage(stage)
        done = [step for step in steps if step.state is State.DONE]
        days = wording.span([step.on for step in done if step.on])
        return days if len(done) == len(steps) and days else f"{len(done)} / {len(steps)}"

    def name_of(self, step: Standing) -> str:
        """Return what the step is called in the edition it falls under."""
        if self.file is None:
            return ""
        return step_of(step.number, self.file.edition(step.number, self.on)).name

    def note(self, step: Standing) -> str:
        """Return the line under a step: what stands in the way or is at hand; nothing of those far off."""
        return "" if step.state in {State.DONE, State.AHEAD, State.SKIPPED} else step.why

    def spoken(self, step: Standing) -> str:
        """Return a step as one text."""
        parts = (f"第 {step.number} 步", self.name_of(step), str(step.state), wording.at_right(step, self.on))
        return "，".join(dict.fromkeys(part for part in (*parts, self.note(step)) if part))
