"""Words that carry the logic of a sentence, from the vocabularies."""
