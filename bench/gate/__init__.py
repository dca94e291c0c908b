"""The gate on sentences of known truth."""
