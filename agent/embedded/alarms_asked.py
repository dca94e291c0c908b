"""Questions for the alarms that are about something ("which alarm is about yaw cable twist"), and their answer."""

import re
from collections.abc import Sequence
from typing import Any

from agent.embedded.cue_words import Reading, alternatives
from agent.embedded.worded import as_recorded
from agent.language import phrase
from agent.state import Situation
from domain.answers import Evidence

_MORE = {"history", "open_orders", "count", "procedure", "cause"}
"""Wishes that another look-up answers, or that need the alarm's own page."""


def alarm_words(situation: Situation) -> dict[str, Any] | None:
    """The arguments of `find_alarms`, or nothing where no alarm is asked for by words."""
    named = situation.entities
    if named.alarms or named.work_orders or named.parts or set(situation.wanted) & _MORE:
        return None
    alarms, about = (
        alternatives("nouns.alarm_code"),
        rf"{alternatives('concerning')}|{alternatives('mention')}|{alternatives('dealing')}",
    )
    match = re.match(
        rf"\W*(?:[^\W_]+\W+){{0,4}}?(?:{alarms})\W+(?:[^\W_]+\W+){{0,4}}?(?:{about})\W+(?P<words>[^;?]+)",
        situation.search_text,
        re.IGNORECASE,
    )
    words = Reading(match["words"]).words() if match else []
    return {"words": as_recorded(words, situation.language)} if words else None


def found_alarm_lines(items: Sequence[tuple[int, Evidence]], language: str) -> list[str]:
    """The alarms that were found by words, a line each; where none says all of them, that comes first."""
    search = next(((number, item) for number, item in items if "found" in item.fields), None)
    if search is None:
        return []
    number, told = search[0], search[1].fields
    count = told["found"]
    name = {"0": "no_alarm_says_all", "1": "alarm_found"}.get(count, "alarms_found")
    head = phrase(name, language, count=count, words=told["words"])
    found = [(place, item) for place, item in items if item.kind == "alarm" and "found" not in item.fields]
    return [f"{head} [{number}]", *(f"- {_line(item)} [{place}]" for place, item in found)]


def _line(item: Evidence) -> str:
    rows = [region.text for region in item.regions]
    models = f" ({item.fields['models']})" if item.fields.get("models") else ""
    severity = next((row.removeprefix("Severity: ") for row in rows if row.startswith("Severity: ")), "")
    meaning = next((row.removeprefix("Meaning: ") for row in rows if row.startswith("Meaning: ")), "")
    told = "; ".join(filter(None, (severity, meaning)))
    return f"**{rows[0].removeprefix('Alarm ')}**{models}{f': {told}' if told else ''}"
