"""How long a turn took, told in its answer."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

from domain.answers import Answer, AnswerEvent, Timing


async def timed(events: AsyncGenerator[AnswerEvent], started: float) -> AsyncGenerator[AnswerEvent]:
    """The events of a turn that began at `started` (`time.perf_counter`), its answer with what the person waited for."""
    marks: dict[str, int] = {}
    async with aclosing(events):
        async for event in events:
            elapsed = round((time.perf_counter() - started) * 1000)
            marks.setdefault("text" if event.kind in {"sentence", "warning"} else "status", elapsed)
            if event.kind == "answer":
                timing = Timing(first_status_ms=marks.get("status"), first_text_ms=marks.get("text"), total_ms=elapsed)
                answer = cast("Answer", event.data["answer"]).model_copy(update={"timing": timing})
                yield AnswerEvent(kind="answer", data={"answer": answer})
            else:
                yield event
