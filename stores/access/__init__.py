"""Who may come in, and what stands at a caller's sites."""
