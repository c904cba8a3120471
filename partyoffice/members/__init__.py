"""People for life: the card, the histories, the roster of any day."""
