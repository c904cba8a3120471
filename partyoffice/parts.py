"""The one list of what the office holds."""
from partyoffice.store import blobs, journal, meta, settings  # noqa: F401
