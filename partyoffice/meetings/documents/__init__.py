"""What organisation life prints and hands on as lists, one theme a file."""
