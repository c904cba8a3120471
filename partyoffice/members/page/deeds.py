"""What is done on 党员名册 without a form: one named change each, with its way back; other dialogs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from partyoffice.members import actions, views
from partyoffice.members.page import restoring, row_forms
from partyoffice.members.page.commands import BODY_MENU, MORE_MENU, TRAIL_MENU
from partyoffice.members.page.editing import MemberEdits
from partyoffice.members.page.erasing import Erasing, chosen
from partyoffice.members.page.forms import ROWS
from partyoffice.members.records import Person
from partyoffice.members.trail import Step
from partyoffice.store import blobs
from partyoffice.ui import paste
from partyoffice.ui.asking import label_keys
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.pictures import UNREADABLE, encoded
from partyoffice.ui.rights import READ_ONLY, reading_only, writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.members.page.roster import RosterPage

NAMED = 3
# The roster that holds the people of a view; all others show members.
ROSTERS = {
    "预备党员": "probationary", "入党积极分子": "activists", "发展对象": "candidates",
    "入党申请人": "applicants", views.GONE: "changes",
}  # fmt: skip

AS_LISTED = "按屏幕上的列表；正式名册在“文件 → 打印名册和表格”"


class Deeds:
    """The user's verbs on one page that ask nothing."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.desk, self.erasing = page, page.desk, Erasing(page)
        self.edits: MemberEdits = MemberEdits(page)

    def bar_slots(self) -> dict[str, Callable[[], object]]:
        """Return what the command bar calls."""
        return {
            "import": self.open_import, "export": self.open_export, "print": self.print_forms,
            "columns": self.page.columns.popup, "card": self.page.toggle_card,
            "new": self.page.forms.new_person, "batch": writes(lambda: paste.batch(self.page.grid)),
            "more": self.open_more,
        }  # fmt: skip

    def open_more(self) -> None:
        """Offer what a narrow bar has no room for."""
        button = self.page.bar.more
        self.page.forms.popup(MORE_MENU, button.mapToGlobal(button.rect().bottomLeft()))

    def wire_panes(self) -> None:
        """Answer what is pressed in the side pane and on the card."""
        side, pane, forms = self.page.side, self.page.pane, self.page.forms
        side.add_wanted.connect(forms.bodies.found)
        side.menu_wanted.connect(lambda _body, at: forms.popup(BODY_MENU, at))
        verbs = {"open": forms.open_card, "print": self.print_current, "change": forms.change}
        pane.wanted.connect(lambda verb: verbs[verb]())
        pane.add_wanted.connect(forms.add_row)
        pane.row_wanted.connect(forms.edit_row)
        pane.row_removed.connect(self.remove_row)
        pane.row_menu.connect(forms.row_menu)
        pane.more_wanted.connect(forms.person_menu)
        pane.photo_given.connect(self.give_photo)
        pane.photo_refused.connect(self.refuse_photo)
        pane.restore_wanted.connect(self.restore)
        pane.trail_menu.connect(lambda at: forms.popup(TRAIL_MENU, at))
        self._wire_cells()

    def _wire_cells(self) -> None:
        """Let the cells of the list be changed; Del on ticked rows puts the people into the bin."""
        grid = self.page.grid
        grid.edits, grid.label_keys = self.edits, label_keys
        grid.refused.connect(self.tell_refused)
        grid.delete_wanted.connect(self.bin)

    def tell_refused(self, why: str) -> None:
        """Say why cells of the list were not changed."""
        what = "有的格没有改" if "个单元格没有改" in why else "没有改动"
        self.desk.messages.inform(what, f"{why.rstrip('。')}。")

    # Changes without a form --------------------------------------------------------------

    @writes
    def remove_row(self, kind: str, row_id: int) -> None:
        """Take a line of the card out, with the way back."""
        facts = self.page.pane.facts
        if facts is None:
            return
        sentence = f"删除 {facts.one.name} 的一条{ROWS[kind]}"
        if self.desk.act(sentence, lambda session: row_forms.remove_row(session, kind, row_id)):
            self.desk.done(f"已{sentence}")

    def restore(self, step: Step) -> None:
        """Put one old value of the person shown back."""
        facts = self.page.pane.facts
        if facts is not None:
            restoring.restore(self.desk, facts.one.name, step)

    @writes
    def restore_chosen(self) -> None:
        """Put back the old value of the line chosen in 修改记录."""
        trail = self.page.pane.trail
        step = trail.chosen() if trail.isVisibleTo(self.page.pane) else None
        if step is None:
            self.desk.messages.inform("没有选中的修改", "请先在卡片的“修改记录”里选中有“→”的一行。")
        else:
            self.restore(step)

    def refuse_photo(self, why: str) -> None:
        """Say why what was dropped or pasted on the card is no photo."""
        self.desk.messages.error("照片没有更换", f"{why}。数据没有改动。")

    @writes
    def choose_photo(self) -> None:
        """Let the user choose the file of the current person's photo."""
        if self.page.pane.facts is None:
            self.desk.messages.inform("没有选中的人", "请先在名册中选一个人。")
        else:
            self.page.pane.head.photo.choose()

    def give_photo(self, image: QImage) -> None:
        """Take a picture dropped or pasted on the card."""
        facts = self.page.pane.facts
        if facts is None or image.isNull():
            self.refuse_photo(UNREADABLE)
            return
        if reading_only(self.page):
            self.refuse_photo(READ_ONLY)
            return

        def put(session: "Session") -> None:
            session.get_one(Person, facts.one.id).photo = blobs.put(session, encoded(image))

        if self.desk.act(f"修改 {facts.one.name} 的照片", put):
            self.desk.done(f"已更换 {facts.one.name} 的照片")

    def _each(self, verb: str, work: Callable[[Any, Person], None]) -> None:
        people = chosen(self.page)
        if not people:
            return
        shown = "、".join(list(people.values())[:NAMED])
        who = shown if len(people) <= NAMED else f"{shown} 等 {len(people)} 人"

        def run(session: "Session") -> None:
            for person_id in people:
                work(session, session.get_one(Person, person_id))

        if self.desk.act(f"将 {who} {verb}", run, many=len(people)):
            self.desk.done(f"已将 {who} {verb}")

    @writes
    def bin(self) -> None:
        """Put the selected people into the bin; the bar offers the way back."""
        if self.page.side.view() == views.BIN:
            self.desk.messages.inform("已经在回收站中", "可以“从回收站恢复”，或者“彻底删除”。")
            return
        self._each("移入回收站", actions.bin_person)

    @writes
    def unbin(self) -> None:
        """Take the selected people out of the bin."""
        self._each("从回收站恢复", actions.unbin_person)

    # Dialogs of the program --------------------------------------------------------------

    def _open(self, name: str, **about: Any) -> None:  # noqa: ANN401 -- each dialog its own
        self.desk.open_dialog(name, **about)

    def open_sample(self) -> None:
        """Open the invented office, which is a file of its own."""
        self._open("sample")

    @writes
    def open_import(self) -> None:
        """Import a roster."""
        self._open("import", kind="members")

    def open_export(self) -> None:
        """Export the people of the list as they are found and chosen."""
        model = self.page.model
        shown = [model.record_id(row) for row in range(model.rowCount())]
        ids = self.page.grid.choice.ids()
        self._open(
            "export",
            roster=ROSTERS.get(self.page.side.view(), "members"),
            ids=ids if len(ids) > 1 else shown,
            branch=self.page.side.body() or None,
        )

    def print_list(self) -> None:
        """Print the list as it stands: who is found, these columns, this order."""
        page, view = self.page, self.page.side.view()
        lines = (f"{page.day()}", page.status().split("·已选")[0])
        document = grid_document(page.grid, view, lines)
        self._open("preview", document=document, title=view, code="list", note=AS_LISTED)

    def print_forms(self) -> None:
        """Print 采集表 of the selected people, of the current one where none is selected."""
        self._open("print", paper="mem-01", ids=list(chosen(self.page)))

    def fill_template(self) -> None:
        """Fill a template of the upper office with the selected people."""
        self._open("fill", ids=list(chosen(self.page)))

    def print_current(self) -> None:
        """Print 采集表 of the person on the card."""
        self._open("print", paper="mem-01", ids=[self.page.current()])
