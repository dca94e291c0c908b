"""Bytes to text, in whatever encoding they are."""

import unicodedata


def decode(data: bytes) -> str:
    """Text by byte order mark, else UTF-8, else Windows-1252; NFC, line ends as newlines."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
