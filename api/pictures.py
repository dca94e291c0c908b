"""Pages of a PDF as pictures, so that a citation can be looked at."""

import hashlib
import io
import math
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from domain.documents import Box
from domain.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_KEPT = 64
MAX_PIXELS = 40_000_000
"""Of a page: a poster is shown coarser, in up to 160 MB."""


class PagePictures:
    """Renders pages and keeps the last ones. pdfium is not thread safe, so one page is rendered at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, float, Box | None], bytes] = OrderedDict()

    def png(self, file: Path, page: int, scale: float, region: Box | None = None) -> bytes:
        """The page, or a region of it, as PNG, `scale` pixels a PDF point; `page` counts from 1.

        Raises:
            NotFound: the file has no such page, or has no pages.
            Unavailable: the kept original is gone or damaged.
        """
        key = (str(file), page, scale, region)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            picture = _render(file, page, scale, region)
            self._kept[key] = picture
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return picture


def etag(picture: bytes) -> str:
    """A strong entity tag."""
    return f'"{hashlib.sha256(picture).hexdigest()[:32]}"'


def _render(file: Path, page: int, scale: float, region: Box | None) -> bytes:
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise Unavailable("The original of this document is not readable any more; ingest it again.") from error
    try:
        if not 1 <= page <= len(document):
            raise NotFound(f"The document has {len(document)} pages; there is no page {page}.")
        width, height = document[page - 1].get_size()
        scale = min(scale, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
        # pdfium takes fractions; its annotation says int.
        image = cast("Image", document[page - 1].render(scale=cast("int", scale)).to_pil())
    finally:
        document.close()
    if region:
        x0, y0, x1, y1 = (edge * scale for edge in region)
        image = image.crop((math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)))
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()
