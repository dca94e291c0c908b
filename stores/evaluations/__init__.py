"""Where runs of evaluations are kept, with their cases and people's labels."""
