"""Feedback and flagged turns as draft cases, without personal data."""

import hashlib
from collections.abc import Sequence

from domain.answers import Answer
from evals.candidates.scrubbing import Scrubber
from evals.generate.drafts import DraftCase
from evals.generate.library import read_library
from evals.generate.required import figures_of
from language.identifiers import identifiers
from stores.conversations.feedback import Feedback
from stores.conversations.turns import PastTurn
from stores.open_stores import Stores
from stores.passages.wording.glossary import function_words, shorthand, words_of
from stores.passages.wording.text import fold, words

MOST_ORDERS = 100_000


def collect(stores: Stores) -> list[DraftCase]:
    """Candidates, feedback first: each question once, `reviewed` false, personal data taken out.

    Feedback gives its correction's figures and identifiers as required facts; a thumb up gives those of the answer.
    A turn is flagged when sentences were withheld, the model failed, or nothing was found.
    """
    scrubber = scrubber_of(stores)
    feedback = stores.feedback.all()
    turns = stores.turns.by_id(given.run_id for given in feedback)
    drafts = [_of_feedback(given, turns.get(given.run_id), scrubber) for given in feedback]
    judged = {given.run_id for given in feedback}
    for past in stores.turns.finished():
        answer = past.turn.answer
        flag = flag_of(answer) if answer and past.turn.id not in judged else ""
        if flag:
            drafts.append(_draft(past.turn.id, past.turn.question, past, "turn", flag, scrubber))
    return list({(fold(draft.question), draft.asset): draft for draft in reversed(drafts)}.values())[::-1]


def flag_of(answer: Answer) -> str:
    """Why an answer deserves a look, or nothing."""
    if answer.withheld:
        return f"{len(answer.withheld)} sentences withheld: {answer.withheld[0].reason}"
    if answer.degraded:
        return "the language model failed"
    return "nothing was found" if answer.status in {"no_evidence", "failed"} else ""


def scrubber_of(stores: Stores) -> Scrubber:
    """A scrubber that knows this organisation's people and its words."""
    orders = stores.records.find_work_orders(limit=MOST_ORDERS)
    people = {order.assigned_to for order in orders} | stores.turns.owners() | {key.name for key in stores.keys.all()}
    known = {*shorthand(), *words_of("de"), *(word for plain in function_words().values() for word in plain)}
    for library in stores.passages.libraries():
        known |= set(read_library(stores.passages, library).surfaces)
    for asset in stores.records.assets():
        known |= {word.surface for word in words(f"{asset.tag} {asset.model} {asset.site} {asset.controller}")}
    return Scrubber(tuple(sorted(person for person in people if person)), frozenset(known))


def _of_feedback(given: Feedback, past: PastTurn | None, scrubber: Scrubber) -> DraftCase:
    note = f"thumb {given.verdict}"
    if given.reason:
        note += f": {scrubber.scrub(given.reason)}"
    draft = _draft(given.run_id, given.question, past, "feedback", note, scrubber)
    answer = past.turn.answer if past else None
    right = given.correction or (answer.text if answer and given.verdict == "up" else "")
    right = scrubber.scrub(right)
    required = [list(group) for group in figures_of(right)] + [[name] for name in _written(right)]
    status = [answer.status] if answer and given.verdict == "up" and not required else []
    return draft.model_copy(update={"quote": right, "must_contain": required, "status": status})


def _draft(run: str, question: str, past: PastTurn | None, origin: str, note: str, scrubber: Scrubber) -> DraftCase:
    answer = past.turn.answer if past else None
    return DraftCase(
        # The run's own id would lead back to the person who asked.
        id=f"{origin}-{hashlib.sha256(run.encode()).hexdigest()[:10]}",
        question=scrubber.scrub(question),
        kind="from-use",
        lang=answer.language if answer else "en",
        asset=past.asset if past else "",
        library=past.library if past and past.library != "main" else "",
        origin=origin,
        note=scrubber.scrub(note),
    )


def _written(text: str) -> Sequence[str]:
    """Identifiers as the text writes them."""
    return [code.written for code in identifiers(text)]
