"""What a turn tells whoever watches it; this one tells nobody, and costs nothing."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractContextManager, aclosing, nullcontext
from typing import Any

from domain.answers import Answer, AnswerEvent, Usage
from stores.protocols import PassageStore

Fields = Mapping[str, Any]


class Mark:
    """A step that is under way. `note` is for what may always be known, `tell` for what was asked, given or found."""

    def note(self, fields: Fields) -> None:
        """Figures, names and states."""

    def tell(self, fields: Fields) -> None:
        """Content: kept only where the settings want it."""


NOBODY = Mark()


class Trace:
    """One turn's steps, each inside the one that it serves."""

    def step(self, name: str) -> AbstractContextManager[Mark]:
        """A node of the graph."""
        del name
        return nullcontext(NOBODY)

    def chat(self, model: str) -> AbstractContextManager[Mark]:
        """A model at work."""
        del model
        return nullcontext(NOBODY)

    def tool(self, name: str, call_id: str, args: Fields) -> AbstractContextManager[Mark]:
        """A tool at work."""
        del name, call_id, args
        return nullcontext(NOBODY)

    def searching(self, passages: PassageStore) -> PassageStore:
        """The same store, whose searches are steps too."""
        return passages

    async def until_ended(self, events: AsyncGenerator[AnswerEvent]) -> AsyncIterator[AnswerEvent]:
        """The turn's events; when they end, so does the trace."""
        answer: Answer | None = None
        try:
            async with aclosing(events):
                async for event in events:
                    answer = event.data["answer"] if event.kind == "answer" else answer
                    yield event
        except BaseException as error:
            self.end(answer, error)
            raise
        self.end(answer)

    def end(self, answer: Answer | None, error: BaseException | None = None) -> None:
        """The turn has ended: with its answer, or without one."""


UNSEEN = Trace()


def tokens_between(before: Usage, after: Usage) -> Fields:
    """What one call of a model read and wrote, as the conventions name it."""
    return {
        "gen_ai.usage.input_tokens": after.input_tokens - before.input_tokens,
        "gen_ai.usage.output_tokens": after.output_tokens - before.output_tokens,
    }
