"""Which cases count: those that a person wrote or accepted."""

from collections.abc import Sequence

from domain.errors import BadInput
from evals.datasets.cases import Case


def reviewed(cases: Sequence[tuple[str, Case]], *, unreviewed: bool) -> list[tuple[str, Case]]:
    """The labelled cases that count.

    Args:
        cases: (suite, case) pairs.
        unreviewed: let those count as well that nobody has accepted.

    Raises:
        BadInput: none is left; says how to review them.
    """
    kept = [(suite, case) for suite, case in cases if case.reviewed or unreviewed]
    if cases and not kept:
        raise BadInput(
            f"None of the {len(cases)} cases is reviewed; run `nacelle eval review FILE`, or give --unreviewed to use them as they are."
        )
    return kept
