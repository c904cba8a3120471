"""更多 → 组织关系: the register of moves, a page of the kit described by data."""
