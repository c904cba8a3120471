"""The rosters of the way into the Party, one theme a file."""
