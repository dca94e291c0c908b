"""The conversation as the embedded model reads it: its turns, what leans on which, what was shown already."""
