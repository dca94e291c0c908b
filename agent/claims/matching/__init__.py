"""Where the evidence says what a sentence says."""
