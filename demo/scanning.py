"""A born-digital PDF made to look like a photocopy: greyscale pictures, a little skewed, no text layer."""

from io import BytesIO
from typing import cast

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from demo.paper import picture_pdf

SCALE = 3
DOTS_PER_INCH = 72 * SCALE
SKEWS_DEGREES = (0.55, -0.4, 0.3, -0.65)
PAPER_GREY = 247
SEED = 34


def scan(pdf: bytes) -> bytes:
    """The same pages as image-only PDF; equal input gives equal output."""
    noise = np.random.default_rng(SEED)
    pages: list[tuple[bytes, tuple[int, int]]] = []
    document = pdfium.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            sheet = cast("Image.Image", document[index].render(scale=SCALE, grayscale=True).to_pil())
            copied = _photocopy(sheet.convert("L"), SKEWS_DEGREES[index % len(SKEWS_DEGREES)], noise)
            pages.append((_jpeg(copied), copied.size))
    finally:
        document.close()
    return picture_pdf(pages, DOTS_PER_INCH)


def _photocopy(sheet: Image.Image, skew_degrees: float, noise: np.random.Generator) -> Image.Image:
    turned = sheet.rotate(skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float32) * ((PAPER_GREY - 30) / 255) + 30
    grey += noise.normal(0.0, 3.0, size=grey.shape).astype(np.float32)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image) -> bytes:
    held = BytesIO()
    picture.save(held, format="JPEG", quality=70)
    return held.getvalue()
