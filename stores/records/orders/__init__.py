"""Work orders: what narrows them, figures and groups of them, their words and states."""
