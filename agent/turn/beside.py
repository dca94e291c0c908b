"""Sentences of a remote model that tell of something else than was asked wait until one tells of that."""

from collections.abc import Callable, Mapping, Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from agent.claims.evidence.support import markers
from agent.turn.state import Turn
from domain.answers import Evidence
from language.folding import fold
from language.words import stems
from tools.findings import NAME, is_absence


class Waiting:
    """Hands sentences on in their order, from the first on that what can answer says. What goes before it waits; what never is followed by one stays.

    Args:
        said: The words of the person and the answers before: what a model may look up.
        kinds: The kinds of evidence that can answer the question; empty where any can.
        evidence: What there is, by number.
        sources_of: The numbers of what says a sentence, for one that cites none or a wrong one.
    """

    def __init__(
        self,
        said: str,
        kinds: frozenset[str],
        evidence: Mapping[int, Evidence],
        sources_of: Callable[[str], Sequence[int]] = lambda _: (),
    ) -> None:
        self._said = fold(said)
        self._kinds = kinds
        self._evidence = evidence
        self._sources_of = sources_of
        self._held: list[str] = []
        self._open = False

    def let(self, sentences: Sequence[str]) -> list[str]:
        """Those that may be judged now. Blocks where one cites nothing that can answer."""
        out: list[str] = []
        for sentence in sentences:
            self._open = self._open or self._answers(sentence)
            self._held.append(sentence)
            if self._open:
                out += self._held
                self._held.clear()
        return out

    def rest(self) -> tuple[list[str], list[str]]:
        """When no more comes: what waits, where none of it cites anything, else all of it as beside the question."""
        return ([], self._held) if any(map(self._cited, self._held)) else (self._held, [])

    def _answers(self, sentence: str) -> bool:
        return any(map(self._can_answer, self._cited(sentence))) or any(
            self._can_answer(self._evidence[n]) for n in self._sources_of(sentence) if n in self._evidence
        )

    def _can_answer(self, item: Evidence) -> bool:
        if self._kinds and item.kind not in self._kinds:
            return False
        name = item.fields.get(NAME, "") if is_absence(item) else ""
        return fold(name) in self._said

    def _cited(self, sentence: str) -> list[Evidence]:
        return [self._evidence[n] for n in markers(sentence) if n in self._evidence]


def said_before(messages: Sequence[BaseMessage]) -> str:
    """What people asked and were answered."""
    spoken = (m for m in messages if isinstance(m, HumanMessage) or (isinstance(m, AIMessage) and not m.tool_calls))
    return "\n".join(message.text for message in spoken)


def only_the_machine(turn: Turn) -> bool:
    """Whether a model that looked nothing up only read out the machine's line, and in it nothing of what was asked."""
    cited = {n for claim in turn.release.claims for n in claim.citations}
    if turn.calls or not turn.header or any(turn.release.shown[n].kind != "asset" for n in cited):
        return False
    named = " ".join(one.said for one in turn.header.named)
    asked = stems(turn.question, turn.language) - stems(named, turn.language)
    told = stems(" ".join(claim.text for claim in turn.release.claims), turn.language)
    return not asked & told
