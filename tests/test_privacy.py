"""What the source must not hold: ways out to a network, code read from data, records of who was seen."""

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "partyoffice"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
# Whatever speaks to another machine; QtNetwork gives no more than the pipe by which a second start is told.
NETWORK = re.compile(
    r"(socket|ssl|http|urllib\.(request|robotparser)|ftplib|smtplib|poplib|imaplib|nntplib|telnetlib|xmlrpc"
    r"|asyncio|socketserver|requests|httpx|aiohttp|urllib3|websockets?|paramiko|webbrowser"
    r"|PySide6\.Qt(Network|WebSockets|WebEngine\w*|Bluetooth|HttpServer|Mqtt)\w*)(\.|$)"
)
PIPES = {"QLocalServer", "QLocalSocket"}
# Whatever makes code of data, or writes what happened where nobody strikes out names.
CARRIERS = re.compile(r"(pickle|cPickle|dill|shelve|marshal|yaml|joblib|jsonpickle|logging)(\.|$)")
SPEAKING = {"eval", "exec", "compile", "print", "__import__"}


def imports():
    """Each imported name in full, with the file that imports it."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((path, f"{node.module}.{one.name}") for one in node.names)


def test_no_module_can_speak_to_another_machine():
    used = {(path, name) for path, name in imports() if NETWORK.match(name)}
    assert {(path, name.rpartition(".")[2]) for path, name in used} == {
        ("app/single.py", one) for one in PIPES
    }


def test_nothing_read_is_ever_run_and_nothing_is_logged_beside_the_crash_report():
    assert [pair for pair in imports() if CARRIERS.match(pair[1])] == []
    called = [
        f"{path}:{node.lineno} {node.func.id}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKING
    ]
    assert called == []


def test_only_a_showing_that_is_noted_lifts_the_mask_of_the_window():
    lifting = {
        path
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("desk.set_masked")
        and ast.unparse(node.args[0]) != "True"
    }
    assert lifting == {"ui/reveal.py"}
