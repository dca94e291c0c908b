"""Pages that ask are told from pages that answer: in other languages and formats too, and lists of frequent questions are no exams."""

from collections.abc import Sequence
from pathlib import Path

from ingestion.passages.splitter import split
from ingestion.readers.files import open_file
from ingestion.structure.outline import outline

QUIZ = """# Kontrol

Sæt ét kryds.

1. Hvad er det højeste tryk?

   a) 4 bar
   b) 6 bar
   c) 8 bar

2. Hvornår skiftes filteret?

   a) efter 500 timer
   b) efter 1000 timer
   c) hvert år

3. Hvilken farve har olien?

   a) rød
   b) grøn
   c) gul
"""
FREQUENT = """# Preguntas frecuentes

¿Por qué no arranca la bomba?

La bomba no arranca mientras el nivel está por debajo de la marca. Llene el depósito.

¿Cómo se purga?

1. Abra la válvula
2. Espere hasta que salga aceite
3. Cierre la válvula
4. Compruebe la presión

¿Cada cuánto se cambia el filtro?

Cada 1000 horas.

¿Cómo se para?

1. Pulse el botón rojo
2. Cierre la llave
"""
REVIEW = """# Insulation

{told}

Q1. What is rubber worn by?

Q2. State what is taken where oil drips.

# Lugs

A lug is pressed on cold.

Q3. How is a lug pressed on?

Q4. What is a lug?

Q5. Where is it used?
"""


def kinds(folder: Path, text: str) -> Sequence[tuple[str, str]]:
    """The kind and the text of each passage."""
    file = folder / "said.md"
    file.write_text(text, encoding="utf-8")
    with open_file(file) as opened:
        pages = [opened.page(1)]
        return [(one.kind, one.text) for one in split("test", outline(opened.source, pages, "Said"), {})[1]]


def test_a_quiz_asks_whatever_its_language(tmp_path: Path) -> None:
    found = kinds(tmp_path, QUIZ)
    assert {kind for kind, text in found if "bar" in text or "olien" in text} == {"question"}


def test_what_answers_its_questions_is_no_quiz(tmp_path: Path) -> None:
    assert "question" not in {kind for kind, _ in kinds(tmp_path, FREQUENT)}


def test_a_question_as_the_heading_of_its_answer_is_none(tmp_path: Path) -> None:
    headed = FREQUENT.replace("¿", "## ¿")
    assert "question" not in {kind for kind, _ in kinds(tmp_path, headed)}


def test_questions_for_review_ask_and_what_they_review_does_not(tmp_path: Path) -> None:
    told = " ".join(["Rubber is worn by oil, plastic by light, and lead by nothing that a ship has."] * 6)
    found = kinds(tmp_path, REVIEW.format(told=told))
    assert next(kind for kind, text in found if "worn by oil" in text) == "prose"
    assert [kind for kind, text in found if "pressed on cold" in text] == ["prose"], (
        "a line that answers stands there too"
    )
    assert [kind for kind, text in found if "State what" in text] == ["question"]
