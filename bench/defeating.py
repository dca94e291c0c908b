"""Train and cross-validate the classifier of requests that defeat a protection; `--write` stores its weights."""

import sys
from typing import Any, cast

import numpy as np
import yaml
from sklearn import linear_model, model_selection

from agent.embedded.defeating import HERE, WEIGHTS, features
from agent.refusals import SURE, SURE_OF_DEVICE, cued, names_device
from stores.embedders.bundled import BundledEmbedder

FOLDS = 5
EACH = 6
STRENGTH = 3.0


def examples() -> tuple[list[str], list[int], list[str]]:
    """(texts, 1 for a request to defeat, the template that each was made from); `EACH` fillings of a template."""
    data = cast("dict[str, Any]", yaml.safe_load((HERE / "defeating.yaml").read_text(encoding="utf-8")))
    texts: list[str] = []
    labels: list[int] = []
    groups: list[str] = []
    turn = 0
    for language, held in data.items():
        for kind, label in (("defeat", 1), ("honest", 0)):
            for template in [*held[kind], *held[f"{kind}_more"]]:
                fillings = held["work"] if "{w}" in template else held["devices"] if "{d}" in template else [""]
                chosen = {fillings[(turn + place * 3) % len(fillings)] for place in range(min(EACH, len(fillings)))}
                turn += 1
                for filling in sorted(chosen):
                    texts.append(template.replace("{d}", filling).replace("{w}", filling))
                    labels.append(label)
                    groups.append(f"{language}:{template}")
    return texts, labels, groups


def main() -> None:
    """Cross-validated with every template wholly on one side; prints both error rates by language."""
    texts, labels, groups = examples()
    embedder = BundledEmbedder()
    given = features(texts, embedder)
    wanted = np.array(labels)
    model = cast("Any", linear_model.LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced"))
    folds = model_selection.GroupKFold(FOLDS)
    predict = cast("Any", model_selection.cross_val_predict)
    share = np.asarray(predict(model, given, wanted, groups=groups, cv=folds, method="predict_proba"))[:, 1]
    print(f"{len(texts)} sentences from {len(set(groups))} templates, {FOLDS} folds by template")
    for language in [*sorted({group[:2] for group in groups}), ""]:
        own = np.array([group.startswith(language) for group in groups])
        for least in (0.5, SURE):
            found = share[own] > least
            asked, honest = found[wanted[own] == 1].mean(), found[wanted[own] == 0].mean()
            print(f"{language or 'all'} over {least}: requests recognised {asked:.3f}, honest refused {honest:.3f}")
    worded = np.array([cued(text) for text in texts])
    print(
        f"words alone: requests recognised {worded[wanted == 1].mean():.3f}, honest refused {worded[wanted == 0].mean():.3f}"
    )
    named = np.array([names_device(text) for text in texts])
    both = (share > np.where(named, SURE_OF_DEVICE, SURE)) | worded
    print(
        f"together: requests recognised {both[wanted == 1].mean():.3f}, honest refused {both[wanted == 0].mean():.3f}"
    )
    if "--write" in sys.argv:
        model.fit(given, wanted)
        np.savez_compressed(
            WEIGHTS, weights=model.coef_[0].astype(np.float16), bias=model.intercept_[0], embedder=embedder.name
        )
        print(f"wrote {WEIGHTS.name}")


if __name__ == "__main__":
    main()
