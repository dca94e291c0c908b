"""A question without an answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lack:
    """A question without an answer, and what shows that there is none; `twin` is the fact that answers the question it was made of."""

    asks: str
    slots: dict[str, str]
    proof: str
    twin: str = ""
    language: str = "en"
