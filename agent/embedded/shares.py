"""Questions for a share ("what percentage of the jobs on P-3 was corrective?"): what has the share, and of what."""

from collections.abc import Mapping
from typing import Any

from agent.embedded.cue_words import Reading, cue
from agent.embedded.learned import machines_in, values_in
from domain.queries import OrderValues

NARROWING = ("kind", "status", "failure_mode", "component", "alarm_code", "assigned_to", "priority", "other", "mentions", "about")  # fmt: skip


def share_of(question: str, args: Mapping[str, Any], values: OrderValues) -> list[str]:
    """Which filters of `args` make the part and not the whole: those said behind the verb; without any, all but machine and time.

    Args:
        question: What is asked, without its span of time.
        args: The filters as the whole question was read.
        values: What stands in the loaded work orders.
    """
    start = match.end() if (match := cue("share").search(question)) else 0
    verb = cue("copula").search(question, start)
    filters = [name for name in (*NARROWING, "assets") if args.get(name)]
    before = _said_in(question[start : verb.start()], values) if verb else set[str]()
    part = [name for name in filters if name not in before]
    if verb and before and part:
        return part
    return [name for name in filters if name != "assets"] or filters


def _said_in(text: str, values: OrderValues) -> set[str]:
    """The filters that a piece of a question holds."""
    reading = Reading(text)
    found = {"assets"} if machines_in(reading, values) else set[str]()
    found |= {known.field if known.field in NARROWING else "other" for known in values_in(reading, values)}
    found |= {"kind"} if any(reading.has(kind) for kind in ("corrective", "preventive")) else set()
    return found | ({"status"} if any(reading.has(state) for state in ("open", "closed", "unfinished")) else set())
