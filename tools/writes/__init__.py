"""Tools that propose a change of the records; a person decides."""
