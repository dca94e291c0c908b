"""Where it has it from: what search found, what is cited, whether the source says so."""
