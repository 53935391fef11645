"""The room of people: who sees whom, who changes what."""

from __future__ import annotations

import pytest

from tests.fixtures.office import Office
from tests.fixtures.post import Letters
from tests.web.test_invitation import ROOM, invite, manager, number_of
from tests.web.test_sign_in import is_in

pytestmark = pytest.mark.parametrize(
    "database_kind", ["sqlite"], indirect=True
)  # the services run on both
ALL = "/office/administration/users/"


def test_the_list_names_everybody_who_works_here(office: Office) -> None:
    """With roles, languages and state; nobody from next door."""
    text = manager(office).get(ROOM).get_data(as_text=True)
    for expected in ("Editor", "translator@example.org", "(ar, uk)", "Administrator", "invited"):
        assert expected in text
    assert "neighbour@example.org" not in text
    assert "nobody@example.org" not in text


def test_people_are_found_by_name_or_address(office: Office) -> None:
    """Each word counts; what is found nowhere says so."""
    client = manager(office)
    found = client.get(f"{ROOM}?q=trans example").get_data(as_text=True)
    assert "translator@example.org" in found
    assert "editor@example.org" not in found
    assert "Nobody found" in client.get(f"{ROOM}?q=<b>%").get_data(as_text=True)
    assert "<b>%" not in client.get(f"{ROOM}?q=<b>%").get_data(as_text=True)


def test_a_search_without_end_is_answered(office: Office) -> None:
    """Databases refuse conditions without end; a long search is cut, not an outage."""
    answer = office.as_("manager").get("/office/testdorf/users/?q=" + "a+" * 1500)
    assert 200 == answer.status_code


@pytest.mark.parametrize("path", ["users/?page=1{}", "pages/1{}/", "pages/?moved=1{}"])
def test_numbers_beyond_the_database(office: Office, path: str) -> None:
    """A number that no database takes is a wrong request, not a fault of the server."""
    office.app.testing = False
    answer = office.as_("manager").get("/office/testdorf/" + path.format("0" * 30))
    assert answer.status_code in (200, 400, 404)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_administrators_see_everybody(office: Office) -> None:
    """In all regions, and those without a role too."""
    text = manager(office, "administrator").get(ALL).get_data(as_text=True)
    for key in ("manager", "neighbour", "nobody"):
        assert f"{key}@example.org" in text
    assert 403 == manager(office).get(ALL).status_code


def test_roles_are_changed(office: Office) -> None:
    """What the form says holds at the next request, without signing in anew."""
    client, author = manager(office), office.as_("author")
    assert 403 == author.get(ROOM).status_code
    number = number_of(client, "Author")
    assert 303 == client.post(f"{ROOM}{number}/", data={"role": "manager"}).status_code
    assert 200 == author.get(ROOM).status_code
    assert 303 == client.post(f"{ROOM}{number}/", data={}).status_code
    assert 404 == author.get(ROOM).status_code
    assert 404 == client.get(f"{ROOM}{number}/").status_code


def test_nobody_raises_themselves(office: Office) -> None:
    """Neither by the form nor by a forged one."""
    client = manager(office)
    number = number_of(client, "Manager")
    for roles in (["manager", "administrator"], ["manager", "editor"]):
        answer = client.post(f"{ROOM}{number}/", data={"role": roles})
        assert answer.status_code in (403, 422)
    assert 403 == client.post(f"{ROOM}{number}/close").status_code


def test_people_of_other_towns_are_not_reached(office: Office) -> None:
    """Counting numbers up finds nobody who does not work here."""
    number = number_of(manager(office, "administrator"), "Neighbour", ALL)
    client = manager(office)
    assert 404 == client.get(f"{ROOM}{number}/").status_code
    for deed in ("", "close", "again", "withdraw", "reopen", "second-factor"):
        assert 404 == client.post(f"{ROOM}{number}/{deed}").status_code


def test_a_closed_account_is_out_at_once_and_can_come_back(office: Office) -> None:
    """The next click fails; opened again, the roles are there but one signs in anew."""
    client, editor = manager(office), office.as_("editor")
    number = number_of(client, "Editor")
    assert 303 == client.post(f"{ROOM}{number}/close").status_code
    assert not is_in(editor)
    assert "closed" in client.get(f"{ROOM}?q=Editor").get_data(as_text=True)
    assert 303 == client.post(f"{ROOM}{number}/reopen").status_code
    assert not is_in(editor)
    assert 200 == office.as_("editor").get("/office/testdorf/").status_code


def test_a_manager_does_not_close_an_administrator(office: Office) -> None:
    """Nor take their second factor away."""
    client = manager(office)
    number = number_of(client, "Administrator")
    for deed in ("close", "second-factor"):
        assert 403 == client.post(f"{ROOM}{number}/{deed}").status_code


def test_the_last_administrator_stays(office: Office) -> None:
    """The form says why; nothing is changed."""
    client = manager(office, "administrator")
    number = number_of(client, "Administrator", ALL)
    answer = client.post(f"{ALL}{number}/", data={"place": ""})
    assert 422 == answer.status_code
    assert "Somebody has to stay administrator." in answer.get_data(as_text=True)
    assert 200 == client.get(ALL).status_code


def test_an_administrator_gives_roles_in_any_region(office: Office, letters: Letters) -> None:
    """One region after the other, or all at once."""
    client = manager(office, "administrator")
    assert 303 == invite(client, room=ALL, place="nachbarort").status_code
    number = number_of(client, "Bob", ALL)
    data = {"place": "testdorf", "role": ["author", "translator"], "language": ["*"]}
    assert 303 == client.post(f"{ALL}{number}/", data=data).status_code
    text = client.get(f"{ALL}?q=Bob").get_data(as_text=True)
    for expected in ("Editor – nachbarort", "Author – testdorf", "(all languages)"):
        assert expected in text
    shown = client.get(f"{ALL}{number}/?place=testdorf").get_data(as_text=True)
    assert 'value="translator" checked' in shown
    assert 404 == client.get(f"{ALL}{number}/?place=nowhere").status_code


@pytest.mark.parametrize("path", ["", "invite"])
def test_pages_have_no_inline_code(office: Office, path: str) -> None:
    """What the policy of the page forbids is not there, either."""
    text = manager(office).get(ROOM + path).get_data(as_text=True)
    assert "style=" not in text
    assert " onclick" not in text
