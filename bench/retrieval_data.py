"""Question sets and made-up passages for the retrieval benchmark."""

import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.documents import Document, Passage, Section

Written = tuple[Document, list[Section], list[Passage]]


@dataclass(frozen=True)
class Question:
    """`gold` are the keys of which one must be found."""

    text: str
    language: str
    gold: frozenset[str]


@dataclass(frozen=True)
class QuestionSet:
    """A document, its questions, and the key by which a passage counts as found (its page or section)."""

    name: str
    written: Written
    questions: list[Question]
    key: Callable[[Passage], str]


def shared() -> Path:
    """The data folder of `NACELLE_SHARED`, by default beside the project."""
    return Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data"  # noqa: TID251


def manual_s10() -> QuestionSet:
    """Sections of a phone manual in 90-word passages."""
    folder = shared() / "manual_s10"
    corpus = json.loads((folder / "s10_manual_corpus.json").read_text(encoding="utf-8"))
    sections = [
        Section(id=key, document_id="s10", title=one["title"], path=(one["title"],)) for key, one in corpus.items()
    ]
    passages: list[Passage] = []
    for section in sections:
        lines: list[str] = corpus[section.id]["text"]
        words = " ".join(lines[1:] if lines[:1] == [section.title] else lines).split()
        for text in windows(words, 0) or [section.title]:
            passages.append(Passage(id=f"s10-{len(passages)}", document_id="s10", section_id=section.id, text=text))
    asked = map(json.loads, (folder / "s10_qa_parsed.jsonl").read_text(encoding="utf-8").splitlines())
    questions = [Question(one["question"], "en", frozenset(one["gold_sections"])) for one in asked]
    document = Document(id="s10", library="s10", title="Phone manual", path="s10.json")
    return QuestionSet("manual_s10", (document, sections, passages), questions, lambda passage: passage.section_id)


def neets_windows() -> QuestionSet:
    """The text layer of every page in windows of 90 words with 30 words of overlap."""
    import pypdfium2  # noqa: PLC0415

    pdf = pypdfium2.PdfDocument(shared() / "neets" / "neets-module-04.pdf")
    sections: list[Section] = []
    passages: list[Passage] = []
    for number in range(1, len(pdf) + 1):
        words = pdf[number - 1].get_textpage().get_text_range().split()
        section = Section(id=f"neets-{number}", document_id="neets", title="", page=number)
        sections.append(section)
        for text in windows(words, 30):
            name = f"neets-{number}-{len(passages)}"
            passages.append(Passage(id=name, document_id="neets", section_id=section.id, text=text, page=number))
    document = Document(id="neets", library="neets", title="NEETS Module 4", path="neets.pdf")
    return QuestionSet(
        "neets, windows", (document, sections, passages), _neets_questions(), lambda passage: str(passage.page)
    )


def neets_read() -> QuestionSet:
    """The same manual as Nacelle's own reader takes it apart."""
    from ingestion.documents import make_document  # noqa: PLC0415
    from ingestion.originals import sha256_of  # noqa: PLC0415
    from ingestion.reading import readers  # noqa: PLC0415
    from ingestion.wishes import Wishes  # noqa: PLC0415

    path = shared() / "neets" / "neets-module-04.pdf"
    with readers(2) as reading:
        made = make_document(
            reading, path, path.name, sha256_of(path), Wishes("read", (), ""), lambda _done, _total: None
        )
    written = (made.document, list(made.sections), list(made.passages))
    return QuestionSet("neets, own reader", written, _neets_questions(), lambda passage: str(passage.page))


def _neets_questions() -> list[Question]:
    lines = (shared() / "neets" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [one for one in map(json.loads, lines) if one["pages"]]
    return [Question(one["question"], one["lang"], frozenset(map(str, one["pages"]))) for one in asked]


def windows(words: list[str], overlap: int, size: int = 90) -> list[str]:
    """Texts of `size` words, each repeating the last `overlap` words of the one before."""
    starts = range(0, max(1, len(words) - overlap), size - overlap) if words else ()
    return [" ".join(words[start : start + size]) for start in starts]


def made_up(count: int, seed: int = 7) -> Iterator[Written]:
    """Documents of 1,000 passages with words drawn by Zipf's law from 30,000."""
    chance = random.Random(seed)
    lexicon = [
        "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
        for _ in range(30_000)
    ]
    odds = [1 / (rank + 10) for rank in range(len(lexicon))]
    for number in range(0, count, 1000):
        document = Document(id=f"made-{number}", library=f"made-{count}", title=f"Made {number}", path=f"{number}.txt")
        sections = [Section(id=f"{document.id}/{at}", document_id=document.id, title=f"Part {at}") for at in range(50)]
        passages = [
            Passage(
                id=f"{document.id}-{at}",
                document_id=document.id,
                section_id=sections[at % 50].id,
                text=" ".join(chance.choices(lexicon, odds, k=60)),
            )
            for at in range(min(1000, count - number))
        ]
        yield document, sections, passages
