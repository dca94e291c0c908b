"""Learn what `ContradictsSource` weighs, and tell how well it judges sources that it was not learned from.

`python -m bench contradiction_learning`, with `NACELLE_SHARED` and a `NACELLE_HOME` that holds the demo; `--write` writes `evals/contradiction/heads.npz`. Directions are learned of twins
(no label is read for them). Weights and edges are of the labels that were looked at; the sealed ones are judged by weights of other sources, and only their totals are printed (`--sealed`).
"""

import random
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from sklearn import linear_model  # pyright: ignore[reportMissingTypeStubs]

from bench.gate.contradiction_labels import SEALED, Label, labels
from bench.gate.judged import NOW
from bench.gate.turning import Twin, twins
from bench.report import table
from bench.shared_data import shared
from domain.evaluations.statistics import kappa
from evals.contradiction.heads import HEADS, TURNS, Directions, Floats, centred, nearest, turns
from evals.contradiction.text.reading import read
from evals.contradiction.text.source import source_of
from evals.contradiction.text.windows import windows
from evals.contradiction.weighing import SIGNS, weigh
from stores.embedders.multilingual import MultilingualEmbedder

NAMES = (*SIGNS, *TURNS)
STRENGTH, OF_WEIGHTS = 0.3, 0.1
"""Inverse ridge penalties of a direction and of the weights."""
COPIES, NEIGHBOURS, FEWEST, OF_COPIES = 300, 6, 5, 0.3
"""Twins that stand beside the labels, sentences of a source of theirs, words of a part, and what all of them count to the labels."""
SHARE = 0.6
"""Of the sentences that were looked at so many at the least are judged; within that the edges agree best."""
Flags = npt.NDArray[np.bool_]
Odds = npt.NDArray[np.float64]


def main() -> int:
    """Print how sources left out are judged; 0 always."""
    if not shared().exists():
        print("Skipped: no shared data (set NACELLE_SHARED).")
        return 0
    embedder = MultilingualEmbedder()
    made = twins()
    directions = _directions(made, embedder)
    held = [label for label in labels() if "--sealed" in sys.argv or label.of not in SEALED]
    seen = np.array([label.of not in SEALED for label in held])
    features = np.array([_features(label, directions, embedder) for label in held])
    truth, source = np.array([label.truth for label in held]), np.array([label.source for label in held])
    near = list(_near(made))
    copies = np.array([_features(one, directions, embedder) for one in near]), np.array([one.truth for one in near])
    odds = _left_out(features, truth, source, seen, copies)
    most, least = _edges(odds[seen], truth[seen])
    of = [label.of for label in held]
    rows = [_row(name, odds, truth, np.array([one == name for one in of]), most, least) for name in dict.fromkeys(of)]
    rows += [
        _row(f"all {name}", odds, truth, which, most, least)
        for name, which in (("looked at", seen), ("sealed", ~seen))
        if which.any()
    ]
    print(
        table(
            [
                "sentences, their source left out",
                "labelled",
                "kappa of all",
                "fit",
                "kappa",
                "true flagged",
                "false missed",
            ],
            rows,
        )
    )
    weights, bias = _fit(features[seen], truth[seen], copies)
    whole = copies[0] @ weights + bias
    print(
        f"copies: of {COPIES} twins {(whole[~copies[1]] <= most).sum()} contradict, {(whole[~copies[1]] >= least).sum()} stand; of as many parts {(whole[copies[1]] <= most).sum()}, {(whole[copies[1]] >= least).sum()}"
    )
    print(
        "\n"
        + ", ".join(f"{name} {weight:.2f}" for name, weight in zip(NAMES, weights, strict=True))
        + f"; bias {bias:.2f}; edges {most:.2f}, {least:.2f}"
    )
    if "--write" in sys.argv:
        np.savez_compressed(
            HEADS,
            mean=directions.mean.astype(np.float16),
            along=directions.along.astype(np.float16),
            signs=np.array(NAMES),
            weights=weights.astype(np.float32),
            bias=np.float32(bias),
            edges=np.array([least, most], np.float32),
        )
    return 0


def _directions(made: Sequence[Twin], embedder: MultilingualEmbedder) -> Directions:
    """One linear head a direction, that tells a sentence from its twin by the way between them."""
    vectors: dict[str, Floats] = {}
    texts = list(dict.fromkeys(text for one in made for text in (one.sentence, one.twin)))
    for start in range(0, len(texts), 512):
        vectors |= zip(texts[start : start + 512], embedder.embed_deep(texts[start : start + 512]), strict=True)
    mean: Floats = np.array([vectors[one.sentence] for one in made]).mean(axis=0)
    along: list[Floats] = []
    for name in sorted({one.along for one in made}):
        own = [one for one in made if one.along == name]
        ends = np.array([one.end for one in own], np.float32)[:, None]
        way = ends * (
            centred(np.array([vectors[one.sentence] for one in own]), mean)
            - centred(np.array([vectors[one.twin] for one in own]), mean)
        )
        model = cast("Any", linear_model.LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False))
        model.fit(np.vstack([way, -way]), np.repeat([1, 0], len(own)))
        head = model.coef_[0].astype(np.float32)
        along.append(head / np.median(np.abs(way @ head)))
    return Directions(mean, np.array(along, np.float32))


def _features(label: Label, directions: Directions, embedder: MultilingualEmbedder) -> list[float]:
    known = frozenset(token.key for text in label.context for token in read(text).tokens)
    signs = weigh(read(label.text), source_of(label.sources), known, NOW.date())
    _, way = nearest(label.text, [windows(source) for source in label.sources], embedder, directions.mean)
    found = dict.fromkeys(signs, 1.0) | turns(way, directions)
    return [found.get(name, 0.0) for name in NAMES]


def _near(made: Sequence[Twin]) -> Iterator[Label]:
    """Sentences nearly as their source has them: twins, which are wrong, and parts, which are right."""
    drawn = random.Random(4).sample(made, COPIES)
    for one, *others in zip(drawn, *(drawn[at:] + drawn[:at] for at in range(1, NEIGHBOURS)), strict=True):
        source = ("", "\n".join([one.sentence, *(other.sentence for other in others)]), ())
        yield Label(one.twin, (source,), (), False, "", "")
        parts = [part for part in re.split(r",\s", one.sentence) if len(part.split()) >= FEWEST]
        yield Label(parts[-1] if parts else f"{one.sentence} {others[0].sentence}", (source,), (), True, "", "")


def _left_out(features: Odds, truth: Flags, source: npt.NDArray[Any], seen: Flags, copies: tuple[Odds, Flags]) -> Odds:
    """Of each sentence the log odds by weights that were learned of what was looked at of other sources."""
    odds = np.zeros(len(truth))
    for name in np.unique(source):
        others, own = seen & (source != name), source == name
        weights, bias = _fit(features[others], truth[others], copies)
        odds[own] = features[own] @ weights + bias
    return odds


def _fit(labelled: Odds, truths: Flags, copies: tuple[Odds, Flags]) -> tuple[Odds, float]:
    """Weights for the features as they are, both kinds of truth counting alike; all copies together count as a share of the labels."""
    features, truth = np.vstack([labelled, copies[0]]), np.concatenate([truths, copies[1]])
    counts = np.repeat([1.0, OF_COPIES * len(truths) / max(len(copies[1]), 1)], [len(truths), len(copies[1])])
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = cast("Any", linear_model.LogisticRegression(C=OF_WEIGHTS, max_iter=2000, class_weight="balanced"))
    model.fit((features - mean) / scale, truth, sample_weight=counts)
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)


def _edges(odds: Odds, truth: Flags) -> tuple[float, float]:
    """Below the first a sentence contradicts, from the second on it stands."""
    best, found = -1.0, (0.0, 0.0)
    for most in np.arange(-1.0, 0.3, 0.1):
        for least in np.arange(max(most, -0.2), 1.2, 0.1):
            fit = (odds <= most) | (odds >= least)
            agreed = kappa(list(odds[fit] >= least), list(truth[fit])) if fit.mean() >= SHARE else None
            if agreed is not None and agreed > best:
                best, found = agreed, (float(most), float(least))
    return found


def _row(name: str, odds: Odds, truth: Flags, which: Flags, most: float, least: float) -> list[str]:
    fit = which & ((odds <= most) | (odds >= least))
    stands = odds >= least
    whole, agreed = kappa(list(odds[which] > 0), list(truth[which])), kappa(list(stands[fit]), list(truth[fit]))
    wrong = [int((fit & truth & ~stands).sum()), int((fit & ~truth & stands).sum())]
    return [
        name,
        str(which.sum()),
        *("-" if one is None else f"{one:.2f}" for one in (whole,)),
        str(fit.sum()),
        "-" if agreed is None else f"{agreed:.2f}",
        *map(str, wrong),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
