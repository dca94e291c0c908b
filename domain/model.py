"""The one base of every noun: frozen, and strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """An immutable value; equality is by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")
