"""Invitations: from a manager's form over a mail to a password of one's own."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.office import Office
from tests.fixtures.post import Letters
from tests.web.test_sign_in import NEW, browser, choose, enter

pytestmark = pytest.mark.parametrize(
    "database_kind", ["sqlite"], indirect=True
)  # the services run on both
ROOM = "/office/testdorf/users/"
BOB = {"email": "bob@example.org", "name": "Bob Bär", "role": "editor"}


def manager(office: Office, who: str = "manager") -> FlaskClient:
    """A manager's browser, in English."""
    client = office.as_(who)
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en"}
    return client


def invite(client: FlaskClient, room: str = ROOM, **more: object) -> TestResponse:
    """Send the form of an invitation."""
    return client.post(f"{room}invite", data={**BOB, **more})


def number_of(client: FlaskClient, name: str, room: str = ROOM) -> str:
    """The number of somebody in the list's addresses."""
    text = client.get(f"{room}?q={name}").get_data(as_text=True)
    return str(re.findall(rf'href="{room}(\d+)/"', text)[0])


def test_an_invitation_leads_into_the_region(office: Office, letters: Letters) -> None:
    """The mail names who invites to what; its link lets choose a password, and then one can work."""
    answer = invite(manager(office))
    assert ROOM == answer.location
    assert "bob@example.org" == letters.last.to
    assert "Your access to the guide of Testdorf" == letters.last.subject
    assert "Manager invites you" in letters.last.text
    client = browser(office)
    link = letters.link()
    assert "Welcome, Bob Bär" in client.get(link).get_data(as_text=True)
    assert 303 == choose(client, link, NEW).status_code
    assert 302 == enter(client, "bob", NEW).status_code
    assert 403 == client.get(ROOM).status_code  # an editor


def test_before_a_password_is_chosen_nobody_comes_in(office: Office, letters: Letters) -> None:
    """An account without a password opens to no password at all."""
    invite(manager(office))
    for password in ("", " ", "None", "x"):
        assert 200 == enter(browser(office), "bob", password).status_code


def test_a_new_link_makes_the_old_one_worthless(office: Office, letters: Letters) -> None:
    """“Send again” is for mails that went astray."""
    client = manager(office)
    invite(client)
    first = letters.link()
    assert 303 == client.post(f"{ROOM}{number_of(client, 'Bob')}/again").status_code
    assert first != letters.link()
    assert 404 == browser(office).get(first).status_code
    assert 200 == browser(office).get(letters.link()).status_code


def test_a_withdrawn_invitation_opens_nothing(office: Office, letters: Letters) -> None:
    """The link is worthless, and nobody of that name is in the list."""
    client = manager(office)
    invite(client)
    assert 303 == client.post(f"{ROOM}{number_of(client, 'Bob')}/withdraw").status_code
    assert 404 == browser(office).get(letters.link()).status_code
    assert "bob@example.org" not in client.get(ROOM).get_data(as_text=True)


def test_somebody_with_an_account_is_told_where_they_can_work_now(
    office: Office, letters: Letters
) -> None:
    """No link, no new password: only a note."""
    office.as_("neighbour")
    answer = invite(manager(office), email="neighbour@example.org", name="Whoever")
    assert ROOM == answer.location
    assert "You can work on the guide of Testdorf now" == letters.last.subject
    assert "/account/password/" not in letters.last.text
    assert 200 == office.as_("neighbour").get("/office/testdorf/").status_code


def test_a_translator_gets_languages(office: Office, letters: Letters) -> None:
    """Which ones is asked for; “all” is a choice of its own, never the silent default."""
    client = manager(office)
    refused = invite(client, role="translator")
    assert 422 == refused.status_code
    text = refused.get_data(as_text=True)
    assert "Choose the translator&#39;s languages." in text
    assert 'value="bob@example.org"' in text
    assert 303 == invite(client, role="translator", language=["ar", "uk"]).status_code
    assert "(ar, uk)" in client.get(f"{ROOM}?q=Bob").get_data(as_text=True)


def test_what_was_typed_is_kept_when_something_is_wrong(office: Office, letters: Letters) -> None:
    """The form comes back with it, and with the reason beside the field."""
    for wrong, said in (
        ({"email": "bob"}, "This is no e-mail address."),
        ({"name": " "}, "A name has 1 to 90 characters."),
        ({"name": "translator"}, "Somebody else is called that here."),
        ({"role": "king"}, "Choose at least one role."),
    ):
        answer = invite(manager(office), **wrong)
        text = answer.get_data(as_text=True)
        assert (422, True) == (answer.status_code, said in text)
        typed = BOB | wrong
        assert f'value="{typed["email"]}"' in text
    assert [] == letters.sent


def test_a_manager_cannot_invite_above_or_elsewhere(office: Office, letters: Letters) -> None:
    """Forged forms are refused as the form itself does not offer it."""
    client = manager(office)
    offered = client.get(f"{ROOM}invite").get_data(as_text=True)
    assert 'value="manager"' in offered
    assert 'value="administrator"' not in offered
    assert 403 == invite(client, room="/office/administration/users/").status_code
    assert 404 == invite(client, room="/office/nachbarort/users/").status_code
    invite(client, place="nachbarort")
    assert "/office/testdorf/" in client.get(f"{ROOM}?q=Bob").get_data(as_text=True)
    answer = invite(client, role="administrator", email="eve@example.org")
    assert answer.status_code in (403, 422)
    assert ["bob@example.org"] == [mail.to for mail in letters.sent]


def test_a_dead_mail_server_is_told_of(office: Office, letters: Letters) -> None:
    """The account is there, nothing is lost, and the page says what to do."""
    letters.broken = True
    client = manager(office)
    page = client.get(invite(client).location).get_data(as_text=True)
    assert "The mail to bob@example.org could not be sent." in page
    letters.broken = False
    client.post(f"{ROOM}{number_of(client, 'Bob')}/again")
    assert 200 == browser(office).get(letters.link()).status_code


def test_mails_are_sent_after_the_transaction_only(office: Office, letters: Letters) -> None:
    """Whoever reads the mail at once finds the account; a refused invitation sends none."""
    seen: list[int] = []
    take = letters.post.carrier

    def carry(mail) -> None:  # type: ignore[no-untyped-def]
        take(mail)
        seen.append(browser(office).get(letters.link()).status_code)

    letters.post.carrier = carry
    invite(manager(office))
    assert [200] == seen
