"""Questions about 党费: who owes which month, what was paid, where the money is."""
