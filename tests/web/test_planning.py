"""The planning room: publication, end, reminders, addresses, copies, the archive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from app.db import reading, transaction
from app.services import outlines, regions
from app.services.pages import pages, releasing, scheduling
from app.services.pages.pages import Draft
from app.services.pages.scheduling import Plan
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

BERLIN = ZoneInfo("Europe/Berlin")
SECOND = "<h2>Ankommen</h2><p>Das Rathaus ist ab 10 Uhr offen.</p>"
SOON = datetime.now(UTC).astimezone(BERLIN).replace(hour=8, minute=30) + timedelta(days=3)
LATER = SOON + timedelta(days=30)


def form(at: datetime, **more: Any) -> dict[str, Any]:
    """A moment as a browser sends it."""
    return {"day": at.date().isoformat(), "time": at.strftime("%H:%M"), **more}


def english(office: Office, who: str) -> FlaskClient:
    """Somebody who reads English."""
    client = office.as_(who)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(client: FlaskClient, page: int, deed: str, status: int = 200, **data: Any) -> str:
    """What a form of the room leads to."""
    answer = client.post(
        f"/office/testdorf/pages/{page}/plan/{deed}", data=data, follow_redirects=True
    )
    text = unescape(answer.get_data(as_text=True))
    assert status == answer.status_code, text[:2000]
    return re.sub(r"\s+", " ", text)


def room(client: FlaskClient, page: int, rest: str = "") -> str:
    """A page of the room."""
    answer = client.get(f"/office/testdorf/pages/{page}/plan/{rest}")
    assert 200 == answer.status_code
    return re.sub(r"\s+", " ", unescape(answer.get_data(as_text=True)))


def plan(office: Office, page: int) -> Plan | None:
    """What is planned for a page."""
    with office.app.app_context(), reading() as session:
        return scheduling.of(session, pages.get(session, page))


def revise(office: Office, page: int, html: str, based_on: int) -> None:
    """Somebody saves a newer text."""
    with office.app.app_context(), transaction() as session:
        content = pages.get(session, page)
        pages.revise(
            session, content, Draft("Ankommen", html), based_on=based_on, author="Ben", now=NOW
        )


@pytest.fixture
def page(office: Office) -> int:
    """A live page with a newer draft, revision 2."""
    number = office.page("Ankommen")
    revise(office, number, SECOND, 1)
    return number


def test_a_publication_is_planned(office: Office, page: int) -> None:
    """After seeing what it means, on the region's own clock; it is shown, and can be given up."""
    client = english(office, "editor")
    asked = room(client, page, "publish")
    assert "Revision 2" in asked
    assert "What it means for the languages" in asked
    shown = send(client, page, "publish", **form(SOON, revision=2))
    found = plan(office, page)
    assert found is not None
    assert (2, SOON.astimezone(UTC).replace(second=0, microsecond=0), "Editor") == (
        found.number, found.publish_at, found.author,
    )  # fmt: skip
    assert "Revision 2 will be published:" in shown
    assert "8:30" in shown
    assert "planned by Editor" in shown
    assert "is not published by itself any more" in send(client, page, "cancel/publish")
    assert None is plan(office, page)
    assert "planned otherwise" in send(client, page, "cancel/publish")


def test_a_newer_text_is_offered_to_the_plan(office: Office, page: int) -> None:
    """Until somebody says so, the plan keeps the text that was chosen."""
    client = english(office, "editor")
    send(client, page, "publish", **form(SOON, revision=2))
    revise(office, page, "<p>Neu.</p>", 2)
    assert "A newer text was saved since: revision 3." in room(client, page)
    assert "Revision 3 will be published at the planned time." in send(
        client, page, "newer", revision=3
    )
    assert "A newer text was saved since" not in room(client, page)
    assert "planned otherwise" in send(client, page, "newer", revision=2)


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("", "08:00", "Please enter a date"),
        ("2027-02-30", "08:00", "Please enter a date"),
        ("2030-05-05", "25:00", "Please enter a time"),
        ("2030-05-05", "", "Please enter a time"),
        ("2001-05-05", "08:00", "This moment is over."),
        ("2030-03-31", "02:30", "this time does not exist"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    office: Office, page: int, day: str, time: str, said: str
) -> None:
    """With what was typed still in it; nothing is planned."""
    client = english(office, "editor")
    for deed in ("publish", "expire"):
        text = send(client, page, deed, 422, day=day, time=time, revision=2)
        assert said in text
        assert f'value="{day}"' in text
        assert f'value="{time}"' in text
        assert 'aria-invalid="true"' in text
    assert None is plan(office, page)


def test_a_time_that_comes_twice(office: Office, page: int) -> None:
    """The first is meant, and the editor is told."""
    text = send(english(office, "editor"), page, "expire", day="27.10.2030", time="02:30")
    assert "The first is meant." in text
    found = plan(office, page)
    assert found is not None
    assert datetime(2030, 10, 27, 0, 30, tzinfo=UTC) == found.expires_at


def test_an_end_is_planned(office: Office, page: int) -> None:
    """A page can't be told to leave before it comes; its end can be given up."""
    client = english(office, "editor")
    other = office.page("Freizeit")
    assert "The page leaves its readers:" in send(client, other, "expire", **form(LATER))
    assert "The page stays with its readers." in send(client, other, "cancel/expiry")
    with office.app.app_context(), transaction() as session:
        draft = Draft("Neu", "<p>Neu.</p>")
        new = pages.create(
            session, regions.get(session, "testdorf"), draft, author="Ben", now=NOW
        ).id
    send(client, new, "publish", **form(LATER, revision=1))
    text = send(client, new, "expire", 422, **form(SOON))
    assert "can’t leave before it came" in text
    send(client, new, "expire", **form(LATER + timedelta(days=1)))
    again = send(client, new, "publish", 422, **form(LATER + timedelta(days=2), revision=1))
    assert "Change its end first." in again


def test_an_older_text_is_not_planned(office: Office, page: int) -> None:
    """Not while readers have a newer one; a part that there is not can't be given up."""
    client = english(office, "editor")
    send(client, page, "publish", **form(SOON, revision=2))
    with office.app.app_context(), transaction() as session:
        releasing.publish(session, pages.get(session, page), now=NOW)
    assert "Readers have a newer text already." in send(
        client, page, "publish", **form(SOON, revision=1)
    )
    assert "Readers have this very text already." in room(client, page)
    send(client, page, "cancel/everything", 404)


def test_a_page_is_looked_at_again(office: Office, page: int) -> None:
    """On a day and then every so often; a day that is over or no day at all is said to be wrong."""
    client = english(office, "author")
    text = send(client, page, "review", due_on=SOON.date().isoformat(), every="91", below="1")
    assert "To be looked at:" in text
    assert "every three months" in text
    for day, said in (("2001-01-01", "This day is over."), ("bald", "Please enter a date")):
        assert said in send(client, page, "review", 422, due_on=day, every="91")
    assert "Choose how often" in send(client, page, "review", 422, due_on="", every="9999")
    assert "The page is due again:" in send(client, page, "still-right")
    assert "Author said on" in room(client, page)
    assert "Nobody is reminded of this page any more." in send(
        client, page, "review", due_on="", every="0"
    )


def test_an_address_is_changed(office: Office, page: int) -> None:
    """The old one is listed and keeps leading here; what can't be is said beside the field."""
    client = english(office, "editor")
    text = send(client, page, "address/de", slug="Willkommen in Testdorf")
    assert "ends with “willkommen-in-testdorf” now" in text
    assert "1 former address leads here" in text
    for slug, said in (
        ("Freizeit", "“freizeit” belongs to the page “Freizeit”"),
        ("!!!", "at least one letter"),
        ("Events", "a word that the app needs"),
    ):
        assert said in send(client, page, "address/de", 422, slug=slug)
    assert "has this address already" in send(
        client, page, "address/de", slug="Willkommen in Testdorf"
    )
    send(client, page, "address/en", 404, slug="welcome")


def test_a_copy_is_made(office: Office, page: int) -> None:
    """Its title is suggested in the language of the text; without one the form is shown again."""
    client = english(office, "editor")
    assert re.search(
        r'name="title"[^>]*value="Ankommen \((Kopie|copy)\)"', room(client, page, "copy")
    )
    assert "Please enter a title" in send(client, page, "copy", 422, title=" ")
    text = send(client, page, "copy", title="Zweites Ankommen")
    assert "This is the copy, a draft" in text
    with office.app.app_context(), reading() as session:
        region = regions.get(session, "testdorf")
        assert ["Ankommen", "Zweites Ankommen", "Freizeit"] == [
            spot.title for spot in outlines.read(session, region.id).values()
        ]


def test_a_page_is_archived_and_brought_back(office: Office, page: int) -> None:
    """After being told what it means; twice is no harm."""
    client = english(office, "editor")
    with office.app.app_context(), transaction() as session:
        other = pages.get(session, office.page("Freizeit"))
        html = f'<p>Zum <a href="page:{page}">Ankommen</a>.</p>'
        pages.revise(session, other, Draft("Freizeit", html), based_on=1, author="Ben", now=NOW)
        releasing.publish(session, other, now=NOW)
    assert "1 page links to it." in room(client, page, "archive")
    assert "The page is archived." in send(client, page, "archive")
    assert "This page is archived" in room(client, page)
    assert "archived already" in send(client, page, "archive")
    assert "The page is back." in send(client, page, "bring-back")
    assert "not archived" in send(client, page, "bring-back")


def test_who_may_only_look_sees_no_forms(office: Office, page: int) -> None:
    """An observer sees what is planned; an author may plan reminders, nothing else."""
    text = room(english(office, "observer"), page)
    assert "<form" not in text.split("<main", 1)[1]
    text = room(english(office, "author"), page).split("<main", 1)[1]
    assert "/plan/review" in text
    assert "/plan/expire" not in text
    assert "/plan/address" not in text


def test_what_is_due_is_listed(office: Office, page: int) -> None:
    """Pages without a reminder can be given one; those due are ticked off where they stand."""
    client = english(office, "editor")
    today = datetime.now(UTC).astimezone(BERLIN).date()
    send(client, page, "review", due_on=today.isoformat(), every="30")
    send(client, page, "publish", **form(SOON, revision=2))

    def listed() -> str:
        return unescape(client.get("/office/testdorf/reviews/").get_data(as_text=True))

    assert "due today" in listed()
    assert "is published:" in listed()
    answer = client.post(f"/office/testdorf/reviews/{page}/still-right", follow_redirects=True)
    assert "Nothing is due" in unescape(answer.get_data(as_text=True))
    assert "In the next thirty days" in listed()
    for chosen, said in ({}, "Choose at least one page."), ({"all": "1"}, "1 page is due on"):
        answer = client.post(
            "/office/testdorf/reviews/plan", data={"every": "365", **chosen}, follow_redirects=True
        )
        assert said in unescape(answer.get_data(as_text=True))
    assert "Nobody is reminded of these" not in listed()
