"""What the hands feel: a keystroke in the search box, a tab, the card, a changed cell, each until painted.

The floor is a bare table of the same texts: its rows set anew and painted. Targets are the 95th of a
hundred: keystroke 20 ms at 2,000 and 30 ms at 20,000 members, card 100 ms.
"""

import os
import statistics
from collections.abc import Callable, Iterable
from itertools import cycle, islice

from benchmarks.measure import Place, Row, seconds

QUERIES = ("l", "li", "lin", "林", "", "z", "zy", "4127", "", "199", "1990", "wang", "", "aygl", "x", "s")
TIMES = 100
PAGES = ("home", "members")


def handling(place: Place) -> list[Row]:
    """Drive the real window of a copy, off the screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PARTYOFFICE_HOME"] = str(place.folder / "prefs")
    from PySide6.QtWidgets import QApplication

    from partyoffice.app import program

    app = QApplication.instance() or QApplication([])
    prefs = program.Prefs()
    program.dress(app, prefs)  # type: ignore[arg-type]  # a QApplication was just made
    ours = program.Program(prefs)
    ours.open(place.office)
    window = ours.shown
    assert window is not None
    window.resize(1366, 768)
    rows = _drive(app, window)
    window.leaving = True  # type: ignore[attr-defined]  # the office's window, without a copy at the end
    window.close()
    return rows


def _drive(app, window) -> list[Row]:  # noqa: ANN001 -- Qt is imported late
    from partyoffice.ui import tasks

    for key in PAGES:
        window.show_page(key)
    page = window.page()
    _settle(app, lambda: not page.arrival.busy)
    # What is still read and checked beside the window after opening takes turns with it: told apart here.
    home = window.pages["home"]
    _settle(app, lambda: not tasks.running() and not home.reader.busy())
    floor = _floor(app, page.model)
    rows = _figures("keystroke in search, painted", app, _keys(window), floor, "p95 <= 0.020 (20 000: 0.030)")
    rows += _figures("next person, card shown", app, _cards(page), floor, "p95 <= 0.100")
    rows += _figures("one cell changed, painted", app, _changes(window, page), floor, "")
    return rows + _figures("tab switched, painted", app, _tabs(window), floor, "")


def _settle(app, ready: Callable[[], bool]) -> None:  # noqa: ANN001 -- Qt is imported late
    while not ready():
        app.processEvents()
    app.processEvents()


def _figures(name: str, app, deeds: Iterable[Callable[[], object]], floor: float, target: str) -> list[Row]:  # noqa: ANN001 -- Qt is imported late
    taken = [seconds(lambda: (deed(), app.processEvents())) for deed in islice(deeds, TIMES)]  # noqa: B023 -- called at once
    ninety_fifth = statistics.quantiles(taken, n=20)[-1]
    return [
        Row(name, statistics.median(taken), floor, "bare table refilled"),
        Row(f"{name}, p95", ninety_fifth, floor, "bare table refilled", target),
    ]


def _keys(window) -> Iterable[Callable[[], object]]:  # noqa: ANN001 -- Qt is imported late
    return (lambda text=text: window.header.search.find_now(text) for text in cycle(QUERIES))


def _cards(page) -> Iterable[Callable[[], object]]:  # noqa: ANN001 -- Qt is imported late
    def one(row: int) -> None:
        page.grid.choice.go_to(page.model.record_id(row % page.model.rowCount()))
        page.show_card()

    return (lambda row=row: one(row) for row in range(10**6))


def _changes(window, page) -> Iterable[Callable[[], object]]:  # noqa: ANN001 -- Qt is imported late
    from partyoffice.members.records import Person

    def one(row: int) -> None:
        person = page.model.record_id(row % page.model.rowCount())
        with window.office.change("修改 备注") as session:
            session.get_one(Person, person).note = f"备注 {row}"

    return (lambda row=row: one(row) for row in range(10**6))


def _tabs(window) -> Iterable[Callable[[], object]]:  # noqa: ANN001 -- Qt is imported late
    return (lambda key=key: window.show_page(key) for key in cycle(PAGES))


def _floor(app, model) -> float:  # noqa: ANN001 -- Qt is imported late
    """Return the median seconds in which a bare table takes the same texts and paints them."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QTableView

    texts = [model.text(row, 2) for row in range(model.rowCount())]
    view, bare = QTableView(), QStringListModel()
    view.setModel(bare)
    view.resize(1366, 700)
    view.show()
    app.processEvents()
    taken = [seconds(lambda: (bare.setStringList(texts), app.processEvents())) for _ in range(20)]
    view.close()
    return statistics.median(taken)
