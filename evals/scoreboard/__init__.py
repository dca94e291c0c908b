"""Our figures beside published ones, and of every set whether the product was tuned on it."""
