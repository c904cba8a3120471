"""What 党费 gives to 首页, one theme a file."""
