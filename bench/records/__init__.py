"""Questions about companies' records, and their scale."""
