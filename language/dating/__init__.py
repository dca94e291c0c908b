"""How days are written and named: the one grammar of dates, the calendar, what "last week" means."""
