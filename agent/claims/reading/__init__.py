"""A model's words made readable: the stream in sentences, markers in one form, markup and orders out, facts and clauses in."""
