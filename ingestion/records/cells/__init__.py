"""What a cell says: a date, a number, a list, yes or no."""
