"""Test sets by RAGAS: the one module that imports its generator."""

import os
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any, cast

from langchain_core.documents import Document as Chunk

from domain.errors import BadInput, Unavailable
from evals.datasets.words import holds
from evals.generate.drafts import DraftCase
from evals.generate.library import LibraryText, Source
from evals.generate.required import required_of
from evals.judges.model_failures import reason_of
from stores.protocols import Embedder

MISSING = (
    "RAGAS is not installed; install the group `evals` (see docs/guides/evaluation-data.md), or leave out --ragas."
)
FEWEST_WORDS = 25
MOST_CHUNKS = 200


def ragas_drafts(library: LibraryText, model: Any, embedder: Embedder, *, size: int) -> list[DraftCase]:
    """`size` questions by RAGAS's TestsetGenerator over the library's longer passages.

    RAGAS gives a question, a reference answer and the contexts it used; the gold place is that of the passages whose
    text the contexts are, and the required facts are the figures of the reference, else its most telling words.
    A question whose required facts do not stand at that place is thrown away: the model made them up.

    Args:
        library: what the library says.
        model: a LangChain chat model.
        embedder: for RAGAS's own knowledge graph.
        size: how many questions.

    Raises:
        BadInput: RAGAS is not installed, or the library has too little prose for it.
        Unavailable: RAGAS gave up, mostly because of what the model said.
    """
    sources = [source for source in library.sources if len(source.passage.text.split()) >= FEWEST_WORDS][:MOST_CHUNKS]
    if not sources:
        raise BadInput(f"The library '{library.name}' has no passage long enough for RAGAS.")
    chunks = [Chunk(page_content=source.passage.text, metadata={"at": n}) for n, source in enumerate(sources)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # RAGAS warns of its own parts
        rows = _rows(chunks, model, _Embeddings(embedder), size)
    drafts = [_draft(row, n, sources, library) for n, row in enumerate(rows, start=1)]
    return [draft for draft in drafts if draft is not None]


def _rows(chunks: Sequence[Chunk], model: Any, embedder: "_Embeddings", size: int) -> list[dict[str, Any]]:
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # noqa: TID251  (RAGAS reports its use to its makers unless told not to)
    try:
        embeddings, llms, testset = (import_module(f"ragas.{part}") for part in ("embeddings", "llms", "testset"))
    except ImportError as error:
        raise BadInput(MISSING) from error
    wrapped: Any = embeddings.LangchainEmbeddingsWrapper(embedder)
    llm: Any = llms.LangchainLLMWrapper(model)
    generator: Any = testset.TestsetGenerator(llm=llm, embedding_model=wrapped)
    try:
        made = generator.generate_with_chunks(chunks, testset_size=size, transforms=_transforms(llm, wrapped))
    except Exception as error:
        raise Unavailable(f"RAGAS made no test set: {reason_of(error, 'the language model')}.") from error
    return made.to_list()


def _transforms(llm: Any, embeddings: Any) -> Sequence[Any]:
    """RAGAS's own, but counting characters: its tokenizer would be fetched from the network."""
    parts: list[Any] = import_module("ragas.testset.transforms.default").default_transforms_for_prechunked(
        llm, embeddings
    )
    counted = _characters()
    for part in parts:
        for each in getattr(part, "transformations", [part]):
            if hasattr(each, "tokenizer"):
                each.tokenizer = counted
    return parts


def _characters() -> Any:
    base: Any = import_module("ragas.tokenizers").BaseTokenizer

    class Characters(base):
        """A character is a token; a passage is far shorter than any limit."""

        def encode(self, text: str) -> list[int]:
            return [ord(letter) for letter in text]

        def decode(self, tokens: list[int]) -> str:
            return "".join(map(chr, tokens))

    return Characters()


def _draft(row: dict[str, Any], number: int, sources: Sequence[Source], library: LibraryText) -> DraftCase | None:
    given = cast("list[object]", row.get("reference_contexts") or [])
    contexts = [" ".join(str(context).split()) for context in given]
    used = [source for source in sources if any(" ".join(source.passage.text.split()) in one for one in contexts)]
    reference = str(row.get("reference") or "")
    required = required_of(reference, library)
    said = "\n".join(source.passage.text for source in used)
    if not used or not required or not all(any(holds(said, word) for word in group) for group in required):
        return None
    first = used[0]
    return DraftCase(
        id=f"{library.name}-ragas-{number:03}",
        question=str(row.get("user_input") or ""),
        kind="ragas",
        library=library.name,
        file=first.document.path,
        pages=sorted({s.passage.page for s in used if s.passage.page and s.document.id == first.document.id}),
        must_contain=[list(group) for group in required],
        difficulty=str(row.get("synthesizer_name") or ""),
        section_path=list(first.section.path),
        quote=reference,
        reference=reference,
        origin="ragas",
    )


class _Embeddings:
    """Nacelle's embedder in the shape that LangChain names."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.embed_documents(texts)

    async def aembed_query(self, text: str) -> list[float]:
        return self.embed_query(text)
