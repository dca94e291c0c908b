"""Tools over machines, alarm lists and parts."""
