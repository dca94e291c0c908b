"""Sessions of the sign-in provider: renewed before they end, ended where the account is, and signed out at both places."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import select, update

from agent.assistant import Assistant
from api.settings import ApiSettings
from api.sign_in.code_flow import CodeFlow
from api.sign_in.renewing import Renewing
from api.sign_in.sealing import Kept, seal, unseal
from api.sign_in.tokens import Tokens
from stores.access.sessions import hash_of
from stores.clock import utc_now
from stores.conversations.tables import SessionRow
from stores.open_stores import Stores
from tests.api.sign_in.provider import AUDIENCE, CLIENT, CLIENT_SECRET, Provider
from tests.api.sign_in.test_browsers import browser_of, go, name
from tests.api.sign_in.test_browsers import provider as provider
from tests.api.small_server import SITE

pytestmark = pytest.mark.anyio
LASTS_S = 3600


@pytest.fixture
async def browser(assistant: Assistant, provider: Provider) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(assistant, provider, session_max_s=LASTS_S) as client:
        yield client


def renewing(stores: Stores, provider: Provider) -> Renewing:
    """What another server has."""
    settings = ApiSettings.model_validate({"auth": "oidc", "oidc_issuer": provider.issuer, "oidc_audience": AUDIENCE, "oidc_client_id": CLIENT, "oidc_client_secret": CLIENT_SECRET})  # fmt: skip
    return Renewing(stores.renewals, CodeFlow(settings, Tokens(settings)), settings)


def left_s(stores: Stores, browser: httpx.AsyncClient, change: float | None = None) -> float:
    """Seconds until the session ends; `change` lets it end in so many."""
    mine = SessionRow.id_hash == hash_of(browser.cookies["nacelle"])
    with stores._engine.begin() as connection:
        if change is not None:
            connection.execute(update(SessionRow).where(mine).values(expires=utc_now() + timedelta(seconds=change)))
        ends = connection.execute(select(SessionRow.expires).where(mine)).scalar()
    return (ends - utc_now()).total_seconds() if ends else 0


async def until_renewed(browser: httpx.AsyncClient, provider: Provider, times: int) -> None:
    """Use the session until the provider was asked so often."""
    for _ in range(200):
        await name(browser)
        if len(provider.renewals) >= times:
            return
    raise AssertionError("nobody asked the provider")


async def test_a_session_in_use_is_renewed_before_it_ends(assistant: Assistant, provider: Provider) -> None:
    async with browser_of(assistant, provider, session_max_s=LASTS_S) as browser:
        await go(browser, provider)
        for _ in range(3):
            assert await name(browser) == "oidc:u1"
        assert len(provider.renewals) == 1, "not before its last quarter"
        left_s(assistant.stores, browser, LASTS_S / 5)
        provider.claims = {"roles": ["planner"], "sites": ["South"]}
        await until_renewed(browser, provider, 2)
        cookie = browser.cookies["nacelle"]
    async with browser_of(assistant, provider, session_max_s=LASTS_S) as browser:
        browser.cookies.set("nacelle", cookie)
        person = (await browser.get("/api/session")).json()
        assert (person["roles"], person["sites"]) == (["planner"], ["South"]), "as the provider says now"
        assert left_s(assistant.stores, browser) > LASTS_S / 2
        assert len(provider.renewals) == 2


async def test_what_was_renewed_meanwhile_is_not_renewed_again(
    browser: httpx.AsyncClient, provider: Provider, stores: Stores
) -> None:
    await go(browser, provider)
    session, kept = browser.cookies["nacelle"], renewing(stores, provider)
    seen = stores.sessions.used(session)
    assert seen
    kept.renew(session, seen.expires)
    asked = len(provider.renewals)
    kept.renew(session, seen.expires)
    assert len(provider.renewals) == asked


async def test_a_closed_account_is_signed_out(browser: httpx.AsyncClient, provider: Provider, stores: Stores) -> None:
    await go(browser, provider)
    provider.renewals.append("another")
    renewing(stores, provider).renew(browser.cookies["nacelle"])
    assert await name(browser) == 401
    assert stores.audit.entries(actor="oidc:u1")[0].detail == {"by": "provider"}


async def test_a_role_taken_away_ends_it(browser: httpx.AsyncClient, provider: Provider, stores: Stores) -> None:
    await go(browser, provider)
    provider.claims = {"roles": []}
    renewing(stores, provider).renew(browser.cookies["nacelle"])
    assert await name(browser) == 401


async def test_another_person_takes_over_no_session(
    browser: httpx.AsyncClient, provider: Provider, stores: Stores
) -> None:
    await go(browser, provider)
    provider.claims = {"sub": "u2"}
    renewing(stores, provider).renew(browser.cookies["nacelle"])
    assert await name(browser) == 401


async def test_without_a_new_identity_token_userinfo_tells(
    browser: httpx.AsyncClient, provider: Provider, stores: Stores
) -> None:
    await go(browser, provider)
    provider.identifies, provider.told = False, {"roles": ["engineer"], "sites": ["*"]}
    renewing(stores, provider).renew(browser.cookies["nacelle"])
    person = (await browser.get("/api/session")).json()
    assert (person["roles"], person["sites"]) == (["engineer"], None)
    out = (await browser.delete("/api/session")).json()
    assert "id_token_hint=" in out["at_provider"], "the one from before"


async def test_a_provider_out_of_reach_ends_nothing_and_is_asked_by_one_server(
    browser: httpx.AsyncClient, provider: Provider, stores: Stores
) -> None:
    await go(browser, provider)
    assert stores.renewals.take(browser.cookies["nacelle"])
    assert stores.renewals.take(browser.cookies["nacelle"]) == "", "another server is at it"
    provider.away = True
    left_s(stores, browser, LASTS_S / 5)
    assert [await name(browser) for _ in range(3)] == ["oidc:u1"] * 3


async def test_signing_out_at_both_places(browser: httpx.AsyncClient, provider: Provider) -> None:
    await go(browser, provider)
    out = await browser.delete("/api/session")
    assert out.status_code == 200
    address = urlsplit(out.json()["at_provider"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{provider.issuer}/end_session_endpoint"
    told = parse_qs(address.query)
    assert (told["client_id"], told["post_logout_redirect_uri"]) == ([CLIENT], [f"{SITE}/"])
    assert told["id_token_hint"][0].count(".") == 2
    assert await name(browser) == 401
    assert (await browser.delete("/api/session")).status_code == 204


def test_what_is_kept_opens_for_its_browser_only() -> None:
    kept = Kept(subject="u1", refresh_token="r", id_token="i")
    sealed = seal("session", kept)
    assert unseal("session", sealed) == kept
    assert "u1" not in sealed
    for wrong in ("", "x", sealed[:-4], sealed[::-1]):
        assert unseal("session", wrong) is None
    assert unseal("other", sealed) is None
