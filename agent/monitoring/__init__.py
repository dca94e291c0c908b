"""Live turns watched in the background: a sample is scored, and drift against the server's own past raises an alert."""
