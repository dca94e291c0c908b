"""Tables of a page: ruled ones first, then those that only their alignment shows."""

from collections.abc import Sequence

from ingestion.pages import PageTable, Rule, Word


def find_tables(words: Sequence[Word], rules: Sequence[Rule], number: int) -> tuple[list[PageTable], list[Word]]:
    """The tables and the words that stand in none."""
    return [], list(words)
