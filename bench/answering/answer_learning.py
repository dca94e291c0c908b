"""Learns how blocks are ordered and when the best ones answer, from questions whose required words are known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from scipy import optimize

from agent.models.embedded.writing.blocks import Block
from agent.models.embedded.writing.machines import MachineScope
from agent.models.embedded.writing.meaning import Embedder
from agent.models.embedded.writing.scoring import ANSWER_FEATURES, BLOCK_FEATURES, Reading, Scored
from agent.models.embedded.writing.weights import Linear
from bench.answering.answer_data import Question

Floats = npt.NDArray[np.float64]
NEVER_LESS = frozenset({"said", "frame", "cells", "key", "rank", "section_rank", "near", "meaning", "steps_headed"})
NEVER_MORE = frozenset({"asks"})
"""What a feature says is known beforehand: few questions must not teach the opposite."""
RIDGE = 0.02
LEAST_LABEL = 0.15
EVERY = 16
FEWEST_LEFT = 3


@dataclass(frozen=True)
class Example:
    """A question before its blocks; `labels` says how much of the answer each block holds."""

    name: str
    question: Question
    reading: Reading
    features: list[tuple[Block, dict[str, float]]]
    labels: Floats

    def ranked(self, order: Linear) -> list[Scored]:
        """The blocks, best first."""
        scored = [Scored(block, features, order(features)) for block, features in self.features]
        return sorted(scored, key=lambda one: -one.score)


def example(name: str, question: Question, embedder: Embedder) -> Example:
    """Cut, measured and labelled."""
    machine = question.machine
    scope = MachineScope.of(machine.model, machine.serial, question.evidence.values()) if machine else MachineScope()
    reading = Reading(
        question.text, applying(question.evidence), language=question.language, machine=scope, embedder=embedder
    )
    features = reading.features()
    labels = np.array([_label(question, block) for block, _ in features])
    return Example(name, question, reading, features, labels)


def applying(evidence: Mapping[int, Any]) -> dict[int, Any]:
    """What may be quoted."""
    return {n: item for n, item in evidence.items() if item.applies and item.kind == "manual"}


def asked_elsewhere(examples: Sequence[Example], embedder: Embedder) -> list[Example]:
    """Every few questions before the evidence of another library's: nothing there answers them."""
    out: list[Example] = []
    for at, one in enumerate(examples[::EVERY]):
        other = examples[(at * EVERY + len(examples) // 2) % len(examples)]
        if other.name != one.name and other.question.evidence:
            question = replace(one.question, groups=(), said="", machine=None, evidence=other.question.evidence)
            out.append(example("elsewhere", question, embedder))
    return out


def without_answer(examples: Sequence[Example], embedder: Embedder) -> list[Example]:
    """Every second answerable question before its own evidence less the sections that answer it: what is left is near, and no answer."""
    out: list[Example] = []
    for one in [known for known in examples if known.question.answerable][::2]:
        question = one.question
        gold = {
            question.evidence[n].section_id
            for (block, _), label in zip(one.features, one.labels, strict=True)
            if label > LEAST_LABEL
            for n in block.numbers
        }
        left = {n: item for n, item in question.evidence.items() if item.section_id not in gold}
        if gold and len(left) >= FEWEST_LEFT:
            out.append(example(one.name, replace(question, groups=(), said="", evidence=left), embedder))
    return out


def _label(question: Question, block: Block) -> float:
    """How much of what is required stands in a block of the right place."""
    evidence = [question.evidence[n] for n in block.numbers]
    text = block.text
    if not question.answerable or any(_unwanted(question, text)):
        return 0.0
    if question.pages and not any(item.page in question.pages for item in evidence):
        return 0.0
    if question.sections and not any(_file(item.path) in question.sections for item in evidence):
        return 0.0
    return question.share(text) ** 1.5


def _unwanted(question: Question, text: str) -> Iterable[bool]:
    return (replace(question, groups=((one,),), said="").share(text) >= 1 for one in question.unwanted)


def _file(path: str | None) -> str:
    return (path or "").rsplit("/", 1)[-1].rsplit(".", 1)[0]


def learn_order(examples: Sequence[Example]) -> Linear:
    """Weights under which the blocks that hold the answer come first (listwise, cross-entropy of a softmax)."""
    names = BLOCK_FEATURES
    useful = [one for one in examples if len(one.labels) and one.labels.max() > LEAST_LABEL]
    every = np.vstack([_matrix(one, names) for one in useful])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-6
    sizes = {name: sum(one.name == name for one in useful) for name in {one.name for one in useful}}
    parts = [((_matrix(one, names) - mean) / scale, _target(one.labels), sizes[one.name] ** -0.5) for one in useful]
    whole = sum(weight for _, _, weight in parts)

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for matrix, target, share in parts:
            scores = matrix @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            value -= share / whole * float(target @ np.log(chance + 1e-12))
            slope = slope + share / whole * (matrix.T @ (chance - target))
        return value, slope

    found = cast("Any", optimize).minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=_bounds(names)
    )
    return _linear(names, mean, scale, found.x)


def learn_answer(examples: Sequence[Example], order: Linear) -> Linear:
    """Weights whose sum is the log odds that the best blocks answer; each library counts by the root of its questions."""
    names = ANSWER_FEATURES
    kept = [one for one in examples if one.features]
    rows = [one.reading.answers(one.ranked(order)) for one in kept]
    matrix = np.array([[row.get(name, np.nan) for name in names] for row in rows])
    mean, scale = np.nanmean(matrix, axis=0), np.nanstd(matrix, axis=0) + 1e-6
    matrix = np.nan_to_num((matrix - mean) / scale)
    labels = np.array([1.0 if one.question.answerable else 0.0 for one in kept])
    cells = Counter((one.name, one.question.answerable) for one in kept)
    share = np.array([cells[one.name, one.question.answerable] ** -0.5 for one in kept])
    for label in (0, 1):
        share[labels == label] /= share[labels == label].sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = matrix @ weights[1:] + weights[0]
        chance = 1 / (1 + np.exp(-logits))
        value = -float(share @ (labels * np.log(chance + 1e-12) + (1 - labels) * np.log(1 - chance + 1e-12)))
        slope = share * (chance - labels)
        ridge = np.concatenate([[0.0], 2 * RIDGE * weights[1:]])
        return value + RIDGE * float(weights[1:] @ weights[1:]), np.concatenate(
            [[slope.sum()], matrix.T @ slope]
        ) + ridge

    found = cast("Any", optimize).minimize(
        loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=[(None, None), *_bounds(names)]
    )
    return _linear(names, mean, scale, found.x[1:], float(found.x[0]))


def _bounds(names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    return [(0, None) if one in NEVER_LESS else (None, 0) if one in NEVER_MORE else (None, None) for one in names]


def _matrix(one: Example, names: Sequence[str]) -> Floats:
    return np.array([[features[name] for name in names] for _, features in one.features])


def _target(labels: Floats) -> Floats:
    kept = np.where(labels >= LEAST_LABEL, labels**2, 0)
    return kept / kept.sum()


def _linear(names: Sequence[str], mean: Floats, scale: Floats, weights: Floats, bias: float = 0.0) -> Linear:
    def rounded(values: Floats) -> tuple[float, ...]:
        return tuple(float(f"{float(value):.4g}") for value in values)

    return Linear(
        names=tuple(names), mean=rounded(mean), scale=rounded(scale), weights=rounded(weights), bias=round(bias, 4)
    )
