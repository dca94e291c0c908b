"""Whether the place of a follow-up is found: MTRAG-UN conversations, searched in all contexts of their collection.

`python -m bench followups`: the last question of each turn that has an answer and a question before it, read alone and as the product
reads it in its thread; then behind a question of another conversation, where the thread must not mislead; then turns without an answer.
"""

import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.models.embedded.model import places_of
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.writing.finding import Places
from agent.question.header import Header
from bench.answering.answer_data import TODAY
from bench.answering.mtrag import filed, in_library, turns
from bench.report import table
from domain.answers import Evidence
from stores.open_stores import Stores, open_stores
from tools.evidence import hit_evidence

HITS = 6
_ANSWERED = {"ANSWERABLE", "PARTIAL"}
HEADER = Header(today=TODAY)


def _asked(turn: Mapping[str, Any]) -> list[str]:
    return [said["text"].strip() for said in turn["input"] if said["speaker"] == "user"]


def _read(question: str, before: str, library: str, stores: Stores) -> Places:
    """The question in a thread with one before it (""  for none), read in what the searches of its turn bring."""
    earlier = (Conversation(before, before, HEADER, subject=before),) if before else ()
    talk = Conversation(question, question, HEADER, subject=question, earlier=earlier)
    evidence: dict[str, Evidence] = {}
    for query in filter(None, (question, talk.with_the_one_before)):
        for hit in stores.passages.search(query, library=library, limit=HITS).hits:
            evidence.setdefault(hit.passage.id, hit_evidence(hit))
    found = Conversation(
        question, question, HEADER, subject=question, earlier=earlier, evidence=dict(enumerate(evidence.values(), 1))
    )
    return places_of(found, stores.multilingual)


def _row(name: str, cases: Sequence[tuple[Mapping[str, Any], str]], stores: Stores) -> list[str]:
    """How many; the share whose best place is one of the turn's contexts; that is shown as an answer; both."""
    told: list[tuple[bool, bool]] = []
    for turn, before in cases:
        places = _read(_asked(turn)[-1], before, turn["Collection"], stores)
        best = places.reading.evidence[places.ranked[0].block.numbers[0]] if places.ranked else None
        gold = {filed(one["document_id"]) for one in turn["contexts"]}
        told.append((best is not None and Path(best.path or "").stem in gold, places.answer))
    shares = [
        sum(each) / len(told) for each in zip(*((first, shown, first and shown) for first, shown in told), strict=True)
    ]
    return [name, str(len(told)), *(f"{share:.3f}" for share in shares)]


def measure(stores: Stores) -> list[list[str]]:
    """A row a kind of turn, alone and in its thread."""
    known = list(turns())
    answered = [turn for turn in known if turn["answerability"][0] in _ANSWERED]
    follow = [turn for turn in answered if len(_asked(turn)) > 1 and turn["Multi-Turn"] != ["N/A"]]
    nothing = [turn for turn in known if turn["answerability"][0] == "UNANSWERABLE" and len(_asked(turn)) > 1]
    chance = random.Random(1)
    strange = [
        chance.choice([one for one in answered if one["Collection"] == turn["Collection"] and one["conversation_id"] != turn["conversation_id"]])
        for turn in answered
    ]  # fmt: skip
    return [
        _row("follow-ups, alone", [(turn, "") for turn in follow], stores),
        _row("follow-ups, in their thread", [(turn, _asked(turn)[-2]) for turn in follow], stores),
        _row("another subject before, alone", [(turn, "") for turn in answered], stores),
        _row("another subject before, in the thread", list(zip(answered, (_asked(one)[-1] for one in strange), strict=True)), stores),
        _row("nothing answers, alone", [(turn, "") for turn in nothing], stores),
        _row("nothing answers, in their thread", [(turn, _asked(turn)[-2]) for turn in nothing], stores),
    ]  # fmt: skip


def main() -> None:
    """Print the table."""
    if not any(turns()):
        print("Skipped: no MTRAG-UN turns (set NACELLE_SHARED).")
        return
    with tempfile.TemporaryDirectory() as folder:
        in_library(Path(folder))
        with open_stores(Path(folder)) as stores:
            print(table(["turns", "n", "best place is right", "shown as answer", "both"], measure(stores)))


if __name__ == "__main__":
    main()
