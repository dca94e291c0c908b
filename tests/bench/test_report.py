"""A run replaces its own block of the report and leaves everything else alone."""

from datetime import date

from bench.report import table, with_block

TODAY = date(2026, 1, 2)


def test_a_block_is_added_once_and_then_replaced() -> None:
    first = with_block("# Measured\n\nBy hand.\n", "speed", table(["what", "ms"], [["search", "3"]]), TODAY)
    both = with_block(first, "other", "plain words", TODAY)
    again = with_block(both, "speed", table(["what", "ms"], [["search", "4"]]), TODAY)
    assert first.startswith("# Measured\n\nBy hand.\n\n<!-- measured: speed -->\n")
    assert "| search | 3 |" in both
    assert "```text\nplain words\n```" in both
    assert again == both.replace("| search | 3 |", "| search | 4 |")
