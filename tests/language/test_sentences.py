"""Where a sentence ends, and where a full stop ends none."""

import time

import pytest

from language.sentences import sentence_spans, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ask L. Holm first. Then go.", 2),
        ("Tighten approx. 5 Nm. Wait 10 min. Then stop.", 3),
        ("See Fig. 3 and No. 5. Done.", 2),
        ("Prüfen Sie z. B. die Pumpe bzw. den Motor. Ende.", 2),
        ("Torque is 520.5 Nm.", 1),
        ("1. Open the valve. 2. Close it.", 2),
        ("1. Open the valve.\n2. Close it.\n3) go", 3),
        ("The alarm is 309. The pump is off.", 2),
        ("Am 3. Mai wurde die Pumpe getauscht. Fertig.", 2),
        ("Loosen it.[3] Then go [4]. End [5].", 3),
        ("पंप बंद है। फिर चालू करें।", 2),
        ("Max. 16 A. Check the fuse.", 2),
        ("Is it open? Yes! Good", 3),
        ("See section 7.3.1. Replace the pads.", 2),
        ("Pads, bolts, etc. Then the rest.", 2),
        ("Skift olie, filtre m.m. Skruerne smøres. Bolter, skiver mv. Deretter resten.", 4),
        ("The U.S. Navy greases it yearly. Use z.B. Fett. Fertig.", 3),
        ("Hatch screws: 20 N m. Cover screws: 35 N m.", 2),
        ("In March 2024 M. Holm and in 2025 A. Lund replaced it. Then it ran.", 2),
        ("**R. Amato, closed:** it is done. Then the rest.", 2),
        ("Die Aufnahme ist HSK-A100 bzw. HSK-A63. Ende.", 2),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    found = sentences(text)
    assert len(found) == count, found


def test_spans_point_into_the_text() -> None:
    text = "  One is open. \n Two: M. Holm has it.  "
    assert [text[start:end] for start, end in sentence_spans(text)] == ["One is open.", "Two: M. Holm has it."]


@pytest.mark.parametrize("text", ["a. " * 33_000, "." * 100_000, "1." * 50_000, ".[1]" * 25_000, '."' + '"' * 99_000])
def test_hostile_text_takes_no_time(text: str) -> None:
    started = time.process_time()
    sentences(text)
    assert time.process_time() - started < 5
