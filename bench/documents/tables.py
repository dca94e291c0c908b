"""Tables on ICDAR 2013: precision, recall and F1 of neighbouring cells, averaged over documents.

`python -m bench tables [FOLDER]`; a relation is (text, text, direction) of a cell and the next one that is not empty to the
right of it or below it, as in Goebel, Hassan, Oro and Orsi, "A methodology for evaluating algorithms for table understanding
in PDF documents" (DocEng 2012). Finding the tables is part of the task: a false table costs precision, a missed one recall.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from bench.shared_data import shared
from ingestion.pages import PageTable
from ingestion.readers.files import open_file

Relations = Counter[tuple[str, str, str]]


class Cell(NamedTuple):
    """A cell that is not empty: its text and the rows and columns it covers, both ends included."""

    text: str
    row: int
    last_row: int
    column: int
    last_column: int


class Score(NamedTuple):
    """Of one document."""

    name: str
    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """Share of what was found that is true."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is true that was found."""
        return self.right / self.true if self.true else 0.0


def relations(cells: Iterable[Cell]) -> Relations:
    """Every pair of neighbours once, rightwards and downwards."""
    listed = list(cells)
    pairs: set[tuple[Cell, Cell, str]] = set()
    for cell in listed:
        for row in range(cell.row, cell.last_row + 1):
            right = [c for c in listed if c.row <= row <= c.last_row and c.column > cell.last_column]
            if right:
                pairs.add((cell, min(right, key=lambda c: c.column), "right"))
        for column in range(cell.column, cell.last_column + 1):
            below = [c for c in listed if c.column <= column <= c.last_column and c.row > cell.last_row]
            if below:
                pairs.add((cell, min(below, key=lambda c: c.row), "below"))
    return Counter((_plain(a.text), _plain(b.text), way) for a, b, way in pairs)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def true_relations(xml: Path) -> Relations:
    """Of all tables of a ground-truth file; the regions of a table are compared one by one."""
    total: Relations = Counter()
    for region in ElementTree.parse(xml).getroot().iter("region"):
        cells: list[Cell] = []
        for node in region.iter("cell"):
            text = (node.findtext("content") or "").strip()
            row, column = int(node.get("start-row", "0")), int(node.get("start-col", "0"))
            if _plain(text):
                cells.append(Cell(text, row, int(node.get("end-row", row)), column, int(node.get("end-col", column))))
        total += relations(cells)
    return total


def found_relations(table: PageTable) -> Relations:
    """Of a table that was read."""
    cells: list[Cell] = []
    at: dict[int, int] = {}
    for number, row in enumerate(table.rows):
        for column, text in enumerate(row.cells):
            span = row.spans[column] if row.spans else 1
            if column in row.carried and column in at:
                cells[at[column]] = cells[at[column]]._replace(last_row=number)
            elif span and _plain(text):
                at[column] = len(cells)
                cells.append(Cell(text, number, number, column, column + span - 1))
            else:
                at.pop(column, None)
    return relations(cells)


def score(pdf: Path) -> Score:
    """Read one document and compare."""
    truth = true_relations(pdf.with_name(f"{pdf.stem}-str.xml"))
    found: Relations = Counter()
    with open_file(pdf) as opened:
        for number in range(1, opened.count + 1):
            for piece in opened.page(number).pieces:
                if isinstance(piece, PageTable):
                    found += found_relations(piece)
    return Score(pdf.stem, (truth & found).total(), found.total(), truth.total())


def main() -> None:
    """Print the means, and one line a document to stderr."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else shared() / "pdf" / "tables_icdar2013"
    scores = [score(pdf) for pdf in sorted(folder.glob("*.pdf")) if pdf.with_name(f"{pdf.stem}-str.xml").exists()]
    for one in scores:
        sys.stderr.write(f"{one.name:10} P {one.precision:.3f}  R {one.recall:.3f}  of {one.true}\n")
    precision = sum(one.precision for one in scores) / max(len(scores), 1)
    recall = sum(one.recall for one in scores) / max(len(scores), 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    sys.stdout.write(f"{len(scores)} documents: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}\n")


if __name__ == "__main__":
    main()
