"""Characters read right on noisy pages: `python -m bench parsing_scans`.

Pages are typeset here in five languages, drawn as a scanner of middling quality would see them (a little askew, blurred, grainy, grey) with
a fixed seed, and read by the product's own reader; right is 1 less the edits to the true text, by its length.
"""

import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pypdfium2
import typst
from PIL import Image, ImageFilter
from rapidfuzz.distance import Levenshtein

from bench.report import table
from ingestion.pages import PageTable
from ingestion.readers.files import open_file

_SEED = 7
_SCALE = 150 / 72
_TEXTS = {
    "en": "Before work in the hub, apply the rotor lock and secure it with a padlock. Tighten the M20 bolts of the brake caliper to 410 Nm "
    "in two passes, crosswise. The oil temperature must not exceed 65 °C; above 80 °C the turbine shuts down.",
    "de": "Vor Arbeiten in der Nabe die Rotorarretierung schließen und mit einem Vorhängeschloss sichern. Schrauben M20 des Bremssattels mit "
    "410 Nm über Kreuz anziehen. Die Öltemperatur darf 65 °C nicht übersteigen; außerhalb des Bereichs größer 80 °C schaltet die Anlage ab.",
    "da": "Før arbejde i navet låses rotoren, og låsen sikres med en hængelås. Boltene M20 på bremsekaliberen spændes over kors med 410 Nm "
    "i to omgange. Olietemperaturen må ikke være højere end 65 °C; ved 80 °C stopper møllen, og kølingen kører videre.",
    "es": "Antes de trabajar en el buje, aplique el bloqueo del rotor y asegúrelo con un candado. Apriete los pernos M20 de la pinza de freno "
    "a 410 Nm en dos pasadas. La temperatura del aceite no debe superar 65 °C; a 80 °C la máquina se detendrá según el año de señalización.",
    "pt": "Antes de trabalhar no cubo, aplique o bloqueio do rotor e proteja-o com um cadeado. Aperte os parafusos M20 da pinça de travão a "
    "410 Nm em duas passagens. A temperatura do óleo não deve exceder 65 °C; acima de 80 °C a máquina pára, e a refrigeração continua até à inspeção.",
}


def noisy_page(text: str, folder: Path, seed: int) -> Path:
    """The text on a page of its own, drawn and spoilt, as a PDF that holds only the picture."""
    source = folder / "page.typ"
    source.write_text(f'#set page("a5", margin: 40pt)\n#set text(size: 11pt, hyphenate: false)\n{text}\n', "utf-8")
    page: Any = pypdfium2.PdfDocument(typst.compile(str(source)))[0]
    drawn: Image.Image = page.render(scale=_SCALE).to_pil().convert("L")
    chance = np.random.default_rng(seed)
    askew = drawn.rotate(float(chance.uniform(-0.8, 0.8)), Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(askew.filter(ImageFilter.GaussianBlur(0.9)), dtype=np.float32)
    spoilt = grey * 0.75 + 40 + chance.normal(0, 22, grey.shape)
    picture = Image.fromarray(np.clip(spoilt, 0, 255).astype(np.uint8))
    path = folder / f"{seed}.pdf"
    picture.save(path, resolution=150)
    return path


def read(path: Path) -> str:
    """What the product reads off the first page."""
    with open_file(path) as opened:
        pieces = opened.page(1).pieces
    lines = [row.cells for piece in pieces if isinstance(piece, PageTable) for row in piece.rows]
    text = [getattr(piece, "text", "") for piece in pieces] + [" ".join(cells) for cells in lines]
    return " ".join(" ".join(text).split())


def main() -> None:
    """Print one row a language."""
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (language, text) in enumerate(_TEXTS.items()):
            start = process_time()
            found = [read(noisy_page(text, Path(folder), _SEED + 10 * number + copy)) for copy in range(3)]
            right = [Levenshtein.normalized_similarity(text, one) for one in found]
            print(f"{language}: {found[0]}", file=sys.stderr)
            rows.append([language, f"{np.mean(right):.3f}", f"{(process_time() - start) / len(found):.1f}"])
    print(table(["language", "characters right", "CPU s a page"], rows))


if __name__ == "__main__":
    main()
