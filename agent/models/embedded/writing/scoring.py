"""How likely a block answers a question: a few features of the search, the words and the meaning, weighed by what was learned."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from agent.models.embedded.writing.blocks import Block, cut, section_of, title_sections
from agent.models.embedded.writing.machines import MachineScope
from agent.models.embedded.writing.matching import Words
from agent.models.embedded.writing.meaning import Embedder, Meanings, language_of, nearness, placed
from agent.models.embedded.writing.searched import Searched
from agent.models.embedded.writing.units import Unit
from agent.models.embedded.writing.weights import Linear
from domain.answers import Evidence
from language.sentences import ends_in_question

EMBEDDED, RUNS = 16, 3
KEY_SHARE = 0.6
STANDS_OUT, ABOUT_AS_MUCH = 0.5, 0.5
USUAL = 3.5

BLOCK_FEATURES = (
    "frame", "cells", "key", "rank", "section_rank", "near", "meaning", "size", "asks", "steps_headed", "row", "table", "steps",
)  # fmt: skip
ANSWER_FEATURES = ("meaning", "said")


EXAM = {"frame": 0.0, "meaning": 0.0, "asks": 1.0, "steps": 0.0}
"""A page of an exam has the words and the meaning of a question because it asks: neither says that it answers."""


@dataclass(frozen=True)
class Scored:
    """A block and what speaks for it; `score` is comparable within one question only."""

    block: Block
    features: Mapping[str, float]
    score: float = 0.0


class Reading:
    """One question before its evidence: every block with its features."""

    def __init__(
        self,
        question: str,
        evidence: Mapping[int, Evidence],
        *,
        language: str = "en",
        machine: MachineScope | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.evidence = evidence
        self.language = language_of(evidence)
        self.foreign = self.language != language
        self.words = Words(question, evidence.values(), language, self.language)
        self._machine = machine or MachineScope()
        self.blocks = cut(evidence, self._machine)
        self._titled = title_sections(evidence)
        self._places = Searched(evidence)
        self._units = self._unit_masks()
        self._cells, self._keys, self._beside = self._row_shares()
        self.blocks = [kept for block in self.blocks for kept in self._with_rows_asked(block)]
        self._meant = self._meanings(question, embedder)

    def ranked(self, order: Linear) -> list[Scored]:
        """The blocks, best first."""
        scored = [Scored(block, features, order(features)) for block, features in self.features()]
        return sorted(scored, key=lambda one: -one.score)

    def features(self) -> list[tuple[Block, dict[str, float]]]:
        """Every block with its features."""
        return [(block, self._features(block)) for block in self.blocks]

    def answers(self, ranked: Sequence[Scored]) -> dict[str, float]:
        """What tells whether the best block answers at all; its words only where it is in the question's language."""
        best = ranked[0]
        told = {"meaning": best.features["meaning"]} if self._meant.known else {}
        said = self.words.said(self._mask(best.block) | self._frame(best.block))
        return told if self.foreign else told | {"said": said}

    def _features(self, block: Block) -> dict[str, float]:
        first, several = block.units[0], len(block.units) > 1 and block.kind == "steps"
        features = {
            "frame": self.words.coverage(self._mask(block) | self._frame(block)),
            "cells": self._cells.get(first, 0.0) if block.kind == "row" else 0.0,
            "key": self._keys.get(first, 0.0) if block.kind == "row" else 0.0,
            "rank": max(self._places.of_passage(n) for n in block.numbers),
            "section_rank": self._places.of_section(self.evidence[first.n]),
            "near": max(self._places.near(n) for n in block.numbers),
            "meaning": max(self._meant(unit) for unit in block.units),
            "size": math.log(1 + block.words) - USUAL,
            "asks": float(ends_in_question(block.text)),
            "steps_headed": self.words.coverage(self._head(block)) * several,
            "row": float(block.kind == "row"),
            "table": float(block.kind == "table"),
            "steps": float(block.kind == "steps"),
        }
        in_exam = any(self.evidence[n].passage_kind == "question" for n in block.numbers)
        return features | EXAM if in_exam else features

    def _mask(self, block: Block) -> int:
        return sum_of([self._units[unit] for unit in block.units])

    def _head(self, block: Block) -> int:
        return sum_of([self.words.mask(over) for over in (self._heading(block), block.caption, block.units[0].lead)])

    def _heading(self, block: Block) -> str:
        """What tells this section from the others of its document."""
        return "" if section_of(self.evidence[block.units[0].n]) in self._titled else block.heading

    def _frame(self, block: Block) -> int:
        return self._head(block) | self.words.mask(block.header)

    def _unit_masks(self) -> dict[Unit, int]:
        units = {unit for block in self.blocks for unit in block.units}
        return {unit: self._unit_mask(unit) for unit in units}

    def _unit_mask(self, unit: Unit) -> int:
        said, cell = self.words.mask, self.words.in_cell
        if unit.kind != "row":
            return said(unit.text)
        return sum_of([*map(said, unit.columns), *map(cell, unit.cells)])

    def _row_shares(self) -> tuple[dict[Unit, float], dict[Unit, float], set[Unit]]:
        """For each row: how its cells tell it from the other rows of its table, whether the question names its first cell.

        And the rows that stand beside one that is meant: theirs are its terms less a figure ("flange 2/3" beside "flange 1/2").
        """
        tables: dict[tuple[str, str, str], list[Unit]] = {}
        for block in self.blocks:
            if block.kind == "row":
                unit = block.units[0]
                section = section_of(self.evidence[unit.n])
                tables.setdefault((block.caption, block.header, section), []).append(unit)
        cells: dict[Unit, float] = {}
        keys: dict[Unit, float] = {}
        beside: set[Unit] = set()
        figures = sum_of([bit for _, bit in self.words.numbers])
        for rows in tables.values():
            masks = [sum_of([self.words.in_cell(cell) for cell in unit.cells]) for unit in rows]
            shares = self.words.rows(masks)
            cells |= dict(zip(rows, shares, strict=True))
            keys |= {unit: self._named(unit.cells[0]) for unit in rows if unit.cells}
            if max(shares) >= STANDS_OUT:
                meant = masks[shares.index(max(shares))]
                told = zip(rows, masks, strict=True)
                fewer = [unit for unit, mask in told if mask | meant == meant and (mask ^ meant) & figures]
                beside |= {unit for unit in fewer if not self._machine.is_named(unit.text)}
        return cells, keys, beside

    def _with_rows_asked(self, block: Block) -> list[Block]:
        """A block less the rows beside one that is meant; of a table with such a row, only the rows that have about as much."""
        if block.kind == "row":
            return [] if block.units[0] in self._beside else [block]
        best = max(self._cells[unit] for unit in block.units) if block.kind == "table" else 0.0
        if best < STANDS_OUT:
            return [block]
        # In another language the row asked for may share no word with the question: there only figures tell rows apart.
        least = 0.0 if self.foreign else ABOUT_AS_MUCH * best
        rows = [unit for unit in block.units if self._cells[unit] >= least and unit not in self._beside]
        return [replace(block, units=tuple(rows))] if len(rows) > 1 else []

    def _named(self, cell: str) -> float:
        """1 where the question names most of a cell, .5 where it names some."""
        mask = self.words.in_cell(cell)
        size = len(set(cell.split()))
        return (1.0 if mask.bit_count() >= KEY_SHARE * size else 0.5) if mask else 0.0

    def _meanings(self, question: str, embedder: Embedder | None) -> Meanings:
        singles = sorted((block for block in self.blocks if len(block.units) == 1), key=self._promise, reverse=True)
        if embedder is None or not singles:
            return Meanings({})
        best = list(dict.fromkeys([*singles[:EMBEDDED], *self._steps_headed(singles)]))
        texts = [placed(block.caption or self._heading(block), block.units[0]) for block in best]
        cosines = nearness(question, texts, embedder)
        return Meanings({block.units[0]: value for block, value in zip(best, cosines, strict=True)})

    def _steps_headed(self, singles: Sequence[Block]) -> list[Block]:
        """The most promising step of each run whose head has most of the question: rows about it may not crowd the job out unread."""
        runs = [block for block in self.blocks if block.kind == "steps" and len(block.units) > 1]
        headed = sorted(runs, key=lambda run: -self.words.coverage(self._head(run)))[:RUNS]
        return [next(one for one in singles if one.units[0] in run.units) for run in headed]

    def _promise(self, block: Block) -> float:
        """Cheap, to choose what is embedded."""
        mask, place = self._mask(block), max(self._places.near(n) for n in block.numbers)
        framed, cells = self.words.coverage(mask | self._frame(block)), self._cells.get(block.units[0], 0.0)
        return self.words.coverage(mask) + 0.5 * framed + 0.5 * cells + 0.9 * place


def sum_of(masks: Sequence[int]) -> int:
    """All the terms of some sets."""
    return reduce(int.__or__, masks, 0)
