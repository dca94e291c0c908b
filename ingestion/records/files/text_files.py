"""CSV and its kin: which encoding, which delimiter, and the rows, quoted line breaks and all."""

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.errors import BadInput

Rows = Callable[[], Iterator[tuple[int, tuple[str, ...]]]]

HEAD = 256 * 1024
SAMPLE = 200
DELIMITERS = ",;\t|^"
LONGEST_CELL = 16 * 1024 * 1024
OTHERWISE = {"utf-8": "as-cp1252", "utf-8-sig": "as-cp1252"}
"""How bytes are read that the encoding does not have."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
csv.field_size_limit(LONGEST_CELL)


def open_text(path: Path) -> tuple[str, Rows]:
    """How the file is written ("utf-8, ;") and a function that reads its rows anew, each with its first line.

    Raises:
        BadInput: the file holds no text.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    encoding = _encoding(path, head)
    if encoding not in {"utf-16", "utf-16-le", "utf-16-be"} and head.count(b"\x00") > len(head) / 100:
        raise BadInput(f"{path.name} is no text file; save it as CSV or XLSX.")
    delimiter, announced = _delimiter(path, encoding)

    def rows() -> Iterator[tuple[int, tuple[str, ...]]]:
        with path.open(encoding=encoding, errors=OTHERWISE.get(encoding, "replace"), newline="") as file:
            if announced:
                next(file)
            reader = csv.reader((line.replace("\x00", "") for line in file), delimiter=delimiter)
            began = 1 + announced
            for cells in reader:
                yield began, tuple(_plain(cell) for cell in cells)
                began = reader.line_num + 1 + announced

    shown = "tab" if delimiter == "\t" else delimiter
    return f"{encoding}, delimiter {shown}", rows


def _plain(cell: str) -> str:
    """Without the sign by which spreadsheets are told that a number is text (`="00123"`)."""
    bare = cell.strip()
    return bare[2:-1] if bare.startswith('="') and bare.endswith('"') and len(bare) > 2 else bare


def _encoding(path: Path, head: bytes) -> str:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) * 0.3:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(HEAD):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(path) else "cp1252"
    return "utf-8"


def _mostly_utf8(path: Path) -> bool:
    """Whether more lines with letters beyond ASCII are UTF-8 than are not: rows of two systems in one file."""
    good = bad = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                try:
                    line.decode("utf-8")
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
    return good > bad


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are letters of the older encoding."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("as-cp1252", _as_cp1252)


def _delimiter(path: Path, encoding: str) -> tuple[str, int]:
    """The delimiter, and 1 where the first line only announces it (`sep=;`)."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(HEAD)
    first = head.partition("\n")[0]
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], 1
    return max(DELIMITERS, key=lambda sign: _regularity(head, sign)), 0


def _regularity(head: str, delimiter: str) -> float:
    """How alike the rows' widths are under a delimiter, wide tables first."""
    widths: list[int] = []
    for cells in csv.reader(head.replace("\x00", "").splitlines(keepends=True), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            widths.append(len(cells))
        if len(widths) >= SAMPLE:
            break
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, count = wide.most_common(1)[0]
    return count / len(widths) * (1 + min(width, 40) / 40)
