"""Learn the frames and print how well unseen phrases are told: `python -m agent.models.embedded.training.fit`.

Translations of a phrase are in one fold, so that none is judged by a head that has seen it in another language. The second
figure holds out kinds of equipment: no phrase about pumps is learned from where pumps are judged.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, cast
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy import optimize

from agent.models.embedded.frames import WEIGHTS, Floats, centred
from agent.models.embedded.training.phrases import Phrase, phrases
from stores.embedders.multilingual import MultilingualEmbedder

Flags = npt.NDArray[np.bool_]

FOLDS = 10
STRENGTH = 10.0
"""Inverse of the ridge penalty of each frame's logistic regression."""
MANUALS = 2.0
"""How much a phrase for the manuals counts: they are asked of more often than the phrases tell, and about anything at all."""
EQUIPMENT = (
    "pump|compressor",
    "chiller|boiler",
    "press|conveyor|printer",
    "lift|crane",
    "truck|forklift",
    "generator|turbine|gearbox",
)


class Learner:
    """Phrases with their vectors: masked ones, and as written."""

    def __init__(self, learned_from: Sequence[Phrase]) -> None:
        self.phrases = learned_from
        self.labels = sorted({frame for phrase in learned_from for frame in phrase.frames})
        self.wanted = np.array([[frame in one.frames for frame in self.labels] for one in learned_from])
        embedder = MultilingualEmbedder()
        masked = embedder.embed_deep([one.masked() for one in learned_from])
        written = embedder.embed_deep([one.written() for one in learned_from])
        self.mean: Floats = masked.mean(axis=0)
        self.masked, self.written = centred(masked, self.mean), centred(written, self.mean)
        translations = Counter(one.group for one in learned_from)
        self.importance = np.array(
            [translations[one.group] ** -0.5 * (MANUALS if "manual" in one.frames else 1) for one in learned_from],
            np.float32,
        )

    def fit(self, rows: Flags) -> tuple[Floats, Floats]:
        """Weights (features, labels) and bias (labels,) of one logistic regression a frame, from these phrases."""
        inputs = np.vstack([self.masked[rows], self.written[rows]])
        return logistic(inputs, np.vstack([self.wanted[rows]] * 2), np.tile(self.importance[rows], 2)[:, None])

    def shares_where(self, parts: Iterator[Flags]) -> Floats:
        """Probabilities of each phrase by a head that has not seen its part; NaN where a phrase is in no part."""
        shares = np.full(self.wanted.shape, np.nan, np.float32)
        for part in parts:
            weights, bias = self.fit(~part)
            shares[part] = 1 / (1 + np.exp(-(self.masked[part] @ weights + bias)))
        return shares

    def by_group(self) -> Iterator[Flags]:
        """Folds that keep translations together, the same in every run."""
        folds = np.array([crc32(one.group.encode()) % FOLDS for one in self.phrases])
        return (folds == fold for fold in range(FOLDS))

    def by_equipment(self) -> Iterator[Flags]:
        """Phrases about some kinds of equipment, with their translations."""
        english = {one.group: one.text for one in self.phrases if one.language == "en"}
        for kinds in EQUIPMENT:
            yield np.array([bool(re.search(rf"\b(?:{kinds})", english.get(one.group, ""))) for one in self.phrases])


def logistic(inputs: Floats, wanted: Flags, importance: Floats) -> tuple[Floats, Floats]:
    """One regression a column of `wanted`, all solved at once; the bias is not penalised.

    Args:
        inputs: (n, features).
        wanted: (n, labels).
        importance: (n, 1). A phrase with nine translations counts as three without: what it says is said once.
    """
    features, labels = inputs.shape[1], wanted.shape[1]

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(features + 1, labels)
        scores = inputs @ weights[:-1].astype(np.float32) + weights[-1]
        wrong = importance * (1 / (1 + np.exp(-scores)) - wanted)
        slope = np.vstack([inputs.T @ wrong.astype(np.float32) + weights[:-1] / STRENGTH, wrong.sum(axis=0)])
        cost = (importance * (np.logaddexp(0, scores) - scores * wanted)).sum() + (weights[:-1] ** 2).sum() / (
            2 * STRENGTH
        )
        return float(cost), slope.reshape(-1)

    start = np.zeros((features + 1) * labels)
    found = cast("Any", optimize).minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = np.asarray(found.x, np.float32).reshape(features + 1, labels)
    return weights[:-1], weights[-1]


def report(learner: Learner, shares: Floats) -> str:
    """How often the likeliest frame is one of the phrase's own, over all and by language."""
    judged = ~np.isnan(shares[:, 0])
    best = np.nan_to_num(shares).argmax(axis=1)
    right = learner.wanted[np.arange(len(best)), best]
    languages = np.array([one.language for one in learner.phrases])
    figures = [("all", judged)] + [(name, judged & (languages == name)) for name in sorted(set(languages))]
    return " ".join(f"{name} {right[rows].mean():.3f} (n {rows.sum()})" for name, rows in figures if rows.any())


def main() -> None:
    """Print both figures, then learn from everything and write the weights."""
    learner = Learner(list(phrases()))
    sys.stdout.write(f"phrases unseen: {report(learner, learner.shares_where(learner.by_group()))}\n")
    sys.stdout.write(f"equipment unseen: {report(learner, learner.shares_where(learner.by_equipment()))}\n")
    weights, bias = learner.fit(np.ones(len(learner.phrases), np.bool_))
    np.savez_compressed(
        WEIGHTS,
        labels=np.asarray(learner.labels),
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float16),
        mean=learner.mean.astype(np.float16),
    )


if __name__ == "__main__":
    main()
