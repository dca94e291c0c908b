"""Bytes to text, in whatever encoding they are."""

import unicodedata

_SAMPLE = 20_000


def decode(data: bytes) -> str:
    """Text by byte order mark, else UTF-8, else a script other than Latin that its bytes tell, else Windows-1252; NFC, line ends as newlines."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode(_encoding_of(data[:_SAMPLE].rpartition(b"\n")[0] or data[:_SAMPLE]), "replace")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def _encoding_of(sample: bytes) -> str:
    """What reads most letters as those of another script: encodings of Latin letters are told apart too badly (Spanish as Polish)."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  (only for text that is not UTF-8)

    found = from_bytes(sample).best()
    letters = [letter for letter in str(found or "") if letter > "\x7f" and letter.isalpha()]
    others = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return found.encoding if found and others > len(letters) / 2 else "cp1252"
