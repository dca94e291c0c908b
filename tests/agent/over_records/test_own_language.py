"""What is told of records is told in the language of the question; the records' own values stay as they are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from agent.claims.judging import judge
from domain.answers import Evidence
from domain.documents import Document
from domain.records import Asset, WorkOrder
from stores.open_stores import open_stores
from tools.evidence import work_order_evidence
from tools.orders.figures import headline
from tools.orders.narrowed import Narrowing, Part
from tools.phrases.saying import BOOK, say, word

DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def crane(tmp_path: Path, fakes: Any) -> Iterator[Assistant]:
    """Three jobs on one crane, two of them open."""
    stores = open_stores(tmp_path)
    stores.__dict__["passages"] = fakes.ShelfOfPassages(Document(id="none", title="none", path="none"), [], [])
    stores.records.put_assets([Asset(tag="KR-02", model="K9"), Asset(tag="KR-03", model="K9")])
    stores.records.put_work_orders(
        [
            WorkOrder(
                number="A-1", asset="KR-02", title="Seil", status="open", component="rope", opened=DAY, hours=2.5
            ),
            WorkOrder(number="A-2", asset="KR-02", title="Bremse", status="open", component="brake", opened=DAY),
            WorkOrder(number="A-3", asset="KR-02", title="Licht", status="closed", component="rope", opened=DAY),
        ]
    )
    yield Assistant(stores, now=lambda: DAY)
    stores.close()


def english_left(text: str) -> set[str]:
    """Words of our English sentences and labels that stand in a text."""
    entries = BOOK.entries("en").values()
    ours = " ".join(entry if isinstance(entry, str) else " ".join(entry.values()) for entry in entries)
    names = set(re.findall(r"[a-z]{4,}", re.sub(r"{\w+}", " ", ours.casefold())))
    values = {"open", "closed", "brake", "rope"}
    return {one for one in re.findall(r"[a-z]{4,}", text.casefold()) if one in names - values}


@pytest.mark.parametrize(
    "question",
    [
        "Which work orders are open right now?",
        "Welche Aufträge sind gerade offen?",
        "Hvilke ordrer er åbne lige nu?",
        "Vilka order är öppna just nu?",
        "¿Qué órdenes de trabajo están abiertas ahora mismo?",
        "Que ordens de trabalho estão abertas neste momento?",
        "Quels ordres de travail sont ouverts en ce moment ?",
        "Quali ordini di lavoro sono aperti al momento?",
        "Welke werkorders zijn op dit moment open?",
        "इस समय कौन से कार्य आदेश खुले हैं?",
    ],
)
async def test_what_is_so_now_is_not_only_what_came_today(crane: Assistant, question: str) -> None:
    crane.now = lambda: DAY + timedelta(days=3)

    answer = await crane.ask(AskRequest(question=question))

    assert "A-1" in answer.text
    assert "A-2" in answer.text
    assert "A-3" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How often did we have work on KR-02 before, and what was the cause in the end?",
        "Which orders of KR-02 did we have before?",
        "Welche Aufträge hatte KR-02 vorher?",
        "¿Qué órdenes de trabajo tuvo KR-02 antes?",
    ],
)
async def test_a_word_of_time_that_ends_its_clause_narrows_nothing(crane: Assistant, question: str) -> None:
    answer = await crane.ask(AskRequest(question=question))

    assert answer.claims[0].text.startswith("3 ")


@pytest.mark.parametrize("question", ["How long has A-1 been open?", "Seit wie vielen Tagen ist A-1 offen?"])
async def test_how_long_an_order_stands_is_reckoned(crane: Assistant, question: str) -> None:
    crane.now = lambda: DAY + timedelta(days=12)

    answer = await crane.ask(AskRequest(question=question))

    assert "12" in answer.claims[0].text


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("Wie viele offene Aufträge gibt es an KR-02?", "de", "2 Aufträge mit "),
        ("Welche Aufträge sind an KR-02 offen?", "de", "2 Aufträge mit "),
        ("Wie viele offene Aufträge gibt es an KR-03?", "de", "0 Aufträge mit "),
        ("¿Cuántas órdenes de trabajo abiertas hay en KR-02?", "es", "2 órdenes de trabajo con "),
        ("¿Cuántas órdenes de trabajo abiertas hay en KR-03?", "es", "0 órdenes de trabajo con "),
        ("KR-02 पर कितने खुले कार्य आदेश हैं?", "hi", "2 कार्य आदेश: "),
        ("KR-03 पर कितने खुले कार्य आदेश हैं?", "hi", "0 कार्य आदेश: "),
        ("Was steht im Auftrag A-1?", "de", "**A-1: Seil**"),
    ],
)
async def test_an_answer_over_records_is_in_the_language_of_the_question(
    crane: Assistant, question: str, language: str, first: str
) -> None:
    answer = await crane.ask(AskRequest(question=question))
    assert answer.language == language
    assert answer.text.startswith(first)
    assert not answer.withheld
    assert not english_left("\n".join([answer.text, *(citation.title for citation in answer.citations)]))


@pytest.mark.anyio
async def test_a_record_in_another_language_is_another_piece_of_evidence(crane: Assistant) -> None:
    thread = "one"
    english = await crane.ask(AskRequest(question="What is in work order A-1?", thread_id=thread))
    german = await crane.ask(AskRequest(question="Und was steht im Auftrag A-1 auf Deutsch drin?", thread_id=thread))
    assert "Hours: 2.5" in english.text
    assert "Stunden: 2,5" in german.text


COUNTED = {
    "da": ("Der er 3 åbne arbejdsordrer [1].", "Der er 4 åbne arbejdsordrer [1]."),
    "de": ("Es gibt 3 offene Aufträge [1].", "Es gibt 4 offene Aufträge [1]."),
    "en": ("There are 3 open work orders [1].", "There are 4 open work orders [1]."),
    "es": ("Hay 3 órdenes de trabajo abiertas [1].", "Hay 4 órdenes de trabajo abiertas [1]."),
    "fr": ("Il y a 3 ordres de travail ouverts [1].", "Il y a 4 ordres de travail ouverts [1]."),
    "hi": ("3 खुले कार्य आदेश हैं [1]।", "4 खुले कार्य आदेश हैं [1]।"),
    "it": ("Ci sono 3 ordini di lavoro aperti [1].", "Ci sono 4 ordini di lavoro aperti [1]."),
    "nl": ("Er zijn 3 open werkorders [1].", "Er zijn 4 open werkorders [1]."),
    "pt": ("Há 3 ordens de trabalho abertas [1].", "Há 4 ordens de trabalho abertas [1]."),
    "sv": ("Det finns 3 öppna arbetsorder [1].", "Det finns 4 öppna arbetsorder [1]."),
}


def three_open(language: str) -> Evidence:
    opened = say("is", language, field=word("status", language), values=word("open", language))
    line = headline(3, Narrowing((Part(opened),), language=language))
    return Evidence(id="counted", kind="work_order", title=line, text=line, language=language)


@pytest.mark.parametrize("language", COUNTED)
def test_a_models_own_sentence_over_a_count_is_shown_where_it_is_right(language: str) -> None:
    right, wrong = COUNTED[language]
    assert judge(right, {1: three_open(language)}).verdict in {"stated", "unsure"}
    assert judge(wrong, {1: three_open(language)}).verdict not in {"stated", "unsure"}


@pytest.mark.parametrize("language", BOOK.languages)
def test_a_figure_of_a_record_is_found_as_the_language_writes_it(language: str) -> None:
    order = work_order_evidence(WorkOrder(number="A-1", title="Seil", hours=2.5), language)
    line = next(region.text for region in order.regions if region.field == "hours")
    assert judge(f"{line} [1]", {1: order}).verdict == "stated"
