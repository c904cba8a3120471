"""What regulations say of 党费, as plain functions: bases and rates, who owes which month, the money."""
