"""打印: a form for people, or a roster, laid out into a private PDF and shown before it is printed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout

from partyoffice.app import full_values
from partyoffice.app.dialog_frame import FramedDialog, action_bar, side_label
from partyoffice.app.lists_out import file_stem, open_preview, private_path, steps
from partyoffice.app.print_work import Incomplete, Printed, print_forms, print_roster
from partyoffice.app.wishes import WishEditor, rosters
from partyoffice.core.errors import OfficeError
from partyoffice.part import Paper, Roster
from partyoffice.parts import PARTS
from partyoffice.ui import tasks
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.fields import WheelGuard
from partyoffice.ui.messages import Question
from partyoffice.ui.sheet_choice import kept_page

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

SELECTED, SCOPE, BLANK = "选中的人", "所选组织的全部党员", "空白表"
ANYWAY = "仍然打印"


class PrintDialog(FramedDialog):
    """What to print and for whom; 预览 shows exactly the pages."""

    topic = "print"

    def __init__(
        self, window: "OfficeWindow", paper: str = "", ids: Sequence[int] = (), branch: int | None = None
    ) -> None:
        super().__init__(window, "打印", 620, 400)
        self.window_, self.people_ids = window, list(ids)
        self.papers = {one.code: one for part in PARTS for one in part.papers}
        self.known = rosters()
        self.what, self.whom, self.wishes = QComboBox(), QComboBox(), WishEditor(window.office)
        titles = {code: one.title for code, one in self.papers.items()}
        titles |= {code: one.title for code, one in self.known.items()}
        for code, title in titles.items():
            self.what.addItem(title, code)
        self.what.setAccessibleName("打印什么")
        self.whom.setAccessibleName("为谁打印")
        self.guard = WheelGuard(self)
        self._build()
        self.what.currentIndexChanged.connect(lambda _at: self.show_what())
        self.what.setCurrentIndex(max(0, self.what.findData(paper)))
        self.wishes.choose_branch(branch)
        self.show_what()
        self.guard.watch(self)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(20, 16, 20, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        self.titles = {}
        rows = (
            ("what", "表", self.what),
            ("whom", "为谁", self.whom),
            ("when", "时间", self.wishes.when),
            ("branch", "组织", self.wishes.branch),
            ("order", "排序", self.wishes.order),
        )
        for at, (key, title, editor) in enumerate(rows):
            self.titles[key] = (side_label(title), editor)
            grid.addWidget(self.titles[key][0], at, 0)
            grid.addWidget(editor, at, 1)
        grid.addWidget(self.wishes.full, 5, 1)
        grid.addWidget(label(full_values.NOTE, "cap"), 6, 1)
        grid.setRowStretch(7, 1)
        grid.setColumnStretch(1, 1)
        self.set_body(
            grid, action_bar(None, button("取消", self.reject), primary("预览", self.on_preview, "printer"))
        )

    def chosen(self) -> Paper | Roster:
        """Return the form or roster chosen."""
        code = str(self.what.currentData())
        return self.papers[code] if code in self.papers else self.known[code]

    def show_what(self) -> None:
        """Offer what the chosen thing can be asked for."""
        chosen, form = self.chosen(), isinstance(self.chosen(), Paper)
        if isinstance(chosen, Roster):
            self.wishes.show_roster(chosen)
        else:
            self.wishes.when.allow_year(allowed=True)
            self.wishes.full.setChecked(full_values.remembered(self.window_.office, chosen.code))
            kept = self.whom.currentText()
            self.whom.clear()
            self.whom.addItems(
                ([f"{SELECTED}（{len(self.people_ids)} 人）"] if self.people_ids else []) + [SCOPE, BLANK]
            )
            self.whom.setCurrentText(kept)
        for key, shown in (("whom", form), ("order", not form)):
            for part in self.titles[key]:
                part.setVisible(shown)

    def on_preview(self, *, skip: bool | None = None) -> None:
        """Lay the pages out off the window's thread; ``skip`` leaves out whose form is not complete."""
        chosen, office = self.chosen(), self.window_.office
        try:
            wish = self.wishes.wish()
        except OfficeError as error:
            self.refuse(error)
            return
        path = private_path(f"{file_stem(chosen.title)}.pdf")
        people, prefs = self.people(), self.window_.prefs

        def work(progress: tasks.Progress) -> Printed | Incomplete:
            told = steps(progress, "排版")
            if isinstance(chosen, Roster):
                done: Printed | Incomplete = print_roster(
                    office, chosen, wish, path, told, partial(kept_page, prefs, chosen.code)
                )
            else:
                done = print_forms(office, chosen, wish, people, path, told, skip=skip)
            if people != [None] and isinstance(done, Printed):
                full_values.log(office, chosen.code, chosen.title, full=not wish.masked, verb="打印")
            return done

        tasks.run(self, f"正在排版 {chosen.title}", work, self.show_printed, self.refuse)

    def people(self) -> list[int | None]:
        """Return the people of the list in its order, nobody for all of the body, None for a blank."""
        if self.whom.currentText() == BLANK:
            return [None]
        return list(self.people_ids) if self.whom.currentText().startswith(SELECTED) else []

    def show_printed(self, done: Printed | Incomplete) -> None:
        """Ask about those whose form is not complete, or show the pages."""
        if isinstance(done, Incomplete):
            self._ask_incomplete(done)
            return
        chosen = self.chosen()
        note = f"共 {done.pages} 页" if not done.people else f"{len(done.people)} 人，共 {done.pages} 页"
        self.accept()
        open_preview(self.window_.desk, done, chosen.title, note, chosen.code)

    def _ask_incomplete(self, found: Incomplete) -> None:
        title, rest = self.chosen().title, found.people - len(found.lacking)
        verbs = (f"跳过，印其余 {rest} 人", ANYWAY) if rest else (ANYWAY,)
        names = tuple(f"{name}（{lacking}）" for name, lacking in found.lacking)
        question = Question(
            f"{len(found.lacking)} 人的{title}还没有填全",
            "可以跳过这些人；仍然打印时，空栏印为“—”。" if rest else "仍然打印时，空栏印为“—”。",
            verbs,
            "返回",
            names,
        )
        answer = self.messages.choose(question)
        if answer != question.safe:
            self.on_preview(skip=answer != ANYWAY)
