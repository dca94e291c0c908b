"""How units are spelt in each language, and how one becomes another."""
