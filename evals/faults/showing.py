"""Faults of what leaves the assistant: the checks behind the model are off, or citations and warnings go wrong."""

import re
from collections.abc import AsyncIterator

from agent.assistant import AskRequest
from domain.answers import Answer, AnswerEvent, Citation, Claim
from evals.faults.seams import Events

_MARKER = re.compile(r"\s?\[\d+(?:\s*,\s*\d+)*\]")
_FIGURE = re.compile(r"(?<![\w.,\[-])\d{2,}(?![\w.,\]-]|\.\d)")


def from_memory(answer: Answer) -> Answer:
    """Said as if known: no tool called, nothing cited."""
    claims = tuple(Claim(text=claim.text) for claim in answer.claims)
    text = _MARKER.sub("", answer.text)
    return answer.model_copy(update={"text": text, "claims": claims, "citations": (), "tool_calls": ()})


def invented(answer: Answer) -> Answer:
    """A model's figures that no source holds, let through: each of two digits or more is one higher."""
    claims = tuple(claim.model_copy(update={"text": _higher(claim.text)}) for claim in answer.claims)
    return answer.model_copy(update={"text": _higher(answer.text), "claims": claims})


def _higher(text: str) -> str:
    return _FIGURE.sub(lambda m: str(int(m.group()) + 1), text)


def next_page(answer: Answer) -> Answer:
    """Every page that is cited is the one before the right one."""
    return answer.model_copy(update={"citations": tuple(map(_off_by_one, answer.citations))})


def _off_by_one(citation: Citation) -> Citation:
    return citation.model_copy(update={"page": max(1, citation.page - 1)}) if citation.page else citation


def exchanged_citations(answer: Answer) -> Answer:
    """Sentences cite each other's sources."""
    quotes = [citation.quote for citation in answer.citations]
    turned = quotes[1:] + quotes[:1] if len(quotes) > 1 else [""] * len(quotes)
    cited = tuple(c.model_copy(update={"quote": quote}) for c, quote in zip(answer.citations, turned, strict=True))
    return answer.model_copy(update={"citations": cited})


def always_asks_back(answer: Answer) -> Answer:
    """Whatever is asked, a question comes back."""
    asked = {"status": "clarify", "text": "Which one do you mean?", "claims": (), "citations": ()}
    return answer.model_copy(update=asked) if answer.status == "answered" else answer


def leaves_alone(answer: Answer) -> Answer:
    """Where nothing was found, nothing more is said."""
    bare = {"text": "", "claims": (), "citations": (), "gaps": ()}
    return answer.model_copy(update=bare) if answer.status in {"no_evidence", "partial"} else answer


def gaps_hidden(answer: Answer) -> Answer:
    """A tool that failed is passed over in silence."""
    status = "answered" if answer.status == "partial" else answer.status
    return answer.model_copy(update={"gaps": (), "status": status})


def never_refused(answer: Answer) -> Answer:
    """What should be refused is taken on."""
    return answer.model_copy(update={"status": "answered"}) if answer.status == "refused" else answer


def never_asks_back(answer: Answer) -> Answer:
    """Where several things could be meant, the first is taken."""
    return answer.model_copy(update={"status": "answered"}) if answer.status == "clarify" else answer


async def warnings_last(events: Events) -> AsyncIterator[AnswerEvent]:
    """Warnings come after the work that they govern, and out of the answer's own place."""
    held: list[AnswerEvent] = []
    async for event in events:
        if event.kind == "warning":
            held.append(event)
            continue
        if event.kind == "answer":
            for warning in held:
                yield warning
        yield event


def fresh_thread(request: AskRequest) -> AskRequest:
    """Every question is the first of its conversation."""
    return request.model_copy(update={"thread_id": ""})


def no_machine(request: AskRequest) -> AskRequest:
    """The machine that was chosen beside the question is lost."""
    return request.model_copy(update={"asset": ""})
