"""``partyoffice`` and ``python -m partyoffice``: a verb goes to the command line, none opens the window."""

import sys

VERBLESS = frozenset({"--office", "--password-file"})


def main() -> int:
    """Run the program and return its exit status."""
    words = sys.argv[1:]
    if words[:1] == ["--intake-worker"]:
        from partyoffice.intake.worker import main as work

        return work(words[1:])
    if _no_verb(words):
        from partyoffice.app import open_window

        return open_window(words)
    from partyoffice.cli.run import run

    return run(words)


def _no_verb(words: list[str]) -> bool:
    rest = list(words)
    while rest and rest[0] in VERBLESS:
        del rest[:2]
    return not rest


if __name__ == "__main__":
    sys.exit(main())
