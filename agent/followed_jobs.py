"""Follow-ups to an answer that showed one job: how long it took, what it cost, who did it."""

from collections.abc import Sequence

from agent.embedded.cue_words import cue
from agent.embedded.intents import intents

_OF_A_JOB = frozenset({"who", "money"})


def only_order(text: str, shown: Sequence[str]) -> list[str]:
    """The number of the job that the last answer showed, where it showed nothing else and `text` asks what only a job has.

    Args:
        text: The question that leans on that answer.
        shown: What the answer cited, as "kind:number".
    """
    asked = intents(text) & _OF_A_JOB or cue("duration").search(text)
    one = len(shown) == 1 and shown[0].startswith("work_order:")
    return [shown[0].partition(":")[2]] if asked and one else []
