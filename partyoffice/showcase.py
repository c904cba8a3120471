"""Pictures of every tab and main dialog of an office, made without a screen.

``python -m partyoffice.showcase DIR [--office FILE] [--dark] [--scale 1.5]``
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from partyoffice.app.office_window import OfficeWindow

SIZE = (1366, 768)
SAMPLE_MEMBERS, SAMPLE_SEED, INVENTED = 200, 1, 60
DIALOGS = {
    "导入": "import",
    "导出": "export",
    "打印": "print",
    "封存名册": "seal",
    "备份与恢复": "backups",
    "设置": "settings",
    "下载导入模板": "template",
    "帮助": "help",
    "关于": "about",
}


def read_words(words: Sequence[str]) -> argparse.Namespace:
    """Return folder and options."""
    parser = argparse.ArgumentParser(
        prog="partyoffice.showcase", description="给每个页签和主要对话框拍一张图。"
    )
    parser.add_argument("folder", metavar="DIR", help="放图片的文件夹")
    parser.add_argument("--office", metavar="FILE", help="数据文件；不写则生成示例")
    parser.add_argument("--dark", action="store_true", help="深色")
    parser.add_argument("--scale", type=float, default=1.0, help="缩放，如 1.5")
    return parser.parse_args(list(words))


def main(words: Sequence[str]) -> int:
    """Make the pictures; 0 when all are there."""
    given = read_words(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(given.scale)
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        # The pictures must not depend on this user's look, nor change what the user opened last.
        os.environ["PARTYOFFICE_HOME"] = scratch
        office = Path(given.office) if given.office else _sample(Path(scratch))
        for name in pictures(office, folder, dark=given.dark, scale=given.scale):
            sys.stdout.write(f"{name}\n")
    return 0


def _sample(folder: Path) -> Path:
    from partyoffice.making import make_sample
    from partyoffice.store.office import Office

    path = folder / "示例学校.dangwu"
    office = Office.create(path)
    make_sample(office, SAMPLE_MEMBERS, SAMPLE_SEED)
    office.release()
    return path


def pictures(path: Path, folder: Path, *, dark: bool = False, scale: float = 1.0) -> Iterator[str]:
    """Take a picture of each page and dialog; yields the names of the files."""
    from PySide6.QtWidgets import QApplication

    from partyoffice.app.program import Program, dress
    from partyoffice.store.office import Office
    from partyoffice.ui.prefs import Prefs

    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    prefs = Prefs()
    prefs.put("theme", "dark" if dark else "light")
    dress(app, prefs)
    program, faults = Program(prefs), _listen()
    # Read only, so that a picture can be taken beside an open window.
    program.take(Office.open(path, writing=False))
    window: Any = program.shown
    window.showNormal()  # the first window fills a small screen; a picture has a size of its own
    window.resize(*SIZE if scale == 1 else (round(SIZE[0] * 15 / 16), round(SIZE[1] * 15 / 16)))
    yield from _pages(app, window, folder)
    yield from _dialogs(app, window, folder)
    window.close()
    _settle(app, window)
    if faults:
        raise RuntimeError("\n".join(faults))


def _listen() -> list[str]:
    """Collect the faults that the window would show in its crash dialog."""
    from partyoffice.ui import crash

    faults: list[str] = []
    crash.reporter().happened.connect(lambda _number, detail: faults.append(detail))
    return faults


def _settle(app: "QApplication", window: "OfficeWindow") -> None:
    """Let everything be read and painted."""
    from partyoffice.ui import tasks

    for _round in range(400):
        app.processEvents()
        reading = any(
            (reader := getattr(page, "reader", None)) and reader.busy() for page in window.pages.values()
        )
        if not reading and not tasks.running():
            break
        _wait(app)
    for _round in range(3):
        app.processEvents()


def _wait(app: "QApplication") -> None:
    from PySide6.QtCore import QThread

    app.processEvents()
    QThread.msleep(20)


def _take(widget: "QWidget", folder: Path, name: str) -> str:
    file = f"{name}.png"
    widget.grab().save(str(folder / file))
    return file


def _pages(app: "QApplication", window: "OfficeWindow", folder: Path) -> Iterator[str]:
    for at, (key, spec) in enumerate(window.specs.items(), 1):
        window.show_page(key)
        window.undo_bar.hide()
        _settle(app, window)
        yield _take(window, folder, f"{at:02d}-{spec.title}")


def _dialogs(app: "QApplication", window: "OfficeWindow", folder: Path) -> Iterator[str]:
    first = len(window.specs) + 1
    for at, (title, name) in enumerate(DIALOGS.items(), first):
        dialog = window.dialogs.open(name)
        if dialog is not None:
            _settle(app, window)
            yield _take(dialog, folder, f"{at:02d}-{title}")
            dialog.close()
    yield from _import_preview(app, window, folder, first + len(DIALOGS))


def _import_preview(app: "QApplication", window: "OfficeWindow", folder: Path, at: int) -> Iterator[str]:
    """Show the preview of a sheet with some of everything: new, changed, same, faulty."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "党员名册（教务处）.xlsx"
        invent_sheet(window, path)
        dialog = window.dialogs.open("import", path=path)
        _settle(app, window)
        if dialog is not None:
            yield _take(dialog, folder, f"{at:02d}-导入预览")
            dialog.close()


def invent_sheet(window: "OfficeWindow", path: Path) -> None:
    """Write part of the roster with some cells changed, so that every verdict occurs."""
    from partyoffice.app.wishes import rosters
    from partyoffice.core import clock
    from partyoffice.part import Wish
    from partyoffice.reports.document import Document, Table
    from partyoffice.reports.write import write

    roster = next(iter(rosters().values()))
    with window.office.reading() as session:
        made = roster.build(session, Wish(clock.today(), masked=False, plain=True))
    table = next(block for block in made.blocks if isinstance(block, Table))
    keys = {field.title: field.key for field in roster.columns}
    titles = [keys.get(column.title, "") for column in table.columns]
    rows = [_changed(at, list(row), titles) for at, row in enumerate(list(table.rows)[:INVENTED])]
    write(Document(made.title, (Table(table.columns, rows),)), path, plain=True)


def _changed(at: int, row: list[Any], keys: list[str]) -> tuple[Any, ...]:
    """Return a row as a careless colleague might have sent it; the last column is our own number."""
    places = {key: place for place, key in enumerate(keys)}
    if at % 9 == 2:
        row[places["phone"]] = "13900001234"
    if at % 17 == 5:
        row[places["joined"]] = "2019.2.30"
    if at % 19 == 7:
        row[places["id_number"]] = "330099199003070010"
    if at % 13 == 4:
        row[places["name"]], row[places["id_number"]], row[-1] = f"林知夏{'甲乙丙丁戊'[at // 13]}", "", ""
    return tuple(row)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
