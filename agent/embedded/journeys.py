"""Hops from one piece of evidence to the next tool: alarm to cause, procedure, parts, past jobs; ways round what failed."""

import re
from collections.abc import Sequence
from typing import Any

from agent.embedded.asked_besides import asked_of_manuals, asked_of_records
from agent.embedded.concepts import parts_of
from agent.embedded.counting import counting
from agent.embedded.cue_words import alternatives as alternatives_of
from agent.embedded.fitted_parts import asks_for_fitted, fitted
from agent.embedded.orders_asked import subject_of
from agent.entities import Catalogue, recognise
from agent.state import Round, Situation
from domain.answers import Evidence

Call = tuple[str, dict[str, Any]]
MAX_PART_LOOKUPS, MOST_FITTING = 4, 12
FOR_PARTS = 12
FAILED = {"error", "timeout"}
_REVISIONS = re.compile(
    r"\b(?:revisions?|rev\.?|versions?|ausgaben?|revisione?n?|udgaver?|revisi[óo]n(?:es)?|revis(?:ão|ões|ao))\s+(?P<one>[\w.]{1,6})"
    r"(?:\s*(?:and|to|vs\.?|versus|og|til|und|auf|zu|y|a|e|para|,|-)\s*(?:revision|rev\.?)?\s*(?P<two>[A-Z]{1,2}|\d[\w.]{0,4}))?\b",
    re.IGNORECASE,
)


def own_tools(situation: Situation, wanted: frozenset[str]) -> list[Call]:
    """Questions that one tool answers whole: the jobs of a shift, the difference between revisions."""
    if "compare" in wanted:
        return [("compare_revisions", _revisions(situation))]
    if "brief" in wanted:
        return [("shift_brief", {"technician": situation.asked})]
    return []


def count_of(situation: Situation, catalogue: Catalogue) -> dict[str, Any] | None:
    """Questions that count or list work orders by filter are worked out by one tool; those about single records are not."""
    named = situation.entities
    if named.work_orders or named.parts or named.unknown_parts or named.unknown_work_orders:
        return None
    asset = situation.asset.tag if situation.asset else ""
    found = counting(situation.question, catalogue.orders, asset, tuple(named.assets), situation.language)
    if found is not None and found.get("with_parts") and len(parts_of(situation.question)) > 1:
        return None  # What is asked besides is no count.
    if found is not None and named.alarms and not {"failure_mode", "alarm_code"} & set(found):
        about = [word for word in found.get("about", []) if word not in named.alarms]
        found = {**found, "alarm_code": named.alarms[0], "about": about}
    return found


def _revisions(situation: Situation) -> dict[str, Any]:
    text = situation.question
    found = _REVISIONS.search(text)
    args = {"document": text}
    if found and found["two"]:
        args |= {"older": found["one"], "newer": found["two"]}
    elif found and (found["one"].isdigit() or found["one"].isupper()):
        args |= {"newer": found["one"]}
    about = re.search(r"\b(?:section|chapter|abschnitt|kapitel|afsnit|secci[óo]n|cap[íi]tulo|sec[çc][ãa]o|about|on|for|of the)\s+(?P<about>[^?]{3,80})", _REVISIONS.sub(" ", text), re.IGNORECASE)  # fmt: skip
    if about:
        args["section"] = about["about"].strip()
    return args


def from_alarm(situation: Situation, alarms: list[Evidence], wanted: frozenset[str]) -> list[Call]:
    """From an alarm to the manuals: what its title and last action name, or the value asked for."""
    if not wanted & {"procedure", "cause", "value"}:
        return []
    alarm = alarms[0]
    subject = value_asked(situation, alarms) or f"{alarm.title} {subject_of(situation)}".strip()
    actions = [line.text.removeprefix("Action: ") for line in alarm.regions if line.text.startswith("Action: ")]
    queries = [subject] if "value" in wanted and subject != alarm.title else []
    if not queries or "procedure" in wanted:
        queries.append(f"{alarm.title} {actions[-1] if actions else ''}".strip())
    return [("search_manuals", {"query": query, "limit": 6}) for query in queries]


def value_asked(situation: Situation, evidence: Sequence[Evidence]) -> str:
    """Where records are asked for besides: what is asked of the manuals, with the alarm's name where it came from one."""
    asked = asked_of_manuals(situation)
    names = [item.regions[0].text.partition(": ")[2] for item in evidence if item.kind == "alarm" and item.regions]
    return f"{names[0]}: {asked}" if asked and names else asked


def with_part_names(situation: Situation, evidence: Sequence[Evidence]) -> str:
    """What is looked for, with the names of known parts for their numbers: manuals tell of a job by the name."""
    text = situation.search_text
    for item in evidence:
        if item.kind == "part" and item.source_id in situation.entities.parts and item.regions:
            name = re.split(r",|\s(?=\d)", item.regions[0].text.partition(": ")[2])[0]
            text = re.sub(rf"(?<!\w){re.escape(item.source_id)}(?!\w)", name, text)
    return text


def of_fitted(work: Round, catalogue: Catalogue) -> list[Call]:
    """The parts that went in on the last job, where they lie; none where the evidence has them or no job tells any."""
    known = {item.source_id for item in work.evidence if item.kind == "part"}
    used = [number for number in recognise(fitted(work.evidence), catalogue).parts if number not in known]
    return [("find_parts", {"query": number}) for number in used[:MAX_PART_LOOKUPS]]


def parts_that_fit(situation: Situation, wanted: frozenset[str]) -> list[Call]:
    """The look-up of "which parts fit the ...?"; none where no parts are asked for or one is named."""
    named = situation.entities
    if "fits" not in wanted or named.parts or named.unknown_parts:
        return []
    # "Which parts fit the pump?" has the words of "fit the cover", which is a job.
    asked = re.match(
        rf"\W*(?:[^\W_]+\s+)??(?:{alternatives_of('which')})\s+(?:{alternatives_of('parts')})(?!\w)",
        situation.asked,
        re.IGNORECASE,
    )
    return [("find_parts", {"query": "", "fits": situation.asked, "limit": MOST_FITTING})] if asked else []


def part_lookups(situation: Situation, work: Round, catalogue: Catalogue) -> list[Call]:
    """Parts that the evidence names, those beside words of the question first; by the alarm's words where it names none."""
    alarms = [item for item in work.evidence if item.kind == "alarm"]
    parts = [item for item in work.evidence if item.kind == "part"]
    known = {item.source_id for item in parts}
    if asks_for_fitted(situation.search_text) and (lookups := of_fitted(work, catalogue)):
        return lookups
    if alarms and known and not situation.entities.parts:
        # What an alarm tells to fit may be an adapter or kit whose name says what it is for: that is fitted too.
        named = [number for item in parts for number in recognise(item.regions[0].text, catalogue).parts]
        return [("find_parts", {"query": number}) for number in dict.fromkeys(named) if number not in known]
    sources = [item for item in alarms if recognise(item.text, catalogue).parts] or [
        item for item in work.evidence if item.kind == "manual" and item.applies
    ][:FOR_PARTS]
    numbers = [number for number in _by_subject(sources, situation, catalogue) if number not in known]
    if known:
        return []
    if numbers or work.rounds > 1 or not alarms:
        return [("find_parts", {"query": number}) for number in numbers[:MAX_PART_LOOKUPS]]
    return [("find_parts", {"query": f"{alarms[0].title} {subject_of(situation)}".strip()})]


def _by_subject(sources: list[Evidence], situation: Situation, catalogue: Catalogue) -> list[str]:
    words = set(subject_of(situation).split())
    found: dict[str, int] = {}
    for item in sources:
        for line in item.regions:
            if not any(c.isdigit() for c in line.text):
                continue
            near = len(words & set(re.findall(r"[^\W\d_]{3,}", line.text.casefold())))
            for number in recognise(line.text, catalogue).parts:
                found[number] = max(found.get(number, 0), near)
    return sorted(found, key=lambda number: -found[number])


def alternatives(situation: Situation, work: Round, wanted: frozenset[str]) -> list[Call]:
    """Other ways to what a tool could not give: manuals for a source out of reach, other machines' cases for no own one."""
    calls: list[Call] = []
    for call in work.calls:
        if call.name == "lookup_alarm" and call.status in FAILED:
            calls.append(("search_manuals", {"query": f"alarm {call.args.get('code', '')}"}))
        elif call.name == "find_parts" and call.status in FAILED:
            calls.append(("search_manuals", {"query": f"{situation.search_text} part number"}))
        elif call.name == "find_parts" and call.status == "empty" and (subject := asked_of_records(situation)):
            calls.append(("find_parts", {"query": subject}))
        elif call.name == "find_work_orders" and call.status == "empty" and "history" in wanted and situation.asset:
            alarm = str(call.args.get("alarm_code", ""))
            titles = [item.title for item in work.evidence if item.kind == "alarm"]
            text = " ".join([*titles, subject_of(situation)]).strip()
            if text or alarm:
                calls.append(("find_similar_cases", {"text": text or alarm, "alarm_code": alarm}))
    return calls
