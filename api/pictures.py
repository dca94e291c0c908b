"""Pages of a PDF as pictures, so that a citation can be looked at."""

import hashlib
import io
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from domain.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_KEPT = 64


class PagePictures:
    """Renders pages and keeps the last ones. pdfium is not thread safe, so one page is rendered at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, float], bytes] = OrderedDict()

    def png(self, file: Path, page: int, scale: float) -> bytes:
        """The page as PNG, `scale` pixels a PDF point; `page` counts from 1.

        Raises:
            NotFound: the file has no such page, or has no pages.
            Unavailable: the kept original is gone or damaged.
        """
        key = (str(file), page, scale)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            picture = _render(file, page, scale)
            self._kept[key] = picture
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return picture


def etag(picture: bytes) -> str:
    """A strong entity tag."""
    return f'"{hashlib.sha256(picture).hexdigest()[:32]}"'


def _render(file: Path, page: int, scale: float) -> bytes:
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise Unavailable("The original of this document is not readable any more; ingest it again.") from error
    try:
        if not 1 <= page <= len(document):
            raise NotFound(f"The document has {len(document)} pages; there is no page {page}.")
        # pdfium takes fractions; its annotation says int.
        image = cast("Image", document[page - 1].render(scale=cast("int", scale)).to_pil())
    finally:
        document.close()
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()
