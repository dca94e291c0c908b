"""A page that never ends is given up in its time, or when its memory is used up, and says so."""

from pathlib import Path

import pytest

from ingestion.processes.reading import Readers

LEVELS = 9
TEXT = b"BT /T 9 Tf 72 700 Td (%s) Tj ET "
SLOW = b"q Q " * 20_000 + TEXT % b"Tighten the bolt."
"""Work that leaves nothing behind: however fast the machine, memory does not run out first."""
LARGE = TEXT % b"Tighten the bolt."


def _nested_forms(innermost: bytes) -> bytes:
    """One page whose picture of text calls another ten times, and that one another ten times: a billion lines."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /F 6 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(b"/F Do " * 10, b""),
    ]
    for level in range(LEVELS):
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F %d 0 R >> >>" % (
            level + 7
        )
        objects.append(_stream(b"/F Do " * 10, head))
    font = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /T 4 0 R >> >>"
    objects.append(_stream(innermost, font))
    return _file(objects)


def _stream(content: bytes, head: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


@pytest.mark.parametrize(
    ("innermost", "seconds", "reason"),
    [(SLOW, 6.0, "took longer than 6 s"), (LARGE, 120.0, "damaged: the reader broke down on this page")],
    ids=["time", "memory"],
)
def test_a_page_without_end_is_given_up(tmp_path: Path, innermost: bytes, seconds: float, reason: str) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(_nested_forms(innermost))
    reading = Readers(1, seconds)
    try:
        read = reading.read(path, None)
    finally:
        reading.close()
    assert read.failures == ((1, reason),)
