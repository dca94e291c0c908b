"""Browsers: sessions by key, at a provider, and by a code of another browser; what ends them, and what opens nothing."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from agent.assistant import Assistant
from tests.api.people.test_people import key_of
from tests.api.sign_in.provider import AUDIENCE, CLIENT, CLIENT_SECRET, Provider
from tests.api.small_server import SITE, client_of
from tests.loopback import listening

pytestmark = pytest.mark.anyio
TLS = "https://nacelle.example"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with listening(Provider()) as server:
        yield server


@asynccontextmanager
async def browser_of(assistant: Assistant, provider: Provider, **more: Any) -> AsyncIterator[httpx.AsyncClient]:
    settings = {"auth": "oidc", "oidc_issuer": provider.issuer, "oidc_audience": AUDIENCE, "oidc_client_id": CLIENT, "oidc_client_secret": CLIENT_SECRET}  # fmt: skip
    async with client_of(assistant, **(settings | more)) as client:
        yield client


@pytest.fixture
async def browser(assistant: Assistant, provider: Provider) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(assistant, provider) as client:
        yield client


async def go(browser: httpx.AsyncClient, provider: Provider, wanted: str = "/") -> httpx.Response:
    """To the provider, sign in there, and back."""
    sent = await browser.get("/auth/sign-in", params={"next": wanted})
    assert sent.status_code == 303, sent.text
    return await browser.get(provider.signed_in(sent.headers["location"]))


async def name(browser: httpx.AsyncClient, **headers: str) -> str | int:
    response = await browser.get("/api/session", headers=headers)
    return response.json()["name"] if response.status_code == 200 else response.status_code


async def test_at_the_provider_and_back_to_where_one_was(browser: httpx.AsyncClient, provider: Provider) -> None:
    assert (await browser.get("/api/session/ways")).json() == {"key": True, "provider": ""}
    back = await go(browser, provider, "/library?q=brake")
    assert (back.status_code, back.headers["location"]) == (303, "/library?q=brake")
    cookie = next(each for each in back.headers.get_list("set-cookie") if each.startswith("nacelle="))
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "id_token" not in str(browser.cookies)
    person = (await browser.get("/api/session")).json()
    assert (person["name"], person["roles"], person["sites"]) == ("oidc:u1", ["technician"], ["North"])
    assert [asset["tag"] for asset in (await browser.get("/api/assets")).json()] == ["CR-01"]
    assert (await browser.delete("/api/session")).is_success
    assert await name(browser) == 401


async def test_a_copied_cookie_ends_with_its_session(browser: httpx.AsyncClient, provider: Provider) -> None:
    await go(browser, provider)
    first = browser.cookies["nacelle"]
    await go(browser, provider)
    second = browser.cookies["nacelle"]
    assert first != second, "rotated at each sign-in"
    browser.cookies.clear()
    assert await name(browser, cookie=f"nacelle={first}") == 401
    assert await name(browser, cookie=f"nacelle={second}") == "oidc:u1"
    await browser.delete("/api/session", headers={"cookie": f"nacelle={second}"})
    assert await name(browser, cookie=f"nacelle={second}") == 401


async def test_claims_that_only_userinfo_tells(browser: httpx.AsyncClient, provider: Provider) -> None:
    provider.claims, provider.told = {"roles": None, "sites": None}, {"roles": ["planner"], "sites": ["*"]}
    await go(browser, provider)
    person = (await browser.get("/api/session")).json()
    assert (person["roles"], person["sites"]) == (["planner"], None)
    provider.told["sub"] = "somebody else"
    assert (await go(browser, provider)).headers["location"] == "/?sign_in=no_role"


async def test_the_providers_key_changes(browser: httpx.AsyncClient, provider: Provider, assistant: Assistant) -> None:
    await go(browser, provider)
    provider.keys = {"second": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
    async with browser_of(assistant, provider) as later:
        assert (await go(later, provider)).headers["location"] == "/"
    assert await name(browser) == "oidc:u1", "who is signed in stays so"


async def test_answers_that_sign_nobody_in(browser: httpx.AsyncClient, provider: Provider) -> None:
    sent = (await browser.get("/auth/sign-in")).headers["location"]
    good = provider.signed_in(sent)
    for wrong in (
        good.replace("state=", "state=x"),
        good.partition("&")[0],
        good.replace("code=", "code=x"),
        good.partition("?")[0] + "?error=access_denied&" + good.partition("&")[2],
        good.partition("?")[0],
    ):
        sent = (await browser.get("/auth/sign-in")).headers["location"]
        assert (await browser.get(wrong)).headers["location"] == "/?sign_in=refused", wrong
        assert await name(browser) == 401
    for claims in (
        {"nonce": "another"},
        {"nonce": None},
        {"aud": AUDIENCE},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
    ):
        provider.claims = claims
        assert (await go(browser, provider)).headers["location"] == "/?sign_in=refused", claims
    provider.claims = {"roles": ["emperor"]}
    assert (await go(browser, provider)).headers["location"] == "/?sign_in=no_role"
    assert await name(browser) == 401


async def test_an_answer_is_taken_once_and_by_the_browser_that_asked(
    browser: httpx.AsyncClient, provider: Provider
) -> None:
    sent = (await browser.get("/auth/sign-in")).headers["location"]
    back = provider.signed_in(sent)
    mine = browser.cookies
    browser.cookies = httpx.Cookies()
    assert (await browser.get(back)).headers["location"] == "/?sign_in=refused", "a forged link signs no victim in"
    browser.cookies = mine
    assert (await browser.get(back)).headers["location"] == "/"
    await browser.delete("/api/session")
    assert (await browser.get(back)).headers["location"] == "/?sign_in=refused"


async def test_nobody_is_sent_elsewhere(browser: httpx.AsyncClient, provider: Provider) -> None:
    for wanted in ("//evil.example", "https://evil.example", "/\\evil.example", "evil", "/\nx", ""):
        assert (await go(browser, provider, wanted)).headers["location"] == "/", wanted


async def test_a_provider_out_of_reach_or_of_another_name(assistant: Assistant, provider: Provider) -> None:
    provider.called = "https://elsewhere.example"
    async with browser_of(assistant, provider) as browser:
        assert (await browser.get("/auth/sign-in")).status_code == 503
    async with client_of(assistant, auth="keys") as browser:
        assert (await browser.get("/auth/sign-in")).status_code == 404
        assert (await browser.get("/api/session/ways")).json() == {"key": True, "provider": None}


async def test_behind_tls_the_cookie_is_for_this_host_only(assistant: Assistant, provider: Provider) -> None:
    async with browser_of(assistant, provider, public_url=TLS) as browser:
        sent = (await browser.get("/auth/sign-in")).headers
        assert parse_qs(urlsplit(sent["location"]).query)["redirect_uri"] == [f"{TLS}/auth/callback"]
        assert "Secure" in sent["set-cookie"].split("; ")
        attempt = sent["set-cookie"].partition(";")[0]
        back = provider.signed_in(sent["location"]).removeprefix(TLS)
        signed = await browser.get(back, headers={"cookie": attempt, "host": "nacelle.example"})
        cookie = next(each for each in signed.headers.get_list("set-cookie") if each.startswith("__Host-nacelle="))
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert await name(browser, cookie=cookie.partition(";")[0], host="nacelle.example") == "oidc:u1"


async def test_a_key_begins_a_session_that_ends_with_it(browser: httpx.AsyncClient, assistant: Assistant) -> None:
    refused = await browser.post("/api/session", json={"key": "nac_x_y"})
    assert (refused.status_code, "set-cookie" in refused.headers) == (401, False)
    for wrong in ({}, {"key": "a", "code": "b"}):
        assert (await browser.post("/api/session", json=wrong)).status_code == 422
    key = key_of(assistant.stores, "browsing", "technician")["authorization"].removeprefix("Bearer ")
    signed = await browser.post("/api/session", json={"key": f" {key} "})
    assert (signed.json()["name"], signed.json()["role"]) == ("browsing", "technician")
    assert key.rpartition("_")[2] not in signed.headers["set-cookie"], "the key is in no cookie"
    assert await name(browser) == "browsing"
    assert await name(browser, cookie=f"nacelle_key={key}") == 401
    other = key_of(assistant.stores, "another", "engineer")
    assert await name(browser, **other) == "another", "a header counts first"
    assert await name(browser, authorization="Bearer nac_x_y") == 401
    assistant.stores.keys.rotate("browsing")
    assert await name(browser) == 401


async def test_a_code_signs_one_phone_in_once(
    browser: httpx.AsyncClient, provider: Provider, assistant: Assistant
) -> None:
    assert (await browser.post("/api/session/codes")).status_code == 401
    await go(browser, provider)
    assert (await browser.get("/api/session")).json()["may_sign_in_a_phone"]
    given = (await browser.post("/api/session/codes")).json()
    assert given["link"] == f"{SITE}/#code={given['code']}"
    assert given["picture"].startswith("data:image/svg+xml")
    async with browser_of(assistant, provider) as phone:
        assert (await phone.post("/api/session", json={"code": "WDJB-MJHT"})).status_code == 401
        signed = await phone.post("/api/session", json={"code": given["code"].lower().replace("-", " ")})
        assert (signed.json()["name"], signed.json()["sites"]) == ("oidc:u1", ["North"])
        assert (await phone.post("/api/session", json={"code": given["code"]})).status_code == 401, "once"
        assert await name(phone) == "oidc:u1"
        await browser.delete("/api/session")
        assert await name(phone) == "oidc:u1", "one signs out for oneself"
    robot = key_of(assistant.stores, "robot", "service")
    assert (await browser.post("/api/session/codes", headers=robot)).status_code == 409


async def test_codes_are_not_guessed(browser: httpx.AsyncClient) -> None:
    tried = [(await browser.post("/api/session", json={"code": f"BBBBBBB{letter}"})) for letter in "BCDFGHJKLMNP"]
    assert [response.status_code for response in tried] == [401] * 10 + [429] * 2
    assert int(tried[-1].headers["retry-after"]) >= 1


async def test_other_sites_and_names(browser: httpx.AsyncClient, provider: Provider, assistant: Assistant) -> None:
    await go(browser, provider)
    for headers, expected in (
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": SITE, "sec-fetch-site": "same-origin"}, 201),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example", "origin": "https://evil.example"}, 421),
        ({"host": "nacelle", "origin": "http://nacelle"}, 201),
        ({"host": "10.0.0.7:8000"}, 201),
    ):
        cookie = {"cookie": f"nacelle={browser.cookies['nacelle']}"}
        assert (await browser.post("/api/threads", json={}, headers={**headers, **cookie})).status_code == expected, (
            headers
        )
    async with browser_of(assistant, provider, hosts=("Nacelle.example",)) as named:
        assert (await named.get("/healthz", headers={"host": "nacelle.example"})).status_code == 200
        assert await name(named, host="nacelle.example") == 401
        assert await name(named, host="evil.example") == 421


async def test_clients_of_mcp_learn_who_gives_tokens(browser: httpx.AsyncClient, provider: Provider) -> None:
    refused = await browser.post("/mcp", json={})
    assert refused.status_code == 401
    url = refused.headers["www-authenticate"].partition('resource_metadata="')[2].rstrip('"')
    about = (await browser.get(url)).json()
    assert (about["resource"], about["authorization_servers"]) == (f"{SITE}/mcp", [provider.issuer])
