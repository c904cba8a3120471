"""The registers of 党费."""
