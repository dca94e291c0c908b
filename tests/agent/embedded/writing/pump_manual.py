"""Passages of an invented pump manual, and what is written to a question about them."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from agent.models.embedded.writing.finding import find
from agent.models.embedded.writing.quoting import write
from agent.question.header import Header, Machine
from domain.answers import Evidence
from domain.documents import PassageKind
from language.words import stems

TODAY = date(2026, 5, 4)


def passage(
    text: str,
    *,
    section: str = "4.2 Impeller",
    kind: PassageKind = "prose",
    order: int = 0,
    score: float = 8.0,
    table: tuple[tuple[str, ...], ...] = (),
    applies: bool = True,
    fields: dict[str, str] | None = None,
) -> Evidence:
    """A passage of an invented pump manual."""
    return Evidence(
        id=f"{section}/{order}",
        kind="manual",
        title="Bilge pump BP-4",
        text=text,
        document_id="bp4",
        section=section,
        section_id=section,
        page=12,
        order=order,
        passage_kind=kind,
        table=table,
        score=score,
        applies=applies,
        fields=fields or {},
    )


class WordVectors:
    """Stands in for the multilingual embedder: unlike texts have a cosine of .78, the same words 1."""

    name = "multilingual:words"

    def embed(self, texts: Sequence[str], kind: str = "query") -> npt.NDArray[np.float32]:
        del kind
        vectors = np.zeros((len(texts), 4097), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in stems(text, "en"):
                vectors[row, 1 + zlib.crc32(word[:6].encode()) % 4096] = 1
            vectors[row] *= np.sqrt(0.22) / max(float(np.linalg.norm(vectors[row])), 1.0)
            vectors[row, 0] = np.sqrt(0.78)
        return vectors


def lines(question: str, *found: Evidence, machine: Machine | None = None) -> list[str]:
    """What is written to a question."""
    return written(question, dict(enumerate(found, start=1)), Header(today=TODAY, machine=machine), WordVectors())


def written(
    question: str, evidence: Mapping[int, Evidence], header: Header, embedder: Any = None, **more: Any
) -> list[str]:
    """The same of numbered evidence, under a header of its own."""
    calls = more.pop("calls", ())
    return write(question, evidence, header, calls, lambda: find(question, evidence, header, embedder), **more)


TORQUES = (("Screw", "Torque (Nm)", "Grease"), ("Impeller nut M12", "48", "dry"), ("Cover screw M8", "21", "paste"))


def rows(
    table: tuple[tuple[str, ...], ...] = TORQUES,
    *,
    order: int = 3,
    score: float = 8.0,
    caption: str = "Table 4 Torques",
) -> Evidence:
    """A table of the manual."""
    text = "\n".join(" ".join(row) for row in table)
    return passage(text, kind="table", table=table, order=order, score=score, fields={"caption": caption})
