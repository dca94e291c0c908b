"""The words of a question: its language, its terms in the library's language."""
