"""Accounts by hand: the first administrator, and help for people who are locked out."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from app.db import reading, transaction
from app.domain.access.permissions import may
from app.main import wegweiser
from app.services import regions
from app.services.accounts import accounts, sessions, tokens
from tests.fixtures.guides import NOW

ADA = "ada@example.org"
PASSWORD = "sieben Kühe lesen Zeitung"


@pytest.fixture(autouse=True)
def region(app: Flask) -> None:
    """A region "testdorf" in German, English and Arabic."""
    with app.app_context(), transaction() as session:
        regions.ensure_languages(session)
        regions.create(session, "testdorf", "Testdorf", ["de", "en", "ar"], NOW)


def run(app: Flask, command: str, *arguments: str, said: str | None = None) -> Result:
    """A command, with what is typed or piped into it."""
    return CliRunner().invoke(wegweiser, [command, *arguments], obj=lambda: app, input=said)


def ada(app: Flask, *more: str, said: str | None = None) -> Result:
    """An account for Ada."""
    result = run(app, "create-user", "--email", ADA, *more, said=said)
    assert 0 == result.exit_code, result.output
    return result


def signs_in(client: FlaskClient, password: str) -> bool:
    """Whether the form takes this password of Ada's."""
    forms = client.get("/account/login").get_data(as_text=True)
    token = re.findall(r'name="csrf_token" value="([^"]*)"', forms)[0]
    data = {"email": ADA, "password": password, "csrf_token": token}
    return client.post("/account/login", data=data).status_code == 302


def roles(app: Flask) -> list[str]:
    """What Ada may do, as `wegweiser users` tells it."""
    (row,) = json.loads(run(app, "users", "--json").output)
    return list(row["roles"])


def test_the_first_administrator_gets_a_link(app: Flask, client: FlaskClient) -> None:
    """No password is made up, nothing is mailed; the link is for whoever stands at the keyboard."""
    said = ada(app, "--name", "Ada").output
    assert "ada@example.org is administrator in all regions." in said
    (link,) = re.findall(r"http://127.0.0.1:8000/account/password/\S+", said)
    assert 200 == client.get(urlsplit(link).path).status_code
    assert ["administrator in all regions"] == roles(app)


def test_a_password_is_read_from_a_pipe(app: Flask, client: FlaskClient) -> None:
    """So that it stands neither in the history of the shell nor in the list of processes."""
    said = ada(app, "--ask-password", said=f"{PASSWORD}\n").output
    assert PASSWORD not in said
    assert "/account/password/" not in said
    assert signs_in(client, PASSWORD)


def test_a_weak_password_is_refused(app: Flask) -> None:
    """Nothing is made then."""
    result = run(app, "create-user", "--email", ADA, "--ask-password", said="kurz\n")
    assert 1 == result.exit_code
    assert "refused (short)" in result.output
    assert "[]" == run(app, "users", "--json").output.strip()


def test_a_made_up_password_is_printed_once(app: Flask, client: FlaskClient) -> None:
    """For the demo: long, without letters that look alike, and a different one each time."""
    said = ada(app, "--print-password").output
    (password,) = re.findall(r"Password: (\S+)", said)
    assert re.fullmatch(r"[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}", password)
    assert signs_in(client, password)
    again = run(app, "create-user", "--if-none", "--email", ADA, "--print-password")
    assert "There are accounts already; nothing was changed.\n" == again.output
    assert signs_in(app.test_client(), password)


def test_a_further_role_leaves_the_first(app: Flask) -> None:
    """And the password as it was."""
    ada(app, "--role", "editor", "--region", "testdorf")
    ada(app, "--role", "translator", "--region", "testdorf", "--language", "ar")
    assert ["editor in testdorf", "translator in testdorf (ar)"] == roles(app)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--email", "nobody"], "'nobody' is no e-mail address"),
        (["--email", ADA, "--region", "nowhere", "--role", "editor"], "'nowhere' does not exist"),
        (["--email", ADA, "--region", "testdorf"], "an administrator is one in all regions"),
        (
            ["--email", ADA, "--region", "testdorf", "--role", "translator", "--language", "fa"],
            "is not translated into that",
        ),
    ],
)
def test_what_makes_no_sense_is_said(app: Flask, arguments: list[str], said: str) -> None:
    """In a sentence, and nothing is made."""
    result = run(app, "create-user", *arguments)
    assert 1 == result.exit_code
    assert said in result.output
    assert "[]" == run(app, "users", "--json").output.strip()


def test_people_without_a_name_get_one_of_their_own(app: Flask, client: FlaskClient) -> None:
    """What stands before the @, or the whole address where somebody is called so; a name is not shared."""
    for place in ("example.org", "example.com"):
        run(app, "create-user", "--email", f"bob@{place}")
    told = json.loads(run(app, "users", "--json").output)
    assert {"bob", "bob@example.com"} == {row["name"] for row in told}
    refused = run(app, "create-user", "--email", "new@example.org", "--name", "BOB")
    assert "somebody else is called 'BOB' already" in refused.output


def test_an_account_is_closed_and_opened(app: Flask, client: FlaskClient) -> None:
    """As in the room of people; the last administrator stays."""
    ada(app, "--ask-password", said=f"{PASSWORD}\n")
    refused = run(app, "close-user", "--email", ADA)
    assert "this is the last administrator" in refused.output
    run(app, "create-user", "--email", "bob@example.org")
    assert 0 == run(app, "close-user", "--email", ADA).exit_code
    assert not signs_in(client, PASSWORD)
    assert "is closed; wegweiser reopen-user opens it" in run(
        app, "password-link", "--email", ADA
    ).output  # fmt: skip
    assert 0 == run(app, "reopen-user", "--email", ADA).exit_code
    assert signs_in(client, PASSWORD)


def test_a_link_for_somebody_who_forgot(app: Flask, client: FlaskClient) -> None:
    """Where there is no mail server, the operator passes it on."""
    ada(app, "--ask-password", said=f"{PASSWORD}\n")
    said = run(app, "password-link", "--email", ADA).output
    assert said.startswith("Good for 2 hours, and once: http://127.0.0.1:8000/account/password/")
    path = urlsplit(said.split()[-1]).path
    assert "Choose a password" in client.get(path, headers={"Accept-Language": "en"}).text


def test_a_lost_second_factor(app: Flask) -> None:
    """It is taken away, and the sessions end."""
    ada(app)
    with app.app_context(), transaction() as session:
        user = accounts.find(session, ADA)
        assert user
        user.tf_primary_method, user.tf_totp_secret = "authenticator", "x"
        secret, mark = sessions.begin(session, user.id, "", NOW), user.fs_uniquifier
    assert 0 == run(app, "drop-second-factor", "--email", ADA).exit_code
    with app.app_context(), reading() as session:
        user = accounts.find(session, ADA)
        assert user
        assert None is user.tf_totp_secret
        assert None is sessions.signed_in(session, mark, secret, NOW)


def test_a_token_is_printed_alone(app: Flask) -> None:
    """So that it can be piped into a file; it may what its scopes say."""
    ada(app)
    said = run(
        app, "create-token", "--email", ADA, "--name", "Push", "--scope", "read", "--days", "30"
    )
    secret = said.output.strip()
    assert re.fullmatch(r"wgw_[-\w]{43}", secret)
    with app.app_context(), reading() as session:
        who = tokens.actor_of(session, secret, NOW)
    assert (True, False) == (may(who, "view", "testdorf"), may(who, "write", "testdorf"))


@pytest.mark.parametrize(
    "command", ["password-link", "close-user", "reopen-user", "drop-second-factor"]
)
def test_an_unknown_address_is_named(app: Flask, command: str) -> None:
    """A typing error is seen."""
    result = run(app, command, "--email", "eve@example.org")
    assert 1 == result.exit_code
    assert "there is no account 'eve@example.org'" in result.output


def test_the_list_is_read_by_people(app: Flask) -> None:
    """A table, of a region if asked for."""
    ada(app)
    run(
        app, "create-user", "--email", "bob@example.org", "--role", "editor", "--region", "testdorf"
    )
    said = run(app, "users", "--region", "testdorf", "--search", "bob").output
    assert "bob@example.org" in said
    assert "invited" in said
    assert ADA not in said
