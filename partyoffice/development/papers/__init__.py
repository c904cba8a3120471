"""The printed papers of the way into the Party, one theme a file."""
