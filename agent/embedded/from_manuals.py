"""Sentences from manuals: the value's row or sentence, the steps of a job in order, or the few sentences that say most."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.embedded.abstain import answers
from agent.embedded.document_asked import asks_for_document, document_lines
from agent.embedded.jobs_elsewhere import is_other_machines_job
from agent.embedded.materials import is_of_another_metal, metals_in
from agent.embedded.models_named import Machine
from agent.embedded.needed import needed_lines
from agent.embedded.procedures import FAR, asks_for_steps, best_run, step_lines
from agent.embedded.ranking import Ranker
from agent.embedded.selection import select
from agent.embedded.sentences import Candidate, candidates, row_text, step_label
from agent.embedded.serials import is_for, only_for
from agent.embedded.signs import is_index
from agent.entities import BULLETIN
from agent.units import UNITS
from domain.answers import Evidence
from stores.protocols import Embedder

FEW_COLUMNS = 3
ASKED_COLUMN = 0.6
NEAREST = 3
RIVAL, MAX_RIVALS = 0.95, 2
"""The share of the best score from which another row of the same table fits as well."""
_FIGURE = re.compile(r"[<>≤≥~±]?\s*[\d.,]+\s*(?P<unit>[^\W\d]{0,3})")


def manual_lines(
    question: str,
    evidence: tuple[Evidence, ...],
    wanted: frozenset[str],
    embedder: Embedder | None,
    *,
    machine: Machine,
) -> list[str]:
    """Lines with `[n]` markers, or none when the evidence does not answer.

    Args:
        question: The question in the manuals' language, without the machine's tag.
        evidence: All evidence of the turn; markers count it from 1.
        wanted: The question's intents.
        embedder: For nearness in meaning; None ranks by words alone.
        machine: The machine asked about; rows, columns and sentences for others are left out.
    """
    ranker = Ranker(question, evidence, embedder, serial=machine.serial)
    asked = set(BULLETIN.findall(question.upper()))
    pieces = [
        c
        for c in candidates(evidence, machine)
        if _is_for(c, machine) and not _is_of_another(c, asked) and not is_index(c.text)
    ]
    if asks_for_document(question) and (whole := document_lines(ranker, evidence, pieces)):
        return whole
    metals = metals_in(question)
    of_its_kind = [
        c
        for c in pieces
        if not is_of_another_metal(metals, c, evidence[c.source].text) and not ranker.is_another_kind(c)
    ]
    ranked = ranker.rank([_narrowed(c, machine) for c in _of_the_rows_named(of_its_kind, ranker)])
    job = asks_for_steps(question, wanted)
    if not answers(question, ranker, ranked, evidence, job=job):
        return []
    if job:
        run = best_run(ranker, evidence)
        if is_other_machines_job(ranker, evidence, run):
            return []
        if run:
            return [*needed_lines(run, evidence), *step_lines(run)]
        if max(ranker.nearness([c.text for _, c in ranked[:NEAREST]])) < FAR:
            return []
    chosen = [_asked_columns(c, ranker) for c in _with_rivals(ranker, ranked, select(ranker, ranked))]
    bullet = "- " if len(chosen) > 2 else ""
    return [f"{bullet}{_tidy(c.text)} [{c.source + 1}]" for c in chosen]


def _of_the_rows_named(pieces: Sequence[Candidate], ranker: Ranker) -> list[Candidate]:
    """The pieces without the rows beside one that the question names ("model 201"): theirs are other values."""
    named = [c.kind == "row" and any(ranker.keys.names_type(cell) for cell in _names(c)) for c in pieces]
    tables = {c.context for c, is_named in zip(pieces, named, strict=True) if is_named}
    return [
        c for c, is_named in zip(pieces, named, strict=True) if is_named or c.kind != "row" or c.context not in tables
    ]


def _names(c: Candidate) -> tuple[str, ...]:
    """The cells that name a row: its first, and in a wide table its second."""
    return tuple(cell.strip() for _, cell in c.columns[: 2 if len(c.columns) > FEW_COLUMNS else 1])


def _with_rivals(
    ranker: Ranker, ranked: Sequence[tuple[float, Candidate]], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """Beside the row of a value, the rows of its table that fit as well: which of them is meant, the reader knows."""
    top, best = ranked[0]
    if not ranker.numeric or best.kind != "row" or ranker.is_for_serial(best):
        return list(chosen)
    keys = ranker.keys.within(best.text)
    beside = [c for score, c in ranked[1:] if c.source == best.source and c.kind == "row" and score >= RIVAL * top]
    rivals = [c for c in beside if keys <= ranker.keys.within(c.text) and _figures(c) and c not in chosen][:MAX_RIVALS]
    return [best, *rivals, *(c for c in chosen if c is not best)]


def _figures(c: Candidate) -> bool:
    return any(character.isdigit() for cell in c.cells[1:] or (c.text,) for character in cell)


def _is_for(c: Candidate, machine: Machine) -> bool:
    return is_for(c.text, machine.serial) and machine.is_meant(c.text) and machine.is_meant(c.context)


def _is_of_another(c: Candidate, asked: set[str]) -> bool:
    """Whether a piece is about another bulletin than the one asked for: their numbers are nearly the same words."""
    named = set(BULLETIN.findall(c.text.upper())) if asked else set[str]()
    return bool(named) and not named & asked


def _narrowed(c: Candidate, machine: Machine) -> Candidate:
    return replace(c, text=only_for(c.text, machine.serial)) if machine.serial else c


def _asked_columns(c: Candidate, ranker: Ranker) -> Candidate:
    """A wide row without the figures that the question does not ask for, where it names a column.

    What names the row stays, and so does every cell in words: it may be the condition of the value. A column for
    25 °C is not asked for at 65 °C.
    """
    if len(c.columns) <= FEW_COLUMNS:
        return c
    shares = [0.0 if ranker.is_at_another(name) else ranker.share(name) for name, _ in c.columns]
    best = max(shares[1:])
    if not best:
        return c
    kept = [
        (name, cell)
        for at, (name, cell) in enumerate(c.columns)
        if at == 0 or shares[at] >= ASKED_COLUMN * best or ranker.keys.names_row(cell) or not _is_figure(cell)
    ]
    return replace(c, text=row_text(kept))


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number, alone or with its unit; "203v" is a name."""
    match = _FIGURE.fullmatch(cell.strip())
    return match is not None and (not match["unit"] or match["unit"].casefold() in UNITS)


def _tidy(text: str) -> str:
    return step_label(" ".join(text.split()))[1]
