"""The program with its window: start, pages, dialogs; the root that puts all parts together."""

from collections.abc import Sequence


def open_window(words: Sequence[str]) -> int:  # noqa: RUF067 -- the door of the folder, light on purpose
    """Open the window and return the exit status; ``words`` may hold --office and --password-file."""
    from partyoffice.app.program import run

    return run(words)
