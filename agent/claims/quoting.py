"""Exact quotation: whole sentences, lines, cells or values of the evidence, behind one another. The fast way through the gate."""

from collections.abc import Iterable

from agent.claims.cutting import STEP, Cut, plain
from agent.claims.injection import addressed_to_a_model

SHORTEST = 2


def quoted(text: str, sources: Iterable[tuple[int, Cut]]) -> tuple[int, int] | None:
    """(evidence, row) of what the text quotes; None where it is no quotation."""
    wanted = plain(text)
    if len(wanted) < SHORTEST:
        return None
    bare = plain(STEP.sub("", text))
    for n, cut in sources:
        for form in dict.fromkeys((wanted, bare)):
            row = _row(form, cut)
            if row is not None and not _of_a_model(row, cut):
                return n, row
    return None


def _row(wanted: str, cut: Cut) -> int | None:
    if wanted in cut.said:
        return cut.said[wanted]
    run, starts, ends = cut.run
    at = run.find(wanted)
    while at >= 0:
        if at in starts and at + len(wanted) in ends:
            return starts[at]
        at = run.find(wanted, at + 1)
    return None


def _of_a_model(row: int, cut: Cut) -> bool:
    """Whether what is quoted speaks to a model, or stands behind words that do."""
    own = [place for place in cut.places if place.row == row]
    return any(place.tainted for place in own) or any(addressed_to_a_model(place.own) for place in own)
