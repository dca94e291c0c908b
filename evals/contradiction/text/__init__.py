"""A sentence and its source, read: tokens, figures, small places with what frames them."""
