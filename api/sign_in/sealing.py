"""What a session keeps of its sign-in provider, sealed under the browser's own id: whoever reads the database opens nothing with it."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import ValidationError

from domain.model import Noun

NONCE_BYTES = 12


class Kept(Noun):
    """For the provider: who it is, the token that renews the sign-in (empty where it gave none), and the one that names it at sign-out."""

    subject: str
    refresh_token: str = ""
    id_token: str = ""


def seal(session: str, kept: Kept) -> str:
    """`kept` as text that only `unseal` with the same session reads."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = AESGCM(_key(session)).encrypt(nonce, kept.model_dump_json().encode(), None)
    return base64.b64encode(nonce + closed).decode()


def unseal(session: str, sealed: str) -> Kept | None:
    """What was sealed; None where nothing was, or for another session."""
    try:
        whole = base64.b64decode(sealed, validate=True)
        opened = AESGCM(_key(session)).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], None)
        return Kept.model_validate_json(opened)
    except (ValueError, InvalidTag, ValidationError):
        return None


def _key(session: str) -> bytes:
    # The id has 256 random bits, so it needs no stretching, only another use than the hash it is found by.
    given = session.encode("utf-8", "surrogatepass")
    return HKDF(hashes.SHA256(), length=32, salt=None, info=b"nacelle sign-in").derive(given)
