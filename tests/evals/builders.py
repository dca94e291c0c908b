"""Answers, cases, hits and transcripts as short as the metrics need them."""

from typing import Any

from domain.answers import Answer
from evals.datasets.schema import Case
from evals.metrics.scores import Score, Unscored, Verdict
from evals.running.runner import Outcome
from evals.running.transcript import Found, Transcript


def answer(text: str = "", status: str = "answered", **rest: Any) -> Answer:
    return Answer.model_validate({"id": "a1", "thread_id": "t1", "status": status, "text": text, **rest})


def turn(given: Answer | None = None, **rest: Any) -> Transcript:
    return Transcript.model_validate({"answers": (given or answer(),), **rest})


def case(**fields: Any) -> Case:
    return Case.model_validate({"id": "c1", "question": "What is it?", **fields})


def citation(n: int, quote: str, **rest: Any) -> dict[str, Any]:
    return {"n": n, "kind": "manual", "title": "OM-K112 rev. D", "quote": quote, **rest}


def told(*claims: tuple[str, list[int]], quotes: tuple[str, ...] = (), **rest: Any) -> Any:
    """An answer of these claims over these quotes."""
    return answer(
        " ".join(text for text, _ in claims),
        claims=[{"text": text, "citations": numbers} for text, numbers in claims],
        citations=[citation(n, quote) for n, quote in enumerate(quotes, 1)],
        **rest,
    )


GREASE = ("Grease with 350 g.", "Bleed at 12 bar.")


def hit(page: int | None, path: str = "manuals/k112-om-d.pdf", **rest: Any) -> Found:
    return Found.model_validate({"path": path, "page": page, "section_id": f"s{page}", "text": "...", **rest})


def outcome(name: str, kind: str = "value", right: bool = True, **rest: Any) -> Outcome:
    said = answer("1250 Nm", timing={"total_ms": rest.pop("ms", 20)})
    fields = {"id": name, "kind": kind, "must_contain": [["1250"]], **rest}
    score = Score(1.0) if right else Score(0.0, "missing ['1250']")
    return Outcome(case=case(**fields), suite="s.yaml", transcript=turn(said), scores={"required words": score})


def value(verdict: Verdict) -> float | None:
    assert not isinstance(verdict, Unscored)
    return None if verdict is None else verdict.value
