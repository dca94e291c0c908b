"""Pages that are pictures: letters of other languages are read as printed, with weights that are known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from domain.errors import ReadFailure
from ingestion.readers.pictures.letters import letters

Reader = Callable[[Path], Any]


def test_letters_with_marks_are_read_as_printed(tmp_path: Path, read: Reader, typeset: Callable[..., Path]) -> None:
    said = "Die Öltemperatur ist größer als 80 °C, kølingen kører videre, a inspeção não pára."
    source = typeset(f"#set page(width: 420pt, height: 160pt)\n#set text(size: 13pt, hyphenate: false)\n{said}\n")
    picture = pypdfium2.PdfDocument(source)[0].render(scale=2).to_pil().convert("RGB")
    picture.save(tmp_path / "scan.pdf", resolution=144)
    text = " ".join(passage.text for passage in read(tmp_path / "scan.pdf")[3])
    for word in ("Öltemperatur", "größer", "kølingen", "inspeção", "não"):
        assert word in text


def test_other_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure, match="weights"):
        letters(tmp_path)
    assert set(letters()) == {"rec_model_path", "rec_keys_path"}
