"""Refusals that tell what happened to a file, for whoever shows the ways out."""

from sqlalchemy.engine import ExceptionContext

from partyoffice.core.errors import OfficeError

OUT_OF_REACH = ("disk I/O error", "unable to open")  # in SQLite's own words


def let_go(context: ExceptionContext) -> None:
    """Connect anew after a file was out of reach: a stick plugged in again is another file to the system."""
    if context.engine is not None and any(one in str(context.original_exception) for one in OUT_OF_REACH):
        context.engine.dispose()


class ForeignError(OfficeError):
    """A file that is no office of ours, by all that can be read of it."""


class DamagedError(OfficeError):
    """An office of ours whose pages are broken."""


class OutOfReachError(OfficeError):
    """The place of an office answers no more: a stick pulled out, a share or disk gone."""
