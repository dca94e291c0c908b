"""Of a passage that spans pages, the page that a question is about."""

from collections.abc import Sequence

from domain.documents import Passage
from stores.passages.image import Image
from stores.passages.question import Reading
from stores.passages.text import words


def page_asked_for(passage: Passage, reading: Reading, image: Image, language: str = "en") -> int | None:
    """The page whose lines hold the most of the question, the first of equals; None where the passage lies on one page.

    Args:
        passage: as found.
        reading: the question as understood.
        image: the library, which knows how rare a word is.
        language: of the passage's document, for its stems.
    """
    printed: dict[int, list[str]] = {}
    for line in passage.lines:
        if line.page is not None:
            printed.setdefault(line.page, []).append(line.text)
    if len(printed) < 2:
        return None
    return max(sorted(printed), key=lambda page: _covered(printed[page], reading, image, language))


def _covered(lines: Sequence[str], reading: Reading, image: Image, language: str) -> float:
    """How much of the question's words stand in these lines, rare words counting more."""
    held = {image.terms.get(word.term) for word in words(" ".join(lines), language)}
    return sum(
        max((float(image.idf[term]) * sure for term, sure in concept.terms if term in held), default=0.0)
        for concept in reading.concepts
    )
