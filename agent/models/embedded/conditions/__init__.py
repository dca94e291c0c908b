"""What narrows the work orders of a question beside the values it names: overdue, except, longer than, never; and what was not understood."""
