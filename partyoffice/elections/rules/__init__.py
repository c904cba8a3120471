"""What the regulation says of an election: its steps, who may stand, how a sheet is counted."""
