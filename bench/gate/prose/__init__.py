"""Sentences made by code of sentences of manuals: said otherwise and still true (`keeping`), or changed by one thing and false (`breaking`)."""
