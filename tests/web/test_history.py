"""The history room: revisions listed, compared, read and brought back."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.db import transaction
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

FIRST = "<h2>Ankommen</h2><p>Das Rathaus ist um 9 Uhr offen.</p>"
SECOND = "<h2>Ankommen</h2><p>Das Rathaus ist ab 10 Uhr offen.</p><p>Kommen Sie zu uns.</p>"


@pytest.fixture
def page(office: Office) -> int:
    """A page with two revisions, the first of them live."""
    number = office.page("Ankommen")
    with office.app.app_context(), transaction() as session:
        content = pages.get(session, number)
        pages.revise(
            session, content, Draft("Ankommen hier", SECOND), based_on=1, author="Ben", now=NOW
        )
    return number


def read(client: FlaskClient, page: int, rest: str = "") -> str:
    """A page of the room, in English."""
    answer = client.get(f"/office/testdorf/pages/{page}/history/{rest}", query_string=None)
    assert 200 == answer.status_code, answer.get_data(as_text=True)[:500]
    return answer.get_data(as_text=True)


def english(office: Office, who: str) -> FlaskClient:
    """Somebody who reads English."""
    client = office.as_(who)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_the_list_tells_who_wrote_what(office: Office, page: int) -> None:
    """Both revisions with author, size and state, and a way to compare them; below, who did what."""
    text = read(english(office, "editor"), page)
    assert text.index("Ankommen hier") < text.index("Ada")
    assert "Working copy" in text
    assert ">Live<" in text
    assert "7 words" in text
    assert f"/office/testdorf/pages/{page}/history/1/restore" in text
    assert "Nothing has been noted yet" in text


def test_an_old_text_does_nothing_in_its_reader_s_name(office: Office, page: int) -> None:
    """What htmx would obey is not among what a text may say, however it came to be stored."""
    with office.app.app_context(), transaction() as session:
        working = pages.get(session, page).working
        assert working is not None
        deed = f"/office/testdorf/pages/{page}/publish"
        working.html = f'<p data-hx-post="{deed}" data-hx-trigger="load">Hallo</p>'
    text = read(english(office, "editor"), page, "2/")
    assert "<p>Hallo</p>" in text
    assert '"prefix": ""' in text  # and htmx itself does not listen to data-hx-…


def test_two_revisions_side_by_side(office: Office, page: int) -> None:
    """Words that went and came are deletions and insertions, whichever order they were asked for in."""
    client = english(office, "observer")
    text = read(client, page, "compare?old=1&new=2")
    assert '<del><span class="hidden">removed: </span>um 9</del>' in text
    assert '<ins><span class="hidden">added: </span>ab 10</ins>' in text
    assert '<ins><span class="hidden">added: </span>Kommen Sie zu uns.</ins>' in text
    assert 'lang="de-DE" dir="ltr"' in text
    assert text.count("<del>") == read(client, page, "compare?old=2&new=1").count("<del>")
    assert "Both are the same." in read(client, page, "compare?old=2&new=2")


def test_an_old_revision_is_read(office: Office, page: int) -> None:
    """As it was saved; one that does not exist is not found."""
    client = english(office, "observer")
    assert "<p>Das Rathaus ist um 9 Uhr offen.</p>" in read(client, page, "1/")
    for rest in ("7/", "compare?old=1&new=7"):
        answer = client.get(f"/office/testdorf/pages/{page}/history/{rest}")
        assert 404 == answer.status_code


def test_an_old_text_is_brought_back(office: Office, page: int) -> None:
    """After being told what it means; then it is the working copy, and the list says who did it."""
    client = english(office, "author")
    assert "readers keep what they have" in read(client, page, "1/restore")
    answer = client.post(
        f"/office/testdorf/pages/{page}/history/1/restore",
        data={"based_on": "2"},
        follow_redirects=True,
    )
    text = answer.get_data(as_text=True)
    assert "Revision 1 is the working copy again, as revision 3." in text
    assert "revision 1 as revision 3" in text
    assert "Author" in text


def test_who_has_not_seen_the_newest_text_is_told(office: Office, page: int) -> None:
    """Nothing is overwritten."""
    client = english(office, "author")
    url = f"/office/testdorf/pages/{page}/history/1/restore"
    text = client.post(url, data={"based_on": "1"}, follow_redirects=True).get_data(as_text=True)
    assert "Somebody saved this page in the meantime." in text
    assert "revision 3" not in text


def test_bringing_back_what_is_there(office: Office, page: int) -> None:
    """Says so, and changes nothing."""
    client = english(office, "author")
    url = f"/office/testdorf/pages/{page}/history/2/restore"
    text = client.post(url, data={"based_on": "2"}, follow_redirects=True).get_data(as_text=True)
    assert "The page has this text already." in text


def test_what_it_would_cost_is_not_done(office: Office, page: int) -> None:
    """Asking changes nothing, neither for editors nor for readers."""
    client = english(office, "author")
    before = read(client, page)
    read(client, page, "1/restore")
    assert before == read(client, page)
    with office.app.app_context(), transaction() as session:
        content = pages.get(session, page)
        assert content.published is not None
        assert 1 == content.published.number
        assert not releasing.preview_of(
            session, content, content.published, now=NOW
        ).changes  # it is live already
