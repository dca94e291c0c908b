"""What the answer says: its facts, its state, its use."""
