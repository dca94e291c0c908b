"""The demo's facts and its typeset manuals, each made once a session."""

import time

import pytest

from demo.catalogue import MANUALS
from demo.records import Facts, load_facts
from demo.typesetting import typeset
from tests.demo.bookshelf import Bookshelf, opened


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="session")
def shelf() -> Bookshelf:
    started = time.perf_counter()
    pdfs = [(manual, typeset(manual)) for manual in MANUALS]
    seconds = time.perf_counter() - started
    return Bookshelf(tuple(opened(manual, pdf) for manual, pdf in pdfs), seconds)
