"""Tools over work orders: find, count, add up, similar cases, a technician's day."""
