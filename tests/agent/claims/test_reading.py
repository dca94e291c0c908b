"""A stream of tokens becomes sentences: as soon as each is whole, with its markers, however the tokens fall."""

import time

import pytest

from agent.claims.reading.marking import split
from agent.claims.reading.stream import SentenceReader


def read(text: str, size: int, known: set[int] | None = None) -> list[str]:
    reader = SentenceReader(known) if known is not None else SentenceReader()
    out: list[str] = []
    for at in range(0, len(text), size):
        out += reader.feed(text[at : at + size])
    return out + reader.finish()


@pytest.mark.parametrize("size", [1, 3, 7, 10_000])
@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Set 1.5 mm. [7][9] Then stop [8]!", ["Set 1.5 mm. [7][9]", "Then stop [8]!"]),
        ("Ask L. Holm [1]. It takes approx. 3.5 h [2].", ["Ask L. Holm [1].", "It takes approx. 3.5 h [2]."]),
        ("Tighten 【3†source】. Fit [^2]. Done (4).", ["Tighten [3].", "Fit [2].", "Done [4]."]),
        ("All of it [1, 2]. And [1-3].", ["All of it [1][2].", "And [1][2][3]."]),
        ("<think>Hm. No [1].</think>Yes [1].", ["Yes [1]."]),
        ("Only thought.</think>Yes [1].", ["Yes [1]."]),
        ("<think>never ended", []),
        ("- a [1]\n- b [2]\n| x | y. Z |\n", ["- a [1]", "- b [2]", "| x | y. Z |"]),
        ("Yes [1].\n\nSources: [1], [2]", ["Yes [1]."]),
        (
            "Yes [1].\n[1] manual_17.pdf, p. 4\n- [^2]: [OM 7](https://docs.example/7)\n[3] <https://docs.example>",
            ["Yes [1]."],
        ),
        ("[1] manual_17.pdf says 85 Nm\n[2] a.pdf, 85 Nm\n", ["[1] manual_17.pdf says 85 Nm", "[2] a.pdf, 85 Nm"]),
        ("```\ncode\n```", ["code"]),
        ("油は 5 l です。[1] 次。", ["油は 5 l です。[1]", "次。"]),
    ],
)
def test_pieces(text: str, pieces: list[str], size: int) -> None:
    assert read(text, size) == pieces


def test_only_numbers_of_evidence_are_markers() -> None:
    assert read("Read fault[0] over table [3] (2). Next [1].", 4, {1}) == [
        "Read fault[0] over table [3] (2).",
        "Next [1].",
    ]


def test_a_sentence_is_handed_on_when_the_next_begins() -> None:
    reader = SentenceReader()
    assert reader.feed("Tighten to 95 Nm [7].") == []
    assert reader.feed(" T") == ["Tighten to 95 Nm [7]."]


@pytest.mark.parametrize(
    "text", ["word " * 60_000, "word. [1] " * 8_000, "[" * 60_000, "<thi. " * 20_000, "\ud800. " * 20_000]
)
def test_a_model_without_end_is_read_in_bounded_time(text: str) -> None:
    begun = time.process_time()
    assert max(map(len, read(text, 5)), default=0) < 10_000
    assert time.process_time() - begun < 10


def test_a_line_numbered_by_no_evidence_loses_its_number() -> None:
    assert split("[7] Status: open", {1}) == ("Status: open", ())
    assert split("- [7] Hours: 14 [1]", {1}) == ("- Hours: 14", (1,))
    assert split("See fault[7] there [1]", {1}) == ("See fault[7] there", (1,))
