"""500 people on the way into the Party: their files read and judged, what falls due, the tab opened."""

import shutil
import sqlite3
import tracemalloc
from datetime import date

from sqlalchemy import select

from benchmarks.measure import Place, Row, children, in_turn
from partyoffice.core.dates import Day
from partyoffice.development import checks, home
from partyoffice.development.queries import files_of, holidays_of, rule_settings
from partyoffice.development.records import Step
from partyoffice.development.rules.judging import judge_all
from partyoffice.development.rules.standing import standing_of
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.store.office import Office

WANTED = 500
ON = date(2026, 11, 20)
TABLES = (
    "person",
    "history",
    "step",
    "voucher",
    "review",
    "thought_report",
    "posting",
    "material",
    "wayfarer",
)
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1366, 768); window.show()
QTimer.singleShot(0, app.quit); sys.exit(app.exec())
"""
# Opens 首页, or also the tab; the tab alone is the difference of the two.
TAB = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from partyoffice.app import program
office, page = sys.argv[1:]
app = QApplication([]); prefs = program.Prefs(); program.dress(app, prefs)
ours = program.Program(prefs)

def shown(window):
    if page:
        window.show_page(page)
        app.processEvents()
    os._exit(0)  # closing would make a copy, which is not what is measured

ours.on_window = shown
QTimer.singleShot(0, lambda: ours.begin(office, ""))
sys.exit(app.exec())
"""


def pipeline(place: Place) -> list[Row]:
    """Everybody on the way, made 500 by copying their files; read, judged, shown."""
    path = place.folder / "pipeline.dangwu"
    shutil.copyfile(place.office, path)
    _fill(path)
    return [*_judged(path), *_opened(place, path)]


def _fill(path: object) -> None:
    """Add people with the steps of those who are there until 500 are on the way."""
    with Office.open(path) as office, office.change("五百人在发展") as session:  # type: ignore[arg-type]  # a path
        known = list(files_of(session, ON))
        rows = session.execute(select(Step).where(Step.person_id.in_(known))).scalars().all()
        for at in range(WANTED - len(known)):
            source = known[at % len(known)]
            one = add_person(
                session, {"name": f"段{at}", "birth": Day(1990, 5, 5)}, category=Category.ACTIVIST,
                since=Day(2024, 1, 5),
            )  # fmt: skip
            session.add_all(
                Step(person_id=one.id, number=row.number, on=row.on, facts=row.facts, open=row.open)
                for row in rows
                if row.person_id == source and not row.mark
            )
        office.first_seq = office.last_seq


def _judged(path: object) -> list[Row]:
    with Office.open(path, writing=False) as office, office.reading() as session:  # type: ignore[arg-type]  # a path
        raw = sqlite3.connect(str(path))

        def floor() -> None:
            for table in TABLES:
                raw.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- our own tables

        rules, holidays = rule_settings(session), holidays_of(session)
        files = files_of(session, ON)
        people = f"of {len(files)} people"
        read, bare = in_turn(lambda: files_of(session, ON), floor)
        judged, _ = in_turn(lambda: [judge_all(one, ON, rules, holidays) for one in files.values()], floor)
        stood, _ = in_turn(lambda: [standing_of(one, ON, rules, holidays) for one in files.values()], floor)
        checked, _ = in_turn(lambda: list(checks.check_files(session, ON)), floor)
        due, _ = in_turn(lambda: list(home.due(session, ON)), floor)
        name = "raw rows of the same tables"
        return [
            Row(f"files {people}", read, bare, name),
            Row("findings of those files", judged, bare, name, "<= 0.2 s"),
            Row("25 states of those files", stood, bare, name),
            Row("数据体检 of the steps, all of it", checked, bare, name),
            Row("what falls due, all of it", due, bare, name),
            Row("files, memory", _memory(session), 1.0, "MiB", unit="MiB"),
        ]


def _memory(session: object) -> float:
    tracemalloc.start()
    kept = files_of(session, ON)  # type: ignore[arg-type]  # a session
    size = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    return size if kept else 0.0


def _opened(place: Place, path: object) -> list[Row]:
    home_of = {"QT_QPA_PLATFORM": "offscreen", "PARTYOFFICE_HOME": str(place.folder / "prefs")}
    plain, _ = children(["-c", TAB, str(path), ""], ["-c", BARE], **home_of)
    time, memory = children(["-c", TAB, str(path), "development"], ["-c", BARE], **home_of)
    return [
        Row("发展党员 opens, beside 首页", time.ours - plain.ours, time.floor, "bare window", "<= 0.3 s"),
        Row("发展党员 shown, peak memory", memory.ours, memory.floor, "bare window", unit="MiB"),
    ]
