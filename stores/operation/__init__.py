"""What whoever runs Nacelle does to what is kept: what goes after a while, what a person may take along, who is told of what waits."""
