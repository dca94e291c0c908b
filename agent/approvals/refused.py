"""Why a write is not proposed, in the person's language, with the nearest records and the one that shows it."""

from dataclasses import dataclass

from agent.phrases.saying import phrase
from agent.turn.citations import CitationBook
from agent.turn.state import TurnContext
from domain.answers import Citation, Evidence, Gap
from tools.proposals import Refused

MAX_CHOICES = 6


@dataclass(frozen=True)
class Told:
    """A line of the answer, a gap, or both; `asks` where it is a question to the person.

    `before` restates what the person asked for: it stands above `text` and no record carries it.
    """

    text: str = ""
    before: str = ""
    gap: Gap | None = None
    citation: Citation | None = None
    asks: bool = False


def refusal(refused: Refused, context: TurnContext) -> Told:
    """What to say of a write that was not proposed."""
    language = context.turn.language
    before, _, text = _text(refused, language).rpartition(" | ")
    if refused.asks:
        choices = refused.choices or _open_orders(refused, context)
        text = "\n".join((text, *(f"- {choice}" for choice in choices[:MAX_CHOICES])))
    gap = None
    if not refused.asks:
        reason = f"{before} {text}".strip().splitlines()[0]
        gap = Gap(source="records", reason=reason)
    citation = _cited(refused.evidence, text) if refused.evidence else None
    return Told(text=text, before=before, gap=gap, citation=citation, asks=refused.asks)


def open_already(order: Evidence, asset: str, language: str) -> Told:
    """That a job with this fault is open on the machine, so that nobody writes it twice without knowing."""
    text = phrase("open_already", language, asset=asset, order=order.text.split("\n")[0])
    return Told(text=text, citation=_cited(order, text))


def _text(refused: Refused, language: str) -> str:
    if refused.why == "unknown":
        kind, tag = refused.values["kind"], refused.values["tag"]
        text = phrase("unknown_record", language, kind=phrase(f"kind_{kind}", language), tag=tag)
        return f"{text} {phrase('nearest', language, items=', '.join(refused.nearest))}" if refused.nearest else text
    if refused.why == "missing":
        fields = ", ".join(phrase(f"field_{name}", language) for name in refused.values["fields"])
        return phrase("refused_missing", language, fields=fields)
    text = phrase(f"refused_{refused.why}", language, **refused.values)
    if refused.why in {"too_few", "not_kept"} and refused.nearest:
        text += " " + phrase("enough_at", language, items=", ".join(refused.nearest))
    return text


def _open_orders(refused: Refused, context: TurnContext) -> tuple[str, ...]:
    """The open jobs of the machine in question, where a work order is missing."""
    if "work_order" not in refused.values.get("fields", ()) or context.turn.asset is None:
        return ()
    orders = context.tools.work_orders.find_work_orders(asset=context.turn.asset.tag, status="open", limit=MAX_CHOICES)
    return tuple(f"{order.number}: {order.title or order.description}"[:100] for order in orders)


def _cited(evidence: Evidence, text: str) -> Citation:
    book = CitationBook()
    book.release(text, [evidence])
    return book.citations()[0]
