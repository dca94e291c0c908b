"""An OpenID Connect provider for the journeys, where whoever comes is signed in at once. `python provider.py CLAIMS` prints its address."""

import json
import sys
from typing import cast
from urllib.parse import parse_qs, urlsplit

from tests.api.sign_in.provider import Provider
from tests.loopback import JsonHandler


def main() -> None:
    provider = Provider()
    provider.claims = json.loads(sys.argv[1])
    print(provider.issuer, flush=True)
    provider.RequestHandlerClass = _signing_in(provider)
    provider.serve_forever()


def _signing_in(provider: Provider) -> type[JsonHandler]:
    usual = cast("type[JsonHandler]", provider.RequestHandlerClass)

    def get(request: JsonHandler) -> None:
        if request.path.startswith("/authorization_endpoint"):
            request.send_json(303, {}, {"Location": provider.signed_in(request.path)})
        elif request.path.startswith("/end_session_endpoint"):
            request.send_json(
                303, {}, {"Location": parse_qs(urlsplit(request.path).query)["post_logout_redirect_uri"][0]}
            )
        else:
            usual.do_GET(request)  # type: ignore[attr-defined]

    return type("SigningIn", (usual,), {"do_GET": get})


if __name__ == "__main__":
    main()
