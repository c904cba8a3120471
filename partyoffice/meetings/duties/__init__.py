"""What organisation life gives to 首页, one theme a file."""
