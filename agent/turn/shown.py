"""What of a turn has been shown, and what was held back and why."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.claims.reading.ordering import NUMBERED, step_number
from agent.claims.verdict import Judgement, is_believed
from agent.phrases.saying import phrase
from agent.turn.citations import CitationBook
from domain.answers import Claim, Evidence, Gap, SafetyWarning, ShownDisagreement, Withheld

SAID_SHARE = 0.8
FEW_WORDS = 12
_WORDS = re.compile(r"\w+")


@dataclass
class Shown:
    """The lines that a person sees, the claims in them, their citations and warnings; `spoken` are the lines with the numbers of the thread.

    `judged` are the verdicts so far; `replaced` the numbers of steps in whose place the source's line stands; `nothing`: a model said that nothing answers; `doubted`: that this may be no answer; `asked`: it asked back above the places that made it.
    """

    language: str = "en"
    book: CitationBook = field(default_factory=CitationBook)
    lines: list[str] = field(default_factory=list[str])
    spoken: list[str] = field(default_factory=list[str])
    claims: list[Claim] = field(default_factory=list[Claim])
    warnings: list[SafetyWarning] = field(default_factory=list[SafetyWarning])
    withheld: list[Withheld] = field(default_factory=list[Withheld])
    gaps: list[Gap] = field(default_factory=list[Gap])
    disagreements: list[ShownDisagreement] = field(default_factory=list[ShownDisagreement])
    judged: list[Judgement] = field(default_factory=list[Judgement])
    replaced: set[int] = field(default_factory=set[int])
    nothing: bool = False
    out_of_scope: bool = False
    small_talk: bool = False
    doubted: bool = False
    asked: bool = False

    def unsaid(self, sentences: Sequence[str]) -> list[str]:
        """Those that no shown line says already: who finishes another's answer does not repeat it."""
        before = [_words(line) for line in self.lines]
        fresh: list[str] = []
        for sentence in sentences:
            words = _words(sentence)
            figures = Counter({word: count for word, count in words.items() if word[0].isdigit()})
            if not any(
                figures <= said and len(words.keys() & said.keys()) >= SAID_SHARE * len(words) for said in before
            ):
                fresh.append(sentence)
        return fresh

    @property
    def shown(self) -> dict[int, Evidence]:
        """What the answer cites, by the numbers that people read."""
        return self.book.sources()

    @property
    def stands(self) -> bool:
        """Whether a sentence stands as its model wrote it."""
        return any(claim.verdict != "quoted" for claim in self.claims)

    @property
    def reliable(self) -> bool:
        """Whether what became of its sentences speaks for what was written."""
        return bool(self.claims) and is_believed(self.judged)

    @property
    def thin(self) -> bool:
        """Whether all that was told of manuals are a few words without a value: true, and no help ("You need the pump")."""
        words = [word for claim in self.claims for word in _WORDS.findall(claim.text)]
        cited = {citation.n: citation.kind for citation in self.book.citations()}
        kinds = {cited[n] for claim in self.claims for n in claim.citations}
        return kinds <= {"manual"} and len(words) < FEW_WORDS and not any(word[0].isdigit() for word in words)

    def steps_left_out(self) -> list[Gap]:
        """A job with a hole in it looks whole: steps that were held back are named, but for those in whose place something stands."""
        shown = {step_number(line) for line in self.lines}
        held = sorted({n for item in self.withheld if (n := step_number(item.text))} - shown - self.replaced)
        if not held or shown == {None}:
            return []
        steps = ", ".join(map(str, held))
        return [Gap(source="steps", reason=phrase("steps_left_out", self.language, count=len(held), steps=steps))]


def _words(sentence: str) -> Counter[str]:
    """How often each is said: "10 min mean, not above 10 m/s" is not said by "10 min mean, not above 12 m/s"."""
    return Counter(_WORDS.findall(re.sub(r"\[\d+\]", "", NUMBERED.sub("", sentence)).casefold()))
