"""年度核定: the sheet of pay items, its forms, and what its cells may be changed to."""
