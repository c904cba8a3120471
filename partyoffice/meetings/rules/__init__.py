"""What the Party's rules say of meetings and votes: pure functions of plain values."""
