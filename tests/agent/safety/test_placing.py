"""Warnings between the lines of an answer."""

from agent.safety.placing import placed
from domain.answers import Answer, Claim, SafetyWarning


def answer(lines: list[str], claims: list[str], **warnings: tuple[int, ...]) -> Answer:
    return Answer(
        id="a",
        thread_id="t",
        status="answered",
        text="\n".join(lines),
        claims=tuple(Claim(text=text, citations=(1,)) for text in claims),
        warnings=tuple(SafetyWarning(text=text, governs=governs) for text, governs in warnings.items()),
    )


def shown(given: Answer) -> list[str]:
    return [part if isinstance(part, str) else f"!{part.text}" for part in placed(given)]


def test_a_warning_stands_before_the_first_claim_that_it_governs() -> None:
    lines = ["The pump gives 210 bar. [1]", "1. Open V4. [2]", "2. Drain the oil. [2]"]
    claims = ["The pump gives 210 bar.", "1. Open V4.", "2. Drain the oil."]
    given = answer(lines, claims, pressure=(1, 2), heat=(2,))
    assert shown(given) == [lines[0], "!pressure", lines[1], "!heat", lines[2]]


def test_a_lead_in_goes_with_its_steps_and_a_sources_line_with_its_claim() -> None:
    lines = ["It holds. [1]", "> The source says: it holds 3 l", "Do this:", "1. **Open** V4. [2]"]
    given = answer(lines, ["It holds.", "1. **Open** V4."], pressure=(1,))
    assert shown(given) == [*lines[:2], "!pressure", *lines[2:]]


def test_no_table_is_broken() -> None:
    lines = ["Values:", "| a | b |", "|---|---|", "| 1 | 2 | [1]", "| 3 | 4 | [1]"]
    given = answer(lines, ["| 1 | 2 |", "| 3 | 4 |"], hot=(1,))
    assert shown(given) == ["Values:", "!hot", *lines[1:]]


def test_an_answer_that_is_a_table_has_its_warning_in_front() -> None:
    lines = ["| a | b |", "|---|---|", "| 1 | 2 | [1]"]
    assert shown(answer(lines, ["| 1 | 2 |"], hot=(0,))) == ["!hot", *lines]


def test_what_governs_no_claim_shown_stands_first() -> None:
    assert shown(answer(["Done. [1]"], ["Done."], old=(), lost=(7,))) == ["!old", "!lost", "Done. [1]"]
    assert shown(answer([], [], alone=())) == ["!alone"]
