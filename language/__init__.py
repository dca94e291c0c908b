"""One place for words: which language, folding, stems, sentences, numbers, units, dates and identifiers."""
