"""What was asked, read once a turn by code, for every model: records named, machine, language, dates."""
