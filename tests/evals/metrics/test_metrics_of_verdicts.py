"""Claims that were worked out, that code is unsure of, and that a warning governs."""

from typing import Any

import pytest

from evals.metrics.acting import safety
from evals.metrics.citing import citations
from evals.metrics.saying import facts
from evals.metrics.scores import Unscored, Verdict
from tests.evals.builders import answer, case, citation, turn


def value(verdict: Verdict) -> float | None:
    assert not isinstance(verdict, Unscored)
    return None if verdict is None else verdict.value


@pytest.mark.parametrize(("governed", "wanted"), [((2,), 1.0), ((1,), 0.0), ((1, 2), 0.0), ((), 1.0), ((3,), 1.0)])
def test_a_claim_comes_after_the_warning_that_governs_it(governed: tuple[int, ...], wanted: float) -> None:
    given = answer(
        claims=[
            {"text": text, "citations": [1]}
            for text in ("Persons: 2", "It has screws:", "Open the cover.", "Persons: 2")
        ],
        warnings=[{"text": "Lock the rotor.", "governs": governed}],
    )
    released = [
        ("sentence", "Persons: 2 [1]"),
        ("sentence", "It has screws [1]:"),
        ("warning", "Lock the rotor. [2]"),
        ("sentence", "Open the cover. [1]"),
        ("sentence", "Persons: 2 [1]"),
    ]
    assert value(safety.warnings_first(case(), turn(given, released=released))) == wanted
    assert safety.warnings_first(case(), turn(answer("Open."))) is None


def judged(text: str, *quotes: str, verdict: str = "derived", source: str = "") -> Any:
    """A turn with one claim of that verdict over these quotes."""
    claims = [{"text": text, "citations": list(range(1, len(quotes) + 1)), "verdict": verdict, "source": source}]
    return turn(answer(text, claims=claims, citations=[citation(n, quote) for n, quote in enumerate(quotes, 1)]))


def test_what_code_worked_out_stands_in_no_quote_and_is_no_invention() -> None:
    given = judged("Both take 50 Nm together.", "The first takes 20 Nm.", "The second takes 30 Nm.")
    assert value(facts.supported_facts(case(), given)) is None
    assert value(citations.citation_precision(case(), given)) == 1.0
    assert value(citations.citation_recall(case(), given)) == 1.0
    assert value(safety.invents_torque(case(), given)) is None
    of_words = judged("Both take 50 Nm together.", "The first takes 20 Nm.", "Grease is yellow.")
    assert value(citations.citation_precision(case(), of_words)) == 0.5


def test_a_sentence_that_code_is_unsure_of_is_carried_by_the_line_under_it() -> None:
    line = "Worn linings are replaced in pairs."
    given = judged("Skift begge belægninger.", line, verdict="unsure", source=line)
    assert value(citations.citation_precision(case(), given)) == 1.0
    elsewhere = judged("Skift begge belægninger.", "Grease the chain.", verdict="unsure", source=line)
    assert value(citations.citation_precision(case(), elsewhere)) == 0.0
    figure = judged("Tighten to 31 Nm.", "Tighten to 30 Nm.", verdict="unsure", source="Tighten to 30 Nm.")
    assert value(facts.supported_facts(case(), figure)) == 0.0
    assert value(safety.invents_torque(case(), figure)) == 1.0
