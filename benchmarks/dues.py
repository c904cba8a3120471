"""党费 beside the roster: its views opened, its sheets written and taken in, the whole book judged.

The floor of a view is a bare table of as many texts, that of a sheet the roster's own like job. More than
ten times the roster's is a fault.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.ledger import bare_table
from benchmarks.measure import Place, Row, child, seconds
from benchmarks.sheets import _quiet

VIEWS = ("ledger", "assessments", "arrears", "payments")
SHEETS = ("dues-ledger", "dues-assessments", "dues-arrears", "dues-payments")
MONTHS = tuple(f"{number}月" for number in range(1, 13))
OLD, COMING = 2015, 2027  # years the sample has nothing of
SLIP = {"岗位工资": 2540, "薪级工资": 1950, "基础性绩效工资": 2100, "养老保险": 620, "个人所得税": 21.35}


def dues(place: Place) -> list[Row]:
    """The tab, then the command line, on the sample's own dues."""
    return [*_views(place), *_written(place), *_taken_in(place)]


def _views(place: Place) -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from partyoffice.app.garbage import Garbage
    from partyoffice.dues.page.views import VIEWS as SPECS
    from partyoffice.store.office import Office
    from partyoffice.ui import chinese, theme
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.messages import Recorder
    from partyoffice.ui.prefs import Prefs

    app = QApplication.instance() or QApplication([])
    chinese.install(app)  # type: ignore[arg-type]  # a QApplication was just made
    theme.apply(app, "light", 10)  # type: ignore[arg-type]  # a QApplication was just made
    Garbage(app)
    rows, shown = list[Row](), []
    with Office.open(place.office, writing=False) as office:
        desk = Desk(office, Recorder(), Prefs(place.folder / "prefs.json"))

        def open_(spec) -> None:  # noqa: ANN001 -- Qt is imported late
            page = spec.factory(desk)
            shown.append(page)
            page.resize(1366, 640)
            page.show()
            app.processEvents()

        bare = bare_table(app, [f"{number}" for number in range(place.size)])
        for spec in (one for one in SPECS if one.key in VIEWS):
            taken = seconds(lambda spec=spec: open_(spec))
            rows.append(Row(f"{spec.title} opened, first time", taken, bare, "bare table refilled"))
        for page in shown:
            page.close()
    return rows


def _written(place: Place) -> list[Row]:
    words = ["-m", "partyoffice", "--office", str(place.office)]
    floor, peak = child([*words, "export", "members", str(place.folder / "roster.xlsx"), "--unmasked"])
    name, rows = "export members", list[Row]()
    for kind in SHEETS:
        time, memory = child([*words, "export", kind, str(place.folder / f"{kind}.xlsx")])
        rows += _both(f"export {kind}", (time, memory), (floor, peak), name)
    return rows


def _both(what: str, ours: tuple[float, float], floor: tuple[float, float], name: str) -> list[Row]:
    time = Row(what, ours[0], floor[0], name, "<= 10x")
    return [time, Row(f"{what}, peak memory", ours[1], floor[1], name, unit="MiB")]


def _taken_in(place: Place) -> list[Row]:
    """An old year of everybody, and their pay slips of the coming one."""
    people = sqlite3.connect(place.office).execute(
        "SELECT name, id_number FROM person WHERE binned IS NULL"
    ).fetchall()  # fmt: skip
    old, slips = place.folder / f"党费台账{OLD}.xlsx", place.folder / "工资单.xlsx"
    _sheet(old, ("年度", *MONTHS), people, (OLD, *[49.64] * 12))
    _sheet(slips, ("年度", "人员类型", *SLIP), people, (COMING, "在编在职", *SLIP.values()))
    roster = place.folder / "again.xlsx"
    _quiet("--office", str(place.office), "export", "members", str(roster), "--unmasked")
    floor, peak = child(_import(place, "members", roster))
    name, rows = "import members again", list[Row]()
    for kind, sheet in (("dues", old), ("pay", slips)):
        time, memory = child(_import(place, kind, sheet))
        rows += _both(f"import {kind}, a line each", (time, memory), (floor, peak), name)
    return rows


def _import(place: Place, kind: str, sheet: Path) -> list[str]:
    return ["-m", "partyoffice", "--office", str(place.office), "import", kind, str(sheet), "--only-good"]


def _sheet(path: Path, heads: Sequence[str], people: Iterable[Sequence[str]], same: Sequence[object]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("姓名", "身份证号", *heads))
    for at, one in enumerate(people, 1):
        sheet.write_row(at, 0, (*one, *same))
    book.close()
