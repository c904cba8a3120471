"""Set everything up and start: the window, the tests, the checks.

    python3 start.py            the window, on an invented sample office (Windows: py start.py)
    python3 start.py test       all tests; further words go to pytest
    python3 start.py check      everything CONTRIBUTING.md asks for
    python3 start.py setup      the set-up alone

Standard library only. It is kept readable to Python 3.8, so that an old Python can say what is missing.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Iterable, NoReturn, TextIO

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "lock.sha256"
DEMO = ROOT / "demo"
SAMPLE = DEMO / "示例.dangwu"

LETTER = (
    "--set",
    "抬头=中共竹汀区教育局委员会",
    "--set",
    "去=竹汀区实验学校党支部",
    "--set",
    "有效期（天）=30",
)

OLDEST = (3, 11)
NEWEST = (3, 14)
ROOM = 1500 * 1024 * 1024  # bytes: the packages unpacked, and what pip keeps meanwhile

QT = ("libgl1", "libegl1", "libglib2.0-0", "libxkbcommon0", "libfontconfig1", "libdbus-1-3")
SCREEN = ("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxkbcommon-x11-0", "libxcb-shape0")
PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"

RULES = ("partyoffice/core/*", "partyoffice/*/rules.py", "partyoffice/*/rules/*.py")
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
SIDE_BY_SIDE = ("-n", "auto", "--dist", "worksteal")  # one run of tests on each core
CHECKS = (
    ("代码规范", ("-m", "ruff", "check")),
    ("代码格式", ("-m", "ruff", "format", "--check")),
    ("类型", ("-m", "mypy")),
    ("分层", ("-c", CONTRACTS)),
    ("测试", ("-m", "coverage", "run", "-m", "pytest", "-q", *SIDE_BY_SIDE)),
    ("合并覆盖率", ("-m", "coverage", "combine", "-q")),
    ("规则覆盖率", ("-m", "coverage", "report", "--fail-under=100", "--include", ",".join(RULES))),
)

PIP_TROUBLES = (
    ("No space left", "磁盘空间不足，软件包没有装完。请腾出约 1.5 GB 后再运行一次。"),
    ("DO NOT MATCH THE HASHES", "下载到的软件包与校验值不符，没有安装。请换一个镜像源后再运行一次。"),
    ("Permission denied", "没有写入 .venv 文件夹的权限。请把整个文件夹复制到自己的目录里再运行。"),
    ("onnection", "连不上网络，软件包没有下载。请联网后再运行一次；内网请先为 pip 设好镜像源。"),
    ("imed out", "网络太慢，软件包没有下载完。请稍后再运行一次。"),
    ("No matching distribution", "找不到所需的软件包：网络不通，或镜像源不全。请检查网络或 pip 的镜像源。"),
)


class StartError(Exception):
    """What stands in the way, as one Chinese sentence for the user."""


def say(text: str) -> None:
    """Show one line of progress at once."""
    print(text, flush=True)


def speak_chinese(stream: TextIO | None) -> None:
    """Let a console whose encoding lacks Chinese take UTF-8 rather than fail."""
    try:
        "党务".encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def hold_standard_input() -> None:
    """Put an empty file in a closed standard input's place, or a child's pipe would take its number."""
    if sys.stdin is None:
        os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)


def require_python() -> None:
    """Refuse a Python the lock was not made for."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    here = "{}.{}".format(*sys.version_info[:2])
    raise StartError(
        f"本程序需要 Python 3.11 到 3.14，现在用的是 {here}。"
        "请安装 Python 3.11，再用它运行：python3.11 start.py（Windows：py -3.11 start.py）。",
    )


# --- the system's own packages (Debian and its kin) ---


def installed_packages() -> set[str] | None:
    """Return what dpkg holds, provided names included; None where there is no dpkg."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return None
    ask = ("dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package}, ${Provides}\n")
    answer = subprocess.run(ask, stdout=subprocess.PIPE, check=False).stdout.decode("utf-8", "replace")
    return names_in(answer.splitlines())


def names_in(lines: Iterable[str]) -> set[str]:
    """Return the package names in dpkg's lines ``ii |name, provided (= 1), other``."""
    names: set[str] = set()
    for line in lines:
        status, _, rest = line.partition("|")
        if status.startswith("ii"):
            names.update(word.split()[0] for word in rest.split(",") if word.split())
    return names


def wanted_packages(screen: bool) -> list[str]:
    """Return the Debian packages this run rests on."""
    venv = () if importlib.util.find_spec("ensurepip") else ("python3-venv",)
    return [*venv, *QT, *(SCREEN if screen else ())]


def install_system_packages(screen: bool) -> None:
    """Install what Debian lacks; without the right to, hand the command on."""
    there = installed_packages()
    missing = [] if there is None else [name for name in wanted_packages(screen) if name not in there]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        hand_on(command)
        return
    say(f"正在安装系统软件包：{' '.join(missing)}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if call(["apt-get", "update", "-q"], quiet) != 0 or call(command, quiet) != 0:
        say("系统软件包没有装上（见上面几行）。请检查网络和软件源；下面先继续。")


def hand_on(command: list[str]) -> None:
    """Tell the line for whoever may install; without python3-venv nothing can go on."""
    sudo = "sudo " if shutil.which("sudo") else ""
    line = f"{sudo}apt-get update && {sudo}{' '.join(command)}"
    told = f"系统缺少几个软件包。请管理员执行下面这一行，然后再运行一次：\n    {line}"
    if "python3-venv" in command:
        raise StartError(told)
    say(told)


# --- the virtual environment ---


def venv_python() -> Path:
    """Return the virtual environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def lock_digest() -> str:
    """Return what the virtual environment must have been made from: the lock and this Python."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return "{} python{}.{}".format(digest, *sys.version_info[:2])


def is_ready() -> bool:
    """Tell whether .venv is whole, made from this lock, and its Python still starts."""
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != lock_digest():
        return False
    try:
        return call([str(venv_python()), "-c", "import pip"]) == 0
    except OSError:
        return False


def ready_venv() -> None:
    """Make .venv anew unless it is ready; the stamp is written last."""
    if is_ready():
        return
    if Path(sys.prefix).resolve() == VENV:
        raise StartError(".venv 需要重建，而现在用的正是它里面的 Python。请改用系统的 Python 运行。")
    if shutil.disk_usage(str(ROOT)).free < ROOM:
        raise StartError("磁盘空间不足：安装需要约 1.5 GB。请腾出空间后再运行一次。")
    say("正在准备运行环境（.venv），第一次需要几分钟……")
    make_venv()
    install_lock()
    STAMP.write_text(lock_digest(), encoding="utf-8")
    say("运行环境已准备好。")


def make_venv() -> None:
    """Make an empty .venv with pip, in place of whatever lies there."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(str(VENV), ignore_errors=True)
    answer = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if answer.returncode != 0:
        told = answer.stdout.decode("utf-8", "replace").strip()
        raise StartError(f"没能建立 .venv。Debian 上请先安装 python3-venv；文件夹须可写。原因：\n{told}")


def install_lock() -> None:
    """Install exactly the locked packages, wheels only, each against its hash."""
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary=:all:", "--timeout=60", "-r", str(LOCK)]
    show = [] if sys.stdout is not None and sys.stdout.isatty() else ["--quiet"]
    answer = subprocess.run(
        [*command, *show],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=dict(os.environ, PIP_USER="0", PYTHONUTF8="1"),
        check=False,
    )
    if answer.returncode != 0:
        raise StartError(pip_trouble(answer.stderr.decode("utf-8", "replace")))


def pip_trouble(told: str) -> str:
    """Say in Chinese what pip complained about, its last lines added."""
    tail = "\n".join(told.strip().splitlines()[-5:])
    sentence = next((said for sign, said in PIP_TROUBLES if sign in told), "软件包没有装上。")
    return f"{sentence}\npip 的原话：\n{tail}"


def set_up(screen: bool) -> None:
    """Do whatever set-up is still missing."""
    install_system_packages(screen)
    ready_venv()


# --- the verbs ---


def call(command: list[str], env: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder, its output shown; return its exit status."""
    return subprocess.run(command, cwd=str(ROOT), env=env, check=False).returncode


def python(*words: str, **env: str) -> int:
    """Run the virtual environment's Python."""
    surroundings = dict(os.environ, PYTHONUTF8="1", **env)
    return call([str(venv_python()), *words], surroundings)


def has_display() -> bool:
    """Tell whether there can be a screen at all."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal"}:
        return False
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def qt_starts() -> bool:
    """Tell whether Qt gets its window; asked of a child, for Qt aborts where it cannot."""
    try:
        probe = subprocess.run(
            [str(venv_python()), "-c", PROBE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def make_sample() -> None:
    """Invent the sample office unless it is there."""
    if SAMPLE.exists():
        return
    DEMO.mkdir(exist_ok=True)
    say("正在生成示例数据（200 名虚构的党员）……")
    if python("-m", "partyoffice", "new", str(SAMPLE), "--sample", "200") != 0:
        raise StartError("示例数据没有生成。请删除 demo 文件夹后再运行一次。")


def show() -> int:
    """Open the window on the sample office, or do its main work without one."""
    set_up(screen=has_display())
    make_sample()
    if has_display() and qt_starts():
        say(f"正在打开窗口。示例数据在 {SAMPLE}，可以放心改动。")
        return python("-m", "partyoffice", "--office", str(SAMPLE))
    say("这台电脑没有可用的屏幕，窗口打不开。下面不开窗口，把主要的活做一遍，结果放在 demo 文件夹：")
    return work_without_window()


def work_without_window() -> int:
    """Leave in demo/ the year-end roster, some filled forms and a picture of every tab."""
    year = str(time.localtime().tm_year - 1)
    roster = ("export", "members", "--year", year, "--unmasked")
    offer(f"{year}年度党员花名册.xlsx", *roster)
    offer(f"{year}年度党员花名册.pdf", *roster)
    one = ("--member", somebody())
    offer("党员基本信息采集表.pdf", "print", "mem-01", *one)
    offer("政治生日贺卡.pdf", "print", "mem-03", *one)
    offer("组织关系介绍信.pdf", "print", "trn-01", *one, *LETTER)
    offer("会议签到表.pdf", "print", "mtg-01", "--set", "会议名称=支部党员大会")
    offer(f"{year}年党费收缴台账.xlsx", "export", "dues-ledger", "--year", year)
    offer(f"{year}年度党费收支、结存情况表.pdf", "print", "dues-09", "--set", f"年度={year}")
    say("  界面截图/")
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    if python("-m", "partyoffice.showcase", str(DEMO / "界面截图"), **quiet) != 0:
        raise StartError("界面截图没有生成。其余文件已放在 demo 文件夹。请看上面的原因。")
    say(f"完成。请打开 {DEMO} 查看。")
    return 0


def offer(name: str, verb: str, what: str, *options: str) -> None:
    """Let the command line write one file into demo/."""
    say(f"  {name}")
    office = ("--office", str(SAMPLE))
    if python("-m", "partyoffice", *office, verb, what, str(DEMO / name), *options) != 0:
        raise StartError(f"{name} 没有生成。请看上面的原因，或删除 demo 文件夹后再运行一次。")


def somebody() -> str:
    """Return the ID number of the sample's first member, to fill a form for."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "members.csv"
        words = ("export", "members", str(sheet), "--unmasked")
        if python("-m", "partyoffice", "--office", str(SAMPLE), *words) != 0:
            raise StartError("名册没有导出。请看上面的原因，或删除 demo 文件夹后再运行一次。")
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.DictReader(lines))["身份证号"]


def test(*words: str) -> int:
    """Run the tests without a screen: all of them on every core, or what is named."""
    set_up(screen=False)
    return python("-m", "pytest", *(words or SIDE_BY_SIDE), QT_QPA_PLATFORM="offscreen")


def check() -> int:
    """Run everything CONTRIBUTING.md asks for, to the end, and say what failed."""
    set_up(screen=False)
    failed = []
    for title, words in CHECKS:
        say(f"—— {title} ——")
        if python(*words, QT_QPA_PLATFORM="offscreen") != 0:
            failed.append(title)
    say(f"未通过：{'、'.join(failed)}" if failed else "全部通过。")
    return 1 if failed else 0


def setup() -> int:
    """Do the set-up alone."""
    set_up(screen=has_display())
    return 0


def refuse_usage() -> NoReturn:
    """Tell the four ways to call this."""
    raise StartError("用法：python3 start.py [test|check|setup]（Windows：py start.py …）")


def main(words: list[str]) -> int:
    """Run the verb asked for and return the exit status."""
    require_python()
    if not words:
        return show()
    if words[0] == "test":
        return test(*words[1:])
    if words == ["check"]:
        return check()
    if words == ["setup"]:
        return setup()
    refuse_usage()


if __name__ == "__main__":
    speak_chinese(sys.stdout)
    speak_chinese(sys.stderr)
    hold_standard_input()
    try:
        sys.exit(main(sys.argv[1:]))
    except StartError as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
