"""多人同会办理: one step of several people who were dealt with at one meeting, closed in one change."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QVBoxLayout

from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.steps import close_step
from partyoffice.development.page.step_pane import VOTES
from partyoffice.development.page.step_values import LATE, Entered, Verdict, entered, fields_of_step, verdict
from partyoffice.development.rules.judging import LACKING
from partyoffice.development.rules.standing import State
from partyoffice.development.rules.steps import STEPS
from partyoffice.members.rules import edition_of
from partyoffice.ui import theme
from partyoffice.ui.asking import label_keys
from partyoffice.ui.controls import Elided, bar, button, frame, label, link, primary, upright
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.message_bar import MessageBar, QuestionDialog
from partyoffice.ui.messages import Note, NoteKind, Question
from partyoffice.ui.placing import bring_forward
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.rights import writes
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from partyoffice.development.page.reading import Walker
    from partyoffice.development.page.way import WayPane

ID = Qt.ItemDataRole.UserRole + 1
WAITING = frozenset({State.READY, State.OPEN, State.BLOCKED})
WIDTH, HEIGHT, PEOPLE = 920, 560, 360
GIVE_UP = Question("不办了？", "填写的内容还没有保存。", ("不办了",), "接着填")
HINT = "共同的日期和内容写在右边；每个人自己已暂存的内容保留。"


class Together(QDialog):
    """The step at the top, the people at the left, what they have in common at the right."""

    topic = "development"
    vote_wanted = Signal(list, int)

    def __init__(self, page: "WayPane") -> None:
        super().__init__(page.window())
        self.page, self.desk, self.ways = page, page.desk, page.ways
        self.setWindowTitle("多人同会办理")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = Combo()
        self.box.setAccessibleName("步骤")
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName("同会办理的人")
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self.message, self.lacking = MessageBar(), Elided("", "problem")
        self.form: RecordForm | None = None
        self.room = QVBoxLayout()
        self.verb = primary("一起办结", self.on_close, "check")
        self._build()
        self._offer()
        self.box.currentIndexChanged.connect(lambda _at: self.show_step())
        self.model.itemChanged.connect(lambda _item: self.tell())
        self.show_step()

    def _build(self) -> None:
        self.all = link("全选", partial(self._tick, ticked=True))
        self.none = link("全不选", partial(self._tick, ticked=False))
        top = frame("command", bar(label("步骤", "label"), self.box, None, self.all, self.none))
        theme.keep_height(top, 48)
        self.list.setProperty("lines", "true")
        self.list.setSpacing(2)
        people = frame("panel", bar(self.list, margins=(12, 8, 4, 8)))
        theme.keep_width(people, PEOPLE)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(people)
        body.addWidget(upright())
        body.addLayout(self.room, 1)
        sheet = frame("sheet", body)
        actions = frame("actions", bar(self.lacking, button("取消", self.reject), self.verb))
        actions.layout().setStretch(0, 1)  # type: ignore[union-attr]  # set in the line above
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (top, self.message, sheet, actions):
            box.addWidget(part, 1 if part is sheet else 0)
        room = self.screen().availableGeometry()
        self.resize(min(theme.scaled(WIDTH), room.width() - 48), min(HEIGHT, room.height() - 40))

    # What is offered -----------------------------------------------------------------------

    def _offer(self) -> None:
        """Offer the steps that somebody waits at, that of the page first in sight."""
        for number, name in STEPS.items():
            count = len(self._waiting(number))
            if count:
                self.box.addItem(f"第 {number} 步　{name}　{count} 人", number)
        detail = self.page.step_pane.detail
        at = self.box.findData(detail.number) if detail is not None else -1
        self.box.setCurrentIndex(max(at, 0))

    def _waiting(self, number: int) -> "list[Walker]":
        return [one for one in self.ways.living() if one.steps[number - 1].state in WAITING]

    def number(self) -> int:
        """Return the step chosen, 0 where nobody waits anywhere."""
        return int(self.box.currentData() or 0)

    def show_step(self) -> None:
        """Show who waits at the step, and a form for what they have in common."""
        if self.form is not None:
            self.room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        number = self.number()
        if number:
            fields = fields_of_step(number, edition_of(self.ways.on))
            self.fields = tuple(one for one in fields if one.key != LATE)
            self.form = RecordForm(self.fields, {}, keys=label_keys)
            self.form.committed.connect(lambda _key: self._judge())
            self.form.setDisabled(number in VOTES)
            self.room.addWidget(self.form)
        self._fill()

    def _fill(self) -> None:
        self.model.blockSignals(True)
        self.model.clear()
        for one in self._waiting(self.number()):
            item = QStandardItem(one.one.name)
            item.setData(one.id, ID)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.model.appendRow(item)
        self.model.blockSignals(False)
        self._judge()

    def _items(self) -> list[QStandardItem]:
        return [self.model.item(row) for row in range(self.model.rowCount())]

    # Judging -------------------------------------------------------------------------------

    def _verdict(self, one: "Walker") -> Verdict:
        number, values = self.number(), self.form.values() if self.form is not None else {}
        taken = entered(number, {**self._own(one), **_filled(values)}, self.fields).taken
        return verdict(self.ways, one.file, taken, self.ways.on)

    def _own(self, one: "Walker") -> dict[str, Any]:
        """Return what was kept for one of them before, which the common facts only add to."""
        begun = one.file.steps.get(self.number())
        return {**begun.facts, "on": begun.on} if begun is not None else {}

    def _judge(self) -> None:
        """Say of each of them what stands against closing the step with what is typed."""
        self.model.blockSignals(True)
        for item in self._items():
            one = self.ways.people[item.data(ID)]
            blocks = [each for each in self._verdict(one).blocks if each.code != LACKING]
            if self.number() in VOTES:
                blocks = [each for each in blocks if each.code != "vote"]
            item.setText(f"{one.one.name}　{one.one.branch}" + (f"\n{blocks[0].message}" if blocks else ""))
            able = not blocks
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled if able else Qt.ItemFlag.ItemIsSelectable)
            if not able:
                item.setCheckState(Qt.CheckState.Unchecked)
        self.model.blockSignals(False)
        self.list.viewport().update()
        self.tell()

    def _tick(self, *, ticked: bool) -> None:
        for item in self._items():
            if item.isEnabled():
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def ids(self) -> list[int]:
        """Return who is ticked."""
        return [item.data(ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def tell(self) -> None:
        """Say what is lacking, and for how many the step would be closed."""
        ids, number = self.ids(), self.number()
        self.verb.setText(
            "登记表决…" if number in VOTES else f"一起办结 {len(ids)} 人" if ids else "一起办结"
        )
        why = self._why(ids)
        self.lacking.show_text(why)
        self.verb.block(why)

    def _why(self, ids: list[int]) -> str:
        if not self.number():
            return "现在没有人等着办理"
        if not ids:
            return "请勾选同会办理的人"
        if self.number() in VOTES:
            return ""
        lacking = (each.message for one in ids for each in self._verdict(self.ways.people[one]).blocks)
        return next(lacking, "")

    # What is typed and not saved -----------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Return it as JSON; empty for nothing."""
        typed = self.form.draft() if self.form is not None else {}
        return {"number": self.number(), "people": self.ids(), "typed": typed} if typed else {}

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        self.box.setCurrentIndex(max(self.box.findData(kept["number"]), 0))
        if self.form is not None and self.number() == kept["number"]:
            self.form.take_draft(kept["typed"])
        self._judge()
        for item in self._items():
            if item.data(ID) in kept["people"] and item.isEnabled():
                item.setCheckState(Qt.CheckState.Checked)

    # Closing -------------------------------------------------------------------------------

    @writes
    def on_close(self) -> None:
        """Close the step for all who are ticked, or for none."""
        ids, number = self.ids(), self.number()
        if number in VOTES:
            self.accept()
            self.page.deeds.open_vote(ids, number)
            return
        names = [self.ways.people[one].one.name for one in ids]
        told = "、".join(names[:3]) + (f" 等 {len(names)} 人" if len(names) > 3 else "")
        entries = {one: self._said(one, number) for one in ids}

        def close(session: Any) -> None:  # noqa: ANN401 -- SQLAlchemy stays below
            for one, said in entries.items():
                close_step(
                    session, one, number, said.taken.on, said.taken.facts,
                    evidence=said.evidence, note=said.note,
                )  # fmt: skip

        try:
            self.desk.change(f"多人办结第 {number} 步“{STEPS[number]}”：{told}", close, many=len(ids))
        except OfficeError as error:
            self.message.show_note(Note(NoteKind.ERROR, error.what, f"{error.safe}。{error.remedy}。"))
            return
        self.accept()
        self.desk.done(f"已办结 {len(ids)} 人的第 {number} 步“{STEPS[number]}”")

    def _said(self, person: int, number: int) -> Entered:
        values = {**self._own(self.ways.people[person]), **_filled(self.form.values() if self.form else {})}
        return entered(number, values, self.fields)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Open the help with F1."""
        if not takes_help(self, event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; what was typed is given up only by the user's word."""
        if not self.draft() or QuestionDialog.ask(GIVE_UP, self) == GIVE_UP.verbs[0]:
            super().reject()

    def done(self, result: int) -> None:
        """Close, and give the keyboard to what is behind."""
        super().done(result)
        bring_forward(self.parentWidget())


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in {None, ""}}
