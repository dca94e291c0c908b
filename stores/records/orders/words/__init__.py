"""The words of the work orders: kept beside them, and found."""
