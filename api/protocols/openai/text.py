"""The answer as one text with annotations, and its pieces while it is made: pure functions."""

import re
from typing import Any

from agent.safety.placing import placed
from domain.answers import Answer, AnswerEvent, Citation, SafetyWarning
from ingestion.marks import signal

_MARKER = re.compile(r"\[(\d+)\]")
SIGN = "⚠"


def whole_text(answer: Answer) -> str:
    """The answer with each warning before the claim that it governs: what the pieces come to."""
    said = ""
    for part in placed(answer):
        line = part if isinstance(part, str) else _marked(part)
        said += _gap(said, "sentence" if isinstance(part, str) else "warning") + line
    return said


def piece(event: AnswerEvent, *, said: str) -> str:
    """The text that an event adds to what was `said`: warnings and sentences as released; an answer's own text where none were."""
    if event.kind == "answer":
        return "" if said else whole_text(event.data["answer"])
    if event.kind not in {"warning", "sentence"}:
        return ""
    text = warning_line(event.data["text"]) if event.kind == "warning" else str(event.data["text"])
    return _gap(said, event.kind) + text


def _gap(said: str, kind: str) -> str:
    """A warning and a source's line are paragraphs of their own; a reader of Markdown would run lines together."""
    if not said:
        return ""
    return "\n\n" if kind == "warning" or said.rpartition("\n")[2].startswith((SIGN, ">")) else "\n"


def _marked(warning: SafetyWarning) -> str:
    return warning_line(warning.text + " " + "".join(f"[{n}]" for n in warning.citations))


def warning_line(text: str) -> str:
    """A warning as a line of text: the sign, and the word where the manual printed none."""
    return f"{SIGN} {text.strip()}" if signal(text) else f"{SIGN} **Warning:** {text.strip()}"


def annotations(text: str, answer: Answer, site: str) -> list[dict[str, Any]]:
    """A url_citation for every marker in `text`; `site` begins the address of what is cited."""
    known = {citation.n: citation for citation in answer.citations}
    return [
        {
            "type": "url_citation",
            "start_index": marker.start(),
            "end_index": marker.end(),
            "url": site + (known[number].url or ""),
            "title": _title(known[number]),
        }
        for marker in _MARKER.finditer(text)
        if (number := int(marker.group(1))) in known
    ]


def _title(citation: Citation) -> str:
    place = citation.source_id or (f"p. {citation.page}" if citation.page else citation.section)
    return ", ".join(filter(None, (citation.title, place)))
