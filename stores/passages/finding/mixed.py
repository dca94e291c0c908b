"""Libraries of several languages: none of them is nearer to a question because it is in the question's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from language.vocabulary import ENGLISH
from stores.passages.finding.asking import Asking
from stores.passages.finding.embedding import Space
from stores.passages.finding.ranking import Meaning
from stores.passages.finding.shelf import Library
from stores.passages.finding.vectors import ChromaVectors, Floats
from stores.passages.finding.words import Held


@dataclass(frozen=True)
class Middles:
    """The mean vectors of a library's languages, kept for as long as the library is the same."""

    vectors: ChromaVectors
    _held: dict[tuple[str, str], tuple[int, Mapping[str, Floats]]] = field(
        default_factory=dict[tuple[str, str], tuple[int, Mapping[str, Floats]]]
    )

    def of(self, space: Space, library: Library) -> Mapping[str, Floats]:
        """By language the mean of some of its passages, shape (dimensions,). Raises Unavailable."""
        key = (space.name, library.name)
        stamp, means = self._held.get(key, (-1, {}))
        if stamp != library.stamp:
            found = {one: self.vectors.middle(*key, documents) for one, documents in library.by_language.items()}
            means = {language: mean for language, mean in found.items() if mean is not None}
            self._held[key] = (library.stamp, means)
        return means


def meaning(
    asking: Asking, library: Library, cosines: Mapping[str, float], pool: Mapping[str, Held], middles: Middles
) -> Meaning:
    """What an embedder says of the pool.

    The first knows English alone. To the second, passages of one language are alike and near to a question in it: what they have in
    common with it is taken off. Raises Unavailable.
    """
    if len(library.by_language) < 2:
        return Meaning(cosines, asking.share)
    if asking.space is library.spaces[0]:
        return Meaning(cosines, asking.share, library.in_other_languages(ENGLISH))
    means = middles.of(asking.space, library)
    common = {language: float(np.dot(mean, asking.question)) for language, mean in means.items()}
    spoken = {key: library.language_of[pool[key].document] for key in cosines if key in pool}
    return Meaning({key: cosines[key] - common.get(spoken[key], 0.0) for key in spoken}, asking.share)
