"""Which revision's lines stand in the place of a sentence, or under it."""

from collections.abc import Mapping
from dataclasses import replace

from agent.claims.verdict import Judgement
from agent.turn.revisions import judged_in_force
from domain.answers import Evidence

OLD = Evidence(id="c", kind="manual", title="M", text="Wait 5 min.\nOpen slowly.", revision="C", superseded=True)
NEW = Evidence(id="d", kind="manual", title="M", text="Wait 10 min.", revision="D")
TWO = {1: OLD, 2: NEW}


def in_place_of(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
    """Finds that nothing says it: the first line of each source it may stand on."""
    first, *more = (
        Judgement("quoted", text, (n,), text) for n, one in evidence.items() if (text := one.text.split("\n")[0])
    )
    return replace(first, more=tuple(more))


def under(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
    lines = [one.text.split("\n")[0] for one in evidence.values()]
    return Judgement("unsure", sentence, tuple(evidence), "\n".join(lines))


def test_in_the_place_of_a_sentence_that_cites_what_is_in_force_stands_that_alone() -> None:
    judged = judged_in_force("Wait 7 min [1][2].", TWO, in_place_of, "en")
    assert [line.text for line in judged.lines] == ["Wait 10 min."]
    alone = judged_in_force("Wait 7 min [1].", {1: OLD}, in_place_of, "de")
    assert [line.text for line in alone.lines] == ["M Revision C, überholt: Wait 5 min."]
    assert alone.source == "Wait 5 min.", "the place's own words"


def test_under_a_sentence_stand_the_lines_in_force_else_they_say_what_they_are() -> None:
    assert judged_in_force("Wait [1][2].", TWO, under, "en").source == "Wait 10 min."
    assert judged_in_force("Wait [1].", {1: OLD}, under, "en").source == "M revision C, superseded: Wait 5 min."


def test_both_sides_of_a_comparison_stand_and_say_which_they_are() -> None:
    sides = {
        1: OLD.model_copy(update={"fields": {"side": "older"}}),
        2: NEW.model_copy(update={"fields": {"side": "newer"}}),
    }
    both = ["M revision C, superseded: Wait 5 min.", "M revision D: Wait 10 min."]
    assert judged_in_force("Wait [1][2].", sides, under, "en").source.split("\n") == both
    assert [line.text for line in judged_in_force("Wait [1][2].", sides, in_place_of, "en").lines] == both


def test_what_is_overridden_says_by_what() -> None:
    old = NEW.model_copy(update={"overridden_by": "SB-014"})
    assert judged_in_force("Wait [1].", {1: old}, under, "en").source == "M, but SB-014 stands above it: Wait 10 min."
    assert judged_in_force("Wait [2].", {1: old, 2: NEW}, under, "en").source == "Wait 10 min."
