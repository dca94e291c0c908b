"""What a question names: the identifiers and values that the records use, recognised in its words."""
