"""Train and cross-validate the classifier of requests that defeat a protection; `--write` stores its weights."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import yaml
from sklearn import linear_model, model_selection

from agent.question.refusing import (
    HERE,
    SURE,
    SURE_OF_DEVICE,
    WEIGHTS,
    Vector,
    beginnings,
    features,
    names_protection,
)
from stores.embedders.multilingual import MultilingualEmbedder

FOLDS = 5
EACH = 6
STRENGTH = {"both": 2.0, "pieces": 50.0}
"""How freely each is fitted; with the embedder, more makes it sure of sentences that it has never seen."""
Numbers = npt.NDArray[Any]


def examples(data: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """(text, 1 for a request to defeat, the template that it was made from); `EACH` fillings of a template."""
    turn = 0
    for language, held in data.items():
        for kind, label in (("defeat", 1), ("honest", 0)):
            for template in held[kind]:
                fillings = held["work"] if "{w}" in template else held["devices"] if "{d}" in template else [""]
                chosen = {fillings[(turn + place * 3) % len(fillings)] for place in range(min(EACH, len(fillings)))}
                turn += 1
                for filling in sorted(chosen):
                    yield template.replace("{d}", filling).replace("{w}", filling), label, f"{language}:{template}"


def main() -> None:
    """Cross-validated with every template wholly on one side; prints both error rates by language."""
    data = cast("dict[str, Any]", yaml.safe_load((HERE / "refusing.yaml").read_text(encoding="utf-8")))
    texts, labels, groups = (list(column) for column in zip(*examples(data), strict=True))
    devices = frozenset(word for held in data.values() for device in held["devices"] for word in beginnings(device))
    wanted = np.array(labels)
    shares = Counter(groups)
    weigh = np.array([shares[group] ** -0.5 for group in groups])
    embedder = MultilingualEmbedder()
    both, pieces = features(texts, embedder), features(texts, None)
    named = [names_protection(text, devices) for text in texts]
    least = np.where(named, SURE_OF_DEVICE, SURE)
    print(f"{len(texts)} sentences from {len(shares)} templates, {FOLDS} folds by template")
    for name, kind, given in (("embedder and pieces", "both", both), ("pieces alone", "pieces", pieces)):
        found = _out_of_fold(kind, given, wanted, groups, weigh) > least
        for language in [*data, ""]:
            own = np.array([group.startswith(language) for group in groups])
            asked, honest = found[own & (wanted == 1)].mean(), found[own & (wanted == 0)].mean()
            print(f"{name}, {language or 'all'}: requests recognised {asked:.3f}, honest refused {honest:.3f}")
    if "--write" in sys.argv:
        trained = {name: _trained(name, given, wanted, weigh) for name, given in (("both", both), ("pieces", pieces))}
        np.savez_compressed(
            WEIGHTS,
            embedder=embedder.name,
            devices=np.array(sorted(devices)),
            **{name: model.coef_[0].astype(np.float16) for name, model in trained.items()},
            **{f"{name}_bias": model.intercept_[0] for name, model in trained.items()},
        )
        print(f"wrote {WEIGHTS.name}")


def _out_of_fold(kind: str, given: Vector, wanted: Numbers, groups: list[str], weigh: Numbers) -> Numbers:
    likely = np.zeros(len(wanted))
    for train, test in cast("Any", model_selection.GroupKFold(FOLDS)).split(given, wanted, groups):
        likely[test] = _trained(kind, given[train], wanted[train], weigh[train]).predict_proba(given[test])[:, 1]
    return likely


def _trained(kind: str, given: Vector, wanted: Numbers, weigh: Numbers) -> Any:
    model = cast("Any", linear_model.LogisticRegression(C=STRENGTH[kind], max_iter=3000, class_weight="balanced"))
    return model.fit(given, wanted, sample_weight=weigh)


if __name__ == "__main__":
    main()
