"""Question sets and made-up passages for the retrieval benchmark."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.shared_data import shared
from domain.documents import Document, Passage, Section
from language.words import is_stop

_LONG, _WITHOUT_VOWELS, _NOTED = 4, 0.45, 7
"""Words of more letters lose their vowels so often; a note has so many words."""
Written = tuple[Document, list[Section], list[Passage]]


@dataclass(frozen=True)
class Question:
    """`gold` are the keys of which one must be found."""

    text: str
    language: str
    gold: frozenset[str]


@dataclass(frozen=True)
class QuestionSet:
    """Documents of one library, questions, and the key by which a passage counts as found (its page or section)."""

    name: str
    written: Sequence[Written]
    questions: list[Question]
    key: Callable[[Passage], str]

    @property
    def library(self) -> str:
        """Where the documents are."""
        return self.written[0][0].library


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
    return QuestionSet("manual_s10", [(document, sections, passages)], questions, lambda passage: passage.section_id)


def neets_read() -> QuestionSet:
    """The same manual as Nacelle's own reader takes it apart."""
    written = _read("neets", [shared() / "neets" / "neets-module-04.pdf"])
    return QuestionSet("neets, own reader", written, _neets_questions(), lambda passage: str(passage.page))


def reports() -> QuestionSet:
    """Three wind-turbine reports, asked in Danish, German, Portuguese and Spanish by `reports.tsv`: document, page, language, question."""
    files = sorted((shared() / "pdf").glob("care/*.pdf")) + sorted((shared() / "pdf").glob("iea*/*.pdf"))
    written = _read("reports", files)
    names = {document.id: document.path for document, _, _ in written}
    lines = (Path(__file__).parent / "reports.tsv").read_text(encoding="utf-8").splitlines()
    asked = [line.split("\t") for line in lines]
    questions = [Question(text, language, frozenset([f"{file} {page}"])) for file, page, language, text in asked]
    return QuestionSet("reports", written, questions, lambda passage: f"{names[passage.document_id]} {passage.page}")


def notes(asked: QuestionSet, count: int = 30, seed: int = 11) -> list[Question]:
    """Questions as technicians note them: words by the shorthand that people wrote for them (MaintNorm), others without their vowels."""
    chance = random.Random(seed)
    short = _shorthand()
    english = [question for question in asked.questions if question.language == "en"]
    return [replace(one, text=_note(one.text, short, chance)) for one in chance.sample(english, count)]


def _note(question: str, short: dict[str, list[str]], chance: random.Random) -> str:
    said: list[str] = []
    for word in re.findall(r"[\w/#-]+", question.lower()):
        if is_stop(word, "en"):
            continue
        known = short.get(word) or short.get(word.removesuffix("s"))
        if known:
            word = chance.choice(known)
        elif word.isalpha() and len(word) > _LONG and chance.random() < _WITHOUT_VOWELS:
            word = word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")
        said.append(word)
    return " ".join(said[:_NOTED])


def _shorthand() -> dict[str, list[str]]:
    """A plain word to the shorter forms that stand for it twice or more in the aligned texts, the commonest three."""
    found: dict[str, Counter[str]] = {}
    for line in (shared() / "shorthand/data/combined/train.norm").read_text(encoding="utf-8").splitlines():
        written, _, plain = line.lower().partition("\t")
        if plain and " " not in plain and written.isalpha() and 1 < len(written) < len(plain):
            found.setdefault(plain, Counter())[written] += 1
    known = {plain: [one for one, times in forms.most_common(3) if times > 1] for plain, forms in found.items()}
    return {plain: forms for plain, forms in known.items() if forms}


def _read(library: str, files: Sequence[Path]) -> list[Written]:
    from ingestion.documents import make_document  # noqa: PLC0415
    from ingestion.library.originals import sha256_of  # noqa: PLC0415
    from ingestion.processes.reading import readers  # noqa: PLC0415
    from ingestion.wishes import Wishes  # noqa: PLC0415

    found: list[Written] = []
    with readers(2) as reading:
        for file in files:
            made = make_document(reading, file, file.name, sha256_of(file), Wishes(library), lambda _done, _total: None)
            found.append((made.document, list(made.sections), list(made.passages)))
    return found


def _neets_questions() -> list[Question]:
    lines = (shared() / "neets" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [one for one in map(json.loads, lines) if one["pages"]]
    return [Question(one["question"], one["lang"], frozenset(map(str, one["pages"]))) for one in asked]


def windows(words: list[str], overlap: int, size: int = 90) -> list[str]:
    """Texts of `size` words, each repeating the last `overlap` words of the one before."""
    starts = range(0, max(1, len(words) - overlap), size - overlap) if words else ()
    return [" ".join(words[start : start + size]) for start in starts]
