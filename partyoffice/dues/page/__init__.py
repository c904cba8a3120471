"""The tab 党费."""
