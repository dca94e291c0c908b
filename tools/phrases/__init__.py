"""What tools say in their own words, in the language of the question: one file a language."""
