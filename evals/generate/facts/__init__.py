"""Facts of a library, by kind, each with its gold place."""
