"""What a question leaves out, and what it says that is not told."""

from datetime import date

import pytest

from agent.models.embedded.conditions.reading import conditions_in
from agent.models.embedded.queries.by_frame import queries
from agent.models.embedded.talk.conversation import Conversation
from agent.question.header import Header, Named

TODAY = date(2026, 3, 20)


def header(language: str, *named: Named) -> Header:
    return Header(today=TODAY, language=language, named=named)


@pytest.mark.parametrize(
    ("language", "asked", "said", "empty"),
    [
        ("nl", "welke meldingen hebben geen behandelaar", "behandelaar", True),
        ("es", "órdenes sin operario", "operario", True),
        ("fr", "ordres sans intervenant", "intervenant", True),
        ("en", "jobs with no cost centre", "cost centre", True),
        ("en", "jobs not closed by cost centre", "cost centre", False),
        ("es", "¿qué operario hizo más?", "operario", False),
    ],
)
def test_a_field_that_is_to_tell_nothing(language: str, asked: str, said: str, empty: bool) -> None:
    found = conditions_in(asked, header(language, Named(kind="field", value="own", said=said)))
    assert (found.where.get("own") == "none") is empty


@pytest.mark.parametrize(
    ("language", "asked", "of_machines"),
    [
        ("fr", "Quelles machines n'ont pas eu de Preventive ?", True),
        ("en", "Which machines did not have a Preventive?", True),
        ("en", "Which jobs are not Preventive?", False),
    ],
)
def test_machines_that_did_not_have_a_kind_of_job(language: str, asked: str, of_machines: bool) -> None:
    talk = Conversation(asked, asked, header(language, Named(kind="kind", value="Preventive", said="Preventive")))
    [(name, args)] = queries(talk, frozenset({"list"}))
    assert (name == "find_assets") is of_machines
    assert args.get("no_jobs", {"kind": "Preventive"}) == {"kind": "Preventive"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("jobs closed within two days", "days"),
        ("jobs due within two days", "due"),
        ("jobs opened within two days", "opened"),
    ],
)
def test_within_a_length_of_time(asked: str, field: str) -> None:
    assert field in conditions_in(asked, header("en")).where


def test_a_phrase_that_only_asks_narrows_nothing() -> None:
    assert conditions_in("hoe lang geleden is de pakking voor het laatst vervangen", header("nl")).unused == ()
    assert conditions_in("welke meldingen zijn voor de storing gedaan", header("nl")).unused == ("voor",)


def test_a_value_of_a_companys_own_field_may_be_left_out() -> None:
    named = Named(kind="Ressource", value="Jo Feld", said="Jo Feld")
    assert conditions_in("Welche Aufträge hat nicht Jo Feld?", header("de", named)).excluded == {
        ("Ressource", "Jo Feld")
    }


@pytest.mark.parametrize(
    ("language", "asked", "word"),
    [
        ("pt", "ordens sem contar as da bomba", "bomba"),
        ("es", "trabajos sin incluir los de pintura", "pintura"),
        ("en", "jobs not counting those of paint", "paint"),
        ("it", "lavori senza contare quelli di pittura", "pittura"),
    ],
)
def test_the_word_that_is_left_out_stands_behind_words_of_grammar(language: str, asked: str, word: str) -> None:
    assert conditions_in(asked, header(language)).where.get("text") == f"not {word}"


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("en", "open jobs more than 60 days old"),
        ("sv", "ordrar mer än 60 dagar gamla"),
        ("es", "órdenes con más de 60 días de antigüedad"),
        ("nl", "orders meer dan 60 dagen oud"),
    ],
)
def test_an_age_may_be_told_behind_its_length(language: str, asked: str) -> None:
    assert conditions_in(asked, header(language)).where.get("opened") == "<2026-01-18"
