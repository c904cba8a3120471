"""How old ledgers of 党费 come in, whatever their shape: what was set and which months were paid."""

from partyoffice.dues.importer.kind import DuesImporter
from partyoffice.dues.importer.pay import PayImporter

__all__ = ["DuesImporter", "PayImporter"]
