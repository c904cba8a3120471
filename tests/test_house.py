"""The house keeps its own rules: floors, sizes, words, files. Each test names every offender."""

import ast
import gc
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from partyoffice import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "partyoffice"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# A one-letter set such as [T] keeps this file from being its own first offender.
OPEN_ENDS = re.compile(r"\b([T]ODO|[F]IXME)\b")
HOSTS = re.compile(
    r"[p]ypi\.|[p]ythonhosted|[n]pmjs|[t]una\.tsinghua|[m]irrors\.\w+|--[i]ndex-url|[i]ndex_url"
)
DISKS = re.compile(r"(?<![\w.])/([r]oot|[w]ork|[o]pt/po|[h]ome/\w+)/|[A-Z]:\\[U]sers\\")


@cache
def tree(path):
    gc.disable()  # a million nodes that all stay: looking for garbage among them takes longer than reading
    try:
        return ast.parse(path.read_text(encoding="utf-8"), str(path))
    finally:
        gc.enable()


@cache
def walked(path):
    """The nodes of a file by their kind, walked once for all tests."""
    found = {}
    for node in ast.walk(tree(path)):
        found.setdefault(type(node), []).append(node)
    return found


def nodes(path, *kinds):
    return [node for kind, found in walked(path).items() if issubclass(kind, kinds) for node in found]


def spot(path, line):
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def names_of_files():
    """Every file git holds; where there is no git, every file it would not ignore."""
    git = shutil.which("git")
    listed = git and subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed and listed.returncode == 0:
        return [name for name in listed.stdout.decode("utf-8").split("\0") if (ROOT / name).is_file()]
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()} | {
        ".git"
    }
    inside = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in inside if not ignored & set(path.parts)]


@cache
def tracked():
    """The text files of the project, each with its lines."""
    files = {name: (ROOT / name).read_bytes() for name in names_of_files()}
    return {
        name: data.decode("utf-8", "replace").splitlines()
        for name, data in files.items()
        if b"\0" not in data
    }


def found(pattern, names=None):
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, lines in tracked().items()
        if names is None or name in names
        for number, line in enumerate(lines, 1)
        if pattern.search(line)
    ]


def none_of(offenders):
    named = sorted(offenders)
    assert not named, "\n" + "\n".join(named)


# --- floors ---


def test_imports_go_downwards_only():
    words = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    linted = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, check=False)
    assert linted.returncode == 0, linted.stdout.decode("utf-8")


def test_every_part_stands_under_the_inside_contract():
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    inside = next((c["containers"] for c in contracts if c["name"].startswith("inside a part")), [])
    parts = {
        path.parent.name for name in ("rules", "records", "part") for path in PACKAGE.glob(f"*/{name}.py")
    }
    assert sorted(inside) == sorted(f"partyoffice.{name}" for name in parts - {"core", "store", "intake"})


def imports_of(path):
    """Each imported module with its line; those for type-checking left out."""
    typing_only = {
        inner
        for node in nodes(path, ast.If)
        if ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in nodes(path, ast.Import, ast.ImportFrom):
        if node not in typing_only:
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            )
            yield from ((name, node.lineno) for name in names)


def test_core_and_rules_import_nothing_but_python_core_and_other_rules():
    plain = [
        path for path in SOURCES if path.parent.name == "core" or "rules" in {path.stem, path.parent.name}
    ]
    none_of(
        f"{spot(path, line)} {name}"
        for path in plain
        for name, line in imports_of(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith(("partyoffice.core", f"partyoffice.{path.parent.name}."))
        and not re.fullmatch(r"partyoffice\.\w+\.rules(\.\w+)?", name)
    )


def test_only_the_clock_asks_the_time():
    asking = {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "time.time",
        "time.localtime",
    }
    asking |= {"QDate.currentDate", "QDateTime.currentDateTime", "func.now", "func.current_date"}
    none_of(
        spot(path, node.lineno)
        for path in SOURCES
        if path != PACKAGE / "core" / "clock.py"
        for node in nodes(path, ast.Attribute)
        if f"{getattr(node.value, 'attr', '') or getattr(node.value, 'id', '')}.{node.attr}" in asking
    )


# --- sizes ---


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def test_functions_are_short():
    sizes = {
        f"{spot(path, node.lineno)} {node.name}": lines_of(node)
        for path in SOURCES
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
    }
    assert statistics.median(sizes.values()) <= 8
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= 25
    none_of(f"{name} {size}" for name, size in sizes.items() if size > 60)


def test_classes_and_files_are_small():
    sizes = {
        f"{spot(path, node.lineno)} {node.name}": lines_of(node)
        for path in SOURCES
        for node in nodes(path, ast.ClassDef)
    }
    none_of(f"{name} {size}" for name, size in sizes.items() if size > 250)
    files = {spot(path, 1): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    none_of(f"{name} {size}" for name, size in files.items() if size > 300)


# --- words ---


def test_no_empty_names():
    hollow = re.compile(r"(Manager|Helper|Utils?|Base)$|^do_|^(helpers?|utils?|common|misc)$")
    names = [(path, 1, path.stem) for path in SOURCES] + [
        (path, node.lineno, node.name)
        for path in SOURCES
        for node in nodes(path, ast.ClassDef, ast.FunctionDef)
    ]
    none_of(f"{spot(path, line)} {name}" for path, line, name in names if hollow.search(name))


# What Qt itself changes when the wheel turns over it. A calendar only shows other months.
TURNED = frozenset({
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit",
    "QSlider", "QDial", "QTabBar", "QTabWidget",
})  # fmt: skip


def test_what_the_wheel_would_change_is_made_in_one_place():
    found = set()
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            used = [node.func] if isinstance(node, ast.Call) else getattr(node, "bases", [])
            found |= {(path.name, one.id) for one in used if getattr(one, "id", "") in TURNED}
    assert {name for name, _kind in found} == {"still.py"}, found


def test_nothing_is_left_open():
    none_of(found(OPEN_ENDS))
    raised = [(path, node) for path in SOURCES for node in nodes(path, ast.Raise) if node.exc]
    none_of(spot(path, node.lineno) for path, node in raised if "NotImplemented" in ast.unparse(node.exc))


def test_no_error_is_swallowed():
    none_of(
        spot(path, node.lineno)
        for path in SOURCES
        for node in nodes(path, ast.ExceptHandler)
        if node.type is None or all(isinstance(inner, ast.Pass) for inner in node.body)
    )


def test_every_exemption_from_a_check_says_why():
    bare = re.compile(
        r"# noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)* -- \S)|# type: ignore(?!\[[a-z-]+(, ?[a-z-]+)*\]  # \S)"
        r"|# ruff: ignore(?!\[[a-z, -]+\] -- \S)"
    )
    none_of(found(bare, {path.relative_to(ROOT).as_posix() for path in SOURCES}))


def test_no_file_names_a_registry_or_a_place_on_somebodys_disk():
    none_of(found(HOSTS) + found(DISKS))


# --- files ---


def test_the_changelog_tells_of_this_version():
    assert re.search(
        rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )


def test_resources_named_in_the_code_are_there():
    named = [
        (path, node)
        for path in SOURCES
        for node in nodes(path, ast.Call)
        if ast.unparse(node.func).split(".")[-1] in {"resource", "read_json", "read_toml"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert named
    none_of(
        f"{spot(path, node.lineno)} {node.args[0].value}"
        for path, node in named
        if not (ROOT / "resources" / node.args[0].value).exists()
    )


def locked():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return re.findall(
        r"^([a-z0-9-]+)==(\S+)(?: ; [^\\\n]+)?((?: \\\n +--hash=sha256:[0-9a-f]{64})*)$", text, re.MULTILINE
    )


def test_the_lock_holds_nothing_but_pins_with_hashes():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(locked()) == len(pins) > 0
    none_of(name for name, _, hashes in locked() if not hashes)
    none_of(line for line in lines if "://" in line or line.startswith("-"))


def test_the_lock_holds_everything_that_is_asked_for():
    asked = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    names = {re.split(r"[=<>#\s]", line)[0].lower() for line in asked} - {""}
    program = {re.split(r"[=<>]", line)[0].lower() for line in PROJECT["project"]["dependencies"]}
    assert program <= names <= {name for name, _, _ in locked()}


def test_continuous_integration_runs_the_one_command():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "python" in line] == ["python3 start.py test"]


def test_no_test_can_reach_the_network():
    import socket

    with pytest.raises(RuntimeError, match="network"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    with pytest.raises(RuntimeError, match="network"):
        socket.getaddrinfo("example.invalid", 80)
