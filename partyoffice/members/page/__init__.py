"""The tab 党员名册: who is where, the list, the card, and what is done with people."""
