"""The office on disk: one SQLite file, its transactions, journal, copies and upgrades."""
