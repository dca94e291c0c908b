"""Work orders that say most of some words, best first: by the index of their words, which forgives a wrong letter."""

import math
from collections.abc import Sequence
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, union_all

from stores.records.identifiers import words_of
from stores.records.orders.wording import fold
from stores.records.orders.words.kept import OrderWordsRow, WordRow
from stores.records.orders.words.said import Run, begins_with, holding, runs_of
from stores.records.tables import WorkOrderRow
from stores.records.words import ALIKE, COVERED, MISSPELT, SHORTEST, STOP_WORDS, is_slip

ALIKE_WORDS = 5
"""Spellings that one misspelt word may stand for."""


def best_first(
    connection: Connection, text: str, conditions: Sequence[ColumnElement[bool]], limit: int
) -> Sequence[str]:
    """The numbers of the jobs that hold words of `text`, those with the rarest and most words first, of equals the newest.

    A word counts the more the fewer jobs have it, where it was written twice as much as in another field; a job that has less than
    `COVERED` of what all words count is left out.
    """
    jobs = connection.execute(select(func.count()).select_from(OrderWordsRow)).scalar_one()
    scores: list[Select[Any]] = []
    most = 0.0
    for word in dict.fromkeys(_telling(text)):
        runs, likeness = _spelled(connection, word)
        holders = _count(connection, runs) if runs else 0
        weight = math.log(1 + (jobs - holders + 0.5) / (holders + 0.5)) if holders else math.log(2 + jobs) / 4
        most += weight
        if holders:
            counted = weight * likeness
            scores += [
                _scored(connection, runs, counted, everywhere=True),
                _scored(connection, runs, counted, everywhere=False),
            ]
    if not scores:
        return ()
    each = union_all(*scores).subquery()
    order = (func.sum(each.c.weight).desc(), WorkOrderRow.opened_epoch.desc(), WorkOrderRow.number.desc())
    found = (
        select(WorkOrderRow.number)
        .join(each, each.c.number == WorkOrderRow.number)
        .where(*conditions)
        .group_by(WorkOrderRow.number, WorkOrderRow.opened_epoch)
        .having(func.sum(each.c.covers) >= COVERED * most)
        .order_by(*order)
        .limit(limit)
    )
    return connection.execute(found).scalars().all()


def _scored(connection: Connection, runs: Sequence[Run], weight: float, *, everywhere: bool) -> Select[Any]:
    """What a word counts for each job that has it; what covers the question is counted once, whichever field it stands in."""
    held = holding(connection, [(runs, everywhere)])
    return held.add_columns(literal(weight).label("weight"), literal(weight if everywhere else 0.0).label("covers"))


def _count(connection: Connection, runs: Sequence[Run]) -> int:
    return connection.execute(
        select(func.count()).select_from(holding(connection, [(runs, True)]).subquery())
    ).scalar_one()


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
