"""`Idempotency-Key`: a request that its sender may repeat until it is answered."""

import hashlib
from typing import Annotated

from fastapi import Depends, Header, Request

from api.sign_in.identity import SignedIn
from stores.writes.idempotency import Keyed


async def keyed(
    request: Request, who: SignedIn, idempotency_key: Annotated[str, Header(max_length=200)] = ""
) -> Keyed | None:
    """The key with a digest of what is asked, where one was sent."""
    if not idempotency_key:
        return None
    asked = b"\0".join((request.method.encode(), request.url.path.encode(), await request.body()))
    return Keyed(owner=who.name, key=idempotency_key, content=hashlib.sha256(asked).hexdigest())


Repeatable = Annotated[Keyed | None, Depends(keyed)]
