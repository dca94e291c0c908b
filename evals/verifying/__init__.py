"""The claim check of Nacelle for other people's answers: cited sentences against files."""
