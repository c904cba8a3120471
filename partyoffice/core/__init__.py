"""What the rest of the house stands on: plain Python, standard library only."""
