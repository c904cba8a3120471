"""The command line: a thin door beside the window, the same actions, no logic of its own."""
