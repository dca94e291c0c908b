"""From evidence to an answer: cut into blocks, scored, the best quoted whole."""
