"""Queries over machines, alarms, documents, past cases and a technician's day; sums that code works out."""

import re

from agent.models.embedded.queries.orders import last, listed
from agent.models.embedded.slots import OR, Args, Call, conditions, has_noun, narrowed, time_of, wanted
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.topic import topic
from agent.question import nouns
from agent.question.leaning import Leaning
from language.numbers import numbers
from language.units import can_be_given_in, quantities, units_alone
from language.vocabulary import ENGLISH, vocabulary
from language.words import stem, words

_KINDS = ("bulletin", "manual")
_CASES = frozenset({"work_order", "alarm"})
_EXPRESSION = re.compile(r"[\d.,()\s+\-*/x×÷^%]{3,}")


def similar(talk: Conversation) -> list[Call]:
    if talk.header.tag and conditions(talk).never:
        return last(talk)  # whether it ever happened to this machine is told by its own jobs
    codes = talk.header.values("alarm")
    shown = talk.last.evidence.values() if talk.last and talk.leans is not Leaning.NOT else ()
    titles = [item.title for item in shown if item.kind in _CASES]
    text = " ".join(topic(talk.question, talk.header)) or next(iter(titles), talk.question)
    alike = ("find_similar_cases", {"text": text} | ({"alarm_code": codes[0]} if codes else {}))
    return [alike, *last(talk)] if talk.header.tag else [alike]


def brief(talk: Conversation) -> list[Call]:
    people = talk.header.values("assigned_to")
    return [("shift_brief", {"technician": people[0]})] if people else listed(talk)


def machines(talk: Conversation) -> list[Call]:
    """The machines; at a place where only parts are kept, the parts that are called so."""
    header = talk.header
    called = topic(talk.question, header)
    if called and header.values("stock") and not header.values("site"):
        return [("find_parts", {"query": " ".join(called)})]
    given = {"site": header.values("site"), "model": header.values("model")}
    args: Args = {name: values[0] for name, values in given.items() if values}
    if states := header.values("machine_status"):
        args["status"] = wanted(OR.join(states), "machine_status", conditions(talk))
    jobs = {name: value for name, value in of_jobs(talk).items() if name not in {"asset", "machine_status", *args}}
    due = service_due(talk)
    if due:
        read = {*conditions(talk).read, *words(conditions(talk).due)}
        own = " ".join(word for word in topic(talk.question, header, {"work", "service"}) if word not in read)
        args |= {"next_service": due} | ({"text": own} if own else {})
    oldest = {"oldest_first": True} if conditions(talk).order.get("oldest_first") and not jobs else {}
    return [("find_assets", args | oldest | ({"jobs": jobs} if jobs else {}))]


def service_due(talk: Conversation) -> str:
    """The time to come in which machines are due for service ("2026-04-01..2026-04-30"); "" where that is not asked."""
    time = time_of(talk.header)
    coming = bool(time) and time.get("until", "9") >= talk.header.today.isoformat()
    asked = has_noun(talk, "service") or conditions(talk).due
    if not coming or not asked or any(has_noun(talk, noun) for noun in ("work_order", "frequent", "least", "number")):
        return ""
    return f"{time.get('since', '')}..{time.get('until', '')}"


def next_services(talk: Conversation) -> list[Call]:
    """The machines' own records, which tell their next service, where it is asked for."""
    asked = conditions(talk).order.get("by_due") and has_noun(talk, "service")
    return (
        [("get_asset", {"tag": tag}) for tag in talk.header.values("asset") or [talk.header.tag]]
        if asked and talk.header.tag
        else []
    )


def of_jobs(talk: Conversation) -> Args:
    """What the question says of work orders, flat as `find_assets` takes it."""
    wanted = narrowed(talk, ["asset"])
    where = dict(wanted.get("where", {})) | ({"text": wanted["text"]} if "text" in wanted else {})
    return where | {name: wanted[name] for name in ("since", "until") if name in wanted}


def revisions(talk: Conversation) -> list[Call]:
    documents = talk.header.values("document")
    kind = "bulletin " if has_noun(talk, "bulletin") else ""
    compared = ("compare_revisions", {"document": documents[0] if documents else f"{kind}{talk.question}"})
    # "Has bulletin 31 been done on this machine?"
    return [compared, *last(talk)] if documents and talk.header.tag else [compared]


def documents(talk: Conversation) -> list[Call]:
    """The documents in force for the machine: of the kind that is called by its noun, by the words of their titles."""
    kind = next((noun for noun in _KINDS if has_noun(talk, noun)), "")
    applying = {stem(word, language) for language in (talk.header.language, ENGLISH) for told in vocabulary(language).applies.values() for each in told for word in words(each)}  # fmt: skip
    about = [word for word in topic(talk.question, talk.header, {*_KINDS, "document"}) if stem(word, talk.header.language) not in applying]  # fmt: skip
    about = talk.header.values("document") or about
    return [("find_documents", {name: value for name, value in (("kind", kind), ("about", " ".join(about))) if value})]


def calculation(talk: Conversation) -> list[Call]:
    """A conversion where a quantity is beside another unit of its kind, a share where it is beside a percentage, else the longest expression."""
    asked, found = talk.asked, quantities(talk.asked)
    for quantity in found:
        apart = asked[: quantity.start] + " " * (quantity.end - quantity.start) + asked[quantity.end :]
        to = [unit for unit in units_alone(apart) if can_be_given_in(quantity.unit, unit)]
        if to:
            return [("convert", {"value": str(quantity.value), "unit": quantity.unit, "to": to[-1]})]
    expressions = [one.strip() for one in _EXPRESSION.findall(asked) if len(re.findall(r"\d+", one)) > 1]
    expressions = expressions or _share(asked)
    return [("calculate", {"expression": max(expressions, key=len)})] if expressions else []


def _share(asked: str) -> list[str]:
    """A percentage of the one other number that is said."""
    shares = [one for one in quantities(asked) if one.unit == "%"]
    whole = [one for one in numbers(asked) if not any(share.start <= one.start < share.end for share in shares)]
    if len(shares) != 1 or len(whole) != 1:
        return []
    unit = next((one.unit for one in quantities(asked) if one.start == whole[0].start), "")
    return [f"{shares[0].value} % * {whole[0].value} {unit}".strip()]


def _words_of_alarms(talk: Conversation) -> frozenset[str]:
    """Values of the work orders are words like any other where alarms are looked for."""
    others = {"asset", "which_asset", "unknown_asset", "model", "period"}
    return frozenset(one.kind for one in talk.header.named) - others


def alarms(talk: Conversation) -> list[Call]:
    """Alarms by their words, where none is named by its code."""
    kept = _words_of_alarms(talk)
    # "About the yaw system" is about yaw.
    told = topic(talk.question, talk.header, {"component"}, kept) or topic(talk.question, talk.header, kept=kept)
    named = talk.header.values("alarm", "unknown_alarm")
    resetting = [word for word in told if nouns.is_of_resetting(word)]
    if resetting and not named:
        left = [word for word in told if word not in resetting]
        return [("find_alarms", {"reset": "yes"} | ({"words": " ".join(left)} if left else {}))]
    return [("find_alarms", {"words": told})] if told and not named else []
