"""What a model has read from a picture carries no sentence as a printed line does: code has nothing to compare it with."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.reading.ordering import step_number
from agent.claims.verdict import Judgement
from agent.claims.wording.polarity import says_any
from domain.answers import Evidence
from language.detecting import detect

PICTURE = "picture"
TO_WORK_TO = "a value to work to that only a picture gives"


def beside_pictures(
    sentence: str,
    evidence: Mapping[int, Evidence],
    judge: Callable[[str, Mapping[int, Evidence]], Judgement],
    look_there: str,
) -> Judgement:
    """The verdict by what is printed; only where that does not carry the sentence, by pictures too, and then at most `unsure`.

    A printed line with another value of that measure stands under it. A torque, a limit, or the value of a step is not told from a picture.

    Args:
        sentence: as the model wrote it.
        evidence: by number, pictures among it.
        judge: judges a sentence by some evidence.
        look_there: what is said in place of such a value.
    """
    printed = {n: item for n, item in evidence.items() if item.kind != PICTURE}
    if len(printed) == len(evidence):
        return judge(sentence, evidence)
    marks = "|".join(str(n) for n in evidence if n not in printed)
    first = judge(re.sub(rf"\s?\[(?:{marks})\]", "", sentence), printed)
    if first.verdict not in {"quoted", "withheld", "frame"}:
        return first
    second = judge(sentence, evidence)
    seen = tuple(n for n in second.cites if n not in printed)
    if second.verdict in {"withheld", "frame"} or not seen:
        return first
    values = _values(second.text)
    if _to_work_to(second.text, values, numbered=step_number(sentence) is not None):
        return Judgement("unsure", look_there, seen, reason=TO_WORK_TO)
    otherwise = any(one.like(other) for one in values for other in _values(first.source))
    cites = (*seen, *(first.cites if otherwise else ()))
    source = first.source if otherwise else ""
    return replace(second, verdict="unsure", cites=cites, source=source, reason="read from a picture by a model")


def _values(text: str) -> list[Fact]:
    return [fact for fact in facts(text, detect(text)) if fact.kind == "quantity"]


def _to_work_to(text: str, values: Sequence[Fact], *, numbered: bool) -> bool:
    bound = any(fact.dimension == "torque" or fact.limit or fact.key for fact in values)
    return bound or (bool(values) and (numbered or says_any(text, detect(text), "must")))
