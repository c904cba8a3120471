"""The way into the Party: the dated steps from application to archive."""
