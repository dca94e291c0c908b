"""Stand-ins at the seams: a chat model that follows a script, a passage store in memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage

from agent.models.replying import ReplyingModel
from domain.documents import Document, Passage, SearchHit, SearchResult, Section
from domain.errors import NotFound

PIECE = 7
"""Characters of a streamed piece: words and markers are cut."""


class ScriptedChatModel(ReplyingModel):
    """Says its lines in order; an unscripted call fails the test. `seen` keeps what it was given."""

    script: list[Any]
    seen: list[list[BaseMessage]] = []
    tools_offered: list[str] = []

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Any:
        self.tools_offered[:] = [tool["function"]["name"] for tool in tools]
        return self

    def reply(self, messages: list[BaseMessage]) -> AIMessage:
        self.seen.append(messages)
        if not self.script:
            raise AssertionError("the scripted model was called once more than its script says")
        line = self.script.pop(0)
        if isinstance(line, Exception):
            raise line
        return line

    def pieces(self, text: str) -> Iterator[str]:
        return (text[start : start + PIECE] for start in range(0, len(text), PIECE))


class ShelfOfPassages:
    """A passage store over a handful of passages: finds those that share words with the query, most first."""

    embedder = None

    def __init__(self, document: Document, sections: Sequence[Section], passages: Sequence[Passage]) -> None:
        self._document = document
        self._sections = list(sections)
        self._passages = list(passages)
        self.fails: Callable[[], Exception] | None = None

    def search(self, query: str, *, limit: int = 8, kinds: Sequence[str] = (), **_: object) -> SearchResult:
        if self.fails:
            raise self.fails()
        words = set(query.casefold().replace("?", "").split())
        scored = [(len(words & set(p.text.casefold().replace(".", "").split())), p) for p in self._passages]
        scored = [pair for pair in scored if not kinds or pair[1].kind in kinds]
        found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])[:limit]
        return SearchResult(
            hits=tuple(
                SearchHit(
                    rank=rank,
                    score=float(score),
                    passage=p,
                    document=self._document,
                    section=self.section(p.section_id),
                )
                for rank, (score, p) in enumerate(found, start=1)
            )
        )

    def documents(self, library: str = "main") -> Sequence[Document]:
        return [self._document]

    def document(self, document_id: str) -> Document:
        return self._document

    def sections(self, document_id: str) -> Sequence[Section]:
        return self._sections

    def section(self, section_id: str) -> Section:
        for section in self._sections:
            if section.id == section_id:
                return section
        raise NotFound(f"No section {section_id}.")

    def passages(self, section_id: str) -> Sequence[Passage]:
        return [p for p in self._passages if p.section_id == section_id]

    def warnings(self, document_id: str) -> Sequence[Passage]:
        return [p for p in self._passages if p.kind == "warning"]

    def figures(self, document_id: str) -> Sequence[Passage]:
        return [p for p in self._passages if p.region]
