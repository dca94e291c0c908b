"""Cases wait for a person; what comes from use carries no personal data."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from domain.answers import Answer
from domain.errors import BadInput
from domain.records import Asset, WorkOrder
from evals.candidates.collecting import collect
from evals.candidates.scrubbing import Scrubber
from evals.datasets.cases import Case, load_suite
from evals.generate.drafts import DraftCase, read_drafts, write_drafts
from evals.review.counting import reviewed
from evals.review.reviewing import accept_all, dropped_file, promote, review
from stores.open_stores import Stores, open_stores
from tests.evals.builders import answer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    write_drafts(path, [DraftCase(id=name, question=f"{name}?", must_contain=[["85 Nm"]]) for name in "abcd"])
    return path


def test_each_decision_is_kept(file: Path) -> None:
    said = iter(["accept", "edit", "accept", "drop", "quit"])
    edits: list[str] = []

    def edit(draft: DraftCase) -> DraftCase:
        edits.append(draft.id)
        return draft.model_copy(update={"question": "better?"})

    counts = review(file, lambda _draft, _place: next(said), edit)  # type: ignore[arg-type,return-value]
    assert counts == {"accepted": 2, "dropped": 1, "waiting": 1}
    assert [(d.id, d.question, d.reviewed) for d in read_drafts(file)] == [
        ("a", "a?", True),
        ("b", "better?", True),
        ("d", "d?", False),
    ]
    assert [d.id for d in read_drafts(dropped_file(file))] == ["c"]
    assert edits == ["b"]


def test_a_review_goes_on_where_it_was_left(file: Path) -> None:
    review(file, lambda draft, _place: "accept" if draft.id == "a" else "quit", lambda draft: draft)
    asked: list[str] = []

    def decide(draft: DraftCase, _place: str) -> "str":
        asked.append(draft.id)
        return "skip"

    review(file, decide, lambda draft: draft)  # type: ignore[arg-type]
    assert asked == ["b", "c", "d"]


def test_only_reviewed_cases_count_unless_all_are_wanted(file: Path) -> None:
    cases = [("s", case) for case in load_suite(file)]
    with pytest.raises(BadInput, match="nacelle eval review"):
        reviewed(cases, unreviewed=False)
    assert len(reviewed(cases, unreviewed=True)) == 4
    accept_all(file)
    assert len(reviewed([("s", case) for case in load_suite(file)], unreviewed=False)) == 4
    by_hand = [("s", Case(id="x", question="y?"))]
    assert reviewed(by_hand, unreviewed=False) == by_hand


def test_what_asks_for_nothing_is_not_accepted_unseen(tmp_path: Path) -> None:
    path = tmp_path / "from-use.jsonl"
    write_drafts(
        path,
        [
            DraftCase(id="thumb", question="Stock of 55-100?", kind="from-use"),
            DraftCase(id="corrected", question="Stock of 55-100?", kind="from-use", must_contain=[["7"]]),
            DraftCase(id="made", question="Weight of the jib?", kind="unanswerable"),
        ],
    )
    assert accept_all(path) == {"accepted": 2, "dropped": 0, "waiting": 1}
    assert [draft.id for draft in read_drafts(path) if not draft.reviewed] == ["thumb"]


def test_reviewed_cases_join_a_suite_once(file: Path, tmp_path: Path) -> None:
    suite = tmp_path / "mine.yaml"
    with pytest.raises(BadInput, match="is reviewed"):
        promote(file, suite)
    accept_all(file)
    assert (promote(file, suite), promote(file, suite)) == (4, 0)
    assert [case.id for case in load_suite(suite)] == list("abcd")
    assert load_suite(suite)[0].must_contain == [["85 Nm"]]
    assert "reviewed" not in yaml.safe_load(suite.read_text(encoding="utf-8"))["cases"][0]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Mail me at jens.holm@example.dk about WO-10234", "Mail me at [e-mail] about WO-10234"),
        ("call +45 20 12 34 56 when 29-1182 is in", "call [phone] when 29-1182 is in"),
        ("Tel. 040 123 45 67", "Tel. [phone]"),
        ("my name is Marta Lopez, alarm 309", "my name is [name], alarm 309"),
        ("Ask Jonas about part 29-1182-3300", "Ask [name] about part 29-1182-3300"),
        ("Karin Kjær changed the pads, kkjaer signed", "[name] changed the pads, [name] signed"),
        ("yesterday Pedro Alvares tightened to 1380 Nm", "yesterday [name] tightened to 1380 Nm"),
        ("Yaw Brake pads: serial K112-0420, 12 500 h", "Yaw Brake pads: serial K112-0420, 12 500 h"),
        ("see https://intra.example/u/kk for it", "see [link] for it"),
        ("2026-11-20 10:30 at 230 V, 50 Hz", "2026-11-20 10:30 at 230 V, 50 Hz"),
    ],
)
def test_personal_data_goes_and_codes_stay(text: str, clean: str) -> None:
    scrubber = Scrubber(("Karin Kjær", "kkjaer"), frozenset({"yaw", "brake", "part", "alarm"}))
    assert scrubber.scrub(text) == clean


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_stores(tmp_path / "home") as opened:
        opened.records.put_assets([Asset(tag="CR-01", model="Lifter L20")])
        opened.records.put_work_orders([WorkOrder(number="JOB-1", asset="CR-01", title="x", assigned_to="Ole Brandt")])
        yield opened


def turn(stores: Stores, run: str, question: str, given: Answer) -> None:
    thread = stores.threads.create("u4711", asset="CR-01")
    stores.runs.start(run, thread, question)
    stores.runs.finish(run, status=given.status, answer=given)


def test_feedback_and_flagged_turns_become_candidates_without_people(stores: Stores) -> None:
    turn(stores, "r1", "Ole Brandt asks: torque of the hook bolts?", answer("80 Nm"))
    turn(stores, "r2", "What is alarm 7?", answer("", withheld=[{"text": "x", "reason": "value not in evidence: 7"}]))
    turn(stores, "r3", "Is it fine?", answer("Yes."))
    turn(stores, "r4", "Where is the jib lamp?", answer("", status="no_evidence"))
    stores.feedback.add("r1", "u4711", "down", reason="u4711 says wrong", correction="It is 95 Nm for bolt HB-20.")
    found = {draft.question: draft for draft in collect(stores)}
    assert set(found) == {"[name] asks: torque of the hook bolts?", "What is alarm 7?", "Where is the jib lamp?"}
    first = found["[name] asks: torque of the hook bolts?"]
    assert (first.asset, first.reviewed, first.origin) == ("CR-01", False, "feedback")
    assert first.must_contain == [["95"], ["HB-20"]]
    told = json.dumps([draft.model_dump(mode="json") for draft in found.values()])
    assert not [secret for secret in ("u4711", "Brandt", '"r1"') if secret in told]
    assert "withheld" in found["What is alarm 7?"].note
