"""``partyoffice`` and ``python -m partyoffice``: a verb goes to the command line, none opens the window."""

import json
import sys

from partyoffice.core import resources, shipped
from partyoffice.core.errors import OfficeError

VERBLESS = frozenset({"--office", "--password-file"})


def main() -> int:
    """Run the program and return its exit status."""
    words = sys.argv[1:]
    if words[:1] == ["--intake-worker"]:
        from partyoffice.intake.worker import main as work

        return work(words[1:])
    if gone := shipped.lacking():
        return _refuse(words, resources.missing(gone))
    if _no_verb(words):
        from partyoffice.app import open_window

        return open_window(words)
    from partyoffice.cli.run import run

    return run(words)


def _refuse(words: list[str], error: OfficeError) -> int:
    """Say what the program lacks before anything is loaded that may rest on it."""
    if _no_verb(words):
        from partyoffice.app.lacking import tell

        tell(str(error))
        return 1
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.write(f"{error}\n")
    if "--json" in words:
        sys.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False) + "\n")
    return 1


def _no_verb(words: list[str]) -> bool:
    rest = list(words)
    while rest and rest[0] in VERBLESS:
        del rest[:2]
    return not rest


if __name__ == "__main__":
    sys.exit(main())
