"""AG-UI natively, for clients that know nothing of Nacelle."""
