"""Records from anybody's files: read -> columns -> values -> records -> stores."""
