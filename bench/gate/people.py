"""People's own answers before the contexts that they were written from: what the gate makes of them, none of it tuned on them."""

from collections import defaultdict

from agent.claims.evidence.meaning import Embedder
from agent.claims.verdict import is_believed
from bench.answering.mtrag import asked, turns
from bench.gate.judged import LOST, Case, judged, sentences_of
from bench.report import table


def people(meaning: Embedder | None) -> str:
    """By MTRAG-UN collection: answers, those left as they are, sentences, those replaced or withheld. Not all that people wrote stands in their contexts."""
    replies: dict[str, list[list[Case]]] = defaultdict(list)
    for question in (asked(turn) for turn in turns() if turn["answerability"] == ["ANSWERABLE"]):
        row = {"truth": True, "kind": "reply", "question": question.text}
        read = sentences_of(question.said, question.evidence)
        replies[question.library].append([judged(row, one, question.evidence, meaning) for one in read])
    rows = [[name, *_counts(told)] for name, told in sorted(replies.items())]
    return table(["collection", "answers", "left as they are", "sentences", "replaced or withheld"], rows)


def _counts(replies: list[list[Case]]) -> list[str]:
    every = [case for reply in replies for case in reply]
    lost = sum(case.judgement.verdict in LOST for case in every)
    return [str(len(replies)), str(sum(map(_is_left, replies))), str(len(every)), str(lost)]


def _is_left(reply: list[Case]) -> bool:
    """As a turn decides it (`agent/turn/thinking.py`): something stands, and what was held back does not outweigh it."""
    verdicts = {case.judgement.verdict for case in reply}
    stands = bool(verdicts - LOST - {"frame"})
    return stands and (not verdicts & LOST or is_believed([case.judgement for case in reply]))
