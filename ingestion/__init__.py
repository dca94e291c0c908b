"""Documents into passages that know their place: read, outline, split, write."""
