"""What one case gave: the answers, what search found, and what became of the records. Metrics read nothing else."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.answers import Answer

Row = dict[str, str]
"""A record's fields as text."""


class Found(BaseModel):
    """One search hit, or one gold place: a passage and where it stands."""

    model_config = ConfigDict(frozen=True)

    path: str
    page: int | None = None
    section_id: str = ""
    number: str = ""
    title: str = ""
    text: str = ""

    @property
    def place(self) -> str:
        """The page, or for formats without pages the section."""
        return f"{self.path}#{self.page}" if self.page is not None else f"{self.path}#{self.section_id}"


class QuoteCheck(BaseModel):
    """Citation `n` against the source itself; None where that could not be looked at, `reason` says why."""

    model_config = ConfigDict(frozen=True)

    n: int
    in_source: bool | None = None
    in_box: bool | None = None
    reason: str = ""


class SourceText(BaseModel):
    """The whole place that citation `n` points at: its heading, text, and tables."""

    model_config = ConfigDict(frozen=True)

    n: int
    heading: str = ""
    text: str
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


class LookedUp(BaseModel):
    """A tool's result in the scored turn: what a model read of it, and the texts of its evidence."""

    model_config = ConfigDict(frozen=True)

    tool: str
    text: str
    evidence: tuple[str, ...] = ()


class Transcript(BaseModel):
    """The last of `answers` is scored. `released` are warnings and sentences in the order in which they went out."""

    model_config = ConfigDict(frozen=True)

    answers: tuple[Answer, ...]
    released: tuple[tuple[Literal["warning", "sentence"], str], ...] = ()
    looked_up: tuple[LookedUp, ...] = ()
    hits: tuple[Found, ...] = ()
    gold: tuple[Found, ...] = ()
    quotes: tuple[QuoteCheck, ...] = ()
    sources: tuple[SourceText, ...] = ()
    before: dict[str, Row] = {}
    undecided: dict[str, Row] = {}
    after: dict[str, Row] = {}

    @property
    def answer(self) -> Answer:
        """The answer to the last question."""
        return self.answers[-1]

    @property
    def said(self) -> str:
        """The answer's text with the warnings that stand before it."""
        return "\n".join([*(warning.text for warning in self.answer.warnings), self.answer.text])
