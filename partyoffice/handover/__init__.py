"""交接: the post goes to somebody else, and with it one package that says what is in it and proves it."""
