"""Single sign-on against an issuer over real HTTP: who comes in by it, and which lies are refused."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.config import complete
from app.db import db, reading, transaction
from app.factory import create_app
from app.models import User
from app.services.accounts import accounts
from tests.fakes.oidc_server import CLIENT, SECRET, OidcServer, a_key, oidc_server
from tests.fixtures.office import Office

pytestmark = pytest.mark.parametrize(
    "database_kind", ["sqlite"], indirect=True
)  # the services run on both
PROFILE = "/office/profile/"
REFUSED = "Signing in over there did not work."
UNKNOWN = "There is no open account for you here."


@pytest.fixture
def issuer() -> Iterator[OidcServer]:
    """The issuer that the town hall signs in with."""
    with oidc_server() as server:
        yield server


@pytest.fixture
def app(office: Office, issuer: OidcServer) -> Iterator[Flask]:
    """The office with single sign-on."""
    url = office.app.config["SQLALCHEMY_DATABASE_URI"]
    settings = {
        "database_url": url, "secret_key": "test", "oidc_issuer": issuer.url,
        "oidc_client_id": CLIENT, "oidc_client_secret": SECRET, "oidc_name": "Rathaus-Konto",
    }  # fmt: skip
    found = create_app(complete(settings))
    yield found
    with found.app_context():
        db.session.remove()
        db.engine.dispose()


def browser(app: Flask) -> FlaskClient:
    """A browser in English."""
    client = app.test_client()
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en"}
    return client


def over_there(client: FlaskClient, path: str = "/account/sso/") -> str:
    """Go to the issuer, sign in there, and come back to the address that this returns."""
    away = client.get(path)
    back = requests.get(away.location, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://127.0.0.1:8000/account/sso/answer?")
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def come_in(client: FlaskClient, path: str = "/account/sso/") -> TestResponse:
    """The whole way."""
    return client.get(over_there(client, path))


def is_in(client: FlaskClient) -> bool:
    """Whether the office lets this browser in."""
    return client.get(PROFILE).status_code == 200


def said(client: FlaskClient, answer: TestResponse) -> str:
    """The page that an answer leads to."""
    return client.get(answer.location).get_data(as_text=True)


def subject(app: Flask, who: str = "editor") -> str | None:
    """Whom an account is tied to."""
    with app.app_context(), reading() as session:
        return session.query(User).filter_by(email=f"{who}@example.org").one().sso_subject


def test_an_account_is_found_by_its_verified_address(app: Flask, issuer: OidcServer) -> None:
    """The first time; from then on it is known by the issuer's own name for the person."""
    client = browser(app)
    assert "Rathaus-Konto" in client.get("/account/login").get_data(as_text=True)
    answer = come_in(client, "/account/sso/?next=/office/testdorf/")
    assert "/office/testdorf/" == answer.location
    assert is_in(client)
    assert f"{issuer.url} ada-1" == subject(app)
    issuer.claims |= {"email": "new.name@example.org", "email_verified": False}
    again = browser(app)
    come_in(again)
    assert is_in(again)


def test_claims_may_come_from_the_userinfo_endpoint(app: Flask, issuer: OidcServer) -> None:
    """Some issuers keep the ID token short; another person's claims are not mixed in."""
    issuer.more = {"sub": "somebody-else"} | issuer.claims | {"sub": "eve"}
    issuer.claims = {"sub": "ada-1"}
    client = browser(app)
    assert UNKNOWN in said(client, come_in(client))
    issuer.more["sub"] = "ada-1"
    come_in(client)
    assert is_in(client)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_opens_nothing(
    app: Flask, issuer: OidcServer, verified: object
) -> None:
    """Otherwise whoever may choose an address over there would be anybody here."""
    issuer.claims["email_verified"] = verified
    client = browser(app)
    assert UNKNOWN in said(client, come_in(client))
    assert not is_in(client)
    assert subject(app) is None


def test_strangers_get_no_account(app: Flask, issuer: OidcServer) -> None:
    """Signing on elsewhere makes no accounts and gives no rights."""
    issuer.claims["email"] = "stranger@example.org"
    client = browser(app)
    assert UNKNOWN in said(client, come_in(client))
    with app.app_context(), reading() as session:
        assert accounts.find(session, "stranger@example.org") is None


def test_closed_accounts_stay_closed(app: Flask, issuer: OidcServer) -> None:
    """Also for those who came in by it before."""
    come_in(browser(app))
    with app.app_context(), transaction() as session:
        user = accounts.find(session, "editor@example.org")
        assert user
        accounts.close(session, accounts.OPERATOR, user, user.created_at)
    client = browser(app)
    assert UNKNOWN in said(client, come_in(client))
    assert not is_in(client)


def test_an_account_is_tied_to_one_person(app: Flask, issuer: OidcServer) -> None:
    """Somebody else with the same address does not take it over."""
    come_in(browser(app))
    issuer.claims["sub"] = "eve"
    client = browser(app)
    assert UNKNOWN in said(client, come_in(client))
    assert not is_in(client)


LIES = [
    {"nonce": "another"},
    {"aud": "another program"},
    {"iss": "https://evil.example"},
    {"exp": 1_000_000_000},
    {"sub": None},
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: next(iter(lie)))
def test_a_token_that_is_not_right_is_refused(
    app: Flask, issuer: OidcServer, lie: dict[str, object]
) -> None:
    """Meant for another question, program or time, or from another issuer."""
    issuer.lies = lie
    client = browser(app)
    page = said(client, come_in(client))
    assert REFUSED in page or UNKNOWN in page
    assert not is_in(client)


def test_a_signature_by_another_key_is_refused(app: Flask, issuer: OidcServer) -> None:
    """Even with the right number of the key."""
    issuer.signing_key = a_key("another")
    client = browser(app)
    assert REFUSED in said(client, come_in(client))
    assert not is_in(client)


def test_a_wrong_state_is_refused(app: Flask) -> None:
    """Nobody is brought in by a link that somebody else began."""
    attacker, victim = browser(app), browser(app)
    link = over_there(attacker)
    assert REFUSED in said(victim, victim.get(link))
    assert not is_in(victim)
    own = over_there(victim)
    code = parse_qs(urlsplit(link).query)["code"][0]
    mixed = own.replace(parse_qs(urlsplit(own).query)["code"][0], code)
    assert REFUSED in said(victim, victim.get(mixed))
    assert not is_in(victim)


def test_an_answer_is_good_once(app: Flask) -> None:
    """A link from the history opens nothing."""
    client = browser(app)
    link = over_there(client)
    client.get(link)
    client.post("/account/logout", data={"csrf_token": token(client)})
    assert not is_in(client)
    client.get(link)
    assert not is_in(client)


def token(client: FlaskClient) -> str:
    """The token of a form of ours."""
    text = client.get(PROFILE).get_data(as_text=True)
    return text.partition('name="csrf_token" value="')[2].partition('"')[0]


def test_an_issuer_that_calls_itself_otherwise_is_refused(app: Flask, issuer: OidcServer) -> None:
    """Its metadata must name the issuer that the setting names."""
    issuer.issuer = "https://evil.example"
    client = browser(app)
    answer = client.get("/account/sso/")
    assert "/account/login" == answer.location
    assert REFUSED in said(client, answer)


def test_an_issuer_that_is_down_is_told_of(app: Flask, issuer: OidcServer) -> None:
    """Nobody stands before a blank page; the password still works."""
    issuer.broken = True
    client = browser(app)
    assert REFUSED in said(client, client.get("/account/sso/"))


def test_a_refusal_over_there_is_told_of(app: Flask) -> None:
    """Somebody pressed “cancel”."""
    client = browser(app)
    client.get("/account/sso/")
    answer = client.get("/account/sso/answer?error=access_denied&state=x")
    assert REFUSED in said(client, answer)


def test_the_way_on_never_leads_out_of_the_house(app: Flask) -> None:
    """A link to single sign-on cannot lead on to another server."""
    client = browser(app)
    assert "/office/" == come_in(client, "/account/sso/?next=https://evil.example/").location


def test_a_second_factor_is_asked_for_all_the_same(app: Flask) -> None:
    """Whoever switched one on here is asked for it, whatever the issuer asks."""
    with app.app_context(), transaction() as session:
        user = accounts.find(session, "editor@example.org")
        assert user
        codes = app.extensions["security"].totp_factory
        user.tf_primary_method, user.tf_totp_secret = "authenticator", codes.generate_totp_secret()
    client = browser(app)
    assert "/account/tf-validate" in come_in(client).location
    assert not is_in(client)


def test_signing_on_again_proves_freshness(app: Flask, issuer: OidcServer) -> None:
    """For those without a password here; somebody else's account over there proves nothing."""
    client = browser(app)
    come_in(client)
    for person, where in (("eve", "/account/verify"), ("ada-1", "/account/tf-setup")):
        with client.session_transaction() as cookie:
            cookie["fs_paa"] -= 40 * 60
            cookie.pop("fs_gexp", None)
        issuer.claims["sub"] = person
        assert "/account/verify" in client.get("/account/tf-setup").location
        come_in(client, "/account/sso/?next=/account/tf-setup")
        answer = client.get("/account/tf-setup")
        assert where in (answer.location or answer.request.path)


def test_without_an_issuer_there_is_no_such_way_in(office: Office) -> None:
    """Neither a button nor a route that does anything."""
    client = office.app.test_client()
    assert "/account/sso" not in client.get("/account/login").get_data(as_text=True)
    assert 404 == client.get("/account/sso/").status_code
    assert 404 == client.get("/account/sso/answer").status_code
