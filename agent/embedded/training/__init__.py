"""The training set of the intent classifier, and the script that learns from it."""
