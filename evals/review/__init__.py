"""Cases that a person looks at before they count: generated ones, and those that came from use."""
