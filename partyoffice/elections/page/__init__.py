"""更多 → 换届选举: elections, their ballots, and who served in the committees."""
