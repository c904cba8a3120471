"""Refusals that tell what happened to a file, for whoever shows the ways out."""

from partyoffice.core.errors import OfficeError


class ForeignError(OfficeError):
    """A file that is no office of ours, by all that can be read of it."""


class DamagedError(OfficeError):
    """An office of ours whose pages are broken."""
