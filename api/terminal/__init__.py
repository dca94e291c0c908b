"""The commands of `nacelle` that serve, and look after what is served."""
