"""Documents, sections and passages: rows in SQL, vectors in Chroma, words in a lexical index, one search over all."""
