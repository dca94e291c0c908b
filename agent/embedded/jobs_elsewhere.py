"""Whether the job asked for is one of another machine only: telling the nearest job of this one instead would be wrong."""

import re
from collections.abc import Sequence

from agent.embedded.procedures import Run
from agent.embedded.ranking import PLAINLY_NEAR, Ranker
from domain.answers import Evidence
from stores.passages import glossary

OTHER_MACHINE_MARGIN = 0.4
MOST = 0.8
JOBS = frozenset({"procedure", "step"})
_SAYS_LITTLE = re.compile(r"\b(?:set|put|perform|carry|apply|handle)\b", re.IGNORECASE)
"""Verbs that one manual uses and the next does not: "set the rotor lock" is "engage the rotor lock"."""


def is_other_machines_job(ranker: Ranker, evidence: Sequence[Evidence], run: Run | None) -> bool:
    """Whether the job asked for is one of another machine only: it is called so there, or its steps say clearly more of it."""
    asked = _SAYS_LITTLE.sub(" ", ranker.question)
    if run and ranker.share_of(asked, run.heading) == 1.0:
        return False
    if run and ranker.share_of(_things(asked), run.heading) < 1.0 and _is_called(asked, ranker, evidence):
        return True
    if run and run.near >= PLAINLY_NEAR:
        return False
    here = ranker.coverage(f"{run.heading} {run.lead} {run.text}") if run else 0.0
    jobs = (e for e in evidence if not e.applies and e.passage_kind in JOBS)
    there = max((ranker.coverage(f"{e.section or ''} {e.text}") for e in jobs), default=0.0)
    return there >= MOST and there - here > OTHER_MACHINE_MARGIN


def _is_called(asked: str, ranker: Ranker, evidence: Sequence[Evidence]) -> bool:
    """Whether a job of another machine is called just what is asked for."""
    jobs = (e for e in evidence if not e.applies and e.passage_kind in JOBS)
    return any(ranker.share_of(asked, e.section or "") == 1.0 for e in jobs)


def _things(question: str) -> str:
    """The question without what is done: "measure and replace the brake pads" is about brake pads."""
    return " ".join(word for word in re.findall(r"[^\W_]+", question) if word.casefold() not in glossary.actions())
