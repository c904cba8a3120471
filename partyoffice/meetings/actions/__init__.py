"""What the user does with meetings: hold, correct and drop them, and the votes that do more than vote."""
