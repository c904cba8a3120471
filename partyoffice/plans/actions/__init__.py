"""What is done with plans, their tasks, leading groups and responsibility lists, one theme a file."""
