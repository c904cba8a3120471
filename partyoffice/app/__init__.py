"""The program with its window: start, pages, dialogs. The composition root; nobody imports it but the start."""

from collections.abc import Sequence


def open_window(words: Sequence[str]) -> int:
    """Open the window and return the exit status; ``words`` may hold --office and --password-file."""
    from partyoffice.app.program import run

    return run(words)
