"""Work orders that say most of some words, best first: by the index of their words, which forgives a wrong letter."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Connection, Select, func, select

from stores.records.identifiers import words_of
from stores.records.orders.wording import fold
from stores.records.orders.words.kept import OrderWordsRow, WordRow
from stores.records.orders.words.said import Run, Wanted, begins_with, few_jobs, having, holding, runs_of, says
from stores.records.tables import WorkOrderRow
from stores.records.words import ALIKE, COVERED, MISSPELT, SHORTEST, STOP_WORDS, is_slip

MOST_WORDS = 6
"""Words that are looked for, the rarest of those that were given."""
ALIKE_WORDS = 5
"""Spellings that one misspelt word may stand for."""
Weighed = tuple[float, Wanted]


def best_first(
    connection: Connection, text: str, conditions: Sequence[ColumnElement[bool]], limit: int
) -> Sequence[str]:
    """The numbers of the jobs that hold words of `text`, those with the rarest and most words first, of equals the newest.

    A word counts the more the fewer jobs have it; a job that has less than `COVERED` of what all words count is left out.
    """
    known, most = _weighed(connection, text)
    few = few_jobs(connection, conditions) if conditions and known else None
    if few is not None:
        few = sorted(few, key=lambda job: (job.opened_epoch, job.number), reverse=True)
    found: dict[str, None] = {}
    for weight, words in _together(known):
        if weight < COVERED * most or len(found) >= limit:
            break
        if few is not None:
            found |= {job.number: None for job in few if all(says(job, one) for one in words)}
            continue
        newest = (WorkOrderRow.opened_epoch.desc(), WorkOrderRow.number.desc())
        told = select(WorkOrderRow.number).where(having(connection, words), *conditions)
        # Those that have more of the words are among them again.
        numbers = connection.execute(told.order_by(*newest).limit(limit + len(found))).scalars()
        found |= dict.fromkeys(numbers)
    return list(found)[:limit]


def _weighed(connection: Connection, text: str) -> tuple[list[Weighed], float]:
    """The rarest words that jobs have with what each counts, and what all words of the text count."""
    jobs = connection.execute(select(func.count()).select_from(OrderWordsRow)).scalar_one()
    known: list[Weighed] = []
    most = 0.0
    for word in dict.fromkeys(_telling(text)):
        runs, likeness = _spelled(connection, word)
        wanted = (runs, True)
        holders = connection.execute(_counted(connection, wanted)).scalar_one() if runs else 0
        weight = math.log(1 + (jobs - holders + 0.5) / (holders + 0.5)) if holders else math.log(2 + jobs) / 4
        most += weight
        if holders:
            known.append((weight * likeness, wanted))
    return sorted(known, key=lambda one: -one[0])[:MOST_WORDS], most


def _together(known: Sequence[Weighed]) -> Iterator[tuple[float, list[Wanted]]]:
    """Every choice of the words, that which counts most first."""
    chosen = [each for size in range(1, len(known) + 1) for each in combinations(known, size)]
    for each in sorted(chosen, key=lambda one: -sum(weight for weight, _ in one)):
        yield sum(weight for weight, _ in each), [wanted for _, wanted in each]


def _counted(connection: Connection, wanted: Wanted) -> Select[int]:
    return select(func.count()).select_from(holding(connection, [wanted]).subquery())


def _telling(text: str) -> list[str]:
    return [word for word in words_of(fold(text)) if word not in STOP_WORDS and (len(word) > 1 or word.isdecimal())]


def _spelled(connection: Connection, word: str) -> tuple[Sequence[Run], float]:
    """What the jobs have that says a word, else what it may be a slip of; and how sure that is."""
    if runs := tuple(runs_of(connection, word)):
        return runs, 1.0
    if not word.isalpha() or len(word) < SHORTEST:
        return (), 0.0
    rivals = connection.execute(select(WordRow.word).where(begins_with(WordRow.word, word[0]))).scalars().all()
    alike = process.extract(word, rivals, scorer=OSA.normalized_similarity, processor=None, score_cutoff=ALIKE, limit=ALIKE_WORDS)  # fmt: skip
    return [(one,) for one, _, _ in alike if is_slip(word, one)], MISSPELT
