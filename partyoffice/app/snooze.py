"""Putting a duty off: a day, a week, until a day of one's choice, or ignoring it this time with a reason."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.part import Duty
from partyoffice.store.snoozes import Snooze, bring_back, put_off, snoozes
from partyoffice.ui.controls import label
from partyoffice.ui.menus import Action
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.app.home import HomePage

WEEK = 7
UNTIL = Field("until", "推迟到", Kind.DAY, required=True, month_allowed=False, hint="这一天重新显示")
WHY_OFF = Field("reason", "原因", hint="可以不填")
WHY_IGNORED = Field("reason", "原因", required=True, hint="如“上级已批准延长预备期”")
# What the context menus and the button 推迟 are made of.
DUTY_MENU = ("home.open", "home.article", "", "home.day", "home.week", "home.till", "home.ignore")
BUTTON_MENU = (*DUTY_MENU[3:], "", "home.back", "home.folded")
SNOOZED_MENU = ("home.open", "home.article", "", "home.back")
FOLD_MENU = ("home.folded",)


def duty_actions(page: "HomePage") -> list[Action]:
    """Return the commands of 首页 in the menus 记录 and 视图."""
    snoozing = Snoozing(page)
    return [
        Action("home.open", "打开这一件", page.open_current, "record", "pencil"),
        Action("home.article", "查看依据", page.tell_article, "record", "file-text"),
        Action(
            "home.day", "推迟 1 天", partial(snoozing.days, 1), "record", "calendar", "Ctrl+Shift+D", True
        ),
        Action("home.week", "推迟 7 天", partial(snoozing.days, WEEK), "record", "", "Ctrl+Shift+W"),
        Action("home.till", "推迟到某天…", snoozing.till, "record", "", "Ctrl+Shift+T"),
        Action("home.ignore", "本次忽略…", snoozing.ignore, "record", "x", "Ctrl+Shift+I"),
        Action("home.back", "恢复待办", snoozing.back, "record", "undo-2", "Ctrl+Shift+R"),
        Action("home.print", "打印待办清单", page.print_list, "record", "printer", separate=True),
        Action("home.folded", "展开或收起已推迟的", page.duties.turn, "view", "", separate=True),
        Action("home.before", "全年一览：上一年", partial(page.turn_year, -1), "view", "chevron-left"),
        Action("home.after", "全年一览：下一年", partial(page.turn_year, 1), "view", "chevron-right"),
    ]


class Snoozing:
    """The verbs on the current duty; each is one change that can be undone."""

    def __init__(self, page: "HomePage") -> None:
        self.page, self.desk = page, page.desk

    @writes
    def days(self, count: int) -> None:
        """Put the duty off by some days from today."""
        duty = self.page.duties.duty()
        until = clock.today() + timedelta(days=count)
        if duty is None:
            self._choose_first()
        elif self.desk.act(sentence(duty, until), partial(_store, duty, until)):
            self._done(f"已推迟到 {until}：{duty.who}")

    @writes
    def till(self) -> None:
        """Ask until when."""
        fields = (UNTIL, WHY_OFF)
        values = {"until": Day.of(clock.today() + timedelta(days=WEEK))}

        def save(duty: Duty, given: dict[str, Any]) -> None:
            day = given["until"].first if given["until"] is not None else clock.today()
            with self.desk.open_office().change(sentence(duty, day)) as session:
                _store(duty, day, session, given["reason"] or "")

        self._ask("推迟到某天", fields, values, "推迟", save)

    @writes
    def ignore(self) -> None:
        """Ask why the duty is ignored this time; it comes back when its day changes."""

        def save(duty: Duty, given: dict[str, Any]) -> None:
            with self.desk.open_office().change(sentence(duty, None)) as session:
                _store(duty, None, session, given["reason"] or "")

        self._ask("本次忽略", (WHY_IGNORED,), {}, "忽略", save)

    @writes
    def back(self) -> None:
        """Show a duty again that was put off."""
        pair = self.page.duties.put_off()
        if pair is None:
            self.desk.messages.inform("没有选中已推迟的待办", "先展开待办末尾的“已推迟”，再选中一件。")
            return
        duty, _snooze = pair
        work: Callable[[Any], object] = lambda session: bring_back(session, [duty.key])  # noqa: E731 -- one line, used once
        if self.desk.act(f"恢复待办：{duty.who} {duty.text}", work):
            self._done(f"已恢复：{duty.who}")

    def _ask(
        self,
        title: str,
        fields: Sequence[Field],
        values: dict[str, Any],
        verb: str,
        save: Callable[[Duty, dict[str, Any]], None],
    ) -> None:
        from partyoffice.ui.form_dialog import FormDialog  # forms are not needed to start
        from partyoffice.ui.record_form import RecordForm

        duty = self.page.duties.duty()
        if duty is None:
            self._choose_first()
            return
        form = RecordForm(tuple(fields), values)
        dialog = FormDialog(self.page.window(), f"{title}：{duty.who}", form, verb, partial(save, duty))
        note = label("\n".join(filter(None, (duty.text, duty.article))), "sentence", wraps=True)
        note.setContentsMargins(20, 12, 20, 0)
        body = dialog.layout()
        if isinstance(body, QVBoxLayout):
            body.insertWidget(1, note)
        dialog.fit()
        dialog.accepted.connect(lambda: self._done(f"{title}：{duty.who}"))
        self.page.dialog = dialog
        dialog.open()
        form.jump(fields[0].key)

    def _choose_first(self) -> None:
        self.desk.messages.inform("没有选中的待办", "请先用方向键或鼠标选中一件。")

    def _done(self, said: str) -> None:
        self._show()
        self.desk.done(said)

    def _show(self) -> None:
        """Show the list as it is now; everything else of the page is read meanwhile and may take longer."""
        page = self.page
        with self.desk.open_office().reading() as session:
            page.found.snoozes = snoozes(session)
        page.duties.show_data(page.found)
        page.counted.emit(page.found.late())


def sentence(duty: Duty, until: date | None) -> str:
    """Return what the journal says of it."""
    how = "忽略待办" if until is None else f"推迟待办到 {until}"
    return f"{how}：{duty.who} {duty.text}"


def _store(duty: Duty, until: date | None, session: Any, reason: str = "") -> None:  # noqa: ANN401 -- SQLAlchemy stays below
    put_off(session, [duty.key], until, reason)


def heavy(duty: Duty, snooze: Snooze, on: date) -> bool:
    """Say whether a duty keeps its mark though out of sight: overdue, by an article, ignored or put off."""
    return duty.due < on and bool(duty.article) and snooze.holds(on)
