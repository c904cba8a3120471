"""The one list of what the office holds."""
from partyoffice.store import blobs, journal, meta, settings  # noqa: F401
from partyoffice.organisation import records as r1  # noqa: F401
from partyoffice.members import records as r2  # noqa: F401
from partyoffice.development import records as r3  # noqa: F401
