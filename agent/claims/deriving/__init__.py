"""What follows from the evidence without standing in it."""
