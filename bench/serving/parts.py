"""Where a turn's CPU time goes: the parts of a turn, timed exclusively of the parts that they call."""

import importlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tools.toolbox import TOOLS

PARTS = (
    ("reading the question", "agent.turn.opening", "read_question"),
    ("refusing", "agent.turn.opening", "refusal"),
    ("reading the thread", "agent.models.embedded.model", "conversation_of"),
    ("telling frames", "agent.models.embedded.model", "told"),
    ("planning", "agent.models.embedded.model", "next_calls"),
    ("writing", "agent.models.embedded.model", "write"),
    ("evidence of the thread", "agent.turn.thinking", "evidence_of"),
    ("evidence of the thread", "agent.turn.acting", "evidence_of"),
    ("showing results", "agent.turn.acting", "render"),
    ("judging", "agent.turn.release", "judge"),
    ("warnings", "agent.safety.guarding", "Guard"),
    ("citations", "agent.turn.citations", "carrying_lines"),
    ("checkpoint", "langgraph.checkpoint.serde.jsonplus", "JsonPlusSerializer.dumps_typed"),
    ("checkpoint", "langgraph.checkpoint.serde.jsonplus", "JsonPlusSerializer.loads_typed"),
    ("search", "stores.passages.finding.searching", "Searcher.search"),
    ("records", "stores.records.store", "SqlRecords"),
)
EMBEDDING = (
    ("embedding", "stores.embedders.bundled", "BundledEmbedder.embed"),
    ("embedding in any language", "stores.embedders.multilingual", "MultilingualEmbedder.embed"),
    ("embedding in any language", "stores.embedders.multilingual", "MultilingualEmbedder.embed_deep"),
)


class Meter:
    """CPU milliseconds by part. Parts nest: a part is not charged for what another part within it takes."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._open = threading.local()

    def timed(self, part: str, function: Callable[..., Any], *, whole_process: bool = False) -> Callable[..., Any]:
        """`function` with its CPU time charged to `part`.

        Args:
            part: the name in the report; of embedding, the part that asks for it is added.
            function: what is timed; it must not be a coroutine.
            whole_process: also count the threads that it starts; right only while nothing else runs.
        """

        def run(*args: Any, **kwargs: Any) -> Any:
            stack: list[list[Any]] = self._open.__dict__.setdefault("stack", [])
            name = f"{part} for {stack[-1][0]}" if whole_process and stack else part
            stack.append([name, 0.0])
            thread, process = time.thread_time(), time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                in_thread = (time.thread_time() - thread) * 1000
                within = stack.pop()[1]
                spent = (time.process_time() - process) * 1000 if whole_process else in_thread
                self.ms[name] += spent - within
                self.calls[name] += 1
                if stack:
                    stack[-1][1] += in_thread

        return run


@contextmanager
def metered(meter: Meter) -> Generator[None]:
    """Time every part while the block runs."""
    undo: list[tuple[Any, str, Any]] = []
    tools = dict(TOOLS)
    try:
        TOOLS.update({name: replace(tool, run=meter.timed("tools", tool.run)) for name, tool in tools.items()})
        for part, module, name in (*PARTS, *EMBEDDING):
            for owner, attribute in _places(importlib.import_module(module), name):
                plain = getattr(owner, attribute)
                undo.append((owner, attribute, plain))
                setattr(owner, attribute, meter.timed(part, plain, whole_process=part.startswith("embedding")))
        yield
    finally:
        TOOLS.update(tools)
        for owner, attribute, plain in undo:
            setattr(owner, attribute, plain)


def _places(module: Any, name: str) -> Sequence[tuple[Any, str]]:
    """A function of the module, a method ("Class.method") or all public methods of a class ("Class")."""
    owner, _, method = name.partition(".")
    if not isinstance(getattr(module, owner), type):
        return [(module, owner)]
    cls: type = getattr(module, owner)
    if method:
        return [(cls, method)]
    return [(cls, each) for each in vars(cls) if not each.startswith("_") and callable(getattr(cls, each))]
