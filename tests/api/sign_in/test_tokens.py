"""Signing in with tokens of a provider on loopback: the good ones open what their claims say, the others nothing."""

import time
from collections.abc import AsyncIterator, Iterator

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import ValidationError

from agent.assistant import Assistant
from api.settings import ApiSettings
from api.sign_in.tokens import Tokens
from domain.errors import SettingsError
from tests.api.sign_in.provider import AUDIENCE, Provider
from tests.api.small_server import client_of
from tests.loopback import listening

pytestmark = pytest.mark.anyio


@pytest.fixture
def provider() -> Iterator[Provider]:
    with listening(Provider()) as server:
        yield server


@pytest.fixture
async def client(assistant: Assistant, provider: Provider) -> AsyncIterator[httpx.AsyncClient]:
    settings = {"auth": "oidc", "oidc_issuer": provider.issuer, "oidc_audience": AUDIENCE}
    async with client_of(assistant, **settings) as opened:
        yield opened


async def status(client: httpx.AsyncClient, headers: dict[str, str]) -> int:
    return (await client.get("/api/session", headers=headers)).status_code


async def test_claims_say_who_it_is_and_what_may_be_read(client: httpx.AsyncClient, provider: Provider) -> None:
    person = (await client.get("/api/session", headers=provider.sign())).json()
    assert (person["name"], person["roles"], person["sites"]) == ("oidc:u1", ["technician"], ["North"])
    tags = {who: [asset["tag"] for asset in (await client.get("/api/assets", headers=headers)).json()] for who, headers in {
        "north": provider.sign(), "nowhere": provider.sign(sites=None), "everywhere": provider.sign(sites="*"),
    }.items()}  # fmt: skip
    assert tags == {"north": ["CR-01"], "nowhere": [], "everywhere": ["CR-01", "CR-02"]}
    files = {"files": ("a.md", b"# A\n\nText.\n")}
    assert (await client.post("/api/documents", files=files, headers=provider.sign())).status_code == 403
    assert (
        await client.post("/api/documents", files=files, headers=provider.sign(roles="engineer"))
    ).status_code == 202
    assert await status(client, provider.sign(roles=["emperor"])) == 403
    assert await status(client, provider.sign(roles=None)) == 403


async def test_what_is_refused(client: httpx.AsyncClient, provider: Provider) -> None:
    now = time.time()
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    good = provider.sign()["authorization"].removeprefix("Bearer ")
    head, body, signature = good.split(".")
    other = jwt.encode({"sub": "u1"}, stranger, algorithm="RS256").split(".")[1]
    refused = {
        "alg none": provider.sign(key="", alg="none"),
        "signed with a shared secret": provider.sign(key="a secret that both know" * 4, alg="HS256"),
        "another algorithm": provider.sign(alg="RS512"),
        "signed by a stranger": provider.sign(key=stranger),
        "an unknown key": provider.sign(key=stranger, kid="second"),
        "unsigned": {"authorization": f"Bearer {head}.{body}."},
        "another body": {"authorization": f"Bearer {head}.{other}.{signature}"},
        "expired": provider.sign(exp=now - 120),
        "not yet": provider.sign(nbf=now + 120),
        "of another issuer": provider.sign(iss="https://elsewhere.example"),
        "for somebody else": provider.sign(aud="another"),
        "for nobody": provider.sign(aud=None),
        "without an end": provider.sign(exp=None),
        "of nobody": provider.sign(sub=None),
        "no token": {"authorization": "Bearer a.b.c"},
    }
    assert {name: await status(client, headers) for name, headers in refused.items()} == dict.fromkeys(refused, 401)
    assert provider.asked <= 2, "unknown keys are not a reason to ask the provider again and again"
    assert await status(client, provider.sign(exp=now - 30)) == 200, "clocks may be a little apart"


async def test_a_new_key_is_found(client: httpx.AsyncClient, provider: Provider, assistant: Assistant) -> None:
    tokens = Tokens(ApiSettings(auth="oidc", oidc_issuer=provider.issuer, oidc_audience=AUDIENCE))
    provider.keys["second"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    del provider.keys["first"]
    token = provider.sign(kid="second")["authorization"].removeprefix("Bearer ")
    assert tokens.caller(token).name == "oidc:u1"


async def test_a_provider_out_of_reach_is_no_wrong_token(assistant: Assistant, provider: Provider) -> None:
    headers = provider.sign(iss="http://127.0.0.1:9")
    settings = {"auth": "oidc", "oidc_issuer": "http://127.0.0.1:9", "oidc_audience": AUDIENCE}
    async with client_of(assistant, **settings) as client:
        assert await status(client, headers) == 503
        key = assistant.stores.keys.create("robot of the night", role="service")[1]
        assert await status(client, {"authorization": f"Bearer {key}"}) == 200, "keys open as before"
        assert await status(client, {}) == 401


async def test_only_this_servers_pages_use_it(client: httpx.AsyncClient, provider: Provider) -> None:
    for origin, expected in (("https://evil.example", 403), ("null", 403), ("http://127.0.0.1", 200)):
        assert await status(client, {**provider.sign(), "origin": origin}) == expected


def test_settings_that_would_let_anybody_in() -> None:
    for given in ({}, {"oidc_issuer": "https://p"}, {"oidc_issuer": "http://p.example", "oidc_audience": "n"}):
        with pytest.raises(SettingsError):
            Tokens(ApiSettings(auth="oidc", **given))
    with pytest.raises(ValidationError):
        ApiSettings.model_validate({"oidc_algorithms": "RS256,HS256"})


def test_words_of_the_environment_have_commas() -> None:
    assert ApiSettings.model_validate({"oidc_algorithms": "RS256, ES256"}).oidc_algorithms == ("RS256", "ES256")
