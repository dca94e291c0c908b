"""Whether a sentence contradicts its source, by a method of its own: nothing of the gate (`agent.claims`) is used here.

What speaks against a sentence are signs (`weighing`: tokens that stand elsewhere, or the other way round) and how far it is turned from its place (`heads`: directions
that were learned of twins). What they weigh together was learned of people's labels; where the odds are not clear, nobody is believed (`verdict`).
"""
