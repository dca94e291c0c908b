"""The text of a Word paragraph: raised and lowered type, footnotes with their marks, what is deleted left out."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml

from ingestion.pages import Printed
from ingestion.readers.raised import lowered, with_raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {"del", "moveFrom", "txbxContent", "Fallback", "instrText", "pPr", "rPr"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Footnotes:
    """The footnotes of a document; each is handed out once, behind the paragraph that calls it."""

    def __init__(self, document: Any) -> None:
        self._texts: dict[str, Any] = {}
        self._marks: dict[str, int] = {}
        self._waiting: list[str] = []
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/footnotes"):
                root: Any = parse_xml(relation.target_part.blob)
                self._texts = {note.get(f"{_W}id"): note for note in root if note.get(f"{_W}type") is None}

    def mark(self, identity: str) -> str:
        """The mark of a footnote as printed where it is called."""
        if identity not in self._texts:
            return ""
        self._waiting.append(identity)
        return str(self._marks.setdefault(identity, len(self._marks) + 1))

    def called(self) -> Iterator[Printed]:
        """The footnotes called since the last time, each behind its mark."""
        for identity in self._waiting:
            paragraphs = [text_of(p, None) for p in self._texts[identity].iter(f"{_W}p")]
            text = " ".join(" ".join(paragraphs).split())
            if text:
                yield Printed(f"{with_raised('', str(self._marks[identity]))} {text}", None)
        self._waiting = []


def text_of(element: Any, notes: Footnotes | None) -> str:
    """The text of a paragraph; line breaks and tabs are in it."""
    said = ""
    for child in element:
        tag = str(child.tag).rpartition("}")[2]
        if tag == "t":
            said += child.text or ""
        elif tag in _BREAKS:
            said += _BREAKS[tag]
        elif tag == "footnoteReference" and notes:
            said += notes.mark(child.get(f"{_W}id"))
        elif tag not in _LEFT_OUT:
            text, how = text_of(child, notes), _set(child)
            said = (
                with_raised(said, text)
                if how == "superscript"
                else said + (lowered(text) if how == "subscript" else text)
            )
    return said


def _set(run: Any) -> str:
    """Either "superscript", "subscript" or ""; the mark of a footnote is raised by its style."""
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    raised = run.find(f"{_W}footnoteReference") is not None
    return place.get(f"{_W}val") if place is not None else "superscript" if raised else ""


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once though the file holds a second form of it for older programs."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        above = [str(one.tag).rpartition("}")[2] for one in box.iterancestors()]
        if "Fallback" not in above and "txbxContent" not in above:
            yield box


def is_bold(paragraph: Any) -> bool:
    """Whether all of its words are set in bold."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def size_of(paragraph: Any) -> float:
    """The size that its words are given in points, 0 where it is that of their style."""
    return max((run.font.size.pt for run in paragraph.runs if run.text.strip() and run.font.size), default=0.0)
