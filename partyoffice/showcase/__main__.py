"""Pictures of every tab, dialog and state of an office, made without a screen.

``python -m partyoffice.showcase DIR [--office FILE] [--only 名册,导入] [--theme dark] [--size 1093x614]``
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SIZE = (1366, 768)
ROOM = (2600, 1700)  # of the screen that is not there: popups stand where they would on a real one
SAMPLE_MEMBERS, SAMPLE_SEED = 200, 1


def read_words(words: Sequence[str]) -> argparse.Namespace:
    """Return folder and options."""
    parser = argparse.ArgumentParser(
        prog="partyoffice.showcase", description="给每个页签、对话框和状态拍一张图。"
    )
    parser.add_argument("folder", metavar="DIR", help="放图片的文件夹")
    parser.add_argument("--office", metavar="FILE", help="数据文件；不写则生成示例")
    parser.add_argument("--only", metavar="词,词", default="", help="只拍名称里有这些词的")
    parser.add_argument("--dark", action="store_true", help="深色，同 --theme dark")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), help="外观")
    parser.add_argument("--points", type=int, default=10, help="字号，如 13")
    parser.add_argument("--scale", type=float, default=1.0, help="缩放，如 1.5")
    parser.add_argument("--size", metavar="宽x高", help="窗口的逻辑大小，如 1093x614")
    return parser.parse_args(list(words))


def main(words: Sequence[str]) -> int:
    """Make the pictures; 0 when all are there."""
    given = read_words(words)
    folder = Path(given.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        # The pictures must not depend on this user's look, nor change what the user opened last.
        os.environ["PARTYOFFICE_HOME"] = str(scratch / "home")
        os.environ["QT_SCALE_FACTOR"] = str(given.scale)
        _have_screen(scratch)
        for file in _pictures(given, folder, scratch):
            sys.stdout.write(f"{file}\n")
    return 0


def _have_screen(scratch: Path) -> None:
    """Give the screenless platform a screen as large as a real one."""
    if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") != "offscreen":
        return
    screen = {"name": "one", "x": 0, "y": 0, "width": ROOM[0], "height": ROOM[1], "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    path = scratch / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"


def _pictures(given: argparse.Namespace, folder: Path, scratch: Path) -> Iterator[str]:
    """Take the scenes wanted; yields the names of the files."""
    from partyoffice.showcase.scenes import scenes
    from partyoffice.showcase.stage import Stage

    office = _copy(Path(given.office), scratch) if given.office else _sample(scratch)
    stage = Stage(office, scratch, given.theme or ("dark" if given.dark else "light"), given.points)
    stage.resize(_size(given))
    wanted = [word for word in given.only.split(",") if word]
    for at, (title, scene) in enumerate(scenes(stage), 1):
        if not wanted or any(word in title for word in wanted):
            yield from stage.play(scene, folder, f"{at:02d}-{title}")
    stage.close()


def _size(given: argparse.Namespace) -> tuple[int, int]:
    if given.size:
        wide, high = given.size.lower().split("x")
        return int(wide), int(high)
    return SIZE if given.scale == 1 else (round(SIZE[0] * 15 / 16), round(SIZE[1] * 15 / 16))


def _copy(path: Path, scratch: Path) -> Path:
    """Copy an office, which may be open elsewhere: the scenes write into their own."""
    from partyoffice.store.backup import Reason
    from partyoffice.store.office import Office

    target = scratch / path.name
    office = Office.open(path, writing=False)
    office.back_up(Reason.HAND, to=target)
    office.release()
    return target


def _sample(scratch: Path) -> Path:
    from partyoffice.making import make_sample
    from partyoffice.store.office import Office

    path = scratch / "示例学校.dangwu"
    office = Office.create(path)
    make_sample(office, SAMPLE_MEMBERS, SAMPLE_SEED)
    office.release()
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
