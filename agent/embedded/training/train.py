"""Learn the classifiers of intents and of scope: `python -m agent.embedded.training.train` writes their weights and prints how good they are."""

import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import yaml

from agent.embedded import scope
from agent.embedded.classifier import WEIGHTS, features
from agent.embedded.defeating import HERE as DEFEATING
from stores.embedders.bundled import BundledEmbedder

PHRASES = Path(__file__).parent / "intents.yaml"
FOLDS = 10
INTENTS = {"C": 8.0}
SCOPE = {"C": 30.0, "class_weight": "balanced"}
SEED = 7
SERVICE = "service"
LANGUAGES = ("en", "da", "de", "es", "pt", "")
TWO = 2
Example = tuple[str, str, str]
Floats = npt.NDArray[np.float32]


def examples(path: Path = PHRASES) -> list[Example]:
    """(intent, language, phrase) of the training set, in its order."""
    loaded = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(path.read_text(encoding="utf-8")))
    return [(intent, lang, phrase) for intent, by in loaded.items() for lang, group in by.items() for phrase in group]


def vectors(phrases: list[str]) -> Floats:
    """The features of each phrase, shape (n, dimensions + words)."""
    embedded = BundledEmbedder().embed(phrases)
    return np.stack([features(vector, phrase) for vector, phrase in zip(embedded, phrases, strict=True)])


def _model(settings: dict[str, Any]) -> Any:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import)

    return LogisticRegression(**settings, max_iter=2000, random_state=SEED)


def scope_examples() -> list[Example]:
    """(`other` or `service`, language, phrase): what is no service work, and every other phrasing that the classifiers learn from."""
    held = cast("dict[str, Any]", yaml.safe_load((DEFEATING / "defeating.yaml").read_text(encoding="utf-8")))
    honest = [(SERVICE, lang, phrase) for lang, by in held.items() for phrase in by["honest_more"]]
    intents = [(SERVICE, lang, phrase) for _, lang, phrase in examples()]
    return examples(Path(__file__).parent / "scope.yaml") + intents + honest


def cross_validated(inputs: Floats, labels: list[str], settings: dict[str, Any]) -> Floats:
    """How likely a classifier that never saw the phrase finds each label (sorted), in `FOLDS` folds; shape (n, labels)."""
    from sklearn import model_selection  # noqa: PLC0415

    sklearn: Any = model_selection
    folds = sklearn.StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=SEED)
    return np.asarray(
        sklearn.cross_val_predict(_model(settings), inputs, labels, cv=folds, method="predict_proba"), np.float32
    )


def learn_intents() -> None:
    """Train on all phrases, write the weights, print the cross-validated accuracy by language."""
    rows = examples()
    labels = [intent for intent, _, _ in rows]
    inputs = vectors([phrase for _, _, phrase in rows])
    said = np.asarray(sorted(set(labels)))[cross_validated(inputs, labels, INTENTS).argmax(axis=1)]
    for language in LANGUAGES:
        right = [said[at] == intent for at, (intent, lang, _) in enumerate(rows) if lang == language or not language]
        sys.stdout.write(f"{language or 'all'}: {sum(right)} of {len(right)} ({100 * sum(right) / len(right):.1f} %)\n")
    _write(WEIGHTS, _model(INTENTS).fit(inputs, labels))


def learn_scope() -> None:
    """The same for the scope: how many questions of each kind are refused, by language."""
    rows = scope_examples()
    labels = [label for label, _, _ in rows]
    inputs = vectors([phrase for _, _, phrase in rows])
    refused = cross_validated(inputs, labels, SCOPE)[:, sorted(set(labels)).index(scope.OTHER)] >= scope.SURE
    for language in LANGUAGES:
        for kind in (scope.OTHER, SERVICE):
            own = [refused[at] for at, (label, lang, _) in enumerate(rows) if label == kind and language in ("", lang)]
            sys.stdout.write(f"{language or 'all'} {kind}: {sum(own)} of {len(own)} refused\n")
    _write(scope.WEIGHTS, _model(SCOPE).fit(inputs, labels))


def _write(path: Path, model: Any) -> None:
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == TWO:  # scikit-learn keeps one row for two classes
        weights, bias = np.vstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    np.savez_compressed(
        path,
        labels=np.asarray(model.classes_, dtype=str),
        embedder=np.asarray(BundledEmbedder.name),
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float16),
    )


def main() -> None:
    """Learn both."""
    learn_intents()
    learn_scope()


if __name__ == "__main__":
    main()
