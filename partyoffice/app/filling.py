"""填上级模板: choose the upper office's own sheet or paper, say whom and how, and get it filled."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.app import fill_work
from partyoffice.app.dialog_frame import FramedDialog, action_bar, scrolled, side_label
from partyoffice.app.fill_columns import ColumnsPane
from partyoffice.app.fill_work import CODE, TITLE, Done, Order, Seen
from partyoffice.app.import_panes import Steps
from partyoffice.app.lists_out import file_stem, ways_out
from partyoffice.app.opening_files import tell_written
from partyoffice.app.outgoing import Outgoing
from partyoffice.app.template_pane import TemplatePane, note_template
from partyoffice.app.wishes import WishEditor
from partyoffice.core.errors import OfficeError
from partyoffice.members.filling import NAMED, WHOM
from partyoffice.members.ordering import ORDERS
from partyoffice.members.page.people import people_of
from partyoffice.part import Wish
from partyoffice.ui import tasks
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.person_editor import PeopleEditor
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

STEPS = ("选择模板", "填写")
CHOOSE, FILL = range(2)
BLANKS = (("留空", ""), ("填“无”", "无"), ("填“—”", "—"))
SELECTED = "selected"
USED = "模板里有 {} 行示例或旧内容，填写时会换掉。"


class FillDialog(FramedDialog):
    """Two steps: which template, and what goes into it."""

    topic = "templates"

    def __init__(self, window: "OfficeWindow", path: Path | None = None, ids: Sequence[int] = ()) -> None:
        super().__init__(window, "填上级模板", 940, 600)
        self.window_, self.ids = window, list(ids)
        self.seen: Seen | None = None
        self.steps, self.stack = Steps(STEPS), QStackedWidget()
        self.choose, self.columns = TemplatePane(window.desk), ColumnsPane()
        self.whom, self.blanks = Combo(), Combo()
        self.people = PeopleEditor(people_of(window.office, several=True))
        self.wishes = WishEditor(window.office)
        self.out = Outgoing(window.office, window.prefs, self.wishes.full)
        self.about = label("", "cap", wraps=True)
        self.said = label("", "label")
        self.back, self.go = button("上一步", self.on_back), primary("下一步", self.on_go)
        self.box.insertWidget(0, self.steps)
        self.stack.addWidget(self.choose)
        self.stack.addWidget(self._second())
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.set_body(whole, action_bar(self.said, None, self.back, button("取消", self.reject), self.go))
        self.choose.chosen.connect(self.on_file)
        self.columns.edited.connect(self.show_state)
        self.columns.edited.connect(lambda: self.out.show_fields(self.columns.fields()))
        self.whom.currentIndexChanged.connect(lambda _at: self._follow_whom())
        self.show_step(CHOOSE)
        if path is not None:
            self.on_file(path)

    # Building ----------------------------------------------------------------------------

    def _second(self) -> QWidget:
        self._offer()
        left = QGridLayout()
        left.setHorizontalSpacing(10)
        left.setVerticalSpacing(10)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("填哪些人", self._who()),
            ("时间", self.wishes.when),
            ("组织", self.wishes.branch),
            ("排序", self.wishes.order),
            ("空白处", self.blanks),
            ("用途", self.out.purposes),
        )
        for at, (title, editor) in enumerate(rows):
            left.addWidget(side_label(title), at, 0)
            left.addWidget(editor, at, 1)
        left.addWidget(self.wishes.full, len(rows), 1)
        left.addWidget(self.out.told, len(rows) + 1, 1)
        left.addWidget(self.about, len(rows) + 2, 0, 1, 2)
        left.setRowStretch(len(rows) + 3, 1)
        left.setColumnStretch(1, 1)
        body = QHBoxLayout()
        body.setContentsMargins(20, 16, 20, 12)
        body.setSpacing(12)
        body.addWidget(scrolled(left), 3)
        body.addWidget(self.columns, 2)
        made = QWidget()
        made.setLayout(body)
        return made

    def _who(self) -> QWidget:
        """Return whom to fill it with: a kind of people, and below it those named."""
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.whom)
        box.addWidget(self.people)
        return made

    def _offer(self) -> None:
        if self.ids:
            self.whom.addItem(f"选中的 {len(self.ids)} 人", SELECTED)
        for key, (title, _keep) in WHOM.items():
            self.whom.addItem(title, key)
        for words, text in BLANKS:
            self.blanks.addItem(words, text)
        self.wishes.order.addItems(list(ORDERS))
        self.out.begin(CODE)
        self.whom.setAccessibleName("填哪些人")
        self.blanks.setAccessibleName("没有内容的格")
        self.people.focus_part().setAccessibleName("指定的人")
        self._follow_whom()

    def _follow_whom(self) -> None:
        self.people.setVisible(self.whom.currentData() == NAMED)

    # Steps -------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show one step."""
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        if step == CHOOSE:
            self.choose.pick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.show_state()

    def show_state(self) -> None:
        """Say what is missing."""
        choosing = self.stack.currentIndex() == CHOOSE
        self.back.setVisible(not choosing)
        self.go.setText("下一步" if choosing else "填写并保存")
        if choosing:
            reason = "" if self.choose.path else "还没有选择模板"
            self.said.setText(reason)
            self.go.block(reason)
            return
        waiting, empty = self.columns.waiting(), self.columns.empty()
        reason = f"还差：{'、'.join(waiting)} 填什么" if waiting else ""
        self.go.block(reason)
        self.said.setText(reason or (f"{len(empty)} 列不填" if empty else "各列都有内容"))

    def on_back(self) -> None:
        """Go back to the template."""
        self.messages.clear()
        self.show_step(CHOOSE)

    def on_go(self) -> None:
        """Do what the red button says."""
        self.messages.clear()
        self.look() if self.stack.currentIndex() == CHOOSE else self.on_save()

    # Looking -----------------------------------------------------------------------------

    def on_file(self, path: Path) -> None:
        """Look at a template as soon as it is chosen."""
        self.choose.set_path(path)
        self.look()

    def look(self) -> None:
        """Read the template off this thread."""
        path, office, name = self.choose.path, self.window_.office, self.choose.sheet()
        if path is not None:
            work = lambda _progress: fill_work.look(office, path, name)  # noqa: E731 -- runs in the thread
            tasks.run(self, f"正在读取 {path.name}", work, self.show_seen, self.refuse)

    def show_seen(self, found: Seen | tuple[str, ...]) -> None:
        """Go on with what was read, or ask which sheet is meant."""
        if not isinstance(found, Seen):
            self.choose.ask_sheet(found)
            self.show_step(CHOOSE)
            self.messages.warn("这个模板里有几张相似的表", "请在“工作表”中选定一张再继续。")
            return
        self.seen = found
        note_template(self.window_.prefs, found.path)
        self.columns.show_asked(found.asked)
        self.steps.note.show_text(f"{found.path.name}，{found.note}")
        self.about.setText(USED.format(found.used) if found.used else "")
        self.show_step(FILL)
        if self.columns.waiting():
            self.columns.begin()
        else:
            self.go.setFocus(Qt.FocusReason.TabFocusReason)

    # Writing -----------------------------------------------------------------------------

    def wish(self) -> Wish:
        """Return whom the template is filled with (OfficeError for no day, or nobody named)."""
        whom, only = self.whom.currentData(), None
        if whom == SELECTED:
            only = frozenset(self.ids)
        elif whom == NAMED:
            only = frozenset(self.people.value() or ())
            if not only:
                raise OfficeError("没有指定要填的人", remedy="请在“指定的人”里写上姓名，或换一个范围")
        return self.wishes.wish(only=only)

    def on_save(self) -> None:
        """Ask where, and fill."""
        if self.seen is None:
            return
        try:
            wish = self.wish()
        except OfficeError as error:
            self.refuse(error)
            return
        path = self._ask(self.seen, wish)
        if path is not None:
            self.write(wish, path)

    def _ask(self, seen: Seen, wish: Wish) -> Path | None:
        ending = seen.path.suffix.lower().lstrip(".")
        parts = (self.wishes.branch_name(), seen.path.stem, str(wish.on))
        name = file_stem("_".join(filter(None, parts))) + f".{ending}"
        return self.window_.desk.ask_save_path(CODE, "保存填好的表", name, ending)

    def write(self, wish: Wish, path: Path) -> None:
        """Fill the template off the window's thread."""
        seen, office, answers = self.seen, self.window_.office, self.columns.answers()
        if seen is None:
            return
        whom = self.whom.currentData()
        whom = NAMED if whom == SELECTED else whom
        blank, whole, purpose = str(self.blanks.currentData()), self.out.whole(), self.out.purpose().title
        order = Order(wish, whom, answers, self.choose.sheet(), blank, path)

        def work(progress: tasks.Progress) -> Done:
            done = fill_work.fill(office, seen, order, progress)
            fill_work.keep_answers(office, seen, answers)
            fill_work.log_full(office, whole, purpose)
            return done

        title, refused = f"正在填写 {path.name}", self._refused(wish, path)
        tasks.run(self, title, work, lambda done: self._written(done, path), refused, self._stopped)

    def _stopped(self) -> None:
        self.messages.inform("已取消", "没有留下半个文件。")

    def _refused(self, wish: Wish, path: Path) -> Callable[[OfficeError], None]:
        ways = ways_out(path, partial(self.write, wish), self.on_save)
        return lambda error: self.messages.refuse(error, *(ways if not _about_template(error) else ()))

    def _written(self, done: Done, path: Path) -> None:
        papers = self.seen is not None and self.seen.papers
        masked = "" if self.wishes.full.isChecked() else "证件号、电话、住址已遮盖。"
        self.accept()
        what = f"已填好 {done.rows} {'份' if papers else '人'}"
        tell_written(self.window_.desk, path, TITLE, what, masked + told(done))


def _about_template(error: OfficeError) -> bool:
    """Say whether another place to write to would not help."""
    return not error.what.startswith("写入")


def told(done: Done) -> str:
    """Return what is worth a look in what was written."""
    said = f"没有填的列：{'、'.join(done.left)}。" if done.left else ""
    for heading, words in done.odd.items():
        named = "、".join(words[:3]) + ("等" if len(words) > 3 else "")
        said += f"“{heading}”里的 {named} 不在模板的下拉选项中，请核对。"
    return said
