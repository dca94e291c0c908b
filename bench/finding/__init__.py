"""How passages are found."""
