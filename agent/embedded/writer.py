"""Writes the embedded model's answer: every line quotes a record or a manual and carries its marker."""

from agent.embedded.from_manuals import manual_lines
from agent.embedded.from_parts import ASKED_FOR
from agent.embedded.from_records import record_lines
from agent.embedded.from_tools import told_by_tools
from agent.embedded.journeys import value_asked, with_part_names
from agent.embedded.models_named import Machine
from agent.embedded.serials import serial_in
from agent.embedded.which_machine import labelled_lines
from agent.entities import Catalogue
from agent.language import phrase
from agent.messages import Brief
from agent.state import MISSING, NO_EVIDENCE, Round, Situation
from domain.answers import Evidence
from stores.protocols import Embedder
from tools.scope import SCOPE


def write(brief: Brief, embedder: Embedder | None) -> list[str]:
    """The answer, a line each; `NO_EVIDENCE` alone, or `MISSING: ...` lines for what stays open."""
    situation, work, catalogue = brief.situation, brief.work, brief.catalogue
    wanted = frozenset(situation.wanted)
    told = told_by_tools(work) or labelled_lines(situation, work, catalogue, brief.fleet)
    if told:
        return told
    lines = record_lines(situation, work, wanted)
    for_others = _named_for_others(situation, work)
    if for_others:
        return for_others + lines
    needs_manual = not lines or any(call.name == "search_manuals" for call in work.calls)
    has_alarm = any(item.kind == "alarm" for item in work.evidence)
    besides, unanswered = value_asked(situation, work.evidence), False
    if needs_manual and not (has_alarm and lines and "value" not in wanted):
        manual = manual_lines(
            besides or with_part_names(situation, work.evidence),
            work.evidence,
            wanted,
            embedder,
            machine=_machine(situation, catalogue),
        )
        unanswered = bool(besides) and not manual
        lines = lines + manual if wanted & {"history", "open_orders"} else manual + lines
    if not lines:
        return [NO_EVIDENCE, *_only_for_others(work)]
    open_part = [f"{MISSING} the manuals do not tell: {besides}"] if unanswered else []
    return lines + open_part + _missing(situation, work, wanted)


def _named_for_others(situation: Situation, work: Round) -> list[str]:
    """That a document which the question names is not for this machine, and for which it is."""
    return [
        f"{phrase('for_others', situation.language, number=item.fields['number'], machines=item.fields[SCOPE])} [{n}]"
        for n, item in enumerate(work.evidence, start=1)
        if SCOPE in item.fields and item.fields["number"].casefold() in situation.search_text.casefold()
    ]


def _only_for_others(work: Round) -> list[str]:
    other = next((item for item in work.evidence if not item.applies), None)
    return (
        [
            f"{MISSING} the nearest, {other.section or other.title} in {other.title}, is {_for(other)}not for this machine"
        ]
        if other
        else []
    )


def _for(item: Evidence) -> str:
    models = item.fields.get("models", "")
    return f"for {models}, " if models else ""


def _machine(situation: Situation, catalogue: Catalogue) -> Machine:
    known = situation.asset.serial if situation.asset else ""
    return Machine.of(situation.model, serial_in(situation.asked, known), catalogue)


def _no_part_tells(name: str, work: Round) -> bool:
    parts = [item for item in work.evidence if item.kind == "part"]
    return bool(parts) and not any(line.text.startswith(f"{name}: ") for item in parts for line in item.regions)


def _missing(situation: Situation, work: Round, wanted: frozenset[str]) -> list[str]:
    kinds = {item.kind for item in work.evidence}
    missing: list[str] = []
    if any(call.name in {"query_work_orders", "find_alarms"} for call in work.calls):
        return []
    if "stock" in wanted and "part" not in kinds:
        missing.append(f"{MISSING} no part found in the inventory for this")
    missing += [
        f"{MISSING} the {name.lower()} of this part is not in the records"
        for intent, name in ASKED_FOR.items()
        if intent in wanted - {"procedure"} and _no_part_tells(name, work)
    ]
    if wanted & {"history", "open_orders"} and "work_order" not in kinds:
        missing.append(f"{MISSING} no work order found for this")
    unknown = [*situation.entities.unknown_parts, *situation.entities.unknown_work_orders]
    return missing + [f"{MISSING} {number} is not in the records" for number in unknown]
