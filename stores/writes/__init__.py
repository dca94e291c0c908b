"""What waits for a person, is done once, and is written down."""
