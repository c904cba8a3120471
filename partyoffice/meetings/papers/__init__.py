"""The printed papers of meetings, one theme a file."""
