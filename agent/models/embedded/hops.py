"""The one step further that evidence names: an alarm's job and parts, an order's parts, a job's whole section, ways round what failed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from agent.models.embedded.lookups import parts_known
from agent.models.embedded.slots import Call, narrowed
from agent.models.embedded.talk.conversation import OVER_ORDERS, Conversation
from agent.models.embedded.talk.conversation import Call as Made
from agent.models.embedded.topic import found_no_words, searched, topic
from agent.models.embedded.writing.matching import Words
from agent.models.embedded.writing.opposite import turned
from agent.models.embedded.writing.references import sent_to
from agent.question.leaning import Leaning
from domain.answers import Evidence
from language.identifiers import identifiers, skeleton
from language.units import quantities
from language.words import words
from stores.passages.wording.glossary import ENGLISH
from tools.findings import is_absence

_THEN_MANUALS = frozenset({"find_parts", "find_assets", "find_alarms", "compare_revisions"})
MOST_PARTS, SECTIONS, FEW, HITS = 4, 3, 5, 6
_PART_DIGITS = 4
_TORN = frozenset({"procedure", "step"})


def hops(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The calls that the evidence of this turn's first calls leads to; made once."""
    calls = _round_failures(talk)
    alarms = _of_kind(talk, "alarm")
    if alarms and "manual" in meant:
        queries = [_job_of(alarms[0], talk), talk.with_the_one_before]
        calls += [("search_manuals", {"query": query}) for query in queries if query]
    # Asked for a part that nobody has, others that the manuals happen to name are no answer.
    if "stock" in meant and not _of_kind(talk, "part") and not talk.header.values("part", "unknown_part"):
        calls += _parts(talk)
    return calls + _of_the_machine(talk) + _sections(talk)


def _of_the_machine(talk: Conversation) -> list[Call]:
    """What its work orders say, where a machine is named and nothing else was found about it."""
    asked = any(call.name in OVER_ORDERS for call in talk.calls)
    told = [item for item in talk.evidence.values() if item.kind not in {"asset"} and not is_absence(item)]
    if asked or told or not talk.header.values("asset") or not topic(talk.question, talk.header):
        return []
    return [("find_work_orders", narrowed(talk, in_words=True) | {"limit": FEW})]


def _round_failures(talk: Conversation) -> list[Call]:
    """Another way to what a tool could not give."""
    calls: list[Call] = []
    nothing = all(call.empty for call in talk.calls)
    for call in talk.calls:
        text = call.args.get("text")
        if call.name == "lookup_alarm" and call.empty:
            calls.append(("search_manuals", {"query": f"alarm {call.args.get('code', '')}"}))
        elif call.name in _THEN_MANUALS and not call.args.get("where") and (call.failed or nothing):
            calls.append(("search_manuals", {"query": talk.question}))
        elif found_no_words(call):
            calls.append(("search_manuals", {"query": searched(talk.question, talk.header)}))
            calls += [("find_similar_cases", {"text": text})] if text and not _narrows(call) else []
    return calls


def _narrows(call: Made) -> bool:
    """Whether more than words narrows the orders, or they are counted by something: cases of other machines are no answer then."""
    return bool(call.args.get("by") or call.args.get("since") or call.args.get("where"))


def _job_of(alarm: Evidence, talk: Conversation) -> str:
    """What the manuals call the job: the alarm's title and its last action, with what is asked of it."""
    code = re.escape(alarm.source_id or "")
    title = re.sub(rf"^\S*\s*{code}\W*", "", alarm.title) if code else alarm.title
    return " ".join(dict.fromkeys([title.strip(), *topic(talk.question, talk.header)]))


def _parts(talk: Conversation) -> list[Call]:
    """Look-ups of the part numbers that alarms and orders name, else the manuals; by the alarm's title where none does."""
    for kind in ("alarm", "work_order", "manual"):
        items = _of_kind(talk, kind)
        numbers = _part_numbers(items[:3], talk)
        if numbers:
            return [("find_parts", {"query": number}) for number in numbers[:MOST_PARTS]]
        if kind == "alarm" and items:
            return [("find_parts", {"query": _job_of(items[0], talk)})]
    known = parts_known(talk) if talk.leans is not Leaning.NOT else []
    return [("find_parts", {"query": number}) for number in known[:MOST_PARTS]]


def _part_numbers(items: Iterable[Evidence], talk: Conversation) -> list[str]:
    """What looks like a part number in these texts, in the form that is commonest there; lines about the question first."""
    known = {str(item.source_id) for item in talk.evidence.values()} | {one.value for one in talk.header.named}
    about = set(topic(talk.question, talk.header))
    found: dict[str, int] = {}
    for item in items:
        models = [word for word in words(item.fields.get("models", "")) if any(c.isdigit() for c in word)]
        for line in item.text.split("\n"):
            values = [(one.start, one.end) for one in quantities(line)]
            near = sum(word in line.casefold() for word in about)
            for one in identifiers(line):
                inside = any(start < one.end and one.start < end for start, end in values)
                of_model = any(len(model) > 1 and model in words(one.written) for model in models)
                is_part = sum(c.isdigit() for c in one.written) >= _PART_DIGITS and not _is_date(one.written)
                if is_part and not inside and not of_model and one.written not in known:
                    found[one.written] = max(found.get(one.written, 0), near)
    forms = Counter(skeleton(number) for number in found)
    common = max(forms.values(), default=0)
    return sorted((number for number in found if forms[skeleton(number)] == common), key=lambda number: -found[number])


def _is_date(written: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:-\d\d){0,2}|\d\d?[./]\d\d?[./]\d{2,4}", written) is not None


def _sections(talk: Conversation) -> list[Call]:
    """The sections of the best passages: what stands around them, and the steps of a job found in parts."""
    found = [item for item in _of_kind(talk, "manual") if item.applies and item.section_id and item.score > 0]
    # Where the opposite of what is asked stands near, what both are about is sought first; where that is in English.
    turns = [turned(item.section or "", talk.asked, talk.header.language, ENGLISH) for item in found[:HITS]]
    if query := next(filter(None, turns), ""):
        sought = [call.evidence for call in talk.calls if call.args.get("query") == query]
        if not sought:
            return [("search_manuals", {"query": query})]
        found = sorted(found, key=lambda item: item not in sought[0])
    first = {str(item.section_id): item.order for item in reversed(found)}
    best = list(dict.fromkeys(str(item.section_id) for item in found))
    jobs = [str(item.section_id) for item in found[:HITS] if item.passage_kind in _TORN]
    chosen = list(dict.fromkeys([*best[:1], *jobs[:1], *best]))[:SECTIONS]
    calls: list[Call] = [("read_section", {"section_id": one, "around": first[one]}) for one in chosen]
    job = _job(talk, found[:HITS])
    return [*calls, ("read_section", {"section_id": job})] if job else calls


def _job(talk: Conversation, found: Sequence[Evidence]) -> str:
    """The section to which the step that has most of the question sends its reader: how the job is done is said there."""
    known = Words(talk.question, found, talk.header.language)
    return sent_to(known, [(item.text, item) for item in found if item.passage_kind in _TORN])


def _of_kind(talk: Conversation, kind: str) -> list[Evidence]:
    return [item for item in talk.evidence.values() if item.kind == kind and not is_absence(item)]
