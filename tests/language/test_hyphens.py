"""Words cut at the end of a line, in prose and in cells."""

import pytest

from language.hyphens import join


@pytest.mark.parametrize(
    ("line", "following", "whole"),
    [
        ("see the mainte-", "nance plan", "see the maintenance plan"),
        ("end-of-", "line test", "end-of-line test"),
        ("an M-", "class filter", "an M-class filter"),
        ("bulletin SB-", "K112-031", "bulletin SB-K112-031"),
        ("part 29-", "1182", "part 29-1182"),
        ("valve V3-", "a", "valve V3-a"),
        ("for high-", "and low-pressure", "for high- and low-pressure"),
        ("Hoch-", "oder Niederdruck", "Hoch- oder Niederdruck"),
        ("two-", "to three-stage", "two- to three-stage"),
        ("a feed-", "through", "a feedthrough"),
        ("range -", "20 to 40", "range - 20 to 40"),
        ("no hyphen", "here", "no hyphen here"),
    ],
)
def test_only_the_hyphen_of_a_cut_goes(line: str, following: str, whole: str) -> None:
    assert join(line, following) == whole
