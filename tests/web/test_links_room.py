"""The link list, a person's word, and another address everywhere."""

from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.db import reading, transaction
from app.models import Content, Event, LinkCheck, Revision
from app.services import regions
from app.services.links import link_checking
from app.services.pages import pages, releasing
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

PATH = "/office/testdorf/links/"
OLD, NEW = "http://amt.example/alt?a=1&b=2", "https://amt.example/neu"


@pytest.fixture
def linked(office: Office) -> Office:
    """The office, with a page that has links; one of them was found to have moved."""
    html = f'<p>Hier: <a href="{OLD}">Zum Amt &amp; so</a>, <a href="mailto:">Post</a></p>'
    with office.app.app_context(), transaction() as session:
        region = regions.get(session, "testdorf")
        draft = pages.Draft("Ämter", html)
        page = pages.create(session, region, draft, author="Ada", now=NOW)
        releasing.publish(session, page, now=NOW)
        link_checking.enrol(session, NOW)
        moved = {"state": "warning", "reason": "moved", "status": 200, "leads_to": NEW}
        session.execute(update(LinkCheck).values(**moved, since=NOW, checked_at=NOW))
    return office


def english(office: Office, who: str) -> FlaskClient:
    """A browser that wants English, in which somebody has signed in."""
    client = office.as_(who)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def seen(client: FlaskClient, query: str = "") -> str:
    """What stands in the list."""
    answer = client.get(PATH + query)
    assert 200 == answer.status_code
    return unescape(answer.get_data(as_text=True))


def test_the_list(linked: Office) -> None:
    """What is wrong, in words, with what to do; where it stands; others are a click away."""
    editor = english(linked, "editor")
    broken, warning = seen(editor), seen(editor, "?state=warning")
    assert "This is no e-mail address." in broken
    assert OLD not in broken
    for words in (OLD, NEW, "has moved for good", "Ämter", "Zum Amt & so", "German", "on 1 page"):
        assert words in warning
    assert "No address fits" in seen(editor, "?state=warning&q=zzz")
    assert "Nothing here" in seen(editor, "?state=cannot")
    assert OLD in seen(editor, "?state=warning&page=1&q=alt")
    assert "This is no e-mail address." in seen(editor, "?state=nonsense")


def test_who_only_looks(linked: Office) -> None:
    """Whoever may not judge links sees them, and no buttons."""
    shown = seen(english(linked, "observer"), "?state=warning")
    assert NEW in shown
    assert "It is right" not in shown
    assert "Another address" not in shown


def test_a_persons_word(linked: Office) -> None:
    """It leaves the list, and comes back."""
    editor = english(linked, "editor")
    given = {"url": "mailto:", "state": "broken"}
    answer = editor.post(f"{PATH}vouch", data=given)
    assert (303, "/office/testdorf/links/?state=broken") == (answer.status_code, answer.location)
    assert "said by Editor" in seen(editor, "?state=ignored")
    assert 303 == editor.post(f"{PATH}unvouch", data=given).status_code
    assert "said by Editor" not in seen(editor, "?state=ignored")
    assert 404 == editor.post(f"{PATH}vouch").status_code


def test_looking_again(linked: Office) -> None:
    """A web address is looked at again; what is judged by its form is not."""
    editor = english(linked, "editor")
    editor.post(f"{PATH}look-again", data={"url": OLD})
    assert "within the next minutes" in seen(editor)
    editor.post(f"{PATH}look-again", data={"url": "mailto:"})
    assert "nothing to look at" in seen(editor)
    with linked.app.app_context(), reading() as session:
        assert NOW < session.scalars(select(LinkCheck.next_at)).one()


def html(office: Office) -> tuple[str, str]:
    """The page's text: what is worked on, and what readers have."""
    with office.app.app_context(), reading() as session:
        content = session.get_one(Content, office.page("Ämter"))
        published = session.get_one(Revision, content.published_revision_id)
        working = session.get_one(Revision, content.working_revision_id)
        return unescape(working.html), unescape(published.html)


def test_another_address_everywhere(linked: Office) -> None:
    """The new address is offered, the pages are named, and readers have it at once."""
    editor = english(linked, "editor")
    url = f"{PATH}replace?url=http%3A%2F%2Famt.example%2Falt%3Fa%3D1%26b%3D2&new={NEW}"
    plan = unescape(editor.get(url).get_data(as_text=True))
    assert (True, True) == (f'value="{NEW}"' in plan, "goes online at once" in plan)
    page = linked.page("Ämter")
    given = {"url": OLD, "new": NEW, "chosen": page}
    answer = editor.post(f"{PATH}replace", data=given)
    assert 303 == answer.status_code
    assert "1 page is online with the new address." in seen(editor)
    assert all(NEW in text and OLD not in text for text in html(linked))
    with linked.app.app_context(), reading() as session:
        events = session.scalars(select(Event.action).where(Event.action == "link.replace"))
        assert ["link.replace"] == list(events)
    again = editor.post(f"{PATH}replace", data=given)
    assert 422 == again.status_code
    assert "No page has this address any more" in again.get_data(as_text=True)


@pytest.mark.parametrize("new", ["", OLD, "www.neu.example", "javascript:alert(1)", "page:999999"])
def test_an_address_that_no_text_gets(linked: Office, new: str) -> None:
    """The form comes back with what was typed and what is wrong; nothing was changed."""
    editor, before = english(linked, "editor"), html(linked)
    given = {"url": OLD, "new": new, "chosen": linked.page("Ämter")}
    answer = editor.post(f"{PATH}replace", data=given)
    assert 422 == answer.status_code
    shown = unescape(answer.get_data(as_text=True))
    assert f'value="{new}"' in shown
    assert 'aria-invalid="true"' in shown
    assert before == html(linked)


def test_nothing_was_chosen(linked: Office) -> None:
    """No page is changed if none is ticked."""
    editor, before = english(linked, "editor"), html(linked)
    assert 422 == editor.post(f"{PATH}replace", data={"url": OLD, "new": NEW}).status_code
    assert before == html(linked)


def test_the_neighbour_s_links(linked: Office) -> None:
    """Another region's list knows nothing of them, and changes nothing."""
    neighbour, before = english(linked, "neighbour"), html(linked)
    there = "/office/nachbarort/links/"
    assert OLD not in unescape(neighbour.get(f"{there}?state=warning").get_data(as_text=True))
    given = {"url": OLD, "new": NEW, "chosen": linked.page("Ämter")}
    assert 422 == neighbour.post(f"{there}replace", data=given).status_code
    neighbour.post(f"{there}look-again", data={"url": OLD})
    neighbour.post(f"{there}vouch", data={"url": OLD})
    assert before == html(linked)
    assert OLD in seen(english(linked, "editor"), "?state=warning")
