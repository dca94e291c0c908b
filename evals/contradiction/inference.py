"""A second opinion, where one is set: a model of natural language inference says whether a place contradicts a sentence.

Any such model in ONNX will do (`NACELLE_NLI`: a folder with one `.onnx` file, a `tokenizer.json`, and a `config.json` that says which class is the
contradiction). None is shipped: see docs/decisions/0009-evaluation.md.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from domain.errors import SettingsError

BINARY = ("stands", "contradicts")
"""The classes of a model of two that does not name them."""
LONGEST = 512


class Inference(Protocol):
    """Whatever tells a contradiction from its words: `languages` are those that it reads."""

    languages: frozenset[str]

    def contradicts(self, place: str, sentence: str) -> bool:
        """Whether the place says otherwise."""
        ...


class OnnxInference:
    """A cross-encoder: place and sentence in, logits of the classes out."""

    def __init__(self, folder: Path, least: float, languages: Sequence[str]) -> None:
        """Load it.

        Args:
            folder: What the model was exported to.
            least: The probability from which it is a contradiction.
            languages: ISO codes.

        Raises:
            SettingsError: the folder lacks the model or its tokenizer, or they cannot be read.
        """
        import onnxruntime  # noqa: PLC0415  (not on the server's path)
        from tokenizers import Tokenizer  # noqa: PLC0415

        model, words = _only(folder, "*.onnx"), _only(folder, "tokenizer.json")
        try:
            self._session: Any = onnxruntime.InferenceSession(str(model))
            self._words = Tokenizer.from_file(str(words))
            self._at = _contradiction(folder, self._session.get_outputs()[0].shape[-1])
        except Exception as error:
            raise SettingsError(
                f"NACELLE_NLI: {folder} cannot be used: {' '.join(str(error).split())[:200]}"
            ) from error
        self._least = least
        self.languages = frozenset(languages)
        inputs = {one.name: one.shape[-1] for one in self._session.get_inputs()}
        fixed = inputs["input_ids"] if isinstance(inputs["input_ids"], int) else None
        self._inputs = tuple(inputs)
        self._words.enable_truncation(fixed or LONGEST, strategy="only_first")
        if fixed:
            self._words.enable_padding(length=fixed)

    def contradicts(self, place: str, sentence: str) -> bool:
        """Whether the place says otherwise."""
        read = self._words.encode(place, sentence)
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        feed = {name: np.asarray([given[name]], dtype=np.int64) for name in self._inputs}
        logits = self._session.run(None, feed)[0][0].astype(np.float64)
        powers = np.exp(logits - logits.max())
        return bool(powers[self._at] / powers.sum() >= self._least)


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.rglob(pattern)) if folder.is_dir() else []
    if len(found) != 1:
        raise SettingsError(f"NACELLE_NLI: {folder} holds {len(found)} files {pattern}; it needs one.")
    return found[0]


def _contradiction(folder: Path, classes: object) -> int:
    """Which class it is; of two that nobody named the second."""
    config = next(iter(sorted(folder.rglob("config.json"))), None)
    names: dict[str, str] = json.loads(config.read_text(encoding="utf-8")).get("id2label", {}) if config else {}
    found = [int(number) for number, name in names.items() if "contra" in name.casefold()]
    if found:
        return found[0]
    if classes == len(BINARY):
        return BINARY.index("contradicts")
    raise ValueError("its config.json does not say which class is the contradiction")


@lru_cache(1)
def second_opinion() -> Inference | None:
    """The model that is set; None without one. Raises SettingsError where it cannot be used."""
    from evals.settings import eval_settings  # noqa: PLC0415

    settings = eval_settings()
    return OnnxInference(settings.nli, settings.nli_least, settings.nli_languages.split()) if settings.nli else None
