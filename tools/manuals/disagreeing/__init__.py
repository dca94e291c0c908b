"""Two documents in force that state different values for the same thing."""
