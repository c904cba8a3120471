"""The papers of an election: what is typed for them, what the register proposes, what they say."""
