"""Long jobs tell how far they are, and the user may say 取消: no fault, no refusal."""

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Hears what is done and of how much (0: not known); answers False to stop."""


class Cancelled(Exception):  # ruff: ignore[error-suffix-on-exception-name] -- not an error: it names what the user asked for
    """Raised inside a job whose progress report was answered with False; nothing is written."""


class Superseded(Cancelled):
    """Raised where something was changed while a long question was answered: it is to be asked again."""


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Report progress; raise Cancelled where the answer is no."""
    if progress and not progress(done, total):
        raise Cancelled


WHOLE = 1000  # parts of a bar that several stretches of work share


def stretch(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return the stretch of a bar from ``start`` to ``end`` (0 to 1) that one of several works fills."""
    if progress is None:
        return None
    told = progress

    def tell_part(done: int, total: int) -> bool:
        share = start + (end - start) * (done / total if total else 0)
        return told(round(WHOLE * share), WHOLE)

    return tell_part
