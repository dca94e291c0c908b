"""What applies: to which machine, in which revision, over which other document."""
