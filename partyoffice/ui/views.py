"""The named views of one list: chosen beside the built-in ones, saved, renamed, deleted, begun with.

The list's own filters and columns belong to whoever sits at this PC; those of a named view belong to
the office. Leaving a named view brings back what was there before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from partyoffice.core.field import Field
from partyoffice.store import named_views
from partyoffice.store.named_views import NamedView
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.menus import Action
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.narrowing import Narrowing

NAME = Field("name", "视图名称", required=True, hint="如“本科以上”“四十岁以下”")
COMPARED = ("order", "shown", "frozen", "sort", "then")  # a width is no change of a view
VIEW_MENU = ("views.update", "views.save", "", "views.rename", "views.start", "", "views.delete")


class Views(QObject):
    """``listed`` names the list, ``built_in`` the views that always exist, the first of them usual.

    ``base`` tells the built-in view shown; ``show`` makes the page show a view by its key.
    """

    changed = Signal()  # other views exist, or another one is shown

    def __init__(
        self,
        desk: "Desk",
        narrowing: "Narrowing",
        listed: str,
        built_in: Sequence[str],
        *,
        base: Callable[[], str],
        show: Callable[[str], object],
    ) -> None:
        super().__init__(narrowing)
        self.desk, self.narrowing, self.listed, self.built_in = desk, narrowing, listed, tuple(built_in)
        self.base, self.show = base, show
        self.named: dict[str, NamedView] = {}
        self.key = ""  # of the named view shown, empty on a built-in one
        self.start = ""
        self._as_stored: dict[str, Any] = {}
        self._own_layout: dict[str, Any] = {}
        self._starred = False
        self.dialog: FormDialog | None = None
        narrowing.renew = self.changed_name
        narrowing.chips.update_wanted.connect(self.update)
        narrowing.filters_changed.connect(self.noticed)
        self.load()

    def load(self) -> None:
        """Read the views anew; one that is shown and gone leaves its built-in one."""
        shown = self.named.get(self.key)
        with self.desk.office.reading() as session:
            self.named = {view.key: view for view in named_views.views_of(session, self.listed)}
            self.start = named_views.start_of(session, self.listed)
        if self.key and self.key not in self.named:
            self.show(self.base())
        elif shown is not None and replace(shown, name="") != replace(self.named[self.key], name=""):
            self._take()  # it was stored otherwise, as by taking an update back

    def start_key(self) -> str:
        """Return the view to begin with."""
        known = self.start in self.named or self.start in self.built_in
        return self.start if known else self.built_in[0]

    def base_of(self, key: str) -> str:
        """Return the built-in view under a key; a base of another version gives the usual one."""
        base = self.named[key].base if key in self.named else key
        return base if base in self.built_in else self.built_in[0]

    def title(self, key: str) -> str:
        """Return what a view is called, with a star where the one shown was changed."""
        if key not in self.named:
            return key
        return self.named[key].name + ("*" if key == self.key and self.changed_name() else "")

    # Showing -----------------------------------------------------------------------------------

    def enter(self, key: str) -> None:
        """Take filters and columns of a named view, or bring back the list's own."""
        if key == self.key:
            return
        grid = self.narrowing.grid
        if not self.key and key in self.named:
            self._own_layout = grid.columns.state()
        left, self.key = self.key, key if key in self.named else ""
        if self.key:
            self._take()
        elif left:
            self.narrowing.restore({})
            grid.restore(self._own_layout)

    def _take(self) -> None:
        view = self.named[self.key]
        self.narrowing.restore(view.filters)
        self.narrowing.grid.restore(view.layout)
        self._as_stored = self._now()
        self._starred = False

    def _now(self) -> dict[str, Any]:
        state = self.narrowing.grid.columns.state()
        return {"filters": self.narrowing.filters.state(), **{name: state[name] for name in COMPARED}}

    def changed_name(self) -> str:
        """Return the name of the named view shown if it was changed and not stored, else nothing."""
        return self.named[self.key].name if self.key in self.named and self._now() != self._as_stored else ""

    def noticed(self) -> None:
        """Take note that filters, columns or order may have changed."""
        if self.key:
            self.narrowing.tell()
        if self._starred != bool(self.changed_name()):
            self._starred = not self._starred
            self.changed.emit()

    # Commands ----------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """Return the commands for the menu 视图."""
        return [
            Action("views.save", "保存当前为视图…", self.save, "view", "bookmark", separate=True),
            Action("views.update", "更新视图", self.update, "view"),
            Action("views.rename", "改视图名称…", self.rename, "view"),
            Action("views.delete", "删除视图", self.delete, "view"),
            Action("views.start", "设为起始视图", self.set_start, "view"),
        ]

    def as_shown(self, name: str, key: str = "") -> NamedView:
        """Return what is shown as a view."""
        state = self.narrowing.grid.columns.state()
        return NamedView(name, self.base(), self.narrowing.filters.state(), state, key)

    @writes
    def save(self) -> None:
        """Ask for a name and keep what is shown under it."""
        self._ask("保存当前为视图", "保存视图", "", self._store_new)

    def _store_new(self, name: str) -> None:
        view = self.as_shown(name)
        with self.desk.office.change(f"保存视图“{name}”") as session:
            key = named_views.save(session, self.listed, view, self.built_in)
        self.load()
        self.show(key)

    @writes
    def update(self) -> None:
        """Keep what is shown under the name it has."""
        if not self._is_named("更新"):
            return
        view = self.as_shown(self.named[self.key].name, self.key)
        if self.desk.act(
            f"更新视图“{view.name}”",
            lambda session: named_views.save(session, self.listed, view, self.built_in),
        ):
            self._as_stored, self._starred = self._now(), False
            self._again()

    @writes
    def rename(self) -> None:
        """Ask for another name."""
        if self._is_named("改名"):
            self._ask("改视图名称", "改名", self.named[self.key].name, self._store_name)

    def _store_name(self, name: str) -> None:
        old = self.named[self.key]
        with self.desk.office.change(f"视图“{old.name}”改名为“{name}”") as session:
            named_views.save(session, self.listed, replace(old, name=name), self.built_in)
        self._again()

    @writes
    def delete(self) -> None:
        """Take the view out; the bar offers the way back."""
        if not self._is_named("删除"):
            return
        view = self.named[self.key]
        sentence = f"删除视图“{view.name}”"
        if self.desk.act(sentence, lambda session: named_views.delete(session, self.listed, view.key)):
            self.load()
            self.desk.done(f"已{sentence}")

    @writes
    def set_start(self) -> None:
        """Let the list begin with the view shown."""
        key = self.key or self.base()
        name = self.named[key].name if key in self.named else key
        if self.desk.act(
            f"起始视图设为“{name}”", lambda session: named_views.set_start(session, self.listed, key)
        ):
            self._again()
            self.desk.done(f"已将起始视图设为“{name}”")

    def _again(self) -> None:
        self.load()
        self.narrowing.tell()
        self.changed.emit()

    def _is_named(self, verb: str) -> bool:
        if not self.key:
            why = f"“{self.base()}”是自带的视图，不能{verb}，也不会丢失。"
            self.desk.messages.inform(f"没有{verb}", why, ("保存当前为视图…", self.save))
        return bool(self.key)

    def _ask(self, title: str, verb: str, name: str, store: Callable[[str], None]) -> None:
        window = self.narrowing.grid.window()
        form = RecordForm([NAME], {"name": name})
        self.dialog = FormDialog(window, title, form, verb, lambda values: store(str(values["name"]).strip()))
        self.dialog.open()
        form.jump("name")
