"""Passages that ask and do not answer: exams, quizzes, questions for review, check lists of questions."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.documents import Passage, Section
from language.sentences import ends_in_question

_TEXT = frozenset({"prose", "procedure", "step"})
_BESIDE = frozenset({"figure", "heading"})
_LEAST, _MOSTLY, _ALIKE = 3, 2 / 3, 0.5
"""So many questions make an exam; so many of those around are open in it, and offer the same number of choices."""
_AROUND = 5
"""Questions on either side that tell whether one stands among others of its kind."""
_LEAST_NUMBERED, _ASKED = 5, 0.6
"""Lines numbered in one way, and the share of them that must ask before the others ask too ("Q26. State what ...")."""
_FEWEST_CHOICES, _SAID = 2, 1 / 3
"""Choices are several, and end like sentences now and then."""
_SAYS = re.compile(r"[.!。！।:][)\]\"'”’»*_]*$")
_CHOICE = re.compile(r"(?:(?<=\s)|^)[(\[]?(?:\d{1,2}|[^\W\d_])[.)\]]+\s")
_NUMBERED = re.compile(r"[(\[]?(?:[^\W\d_]{1,8}\s?)?\d{1,3}(?:[-–.]\d{1,3})?[.):\]]*\s")


@dataclass
class _Question:
    """A question with the lines up to the next one or the end of its section; `held`: how many of their words each passage has."""

    held: Counter[int] = field(default_factory=Counter[int])
    below: list[str] = field(default_factory=list[str])

    @property
    def choices(self) -> int:
        """How many it lists to choose from; 0 where something is said instead."""
        found = sum(len(_CHOICE.findall(line)) for line in self.below)
        said = sum(_SAYS.search(line) is not None for line in self.below)
        listed = bool(self.below) and _CHOICE.match(self.below[0]) is not None
        return found if listed and found >= _FEWEST_CHOICES and said <= _SAID * len(self.below) else 0


def asking(sections: Sequence[Section], passages: Sequence[Passage]) -> set[str]:
    """The ids of the passages in which questions and choices stand and hardly anything else.

    A question that is answered, as in a list of frequent ones, is none of these: sentences follow it, or steps whose number differs
    from question to question.

    Args:
        sections: of one document; a title may be the question of what stands under it.
        passages: of the document, in reading order.
    """
    asked = list(_questions({section.id: section.title for section in sections}, passages))
    whole: Counter[int] = Counter()
    unanswered: Counter[int] = Counter()
    for at, question in enumerate(asked):
        whole.update(question.held)
        if _is_open(question, asked[max(at - _AROUND, 0) : at + _AROUND + 1]):
            unanswered.update(question.held)
    # What stands above the first question of a section is no part of any: a passage with some of it answers.
    mostly = [
        at for at, words in whole.items() if words == _words(passages[at].text) and unanswered[at] >= _MOSTLY * words
    ]
    return {passages[at].id for at in mostly if passages[at].kind in _TEXT}


def _is_open(question: _Question, around: Sequence[_Question]) -> bool:
    """Whether nothing stands below it, or choices as below those around it."""
    if not question.below:
        return True
    counts = Counter(one.choices for one in around if one.choices)
    if not question.choices or counts.total() < _LEAST:
        return False
    closed = sum(bool(one.below) and not one.choices for one in around)
    return closed <= (1 - _MOSTLY) * len(around) and max(counts.values()) >= _ALIKE * counts.total()


def _questions(titles: Mapping[str, str], passages: Sequence[Passage]) -> Iterator[_Question]:
    forms = _forms_that_ask(passages)
    section, question = "", None
    for at, passage in enumerate(passages):
        if passage.section_id != section:
            if question:
                yield question
            section = passage.section_id
            question = _Question() if _asks(titles.get(section, ""), forms) else None
        for line in _lines(passage):
            if passage.kind in _TEXT and _asks(line, forms):
                if question and question.below:
                    yield question
                    question = None
                question = question or _Question()
                question.held[at] += _words(line)
            elif question and passage.kind not in _BESIDE:
                question.held[at] += _words(line)
                question.below.append(line if passage.kind in _TEXT else ".")
    if question:
        yield question


def _lines(passage: Passage) -> list[str]:
    return [line.strip() for line in passage.text.splitlines() if line.strip()]


def _words(text: str) -> int:
    return len(text.split())


def _asks(line: str, forms: frozenset[str]) -> bool:
    return ends_in_question(line) or _form(line) in forms


def _form(line: str) -> str:
    """How a line is numbered, its figures aside: "Q#.", "#-#."; empty where it is not."""
    found = _NUMBERED.match(line)
    return re.sub(r"\d+", "#", found[0]) if found else ""


def _forms_that_ask(passages: Sequence[Passage]) -> frozenset[str]:
    """The ways in which mostly questions are numbered."""
    lines = [line for passage in passages if passage.kind in _TEXT for line in _lines(passage)]
    every = Counter(_form(line) for line in lines) - Counter({"": len(lines)})
    asking = Counter(_form(line) for line in lines if ends_in_question(line))
    return frozenset(
        form for form, times in every.items() if times >= _LEAST_NUMBERED and asking[form] >= _ASKED * times
    )
