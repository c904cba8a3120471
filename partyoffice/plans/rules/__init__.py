"""What plans, leading groups and half-yearly meetings are held to."""
