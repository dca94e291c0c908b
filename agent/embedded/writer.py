"""Writes the embedded model's answer: every line quotes a record or a manual and carries its marker."""

from agent.embedded.from_manuals import manual_lines
from agent.embedded.from_records import record_lines
from agent.embedded.intents import intents
from agent.embedded.models_named import Machine
from agent.embedded.serials import serial_in
from agent.entities import Catalogue
from agent.state import MISSING, NO_EVIDENCE, Round, Situation
from stores.protocols import Embedder


def write(situation: Situation, work: Round, catalogue: Catalogue, embedder: Embedder | None) -> list[str]:
    """The answer, a line each; `NO_EVIDENCE` alone, or `MISSING: ...` lines for what stays open."""
    wanted = intents(situation.question)
    lines = record_lines(situation, work, wanted)
    needs_manual = not lines or any(call.name == "search_manuals" for call in work.calls)
    has_alarm = any(item.kind == "alarm" for item in work.evidence)
    if needs_manual and not (has_alarm and lines and "value" not in wanted):
        manual = manual_lines(
            situation.search_text,
            work.evidence,
            wanted,
            embedder,
            machine=_machine(situation, catalogue),
        )
        lines = lines + manual if wanted & {"history", "open_orders"} else manual + lines
    if not lines:
        return [NO_EVIDENCE, *_only_for_others(work)]
    return lines + _missing(situation, work, wanted)


def _only_for_others(work: Round) -> list[str]:
    other = next((item for item in work.evidence if not item.applies), None)
    return (
        [f"{MISSING} the nearest, {other.section or other.title} in {other.title}, is not for this machine"]
        if other
        else []
    )


def _machine(situation: Situation, catalogue: Catalogue) -> Machine:
    known = situation.asset.serial if situation.asset else ""
    return Machine.of(situation.model, serial_in(situation.asked, known), catalogue)


def _missing(situation: Situation, work: Round, wanted: frozenset[str]) -> list[str]:
    kinds = {item.kind for item in work.evidence}
    missing: list[str] = []
    if "stock" in wanted and "part" not in kinds:
        missing.append(f"{MISSING} no part found in the inventory for this")
    if wanted & {"history", "open_orders"} and "work_order" not in kinds:
        missing.append(f"{MISSING} no work order found for this")
    unknown = [*situation.entities.unknown_parts, *situation.entities.unknown_work_orders]
    return missing + [f"{MISSING} {number} is not in the records" for number in unknown]
