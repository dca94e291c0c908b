"""Of a passage that spans pages, the page that a question is about."""

from collections.abc import Sequence

from domain.documents import Passage
from stores.passages.wording.question import Reading
from stores.passages.wording.text import words


def page_asked_for(passage: Passage, reading: Reading, language: str = "en") -> int | None:
    """The page whose lines hold the most of the question, the first of equals; None where the passage lies on one page.

    Args:
        passage: as found.
        reading: the question as understood.
        language: of the passage's document, for its stems.
    """
    printed: dict[int, list[str]] = {}
    for line in passage.lines:
        if line.page is not None:
            printed.setdefault(line.page, []).append(line.text)
    if len(printed) < 2:
        return None
    return max(sorted(printed), key=lambda page: _covered(printed[page], reading, language))


def _covered(lines: Sequence[str], reading: Reading, language: str) -> float:
    """How much of the question's words stand in these lines, rare words counting more."""
    held = {word.term for word in words(" ".join(lines), language)}
    return sum(
        concept.worth * max((sure for term, sure in concept.terms if term in held), default=0.0)
        for concept in reading.concepts
    )
