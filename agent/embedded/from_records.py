"""Sentences from records: the line of the record that was asked for, quoted with its marker."""

import re
from collections.abc import Iterable

from agent.state import Round, Situation
from domain.answers import Evidence
from stores.records.identifiers import fits_model

MAX_ORDERS = 12
MAX_ACTIONS = 8
_QUESTION_WORDS = frozenset(
    "what when where which who why how the and for has have had was were did does with this that are can you tell show give about part "
    "parts number turbine machine wind van much many its one into there from not may version type serial running at".split()
)
_FORBIDS = re.compile(
    r"\b(?:never|not|only|must|no longer|nie|nicht|nur|aldrig|ikke|kun|nunca|não|solo|só)\b", re.IGNORECASE
)


def content_words(text: str) -> set[str]:
    """The stems of the words that say what a text is about."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return {
        word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words if word not in _QUESTION_WORDS
    }


def record_lines(situation: Situation, work: Round, wanted: frozenset[str]) -> list[str]:
    """What the records of this turn say to the question: alarms, machine, parts, work orders."""
    numbered = list(enumerate(work.evidence, start=1))
    question = situation.search_text
    machines = [(n, item) for n, item in numbered if item.kind == "asset"]
    asked = any(call.name == "get_asset" for call in work.calls)
    lines = [line for n, item in numbered if item.kind == "alarm" for line in alarm_lines(n, item, wanted)]
    lines += [line for n, item in machines if asked for line in asset_lines(n, item, question)]
    for n, item in numbered:
        if item.kind == "part":
            lines += [*_misfit((n, item), machines, situation.model), *part_lines(n, item, wanted, question)]
    orders = [(n, item) for n, item in numbered if item.kind == "work_order"]
    named = situation.entities.work_orders
    if named:
        single = [(n, item) for n, item in orders if item.source_id in named]
        return lines + [line for one in single for line in order_lines([one], single=True, question=question)]
    return lines + order_lines(orders, single=False)


def _misfit(part: tuple[int, Evidence], machines: list[tuple[int, Evidence]], model: str) -> list[str]:
    """A part for other models than the machine's is said to be so, both quoted."""
    number, item = part
    models = _first([region.text for region in item.regions], "Models")
    if not models or not model or fits_model(models.split(", "), model):
        return []
    for place, machine in machines:
        rows = [region.text for region in machine.regions]
        return [f"Not for this machine: {item.source_id} is for {models}, this is {rows[0]} [{number}][{place}]"]
    return [f"Not for this machine: {item.source_id} is for {models} [{number}]"]


def asked_rows(rows: list[str], question: str) -> list[str]:
    """The rows whose names share a word with the question."""
    words = content_words(question)
    return [row for row in rows if ": " in row and words & content_words(row.split(": ")[0])]


def alarm_lines(number: int, item: Evidence, wanted: frozenset[str]) -> list[str]:
    """What an alarm means and, where asked, its causes and what to do."""
    rows = [region.text for region in item.regions]
    head = rows[0].removeprefix("Alarm ")
    models = f" ({item.fields['models']})" if item.fields.get("models") else ""
    out = [f"**{head}**{models} [{number}]"]
    meaning = _values(rows, "Meaning")
    actions, causes = _values(rows, "Action"), _values(rows, "Cause")
    if meaning and ("meaning" in wanted or not wanted & {"procedure", "cause"} or not actions):
        out.append(f"{meaning[0]} [{number}]")
    if causes and ("cause" in wanted or not wanted & {"procedure", "value"}):
        out += [f"- {cause} [{number}]" for cause in causes]
    if actions and ("procedure" in wanted or not wanted & {"meaning", "cause", "stock", "history"}):
        out += [f"{place}. {action} [{number}]" for place, action in enumerate(actions[:MAX_ACTIONS], start=1)]
    reset = _values(rows, "Reset")
    if reset and "procedure" in wanted:
        out.append(f"Reset: {reset[0]} [{number}]")
    if len(out) == 1:
        out += [f"{row} [{number}]" for row in rows[2:5]]
    return out


def part_lines(number: int, item: Evidence, wanted: frozenset[str], question: str = "") -> list[str]:
    """A part, where it lies and how long it takes; what replaces it."""
    rows = [region.text for region in item.regions]
    stock = [row.removeprefix("Stock at ") for row in rows if row.startswith("Stock at ")]
    out = [f"**{rows[0].removeprefix('Part ')}** [{number}]"]
    if stock:
        out[0] = f"**{rows[0].removeprefix('Part ')}**: {'; '.join(stock)} [{number}]"
    lead = _values(rows, "Lead time")
    if lead:
        out.append(f"Lead time: {lead[0]} [{number}]")
    for name in ("Superseded by", "Supersedes", "Equivalents"):
        values = _values(rows, name)
        if values:
            out.append(f"{name}: {values[0]} [{number}]")
    said = {line.removesuffix(f" [{number}]") for line in out}
    out += [
        f"{row} [{number}]"
        for row in asked_rows(rows[1:], question)
        if row not in said and not row.startswith("Stock at ")
    ]
    out += [f"{sentence} [{number}]" for sentence in _restrictions(rows)]
    if not stock and not lead and "stock" not in wanted:
        out += [f"{row} [{number}]" for row in rows[1:4]]
    return out


def _restrictions(rows: list[str]) -> list[str]:
    """Sentences of a part's text that forbid or limit its use: they are shown whatever was asked."""
    texts = [row.split(": ", 1)[1] for row in rows[1:] if ": " in row and not row.startswith("Stock at ")]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.;!])\s+", text)]
    return [sentence for sentence in sentences if _FORBIDS.search(sentence)]


def order_lines(items: Iterable[tuple[int, Evidence]], *, single: bool, question: str = "") -> list[str]:
    """Work orders: one whole, or a line each."""
    out: list[str] = []
    for number, item in list(items)[:MAX_ORDERS]:
        rows = [region.text for region in item.regions]
        status, opened, closed = (_first(rows, name) for name in ("Status", "Opened", "Closed"))
        state = ", ".join(
            filter(None, (status, f"opened {opened}" if opened else "", f"closed {closed}" if closed else ""))
        )
        head = f"{rows[0]} ({state})" if state else rows[0]
        done, description = _first(rows, "Done"), _first(rows, "Description")
        if single:
            out.append(f"**{head}** [{number}]")
            shown = ("Asset", "Alarm", "Component", "Description", "Done", "Parts used", "Assigned to", "Priority")
            out += [f"{name}: {_first(rows, name)} [{number}]" for name in shown if _first(rows, name)]
            out += [f"{row} [{number}]" for row in asked_rows(rows[1:], question) if f"{row} [{number}]" not in out]
        else:
            out.append(f"- {head}{': ' + (done or description) if done or description else ''} [{number}]")
    return out


def asset_lines(number: int, item: Evidence, question: str = "") -> list[str]:
    """One machine: what is asked of it, or what it is and how it stands."""
    rows = [region.text for region in item.regions]
    status = [row for row in rows[1:] if row.startswith("Status: ")]
    shown = (
        list(dict.fromkeys([*status, *asked_rows(rows[1:], question)])) if asked_rows(rows[1:], question) else rows[1:6]
    )
    return [f"**{rows[0]}** [{number}]", *(f"{row} [{number}]" for row in shown)]


def _values(rows: list[str], name: str) -> list[str]:
    return [row.removeprefix(f"{name}: ") for row in rows if row.startswith(f"{name}: ")]


def _first(rows: list[str], name: str) -> str:
    values = _values(rows, name)
    return values[0] if values else ""
