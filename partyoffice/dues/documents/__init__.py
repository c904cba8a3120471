"""The lists and tables of 党费 that are exported and printed."""
