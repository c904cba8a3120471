"""What an import would found: each name with a tick, and for one not wanted the name that is meant."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.app.import_work import Founded
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, label, link
from partyoffice.ui.still import Combo

OUT = "这些行不导入"
ROWS_SHOWN = 3
ROOMY = 600  # a dialog lower than this keeps the list folded


class CreatedPane(QWidget):
    """The list, folded at first; ``edited`` when a tick or a name was changed.

    ``words`` and ``fold`` say what is in it and stand where the options are.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        self.combos: dict[str, Combo] = {}
        self.founded: list[Founded] = []
        self.words, self.fold = Elided("", "label"), link("核对", self._turn)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 0, 16, 0)
        box.setSpacing(0)
        box.addWidget(self.area)

    def refused(self) -> frozenset[str]:
        """Return the names that are neither created nor led to another."""
        return (
            frozenset(name for name, tick in self.ticks.items() if not tick.isChecked())
            - self.renamed().keys()
        )

    def renamed(self) -> dict[str, str]:
        """Return which name each unticked one means."""
        chosen = {name: combo.currentText() for name, combo in self.combos.items()}
        return {
            name: text for name, text in chosen.items() if text != OUT and not self.ticks[name].isChecked()
        }

    def forget(self) -> None:
        """Begin anew with another file."""
        self.ticks, self.combos, self.founded = {}, {}, []

    def show_founded(self, founded: Sequence[Founded]) -> None:
        """Show the names; what was answered before stays answered."""
        for part in (self, self.words, self.fold):
            part.setVisible(bool(founded))
        unticked, renamed = self.refused() | self.renamed().keys(), self.renamed()
        self.words.show_text(_words([one for one in founded if one.name not in unticked]))
        if [one.name for one in founded] == [one.name for one in self.founded]:
            return
        self.founded = list(founded)
        self.ticks, self.combos = {}, {}
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(3, 1)
        for at, one in enumerate(founded):
            self._row(grid, at, one, unticked, renamed)
        self.area.setWidget(body)
        room = self.window().height() >= theme.scaled(ROOMY)
        self._open(shown=self.area.isVisibleTo(self) or (room and any(one.like for one in founded)))

    def _row(
        self, grid: QGridLayout, at: int, one: Founded, unticked: frozenset[str], renamed: Mapping[str, str]
    ) -> None:
        tick, combo = QCheckBox(f"新建“{one.name}”"), Combo()
        near = [one.like] if one.like else []
        combo.addItems([OUT, *dict.fromkeys([*near, *one.known, *one.beside])])
        combo.setAccessibleName(f"“{one.name}”改为")
        combo.setMinimumWidth(theme.scaled(200))
        combo.setCurrentText(renamed.get(one.name, OUT))
        tick.setChecked(one.name not in unticked)
        there = "已有的" if one.like in one.known else ""
        hint = f"{one.rows} 行" + (f"，很像{there}“{one.like}”" if one.like else "")
        means = label("改为", "label")
        means.setVisible(not tick.isChecked())
        combo.setVisible(not tick.isChecked())
        tick.clicked.connect(lambda on: self._ticked(means, combo, on=on))
        combo.activated.connect(lambda _at: self.edited.emit())
        self.ticks[one.name], self.combos[one.name] = tick, combo
        parts: tuple[QWidget, ...] = (tick, label(hint, "cap"), means, combo)
        for column, part in enumerate(parts):
            grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignLeft)

    def _ticked(self, means: QWidget, combo: Combo, *, on: bool) -> None:
        for part in (means, combo):
            part.setVisible(not on)
        self.edited.emit()

    def _turn(self) -> None:
        self._open(shown=not self.area.isVisibleTo(self))

    def _open(self, *, shown: bool) -> None:
        self.area.setVisible(shown)
        self.fold.setText("收起" if shown else "核对")
        rows = min(len(self.ticks), ROWS_SHOWN)
        self.area.setFixedHeight(rows * (theme.control_height() + 4))


def _words(founded: Sequence[Founded]) -> str:
    """Return 将新建 2 个支部、3 个小组：…, or that nothing will be."""
    if not founded:
        return "不新建支部和小组"
    kinds = (("branch", "支部"), ("group", "小组"))
    counts = [(sum(one.key == key for one in founded), word) for key, word in kinds]
    names = "、".join(one.name for one in founded[:3]) + ("……" if len(founded) > 3 else "")
    return f"将新建 {'、'.join(f'{count} 个{word}' for count, word in counts if count)}：{names}"
