"""Hard facts: what they are and how they are found."""
