"""Pages of a PDF, and regions of them, as pictures: for people to look at, and for a model that sees."""

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
_PDFIUM = threading.Lock()
"""pdfium is not thread safe, whoever asks."""


class PagePictures:
    """Renders pages, one at a time, and keeps the last ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, float, Box | None, int], bytes] = OrderedDict()

    def png(
        self, file: Path, page: int, scale: float, region: Box | None = None, *, most_pixels: int = MAX_PIXELS
    ) -> bytes:
        """The page, or a region of it, as PNG, `scale` pixels a PDF point, fewer where it would have more than `most_pixels`.

        `page` counts from 1.

        Raises:
            NotFound: the file has no such page, or has no pages.
            Unavailable: the kept original is gone or damaged.
        """
        key = (str(file), page, scale, region, most_pixels)
        with _PDFIUM:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            picture = _render(file, page, scale, region, most_pixels)
            self._kept[key] = picture
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return picture


def etag(picture: bytes) -> str:
    """A strong entity tag."""
    return f'"{hashlib.sha256(picture).hexdigest()[:32]}"'


def _render(file: Path, page: int, scale: float, region: Box | None, most_pixels: int) -> bytes:
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise Unavailable("The original of this document is not readable any more; ingest it again.") from error
    try:
        if not 1 <= page <= len(document):
            raise NotFound(f"The document has {len(document)} pages; there is no page {page}.")
        width, height = document[page - 1].get_size()
        x0, y0, x1, y1 = region or (0.0, 0.0, width, height)
        shown = max((x1 - x0) * (y1 - y0), 1.0)
        scale = min(scale, math.sqrt(MAX_PIXELS / max(width * height, 1.0)), math.sqrt(most_pixels / shown))
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
