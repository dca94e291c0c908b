"""The second opinion on released text: a number that no quote prints is found, one that is printed is not."""

import pytest

from bench.gate.plain_check import unsupported_words
from domain.answers import Answer, Citation, Claim, Verdict


def answer(said: str, quote: str, verdict: Verdict = "stated") -> Answer:
    citation = Citation(n=1, kind="manual", title="Manual", quote=quote)
    return Answer(
        id="r",
        thread_id="t",
        status="answered",
        language="en",
        text=said,
        claims=(Claim(text=said, citations=(1,), verdict=verdict, source=quote),),
        citations=(citation,),
        model="any",
    )


@pytest.mark.parametrize(
    ("said", "quote", "missing"),
    [
        ("The gap is 4 mm.", "Gap: 4 mm", []),
        ("The gap is 5 mm.", "Gap: 4 mm", ["5"]),
        ("Gauge 22: 25.3 mils, 642.0", "22 25.3 642.0 .000505", []),
        ("Fill 1 250 kg.", "Mass 1250 kg", []),
        ("Fill 1250 kg.", "Mass 1 250 kg", []),
        ("Fit P-77.", "Fit the part.", ["77"]),
    ],
)
def test_numbers_and_codes_that_no_quote_prints(said: str, quote: str, missing: list[str]) -> None:
    assert unsupported_words(answer(said, quote)) == missing


def test_what_code_worked_out_is_printed_nowhere_but_what_it_is_unsure_of_must_be() -> None:
    assert unsupported_words(answer("Both are 8 mm.", "Gap: 4 mm", "derived")) == []
    assert unsupported_words(answer("The gap is 5 mm.", "Gap: 4 mm", "unsure")) == ["5"]
