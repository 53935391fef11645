"""Signing in and out, passwords that were forgotten, and patience with guessing."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from limits import parse
from werkzeug.test import TestResponse

from app.config import complete
from app.db import db, transaction
from app.factory import create_app
from app.services.accounts import accounts
from app.web.account import throttling
from tests.fixtures.office import PASSWORD, Office, give_password
from tests.fixtures.post import Letters

pytestmark = pytest.mark.parametrize(
    "database_kind", ["sqlite"], indirect=True
)  # the services run on both
WRONG = "ein falsches Passwort 99"
SORRY = "Address and password do not belong together, or this account is not open."
NEW = "sieben Kühe lesen Zeitung"


def browser(office: Office, place: str = "10.0.0.1") -> FlaskClient:
    """A browser in English at a place of the network."""
    client = office.app.test_client()
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": place}
    return client


def enter(client: FlaskClient, who: str, password: str = PASSWORD, **more: str) -> TestResponse:
    """What the sign-in form answers."""
    data = {"email": f"{who}@example.org", "password": password, **more}
    return client.post("/account/login", data=data)


def said(answer: TestResponse, who: str) -> str:
    """A page without the address that it was asked about, and without the token of its form."""
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    return text.replace(f"{who}@example.org", "…")


def is_in(client: FlaskClient) -> bool:
    """Whether the office lets this browser in."""
    return client.get("/office/profile/").status_code == 200


def test_signing_in_leads_where_one_wanted_to_go(office: Office) -> None:
    """The way goes over the sign-in page, and on."""
    give_password(office.app, "editor")
    client = browser(office)
    away = client.get("/office/testdorf/pages/")
    assert 303 == away.status_code
    form = client.get(away.location).get_data(as_text=True)
    (wanted,) = re.findall(r'name="next" value="([^"]*)"', form)
    assert "/office/testdorf/pages/" == wanted
    assert wanted == enter(client, "editor", next=wanted).location
    assert is_in(client)


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_out_of_the_house(office: Office, bad: str) -> None:
    """A link that somebody sends cannot lead on to another server."""
    give_password(office.app, "editor")
    answer = enter(browser(office), "editor", next=bad)
    assert "evil" not in (answer.location or "")
    assert not (answer.location or "").startswith("javascript")


def test_signing_out_ends_it_for_copies_of_the_cookie_too(office: Office) -> None:
    """Whoever copied the cookie before is out as well."""
    client = office.as_("editor")
    cookie = client.get_cookie("wegweiser")
    assert cookie
    assert "/account/login" == client.post("/account/logout").location
    client.set_cookie("wegweiser", cookie.value)
    assert not is_in(client)


def test_the_cookie_is_guarded(office: Office) -> None:
    """No script reads it, no other site sends it along; nobody is remembered for weeks."""
    give_password(office.app, "editor")
    answer = enter(browser(office), "editor", remember="y")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "remember" not in cookie.lower()
    assert "Expires" not in cookie


def test_signing_in_begins_a_cookie_anew(office: Office) -> None:
    """What somebody planted into the browser before is gone afterwards."""
    give_password(office.app, "editor")
    client = browser(office)
    with client.session_transaction() as cookie:
        cookie["planted"], cookie["csrf_token"] = "x", "known"
    enter(client, "editor")
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert "known" != cookie.get("csrf_token")


def test_unknown_closed_and_wrong_are_answered_alike(office: Office) -> None:
    """Nobody finds out by asking who has an account."""
    give_password(office.app, "observer")
    with office.app.app_context(), transaction() as session:
        user = accounts.find(session, "observer@example.org")
        assert user
        accounts.close(session, accounts.OPERATOR, user, user.created_at)
    pages = set()
    for who, password in (("editor", WRONG), ("stranger", WRONG), ("observer", PASSWORD)):
        answer = enter(browser(office), who, password)
        assert 200 == answer.status_code
        assert SORRY in answer.get_data(as_text=True)
        pages.add(said(answer, who))
    assert 1 == len(pages)


def test_unknown_addresses_take_as_long(office: Office) -> None:
    """A password is hashed for addresses without an account, too."""
    give_password(office.app, "editor")
    took: dict[str, float] = {"editor": 0.0, "stranger": 0.0}
    for turn in range(4):
        for who in took:
            client = browser(office, f"10.0.{turn}.1")
            start = time.process_time()
            enter(client, who, WRONG)
            took[who] += time.process_time() - start if turn else 0
    assert 0.5 < took["editor"] / took["stranger"] < 2


def test_forms_from_elsewhere_are_refused(office: Office) -> None:
    """Signing in and out need the token of our own form."""
    office.app.config.update(WTF_CSRF_ENABLED=True)
    give_password(office.app, "editor")
    client = browser(office)
    assert 400 == enter(client, "editor").status_code
    form = client.get("/account/login").get_data(as_text=True)
    (token,) = re.findall(r'name="csrf_token" value="([^"]*)"', form)[:1]
    assert 302 == enter(client, "editor", csrf_token=token).status_code
    assert 400 == client.post("/account/logout").status_code
    assert is_in(client)


def test_guessing_is_slowed_down_and_forgotten_again(office: Office) -> None:
    """After eight wrong passwords one place waits; the page says how long."""
    give_password(office.app, "editor")
    client = browser(office)
    for _ in range(8):
        assert 200 == enter(client, "editor", WRONG).status_code
    slow = enter(client, "editor")
    assert 429 == slow.status_code
    assert 0 < int(slow.headers["Retry-After"]) <= 15 * 60
    text = slow.get_data(as_text=True)
    minutes = re.search(r"In (\d+) minutes you can try again", text)
    assert minutes
    assert 0 < int(minutes[1]) <= 15


def test_somebody_elses_guesses_do_not_lock_out_the_owner(office: Office) -> None:
    """From another place the right password opens at once, and other accounts stay open there."""
    give_password(office.app, "editor")
    give_password(office.app, "author")
    attacker = browser(office, "10.6.6.6")
    for _ in range(20):
        enter(attacker, "editor", WRONG)
    assert 302 == enter(browser(office, "10.0.0.7"), "editor").status_code
    assert 302 == enter(attacker, "author").status_code


def test_one_place_cannot_try_many_accounts(office: Office) -> None:
    """Forty failures from one place are enough, whoever is meant."""
    client = browser(office, "10.6.6.6")
    failed(office, throttling.PER_PLACE, "10.6.6.6", "place", 38)
    for number in range(2):
        assert 200 == enter(client, f"stranger{number}", WRONG).status_code
    assert 429 == enter(client, "stranger").status_code


def failed(office: Office, limit: str, key: str, kind: str, times: int) -> None:
    """Let so many failures have happened already."""
    counted = office.app.extensions["patience"].limiter
    counted.hit(parse(limit), key, f"failed-0-{kind}", cost=times)


def test_an_account_under_attack_from_everywhere_is_opened_by_mail(
    office: Office, letters: Letters
) -> None:
    """Sixty failures in an hour close it to guesses; a link from a mail opens it for its owner."""
    give_password(office.app, "editor")
    failed(office, throttling.PER_ACCOUNT, throttling.hashed("editor@example.org"), "account", 58)
    for number in range(2):
        assert 200 == enter(browser(office, f"10.7.0.{number}"), "editor", WRONG).status_code
    client = browser(office)
    assert 429 == enter(client, "editor").status_code
    client.post("/account/forgotten", data={"email": "editor@example.org"})
    choose(client, letters.link(), NEW)
    assert 302 == enter(client, "editor", NEW).status_code


def choose(client: FlaskClient, link: str, password: str, again: str = "") -> TestResponse:
    """Follow a link and choose a password."""
    assert 200 == client.get(link).status_code
    return client.post(link, data={"password": password, "again": again or password})


def test_a_forgotten_password_is_chosen_anew(office: Office, letters: Letters) -> None:
    """The mail's link works once; the old password and all sessions end with it; a notice is sent."""
    other = office.as_("editor")
    client = browser(office)
    answer = client.post("/account/forgotten", data={"email": " Editor@example.org "})
    assert 200 == answer.status_code
    link = letters.link()
    assert letters.last.subject == "Choose a new password"
    assert "/account/login" in choose(client, link, NEW).location
    assert not is_in(other)
    assert 200 == enter(client, "editor").status_code
    assert 302 == enter(client, "editor", NEW).status_code
    letters.wait()
    assert "Your password was changed" == letters.last.subject
    assert 404 == client.get(link).status_code
    assert 404 == client.post(link, data={"password": NEW, "again": NEW}).status_code


def test_unknown_addresses_get_no_mail_and_the_same_answer(
    office: Office, letters: Letters
) -> None:
    """Nor does a closed account; and nobody can tell by the answer or its time."""
    pages = set()
    for who in ("editor", "stranger"):
        answer = browser(office).post("/account/forgotten", data={"email": f"{who}@example.org"})
        pages.add(said(answer, who))
    letters.wait()
    assert 1 == len(pages)
    assert ["editor@example.org"] == [mail.to for mail in letters.sent]


def test_links_lead_to_our_own_address_whatever_a_request_claims(
    office: Office, letters: Letters
) -> None:
    """A forged host cannot steal the link."""
    browser(office).post(
        "/account/forgotten", data={"email": "editor@example.org"}, headers={"Host": "evil.example"}
    )
    assert letters.link(whole=True).startswith("http://127.0.0.1:8000/account/password/")


def test_mails_speak_the_language_of_their_reader(office: Office, letters: Letters) -> None:
    """The account's own language counts, not that of the browser which asked."""
    give_password(office.app, "editor")
    with office.app.app_context(), transaction() as session:
        user = accounts.find(session, "editor@example.org")
        assert user
        user.locale = "de"
    browser(office).post("/account/forgotten", data={"email": "editor@example.org"})
    letters.wait()
    assert "Wählen Sie ein neues Passwort" == letters.last.subject


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("kurz", "", "at least 12 characters"),
        ("aaaaaaaaaaaaaaa", "", "too simple"),
        ("Passwort2026!", "", "easy to guess"),
        (NEW, NEW + "!", "The two passwords differ"),
    ],
)
def test_weak_passwords_are_refused_beside_the_field(
    office: Office, letters: Letters, password: str, again: str, said: str
) -> None:
    """The form comes back and says what is wrong; nothing was changed."""
    client = browser(office)
    client.post("/account/forgotten", data={"email": "editor@example.org"})
    page: Any = choose(client, letters.link(), password, again)
    assert 200 == page.status_code
    assert said in page.get_data(as_text=True)
    assert 'aria-invalid="true"' in page.get_data(as_text=True)


def test_mails_are_not_asked_for_without_end(office: Office, letters: Letters) -> None:
    """Nobody's box is filled by others: five mails an hour."""
    for number in range(5):
        client = browser(office, f"10.8.0.{number}")
        client.post("/account/forgotten", data={"email": "editor@example.org"})
    answer = browser(office, "10.8.1.1").post(
        "/account/forgotten", data={"email": "editor@example.org"}
    )
    assert 429 == answer.status_code
    letters.wait()
    assert 5 == len(letters.sent)


def test_a_password_is_changed_by_its_owner(office: Office, letters: Letters) -> None:
    """All other browsers are signed out, this one stays, and a mail tells of it."""
    other, client = office.as_("editor"), office.as_("editor")
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en"}
    data = {"password": WRONG, "new_password": NEW, "new_password_confirm": NEW}
    refused = client.post("/account/change", data=data)
    assert "This is not your password." in refused.get_data(as_text=True)
    assert "/office/profile/" == client.post(
        "/account/change", data={**data, "password": PASSWORD}
    ).location  # fmt: skip
    assert is_in(client)
    assert not is_in(other)
    letters.wait()
    assert "Your password was changed" == letters.last.subject


def test_pages_of_accounts_are_not_kept_or_framed(office: Office) -> None:
    """No cache keeps them, no other site shows them, and no script from elsewhere runs in them."""
    answer = browser(office).get("/account/login")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    text = answer.get_data(as_text=True)
    assert 1 == len(re.findall(r"\sautofocus", text))
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=", text)


def test_machines_tokens_of_flask_security_open_nothing(office: Office) -> None:
    """The only ways in are the cookie of a session that lives, and tokens at the manage API."""
    client = browser(office)
    answer = client.post(
        "/account/login?include_auth_token", json={"email": "editor@example.org", "password": "x"}
    )
    assert not answer.is_json
    assert 404 == client.get("/account/tf-select").status_code
    assert 404 == client.get("/account/register").status_code


def test_places_are_told_apart_behind_a_proxy(office: Office) -> None:
    """The address that nginx adds counts, not one that somebody made up; without a proxy it is ignored."""
    url = office.app.config["SQLALCHEMY_DATABASE_URI"]
    for proxies, expected in ((1, 200), (0, 429)):
        settings = {"database_url": url, "secret_key": "test", "proxies": proxies}
        app = create_app(complete(settings))
        app.config.update(WTF_CSRF_ENABLED=False)
        for number in range(8):
            forged = {"X-Forwarded-For": f"10.9.9.{number}, 10.0.0.1"}
            enter_from(app.test_client(), forged)
        answer = enter_from(app.test_client(), {"X-Forwarded-For": "10.9.9.9, 10.0.0.1"})
        assert 429 == answer.status_code
        answer = enter_from(app.test_client(), {"X-Forwarded-For": "10.0.0.2"})
        assert expected == answer.status_code
        with app.app_context():
            db.engine.dispose()


def enter_from(client: FlaskClient, headers: dict[str, str]) -> TestResponse:
    """A wrong password with these headers."""
    data = {"email": "editor@example.org", "password": WRONG}
    return client.post("/account/login", data=data, headers=headers)


@pytest.mark.parametrize(("base_url", "secure"), [("https://a.example", True), ("", False)])
def test_the_cookie_travels_by_https_only_where_there_is_https(
    office: Office, base_url: str, secure: bool
) -> None:
    """Behind TLS it is never sent in the clear."""
    url = office.app.config["SQLALCHEMY_DATABASE_URI"]
    settings = {"database_url": url, "secret_key": "test", "base_url": base_url}
    answer = create_app(complete(settings)).test_client().get("/account/login")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert secure == ("Secure" in cookie)
