"""Where one is signed in: seen in the profile, and ended there."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import update

from app.db import transaction
from app.models import LoginSession
from tests.fixtures.office import PASSWORD, Office, give_password
from tests.web.test_sign_in import browser, enter, is_in

PROFILE = "/office/profile/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"


def signed_in(office: Office, agent: str = "", place: str = "10.0.0.1") -> FlaskClient:
    """A browser of the editor."""
    give_password(office.app, "editor")
    client = browser(office, place)
    client.environ_base |= {"HTTP_USER_AGENT": agent}
    enter(client, "editor")
    return client


def ends(client: FlaskClient) -> list[str]:
    """The addresses at which the profile offers to end other sessions."""
    return re.findall(r'action="(/office/profile/sessions/\d+/end)"', profile(client))


def profile(client: FlaskClient) -> str:
    """The profile's page."""
    return client.get(PROFILE).get_data(as_text=True)


def age(office: Office, by: timedelta, *, seen: bool = False) -> None:
    """Let all sessions have begun, or been used last, so much earlier."""
    column = LoginSession.seen_at if seen else LoginSession.started_at
    with office.app.app_context(), transaction() as session:
        for row in session.query(LoginSession).all():
            session.execute(
                update(LoginSession)
                .where(LoginSession.id == row.id)
                .values({column: getattr(row, column.key) - by})
            )


def test_browsers_are_listed_in_words(office: Office) -> None:
    """The one at hand is marked; the others can be signed out."""
    signed_in(office, PHONE)
    client = signed_in(office, "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0")
    text = profile(client)
    assert "Chrome, Android" in text
    assert "Firefox, Linux" in text
    assert 1 == text.count("this one")
    assert 1 == len(ends(client))


def test_another_browser_is_signed_out(office: Office) -> None:
    """At its next request it is told so, and asked to sign in."""
    phone, client = signed_in(office, PHONE), signed_in(office)
    assert 303 == client.post(ends(client)[0]).status_code
    away = phone.get(PROFILE)
    assert 303 == away.status_code
    assert "You are signed out" in phone.get(away.location).get_data(as_text=True)
    assert "You are signed out" not in phone.get(away.location).get_data(as_text=True)
    assert is_in(client)


def test_all_others_are_signed_out_at_once(office: Office) -> None:
    """The browser at hand stays."""
    others = [signed_in(office, PHONE) for _ in range(3)]
    client = signed_in(office)
    assert 303 == client.post(f"{PROFILE}sessions/end-others").status_code
    assert [False] * 3 == [is_in(other) for other in others]
    assert is_in(client)
    assert [] == ends(client)


def test_anothers_session_is_not_ended(office: Office) -> None:
    """Its number looks as if it did not exist."""
    editor, author = signed_in(office), office.as_("author")
    signed_in(office, PHONE)
    assert 404 == author.post(ends(editor)[0]).status_code


def test_a_forged_or_copied_cookie_without_a_session_is_nothing(office: Office) -> None:
    """Even somebody who could sign cookies needs the secret of a session that lives."""
    client = signed_in(office)
    with client.session_transaction() as cookie:
        cookie["browser"] = "guessed"
    assert not is_in(client)
    with client.session_transaction() as cookie:
        cookie.pop("browser", None)
        cookie["_user_id"] = "editor"
    assert not is_in(client)


def test_a_session_ends_after_idle_hours(office: Office) -> None:
    """Twelve hours in which nothing happens."""
    client = signed_in(office)
    age(office, timedelta(hours=11, minutes=50), seen=True)
    assert is_in(client)
    age(office, timedelta(hours=12, minutes=1), seen=True)
    assert not is_in(client)


def test_a_session_ends_after_a_week(office: Office) -> None:
    """However busy it is."""
    client = signed_in(office)
    age(office, timedelta(days=6, hours=23))
    assert is_in(client)
    age(office, timedelta(hours=2))
    assert not is_in(client)


def test_use_is_noted_now_and_then(office: Office) -> None:
    """The idle time begins anew with use, at the price of one write in five minutes."""
    client = signed_in(office)
    age(office, timedelta(hours=11), seen=True)
    assert is_in(client)
    with office.app.app_context(), transaction() as session:
        (row,) = session.query(LoginSession).all()
        noted = row.seen_at
    age(office, timedelta(hours=11), seen=True)
    assert is_in(client)
    with office.app.app_context(), transaction() as session:
        (row,) = session.query(LoginSession).all()
        assert row.seen_at > noted - timedelta(minutes=1)


def test_readers_get_no_cookie(office: Office) -> None:
    """Whoever reads the guide is not followed."""
    for path in ("/", "/api/v3/regions/", "/healthz"):
        assert not office.app.test_client().get(path).headers.getlist("Set-Cookie")


def test_a_name_is_changed(office: Office) -> None:
    """It stands beside what one does; a blank one, or a colleague's, is refused and the form kept."""
    client = signed_in(office)
    answer = client.post(f"{PROFILE}name", data={"name": "Ada  Lovelace", "locale": "en"})
    assert 303 == answer.status_code
    assert 'value="Ada Lovelace"' in profile(client)
    for name, said in (
        (" ", "A name has 1 to 90 characters."),
        ("Author", "Somebody else is called"),
    ):
        answer = client.post(f"{PROFILE}name", data={"name": name, "locale": "en"})
        assert (422, True) == (answer.status_code, said in answer.get_data(as_text=True))


def test_a_token_is_shown_once(office: Office) -> None:
    """Its secret is on the answer to the form and nowhere else; revoked, it is gone."""
    client = signed_in(office)
    data = {"name": "Push", "scope": ["read", "write"], "place": "testdorf", "days": "30"}
    text = client.post(f"{PROFILE}tokens/new", data=data).get_data(as_text=True)
    (secret,) = re.findall(r"wgw_[-\w]{43}", text)
    listed = profile(client)
    assert secret not in listed
    assert f"{secret[:12]}…" in listed
    (revoke,) = re.findall(r'action="(/office/profile/tokens/\d+/revoke)"', listed)
    assert 404 == office.as_("author").post(revoke).status_code
    assert 303 == client.post(revoke).status_code
    assert secret[:12] not in profile(client)


def test_a_token_needs_a_fresh_proof(office: Office) -> None:
    """Whoever finds an open browser makes no token with it."""
    client = signed_in(office)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] -= 31 * 60
    data = {"name": "Push", "scope": "read"}
    away = client.post(f"{PROFILE}tokens/new", data=data)
    assert 303 == away.status_code
    assert "/account/verify" in away.location
    assert "Push" not in profile(client)
    back = client.post(away.location, data={"password": PASSWORD})
    assert f"{PROFILE}tokens/new" == back.location
    assert 200 == client.post(f"{PROFILE}tokens/new", data=data).status_code


def test_a_token_for_a_foreign_region_is_refused(office: Office) -> None:
    """As if that region did not exist; and a form without a name or scope comes back."""
    client = signed_in(office)
    data = {"name": "Push", "scope": "read", "place": "nachbarort"}
    assert 404 == client.post(f"{PROFILE}tokens/new", data=data).status_code
    assert 422 == client.post(f"{PROFILE}tokens/new", data={"name": "Push"}).status_code
