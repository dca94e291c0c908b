"""The smallest PDF that holds one grey JPEG a page, with no date and no random identifier in it."""

from collections.abc import Sequence


def picture_pdf(pages: Sequence[tuple[bytes, tuple[int, int]]], dots_per_inch: int) -> bytes:
    """A PDF of whole-page pictures.

    Args:
        pages: for each page its greyscale JPEG and the size of that in dots, (width, height).
        dots_per_inch: how large a dot is on paper.
    """
    first = 3
    kids = " ".join(f"{first + 3 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for index, (jpeg, size) in enumerate(pages):
        objects.extend(_page(first + 3 * index, jpeg, size, dots_per_inch))
    return _file(objects)


def _page(number: int, jpeg: bytes, size: tuple[int, int], dots_per_inch: int) -> list[bytes]:
    width, height = (round(dots * 72 / dots_per_inch, 2) for dots in size)
    draw = f"q {width} 0 0 {height} 0 0 cm /Scan Do Q".encode()
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {number + 1} 0 R"
        f" /Resources << /XObject << /Scan {number + 2} 0 R >> >> >>"
    )
    picture = (
        f"/Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]}"
        " /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    )
    return [page.encode(), _stream("", draw), _stream(picture, jpeg)]


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
