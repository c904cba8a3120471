"""Questions about plans, leading groups and half-yearly meetings, one theme a file."""
