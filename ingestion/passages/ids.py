"""Ids from content."""

import hashlib


def short_hash(*parts: object) -> str:
    """Twenty hexadecimal digits of the parts' SHA-256."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def document_id(library: str, sha256: str) -> str:
    """The same file in the same library is the same document."""
    return short_hash(library, sha256)
