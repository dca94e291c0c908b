"""How the database is opened, shaped, saved and restored."""
