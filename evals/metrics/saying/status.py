"""How the turn ended: status, abstention both ways, language, and gaps that are owned up to."""

from evals.datasets.schema import Case
from evals.metrics.saying.facts import ABSTAINS
from evals.metrics.scores import Score
from evals.running.transcript import Transcript

ANSWERS = {"answered", "partial"}


def status(case: Case, turn: Transcript) -> Score | None:
    """The status is one of those expected."""
    if not case.status:
        return None
    return Score(1.0) if turn.answer.status in case.status else Score(0.0, f"is {turn.answer.status}")


def abstention(case: Case, turn: Transcript) -> Score | None:
    """An unanswerable question is not answered."""
    if case.answerable or case.status or case.acts:
        return None
    return Score(1.0) if turn.answer.status in ABSTAINS else Score(0.0, f"answered: {turn.answer.text[:80]}")


def false_abstention(case: Case, turn: Transcript) -> Score | None:
    """An answerable question is not answered (lower is better)."""
    if not case.answerable or (case.status and not set(case.status) & ANSWERS):
        return None
    if case.status and turn.answer.status in case.status:
        return Score(0.0)
    return Score(1.0, turn.answer.status) if turn.answer.status in ABSTAINS else Score(0.0)


def asks_back(case: Case, turn: Transcript) -> Score | None:
    """It asks back where the case says that it has to, and does not where an answer stands."""
    wanted = case.status == ["clarify"]  # where something else would do as well, nothing is asked of it
    if not wanted and not (case.answerable and not case.status):
        return None
    asked = turn.answer.status == "clarify"
    if asked and wanted and not turn.answer.text.strip():
        return Score(0.0, "asks nothing")
    return Score(float(asked == wanted), "" if asked == wanted else "does not ask" if wanted else "asks needlessly")


def language(case: Case, turn: Transcript) -> Score | None:
    """The answer is in the language of the question."""
    if case.lang == "en":
        return None
    given = turn.answer.language[:2].casefold()
    return Score(1.0) if given == case.lang[:2].casefold() else Score(0.0, f"answered in {given}")


def gaps_named(case: Case, turn: Transcript) -> Score | None:
    """A source that could not be asked is named as a gap, not passed over."""
    wanted = [*case.sources_down, *case.gaps]
    if not wanted:
        return None
    named = " ".join(f"{gap.source} {gap.reason}" for gap in turn.answer.gaps).casefold()
    missing = [source for source in wanted if source.casefold() not in named]
    return Score(0.0, f"does not say that {missing[0]} is missing") if missing else Score(1.0)
