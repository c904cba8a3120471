"""Papers: a small tree of blocks first, files (PDF, Excel, CSV) second, and printed forms as data."""
