"""The program tries what it needs: files, store, import, papers, window; each in a scratch folder."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from partyoffice.cli.run import RefusedError
from partyoffice.core import shipped
from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import missing, read_json, resource
from partyoffice.store.office import Office

Answer = dict[str, Any]


def checks() -> list[Answer]:
    """Run every check and return name and outcome; one that fails says why."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return [_tried(name, check, place) for name, check in CHECKS]


def failed(answer: Answer) -> None:
    """Refuse when a check has failed."""
    bad = [one["name"] for one in answer["checks"] if not one["ok"]]
    if bad:
        sentence = OfficeError(
            f"自检没有通过：{'、'.join(bad)}", remedy="请重新安装程序，或把这句话告诉维护人员"
        )
        raise RefusedError(answer, str(sentence))


def _tried(name: str, check: Callable[[Path], None], place: Path) -> Answer:
    try:
        check(place)
    except Exception as error:  # noqa: BLE001 -- whatever fails is the answer
        return {"name": name, "ok": False, "message": f"{type(error).__name__}: {error}"}
    return {"name": name, "ok": True}


def _resources(_place: Path) -> None:
    if spoilt := shipped.altered():
        raise RuntimeError(f"{'、'.join(spoilt)} 与打包时不同")
    for name in ("headings.json", "codes/nation.json"):
        read_json(name)
    if not any(resource("fonts").glob("*.ttf")):
        raise missing(["resources/fonts"])


def _store(place: Path) -> None:
    from partyoffice.making import make_sample

    for name, password in (("自检.dangwu", None), ("自检密.dangwu", "自检")):
        with Office.create(place / name, password) as office:
            make_sample(office, 20, 1)
            office.undo()
            office.redo()


def _sheets(place: Path) -> None:
    from partyoffice.cli.run import run

    sheet = place / "名册.xlsx"
    for words in (["export", "members", str(sheet), "--unmasked"], ["import", "members", str(sheet)]):
        _quietly(run, ["--office", str(place / "自检.dangwu"), *words])


def _papers(place: Path) -> None:
    from partyoffice.cli.run import run

    office = str(place / "自检.dangwu")
    _quietly(run, ["--office", office, "export", "members", str(place / "名册.pdf"), "--year", "2025"])
    for form in ("mem-01", "trn-01"):  # one of a grid, one of places
        _quietly(run, ["--office", office, "print", form, str(place / f"{form}.pdf")])


def _word(place: Path) -> None:
    from partyoffice.cli.run import run

    office = str(place / "自检.dangwu")
    _quietly(run, ["--office", office, "export", "members", str(place / "名册.docx"), "--year", "2025"])
    _quietly(run, ["--office", office, "print", "mem-01", str(place / "采集表.docx")])


def _quietly(run: Callable[[list[str]], int], words: list[str]) -> None:
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        status = run(words)
    if status:
        raise RuntimeError(said.getvalue().strip())


def _window(_place: Path) -> None:
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from partyoffice.ui.chinese import install

    app = QApplication.instance()
    install(app if isinstance(app, QApplication) else QApplication(["partyoffice"]))


CHECKS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("资源文件", _resources), ("数据文件、加密、撤销", _store), ("表格导出导入", _sheets),
    ("PDF 打印", _papers),
    ("Word 文件", _word),
    ("窗口与中文界面", _window),
)  # fmt: skip
