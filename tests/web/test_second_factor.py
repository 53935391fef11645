"""Second factors and passkeys, over the real forms."""

from __future__ import annotations

import html
import json
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from passlib.totp import TOTP

from app.db import reading, transaction
from app.models import User
from tests.fakes.authenticator import Authenticator
from tests.fixtures.office import PASSWORD, Office, give_password
from tests.web.test_sign_in import browser, enter, is_in

PROFILE = "/office/profile/"


def editor(office: Office) -> FlaskClient:
    """A browser that the editor is signed in with, in English."""
    give_password(office.app, "editor")
    client = browser(office)
    enter(client, "editor")
    return client


def text_of(client: FlaskClient, path: str, **data: str) -> str:
    """A page's text; with data, of what a form answers."""
    answer = client.post(path, data=data) if data else client.get(path)
    return answer.get_data(as_text=True)


class App:
    """An authenticator app: it reads the key and shows codes, the next ones when time goes on."""

    def __init__(self, key: str) -> None:
        self.codes, self.ahead = TOTP(key.replace("-", ""), format="base32"), -30

    def code(self) -> str:
        """The next code: within the half minute that clocks may differ."""
        self.ahead += 30
        return str(self.codes.generate(time.time() + self.ahead).token)


def set_up(client: FlaskClient) -> App:
    """Switch the second factor on, as somebody does who scans the picture."""
    text = text_of(client, "/account/tf-setup", setup="authenticator")
    (key,) = re.findall(r'<code class="key">([^<]+)</code>', text)
    (address,) = re.findall(r'action="(/account/tf-setup/[^"]+)"', text)
    app = App(key)
    assert PROFILE == client.post(address, data={"code": app.code()}).location
    return app


def asked_for_code(office: Office, who: str = "editor") -> FlaskClient:
    """A browser that gave the right password and is asked for the code."""
    client = browser(office)
    assert "/account/tf-validate" in enter(client, who).location
    return client


def account(office: Office) -> dict[str, Any]:
    """What the database holds of the editor's second factor."""
    with office.app.app_context(), reading() as session:
        user = session.query(User).filter_by(email="editor@example.org").one()
        return {
            "secret": user.tf_totp_secret,
            "codes": user.mf_recovery_codes,
            "passkeys": [key.name for key in user.webauthn],
        }


def test_a_code_is_needed_once_the_second_factor_is_on(office: Office) -> None:
    """The password alone opens nothing any more; the code leads on to where one wanted to go."""
    app = set_up(editor(office))
    client = browser(office)
    answer = enter(client, "editor", next="/office/testdorf/")
    assert not is_in(client)
    form = client.get(answer.location).get_data(as_text=True)
    (address,) = re.findall(r'action="(/account/tf-validate[^"]*)"', form)
    assert "/office/testdorf/" == client.post(
        html.unescape(address), data={"code": app.code()}
    ).location  # fmt: skip
    assert is_in(client)


def test_a_code_is_good_once(office: Office) -> None:
    """Whoever looks over a shoulder comes too late."""
    app = set_up(editor(office))
    code, client, thief = app.code(), asked_for_code(office), asked_for_code(office)
    assert 302 == client.post("/account/tf-validate", data={"code": code}).status_code
    assert 200 == thief.post("/account/tf-validate", data={"code": code}).status_code
    assert not is_in(thief)


def test_a_wrong_code_is_refused_beside_the_field(office: Office) -> None:
    """And guessing is slowed down, for this account alone."""
    set_up(editor(office))
    client = asked_for_code(office)
    for _ in range(8):
        answer = client.post("/account/tf-validate", data={"code": "000000"})
        assert "This code is not right." in answer.get_data(as_text=True)
    assert 429 == client.post("/account/tf-validate", data={"code": "000000"}).status_code
    assert (
        429 == asked_for_code(office).post("/account/tf-validate", data={"code": "1"}).status_code
    )
    give_password(office.app, "author")
    assert 302 == enter(browser(office), "author").status_code


def test_the_secret_is_kept_sealed(office: Office) -> None:
    """Who reads the database can make neither codes nor recovery codes of it."""
    client = editor(office)
    app = set_up(client)
    codes = recovery_codes(client)
    kept = account(office)
    assert app.codes.base32_key not in kept["secret"]
    assert not [code for code in codes if code in json.dumps(kept["codes"])]


def test_the_picture_is_there_while_it_is_needed(office: Office) -> None:
    """A picture of our own, not part of the page; nobody else and no later time gets one."""
    client = editor(office)
    assert 404 == client.get("/account/code.svg").status_code
    text_of(client, "/account/tf-setup", setup="authenticator")
    answer = client.get("/account/code.svg")
    assert "image/svg+xml" == answer.headers["Content-Type"].partition(";")[0]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.data.startswith(b"<?xml") or answer.data.startswith(b"<svg")
    assert 404 == browser(office).get("/account/code.svg").status_code


def recovery_codes(client: FlaskClient) -> list[str]:
    """Have recovery codes made."""
    text = client.post("/account/mf-recovery-codes").get_data(as_text=True)
    return re.findall(r"<code>([0-9a-f-]{14})</code>", text)


def test_a_recovery_code_is_good_once(office: Office) -> None:
    """Typed from paper, with blanks and capitals, it stands for a code; then it is used up."""
    client = editor(office)
    set_up(client)
    codes = recovery_codes(client)
    assert 8 == len(codes)
    rescued, thief = asked_for_code(office), asked_for_code(office)
    typed = f" {codes[3].upper()} "
    assert 302 == rescued.post("/account/mf-recovery", data={"code": typed}).status_code
    assert is_in(rescued)
    answer = thief.post("/account/mf-recovery", data={"code": codes[3]})
    assert "none of your recovery codes" in answer.get_data(as_text=True)
    assert not is_in(thief)
    assert 7 == len(account(office)["codes"])


def test_without_the_password_there_is_no_second_step(office: Office) -> None:
    """Codes and recovery codes open nothing by themselves."""
    client = editor(office)
    app, codes = set_up(client), recovery_codes(client)
    stranger = browser(office)
    for path, code in (("tf-validate", app.code()), ("mf-recovery", codes[0])):
        stranger.post(f"/account/{path}", data={"code": code})
        assert not is_in(stranger)


def test_the_second_factor_is_switched_off_by_its_owner(office: Office) -> None:
    """Then the password is enough again."""
    client = editor(office)
    set_up(client)
    assert PROFILE == client.post("/account/tf-setup", data={"setup": "disable"}).location
    assert 302 == enter(browser(office), "editor").status_code
    assert None is account(office)["secret"]


@pytest.mark.parametrize(
    "path", ["/account/tf-setup", "/account/wan-register", "/account/mf-recovery-codes"]
)
def test_changing_how_one_is_guarded_needs_a_fresh_proof(office: Office, path: str) -> None:
    """Whoever finds an open browser changes nothing; the owner proves it and goes on."""
    client = editor(office)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] -= timedelta(minutes=31).total_seconds()
    away = client.get(path)
    assert "/account/verify" in away.location
    assert "This is not your password." in text_of(client, away.location, password="wrong")
    assert path == client.post(away.location, data={"password": PASSWORD}).location
    assert 200 == client.get(path).status_code


def question(client: FlaskClient, path: str, **data: str) -> tuple[str, dict[str, Any]]:
    """What the page asks the device, and where its answer goes."""
    text = client.post(path, data=data).get_data(as_text=True)
    (options,) = re.findall(r'data-options="([^"]*)"', text)
    (address,) = re.findall(r'action="([^"]*)" class="panel" data-passkey', text)
    return html.unescape(address), json.loads(html.unescape(options))


def with_passkey(client: FlaskClient, device: Authenticator, name: str = "Telephone") -> str:
    """Set a passkey up; where the answer leads."""
    where, asked = question(client, "/account/wan-register", name=name, usage="first")
    return str(client.post(where, data={"credential": device.create(asked)}).location)


def sign_in_with(client: FlaskClient, device: Authenticator) -> Any:
    """Sign in with a passkey."""
    where, asked = question(client, "/account/wan-signin")
    return client.post(where, data={"credential": device.get(asked)})


def test_a_passkey_signs_in_without_a_password(office: Office) -> None:
    """It is its owner's proof of both: nothing is typed, and no code is asked for."""
    client, device = editor(office), Authenticator()
    assert PROFILE == with_passkey(client, device)
    set_up(client)
    assert ["Telephone"] == account(office)["passkeys"]
    other = browser(office)
    assert "/office/" == sign_in_with(other, device).location
    assert is_in(other)


def test_the_page_asks_for_a_device_that_makes_sure(office: Office) -> None:
    """A key that anybody can touch is not enough, and no page tells who has passkeys."""
    where, asked = question(editor(office), "/account/wan-register", name="Key", usage="first")
    assert where.startswith("/account/wan-register/")
    wanted = asked["authenticatorSelection"]
    assert ("required", "required") == (wanted["userVerification"], wanted["residentKey"])
    assert "authenticatorAttachment" not in wanted
    _, asked = question(browser(office), "/account/wan-signin")
    assert "required" == asked["userVerification"]
    assert not asked.get("allowCredentials")


@pytest.mark.parametrize("fault", ["not verified", "other page", "other key", "old answer"])
def test_a_passkey_that_is_not_right_opens_nothing(office: Office, fault: str) -> None:
    """Touched by anybody, used on a false page, unknown, or answered to another question."""
    device = Authenticator()
    with_passkey(editor(office), device)
    if fault == "not verified":
        device.verified = False
    if fault == "other page":
        device.origin = "https://evil.example"
    if fault == "other key":
        device.key = Authenticator().key
    client = browser(office)
    where, asked = question(client, "/account/wan-signin")
    if fault == "old answer":
        _, asked = question(browser(office), "/account/wan-signin")
    client.post(where, data={"credential": device.get(asked)})
    assert not is_in(client)


def test_a_passkey_proves_freshness_of_its_owner_only(office: Office) -> None:
    """Somebody else's passkey at an open browser is refused."""
    client, device = editor(office), Authenticator()
    with_passkey(client, device)
    other = Authenticator()
    author = office.as_("author")
    with_passkey(author, other)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] -= 40 * 60
        cookie.pop("fs_gexp", None)
    for one, where_to in ((other, "/account/verify"), (device, "/account/tf-setup")):
        where, asked = question(client, "/account/wan-verify?next=/account/tf-setup")
        client.post(where, data={"credential": one.get(asked)})
        answer = client.get("/account/tf-setup")
        assert where_to in (answer.location or answer.request.path)


def test_a_passkey_is_removed(office: Office) -> None:
    """Then it opens nothing any more."""
    client, device = editor(office), Authenticator()
    with_passkey(client, device)
    assert 302 == client.post("/account/wan-delete", data={"name": "Telephone"}).status_code
    other = browser(office)
    sign_in_with(other, device)
    assert not is_in(other)


def test_a_closed_account_is_closed_for_passkeys_too(office: Office) -> None:
    """Like for passwords."""
    client, device = editor(office), Authenticator()
    with_passkey(client, device)
    with office.app.app_context(), transaction() as session:
        session.query(User).filter_by(email="editor@example.org").one().active = False
    other = browser(office)
    sign_in_with(other, device)
    assert not is_in(other)


def test_nobody_is_remembered_by_a_passkey(office: Office) -> None:
    """A forged form gets no cookie that lasts for weeks."""
    client, device = editor(office), Authenticator()
    with_passkey(client, device)
    other = browser(office)
    where, asked = question(other, "/account/wan-signin", remember="y")
    answer = other.post(where, data={"credential": device.get(asked), "remember": "y"})
    assert is_in(other)
    assert not [one for one in answer.headers.getlist("Set-Cookie") if "remember" in one.lower()]
