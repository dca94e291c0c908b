"""The gate: what of a language model's words reaches a technician, each beside its source.

The way of a claim, a folder a step:

1. `reading/`: the stream becomes sentences with `[n]` markers; markup, addresses and words to a model are taken out; a sentence
   becomes clauses with their words and `facts/` (quantities, sizes, dates, identifiers).
2. `evidence/`: what the tools gave is cut into places: sentences, steps, cells under their names, lines of a record. What quotes a
   place word for word is shown at once.
3. `matching/`: the places that say the facts of each clause, of the same thing, for this machine; no rival may fit better; what
   stands in other words has to be near in meaning. `pairing/`: of several things, which value is whose. `deriving/`: values that follow from the evidence.
4. `turning/`: nothing may be turned round: negations, limits, permissions, opposites, order. `wording/` knows the words that do it.
5. `judging.py`: the verdict. What does not stand is replaced by the source's own line (`replacing.py`) or withheld; lines without
   facts hold an answer together (`frames.py`).
"""
