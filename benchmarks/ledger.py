"""Ten years of 党费: a year of everybody opened and painted, a month typed cell by cell, one entered whole.

The floor of opening is the year's raw rows; that of a keystroke a bare table of names, filled anew and
painted. Targets: opening 500 ms, a keystroke 50 ms at 2,000 members.
"""

import os
import shutil
import sqlite3
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Place, Row, in_turn, seconds
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import read_year
from partyoffice.dues.records import Assessment, Closing, Opening, Payment
from partyoffice.dues.rules.months import day_of, month_of, year_months, year_of
from partyoffice.members.queries import everyone
from partyoffice.store.bulk import add_rows
from partyoffice.store.office import Office

YEARS, KEYS = 10, 60


def ledger(place: Place) -> list[Row]:
    """Everybody's months of ten years beside raw rows and a bare table."""
    path = place.folder / "ledger.dangwu"
    shutil.copyfile(place.office, path)
    _fill(path)
    raw, year = sqlite3.connect(path), clock.today().year
    wanted = "SELECT person_id, month, amount, [on], elsewhere FROM dues_payment WHERE month LIKE ?"
    with Office.open(path) as office:
        with office.reading() as session:
            count = raw.execute("SELECT count(*) FROM dues_payment").fetchone()[0]
            read, bare = in_turn(
                lambda: read_year(session, year, clock.today()),
                lambda: raw.execute(wanted, [f"{year}%"]).fetchall(),
            )
        rows = [Row(f"a year of {count} payments", read, bare, "raw rows of it")]
        rows += _drive(office, place.folder)
        office.first_seq = office.last_seq  # no copy on closing: it is not what is measured
    return rows


def _fill(path: Path) -> None:
    """Set and pay ten years of everybody who is a member, the running month left open."""
    now = month_of(clock.today())
    with Office.open(path) as office, office.change("十年党费", kind="sample") as session:
        for kind in (Payment, Assessment, Closing, Opening):
            for one in session.query(kind):
                session.delete(one)
        session.flush()
        people = [one.id for one in everyone(session, clock.today(), columns=("name",)) if one.member]
        years = range(year_of(now) - YEARS + 1, year_of(now) + 1)
        session.add(Opening(since=Day(years[0], 1)))
        add_rows(session, Assessment, (_set(one, year) for year in years for one in people))
        add_rows(
            session, Payment, _paid(people, [at for year in years for at in year_months(year) if at < now])
        )
        office.first_seq = office.last_seq


def _set(person: int, year: int) -> dict[str, Any]:
    due = 2000 + person % 9000
    return {"person_id": person, "year": year, "start": Day(year, 1), "payer": "在编在职", "due": due}


def _paid(people: list[int], months: list[int]) -> Iterator[dict[str, Any]]:
    for at in months:
        month = day_of(at)
        on = Day(month.year, month.month, 8)
        for person in people:
            yield {"person_id": person, "month": month, "amount": 2000 + person % 9000, "on": on}


def _drive(office: Office, folder: Path) -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from partyoffice.app.garbage import Garbage
    from partyoffice.dues.page.ledger.columns import key_of
    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.ui import chinese, theme
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.messages import Recorder
    from partyoffice.ui.prefs import Prefs

    app = QApplication.instance() or QApplication([])
    chinese.install(app)  # type: ignore[arg-type]  # a QApplication was just made
    theme.apply(app, "light", 10)  # type: ignore[arg-type]  # a QApplication was just made
    Garbage(app)  # as in the program: Python's collector waits until the hands rest
    desk, panes = Desk(office, Recorder(), Prefs(folder / "prefs.json")), list[LedgerPane]()

    def open_() -> None:
        pane = LedgerPane(desk)
        panes.append(pane)
        pane.resize(1366, 640)
        pane.show()
        app.processEvents()

    opened = statistics.median(seconds(open_) for _ in range(5))
    pane, grid = panes[-1], panes[-1].list
    for one in panes[:-1]:
        one.close()
    desk.changed.connect(pane.refresh)
    grid.choice.go_to(grid.model.record_id(0), key_of(pane.shown.month_now()))

    def press(key: Qt.Key) -> None:
        QTest.keyClick(grid.editing.part() or grid.body, key)
        app.processEvents()

    keys = [
        seconds(lambda key=key: press(key)) for _ in range(KEYS) for key in (Qt.Key.Key_F2, Qt.Key.Key_Return)
    ]
    floor = bare_table(app, [grid.model.text(row, 1) for row in range(grid.model.rowCount())])
    name, bare = "bare table refilled", floor
    worst = statistics.quantiles(keys[1::2], n=20)[-1]
    return [
        Row("收缴台账 opened and painted", opened, floor, name, "<= 0.5 s"),
        Row("editor opened by F2", statistics.median(keys[::2]), bare, name, "<= 0.05 s"),
        Row("amount stored by Enter, painted", statistics.median(keys[1::2]), bare, name, "<= 0.05 s"),
        Row("amount stored by Enter, p95", worst, bare, name),
        Row("a month of everybody stored", _month(pane, app), bare, name),
    ]


def _month(pane, app) -> float:  # noqa: ANN001 -- Qt is imported late
    pane.collect_now()
    return seconds(lambda: (pane.forms.dialog.on_save(), app.processEvents()))


def bare_table(app, texts: list[str]) -> float:  # noqa: ANN001 -- Qt is imported late
    """Return the median seconds in which a bare table takes so many texts and paints them."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QTableView

    view, model = QTableView(), QStringListModel()
    view.setModel(model)
    view.resize(1366, 640)
    view.show()
    app.processEvents()
    taken = [seconds(lambda: (model.setStringList(texts), app.processEvents())) for _ in range(10)]
    view.close()
    return statistics.median(taken)
