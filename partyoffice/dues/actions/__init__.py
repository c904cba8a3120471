"""What is done with 党费: set, collected, waived, remitted, spent, closed."""
