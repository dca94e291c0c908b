"""What a run gave, for people and programs: summary, page, comparison, gates."""
