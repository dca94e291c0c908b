"""Generated cases: each kind of fact with its gold place, and the filters that keep a question fair."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from domain.errors import BadInput, NotFound
from evals.generate.drafts import DraftCase, read_drafts, write_drafts
from evals.generate.facts.fact import Fact
from evals.generate.facts.tables import table_facts
from evals.generate.generating import generate
from evals.generate.lacks.siblings import siblings
from evals.generate.lacks.unanswerable import lacks
from evals.generate.library import content_stems, read_library
from evals.generate.wording import phrasing
from tests.evals.small_library import Manuals, crane_manual


def drafts_of(manuals: Manuals) -> list[DraftCase]:
    return generate(manuals.text(), per_kind=10, seed=1).drafts


def only(drafts: Sequence[DraftCase], kind: str) -> list[DraftCase]:
    return [draft for draft in drafts if draft.kind == kind and draft.difficulty == phrasing.VERBATIM]


@pytest.mark.parametrize(
    ("kind", "question", "needs", "pages"),
    [
        ("table", "What is the oil volume for slew gearbox?", [["14.5"]], [3]),
        ("table", "What is the lubricant for hoist winch?", [["460"]], [3]),
        ("multi-fact", "What are the lubricant and the oil volume for slew gearbox?", [["220"], ["14.5"]], [3]),
        ("definition", "What is meant by fairlead?", None, [9]),
        ("cause", "Why must the drum be greased only at standstill?", None, [9]),
    ],
)
def test_each_source_asks_with_its_place(
    kind: str, question: str, needs: list[list[str]] | None, pages: list[int]
) -> None:
    found = {draft.question: draft for draft in only(drafts_of(crane_manual()), kind)}
    assert question in found
    assert (found[question].pages, found[question].file, found[question].reviewed) == (pages, "crane.pdf", False)
    assert needs is None or found[question].must_contain == needs


def test_a_job_is_asked_as_a_job_and_needs_its_steps_and_its_warning() -> None:
    (job,) = only(drafts_of(crane_manual()), "procedure")
    assert job.question == "How do I replace the hook bushing?" or job.question.startswith("What are the steps")
    assert job.warnings == 1
    assert [group[0] for group in job.must_contain][-1] == "85"
    assert job.section_path == ["Replacing the hook bushing"]


def test_a_warning_is_asked_by_its_job() -> None:
    (warning,) = only(drafts_of(crane_manual()), "warning")
    assert "hook bushing" in warning.question
    assert all(any(word in warning.quote.casefold() for word in group) for group in warning.must_contain)


def test_what_is_lacking_is_proved() -> None:
    manuals = crane_manual()
    found = list(lacks(manuals.text(), [], Random(1)))
    asked = {(lack.slots.get("quantity"), lack.slots.get("thing")) for lack in found}
    assert ("pressure", "compressor") in asked
    assert ("tightening torque", "bolt") not in asked, "the clamp bolts have a torque"
    assert ("oil quantity", "gearbox") not in asked, "the table tells it in litres"
    assert all("passages" in lack.proof for lack in found)
    unanswerable = [draft for draft in drafts_of(manuals) if draft.kind == "unanswerable"]
    assert unanswerable
    assert not any(draft.answerable for draft in unanswerable)


def test_an_answered_question_has_twins_about_what_the_library_does_not_hold() -> None:
    library = crane_manual().text()
    twins = list(siblings(library, [fact for fact in table_facts(library) if "winch" in fact.subject]))
    assert twins
    for twin in twins:
        assert twin.twin
        thing = twin.proof.split("'")[1]
        assert thing in " ".join(twin.slots.values())
        assert not any(library.holders[stem] for stem in content_stems(thing))


def test_the_same_library_and_seed_give_the_same_file() -> None:
    assert drafts_of(crane_manual()) == drafts_of(crane_manual())
    other = generate(crane_manual().text(), per_kind=10, seed=2).drafts
    assert {draft.question for draft in other} != {draft.question for draft in drafts_of(crane_manual())}


def test_a_fact_that_stands_on_another_page_too_is_refused() -> None:
    manuals = crane_manual()
    manuals.section("crane", "Summary table", "The slew gearbox takes an oil volume of 14.5 l.", page=20)
    manuals.section("crane", "Refill", "Slew gearbox: oil volume 14.5 l.", page=21)
    refused = {
        (r.fact.slots.get("row"), r.fact.slots.get("column"), r.why)
        for r in generate(manuals.text(), per_kind=10, seed=1).refused
    }
    assert ("slew gearbox", "oil volume", "the same stands elsewhere in the library") in refused


def test_two_machines_in_one_library_are_told_apart_in_the_question() -> None:
    manuals = Manuals()
    for model, volume in (("Lifter L20", "14.5 l"), ("Hoist H5", "9.5 l")):
        manuals.document(model, applies_to={"models": [model]})
        manuals.section(
            model, "Oil points", {"kind": "table", "table": [("Point", "Oil volume"), ("Slew gearbox", volume)]}
        )
    questions = {draft.question: draft.must_contain for draft in only(drafts_of(manuals), "table")}
    assert questions == {
        "What is the oil volume for slew gearbox on the Lifter L20?": [["14.5"]],
        "What is the oil volume for slew gearbox on the Hoist H5?": [["9.5"]],
    }


def test_what_is_superseded_or_poorly_recognised_is_not_asked() -> None:
    manuals = crane_manual()
    manuals.document("old", superseded_by="crane")
    manuals.section(
        "old", "Grease points", {"kind": "table", "table": [("Point", "Grease"), ("King pin", "Vega 3000")]}
    )
    manuals.section(
        "crane",
        "Scan",
        {"kind": "table", "table": [("Point", "Grease"), ("K1ng p1n", "Vega 3O00")], "ocr_confidence": 0.3},
    )
    assert not any(
        "king" in draft.question.casefold() or "k1ng" in draft.question.casefold() for draft in drafts_of(manuals)
    )


def test_a_model_words_the_paraphrase_and_never_the_gold() -> None:
    plain = generate(crane_manual().text(), per_kind=10, seed=1).drafts
    worded = generate(crane_manual().text(), per_kind=10, seed=1, reword=lambda q: f"hey, {q}").drafts
    changed = [(a, b) for a, b in zip(plain, worded, strict=True) if a.question != b.question]
    assert changed
    assert all(b.question.startswith("hey, ") and a.must_contain == b.must_contain for a, b in changed)


def test_an_unknown_library_names_those_that_exist() -> None:
    with pytest.raises(NotFound, match="main"):
        read_library(crane_manual(), "none")  # type: ignore[arg-type]


def test_a_review_file_is_read_as_written(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    drafts = drafts_of(crane_manual())
    write_drafts(file, drafts)
    assert read_drafts(file) == drafts
    assert all(json.loads(line)["reviewed"] is False for line in file.read_text(encoding="utf-8").splitlines())


def test_a_broken_review_file_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "a", "question": "b"}\n{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"line 2: question"):
        read_drafts(file)


def test_facts_have_ids_of_their_own() -> None:
    facts: list[Fact] = list(table_facts(crane_manual().text()))
    assert len({fact.id for fact in facts}) == len(facts)


def test_few_facts_are_asked_in_more_ways_each_another_question_of_the_same_place() -> None:
    few, many = (generate(crane_manual().text(), per_kind=count, seed=1).drafts for count in (1, 60))
    asked = Counter((d.kind, tuple(d.section_path), str(d.must_contain), d.quote) for d in many if d.answerable)
    assert max(asked.values()) > 2
    assert len({d.question for d in many}) == len(many)
    assert max(Counter((d.kind, d.quote, str(d.must_contain)) for d in few if d.answerable).values()) <= 2
