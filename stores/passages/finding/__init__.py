"""Finding passages: words in tantivy, vectors in Chroma, and the fusion of the two."""
