"""Whether a sentence contradicts its source, by a method of its own: nothing of the gate (`agent.claims`) is used here.

A sentence and its source are read as tokens (`tokens`), the source in small units (`source`). A sentence is right where its tokens stand
together, turned the same way (`weighing`); it is only believed where its own twins, swapped, negated, turned round, are told from it (`twins`).
"""
