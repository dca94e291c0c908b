"""A small manual in memory, whole enough to be asked about."""

from collections.abc import Sequence
from typing import Any

from domain.documents import Document, Line, Passage, Section
from evals.generate.library import LibraryText, read_library


class Manuals:
    """Documents of one library; what the generator reads of a passage store."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._sections: dict[str, list[Section]] = {}
        self._passages: dict[str, list[Passage]] = {}

    def document(self, name: str, **more: Any) -> None:
        self._documents[name] = Document.model_validate(
            {"id": name, "title": name, "path": f"{name}.pdf", "language": "en", **more}
        )
        self._sections[name], self._passages[name] = [], []

    def section(self, document: str, title: str, *texts: str | dict[str, Any], page: int = 1, above: str = "") -> None:
        path = (above, title) if above else (title,)
        section = Section(
            id=f"{document}-{len(self._sections[document])}", document_id=document, title=title, path=path, page=page
        )
        self._sections[document].append(section)
        for given in texts:
            fields: dict[str, Any] = {"text": given} if isinstance(given, str) else given
            text = fields.get("text") or "\n".join(" ".join(row) for row in fields["table"])
            lines = [Line(text=text, start=0, end=len(text), page=page)]
            number = f"{section.id}-{len(self._passages[document])}"
            values = {
                "id": number,
                "document_id": document,
                "section_id": section.id,
                "page": page,
                "lines": lines,
                **fields,
                "text": text,
            }
            self._passages[document].append(Passage.model_validate(values))

    def documents(self, library: str = "main") -> Sequence[Document]:
        return list(self._documents.values()) if library == "main" else []

    def libraries(self) -> Sequence[str]:
        return ["main"]

    def sections(self, document_id: str) -> Sequence[Section]:
        return self._sections[document_id]

    def passages_of_document(self, document_id: str) -> Sequence[Passage]:
        return self._passages[document_id]

    def text(self) -> LibraryText:
        return read_library(self, "main")  # type: ignore[arg-type]


def crane_manual() -> Manuals:
    """One manual with a table, a job, a definition, a reason, a warning and a value."""
    manuals = Manuals()
    manuals.document("crane")
    table = [
        ("Oil point", "Lubricant", "Oil volume"),
        ("Slew gearbox", "Castor VG 220", "14.5 l"),
        ("Hoist winch", "Pollux VG 460", "8.2 l"),
    ]
    manuals.section("crane", "Oil points", {"kind": "table", "table": table}, page=3)
    job = "1. Lower the hook to the deck.\n2. Remove the cotter pin with pliers.\n3. Drive out the bushing.\n4. Tighten the clamp bolts to 85 Nm."
    warned = {
        "kind": "warning",
        "level": "danger",
        "text": "DANGER The jib can swing into bystanders. Chain the turntable before anybody climbs.",
    }
    manuals.section("crane", "Replacing the hook bushing", warned, {"kind": "procedure", "text": job}, page=7)
    manuals.section(
        "crane", "Terms", "A fairlead is a guide ring that keeps the wire rope clear of the drum flange.",
        "The drum must be greased only at standstill because the gun hose wraps around the rotating shaft.", page=9,
    )  # fmt: skip
    manuals.section(
        "crane",
        "Use",
        "Thread the rope through the fairlead.",
        "Every fairlead has a plate.",
        "Check the fairlead daily.",
        page=10,
    )
    return manuals
