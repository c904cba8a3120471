"""The papers of 党费."""
