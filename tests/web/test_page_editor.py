"""The editor's room over HTTP: writing, saving, colliding, publishing, previewing."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.office import Office

HOME = "/office/testdorf/pages"
OLD = "<h2>Ankommen</h2><p>Das Rathaus ist um 9 Uhr offen.</p>"
NEW = OLD.replace("9 Uhr", "10 Uhr")


def said(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    text = re.sub(
        r"<(script|style|textarea).*?</\1>", " ", answer.get_data(as_text=True), flags=re.S
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


class English(FlaskClient):
    """A browser that asks for English."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def office(office: Office) -> Office:
    """The office as people see it who read English."""
    office.app.test_client_class = English
    return office


def save(client: FlaskClient, page: int, body: str, based_on: int = 1, **more: str) -> TestResponse:
    """The form sent with another text."""
    data = {"title": "Ankommen", "body": body, "based_on": str(based_on), **more}
    return client.post(f"{HOME}/{page}/", data=data)


def follow(client: FlaskClient, answer: TestResponse) -> str:
    """What the page says that an answer leads to."""
    assert 303 == answer.status_code, said(answer)
    return said(client.get(answer.location))


def test_a_new_page_is_written(office: Office) -> None:
    """Below another one, with an icon; it is a draft that the tree and the editor know."""
    client = office.as_("author")
    parent = office.page("Freizeit")
    form = client.get(f"{HOME}/new?parent={parent}").get_data(as_text=True)
    assert f'<option value="{parent}" selected>' in form
    answer = client.post(
        f"{HOME}/new",
        data={"title": "Sport", "body": "<p>Laufen.</p>", "icon": "/static/icons/heart.svg",
              "parent": str(parent), "then": "save"},
    )  # fmt: skip
    assert f"{HOME}/{office.page('Sport')}/" == answer.location
    page = client.get(answer.location).get_data(as_text=True)
    assert "&lt;p&gt;Laufen.&lt;/p&gt;</textarea>" in page
    assert 'value="/static/icons/heart.svg" checked' in page
    assert "Draft" in said(client.get(answer.location))


def test_a_fault_stands_beside_its_field_and_everything_typed_stays(office: Office) -> None:
    """Nothing has to be typed twice."""
    client = office.as_("author")
    answer = save(client, office.page("Ankommen"), NEW, title=" ")
    page = answer.get_data(as_text=True)
    assert (422, True, True) == (
        answer.status_code, "um 10 Uhr offen" in page, 'id="title-error"' in page
    )  # fmt: skip
    assert "A page needs a title." in said(answer)
    assert 422 == client.post(f"{HOME}/new", data={"title": "", "body": NEW}).status_code


def test_saving_the_same_is_said(office: Office) -> None:
    """An editor learns that there was nothing to save."""
    client, page = office.as_("editor"), office.page("Ankommen")
    assert "Nothing changed" in follow(client, save(client, page, OLD))
    assert "Saved." in follow(client, save(client, page, NEW))


def test_the_report_comes_before_publishing(office: Office) -> None:
    """What changed word by word, what it costs in which language; then readers get it."""
    client, page = office.as_("editor"), office.page("Ankommen")
    answer = save(client, page, NEW, then="publish")
    report = client.get(answer.location)
    text, html = said(report), report.get_data(as_text=True)
    assert re.search(r"<del>.*9</del><ins>.*10</ins>", html)
    assert "1 paragraph changed: 1 needs 6 translations, about 192 characters." in text
    assert "Number, date or contact" in text
    done = client.post(f"{HOME}/{page}/publish", data={"based_on": "2"})
    assert "Readers have it" in follow(client, done)
    assert "1 needs 6 translations" in said(client.get(done.location))
    assert b"um 10 Uhr" in client.get("/api/v3/testdorf/de/pages/").data


def test_nothing_to_publish_is_said(office: Office) -> None:
    """The page that readers have already needs no button."""
    client, page = office.as_("editor"), office.page("Ankommen")
    answer = save(client, page, OLD, then="publish")
    assert "Readers have exactly this text already." in follow(client, answer)


def test_what_was_not_seen_is_not_published(office: Office) -> None:
    """A colleague saved between the report and the button: the report is shown anew."""
    client, page = office.as_("editor"), office.page("Ankommen")
    save(client, page, NEW)
    save(client, page, OLD.replace("9", "11"), 2)
    answer = client.post(f"{HOME}/{page}/publish", data={"based_on": "2"})
    assert "Please look at what it means now" in follow(client, answer)
    assert b"um 9 Uhr" in client.get("/api/v3/testdorf/de/pages/").data


def test_a_minor_change_counts_as_such(office: Office) -> None:
    """Ticking the box takes the cost away before anything is published."""
    client, page = office.as_("editor"), office.page("Ankommen")
    save(client, page, OLD.replace("offen", "für alle da"))
    report = client.get(f"{HOME}/{page}/report").get_data(as_text=True)
    (segment,) = re.findall(r'name="minor" value="(\d+)"', report)
    assert "needs 6 translations" in said(client.get(f"{HOME}/{page}/report/costs"))
    costs = client.get(f"{HOME}/{page}/report/costs?ticked=1&minor={segment}")
    assert "needs" in said(costs)  # nothing was translated yet: that a change is minor helps nobody


def test_two_editors_collide_and_lose_nothing(office: Office) -> None:
    """The second one sees both texts, chooses, and goes on in the form; then it is saved."""
    first, second = office.as_("editor"), office.as_("author")
    page = office.page("Ankommen")
    save(first, page, NEW)
    mine = OLD.replace("9", "11").replace("<h2>Ankommen</h2>", "<h2>Zuerst</h2>")
    answer = save(second, page, mine)
    assert f"{HOME}/{page}/unsaved" == answer.location
    met = second.get(answer.location)
    assert "Editor saved the page" in said(met)
    (name,) = set(re.findall(r'name="(choice-\d+)"', met.get_data(as_text=True)))
    form = second.post(f"{HOME}/{page}/unsaved", data={"now": "2", name: "mine"})
    shown = second.get(form.location).get_data(as_text=True)
    assert "Zuerst" in shown
    assert "um 11 Uhr" in shown
    assert 'name="based_on" value="2"' in shown
    assert "Saved." in follow(second, save(second, page, mine, 2))
    assert "Sign in" not in said(first.get(f"{HOME}/{page}/"))


def test_a_merge_waits_for_the_newest_text(office: Office) -> None:
    """Somebody saved once more while the choice was made."""
    first, second = office.as_("editor"), office.as_("author")
    page = office.page("Ankommen")
    save(first, page, NEW)
    save(second, page, OLD.replace("9", "11"))
    save(first, page, OLD.replace("9", "12"), 2)
    answer = second.post(f"{HOME}/{page}/unsaved", data={"now": "2"})
    assert "saved once more" in follow(second, answer)


def typed(title: str, body: str = OLD, based_on: int = 1) -> dict[str, object]:
    """What the editor's script sends while somebody types."""
    return {"based_on": based_on, "title": title, "body": body}


def test_what_is_typed_is_kept_and_offered(office: Office) -> None:
    """After a lost window its author finds it again, nobody else does; it can be thrown away."""
    client, page = office.as_("author"), office.page("Ankommen")
    kept = client.post(f"{HOME}/{page}/autosave", json=typed("Ankommen hier"))
    assert {"number", "at", "by", "saved"} == set(kept.json or {})
    assert f"{HOME}/{page}/unsaved" == client.get(f"{HOME}/{page}/").location
    assert "You have not saved this text" in said(client.get(f"{HOME}/{page}/unsaved"))
    assert 'value="Ankommen hier"' in client.get(f"{HOME}/{page}/?draft=1").get_data(as_text=True)
    assert 200 == office.as_("editor").get(f"{HOME}/{page}/").status_code
    assert "thrown away" in follow(client, client.post(f"{HOME}/{page}/unsaved/drop"))
    assert 200 == client.get(f"{HOME}/{page}/").status_code


def test_a_new_page_is_kept_too(office: Office) -> None:
    """Even before it has been saved once."""
    client = office.as_("author")
    client.post(f"{HOME}/new/autosave", json=typed("Sport", "<p>Laufen.</p>", 0))
    answer = client.get(f"{HOME}/new")
    assert "You began a new page" in said(client.get(answer.location))
    assert "Laufen." in client.get(f"{HOME}/new?draft=1").get_data(as_text=True)
    client.post(f"{HOME}/new/unsaved/drop")
    assert 200 == client.get(f"{HOME}/new").status_code


@pytest.mark.parametrize("sent", [[], {"based_on": "1"}, {"based_on": -1}, {"based_on": 10**12}])
def test_a_garbled_autosave_is_refused(office: Office, sent: object) -> None:
    """And keeps nothing."""
    client, page = office.as_("author"), office.page("Ankommen")
    assert 422 == client.post(f"{HOME}/{page}/autosave", json=sent).status_code
    assert 200 == client.get(f"{HOME}/{page}/").status_code


def test_an_author_hands_in_and_an_editor_decides(office: Office) -> None:
    """The author has no button to publish; the editor sends it back with a note, or publishes."""
    author, editor, page = office.as_("author"), office.as_("editor"), office.page("Ankommen")
    form = author.get(f"{HOME}/{page}/").get_data(as_text=True)
    assert ('value="submit"' in form, 'value="publish"' in form) == (True, False)
    assert "Handed in" in follow(author, save(author, page, NEW, then="submit"))
    assert "Handed in by Author" in said(editor.get(f"{HOME}/{page}/report"))
    empty = editor.post(f"{HOME}/{page}/send-back", data={"note": " "})
    assert "Please say what is still to do." in follow(editor, empty)
    editor.post(f"{HOME}/{page}/send-back", data={"note": "Bitte mit Adresse."})
    assert "Bitte mit Adresse." in said(author.get(f"{HOME}/{page}/"))
    assert 403 == author.post(f"{HOME}/{page}/publish", data={"based_on": "2"}).status_code


def test_handing_in_what_is_live_is_answered(office: Office) -> None:
    """There is nothing to approve."""
    author, page = office.as_("author"), office.page("Ankommen")
    assert "nothing to approve" in follow(author, save(author, page, OLD, then="submit"))


def test_a_page_is_taken_away_and_given_back(office: Office) -> None:
    """Each after a question; readers see it at once."""
    client, page = office.as_("editor"), office.page("Ankommen")
    assert "Take this page away" in said(client.get(f"{HOME}/{page}/withdraw"))
    client.post(f"{HOME}/{page}/withdraw")
    assert b"Ankommen" not in client.get("/api/v3/testdorf/de/pages/").data
    assert "It comes back." in said(client.get(f"{HOME}/{page}/report"))
    client.post(f"{HOME}/{page}/publish", data={"based_on": "1"})
    assert b"Ankommen" in client.get("/api/v3/testdorf/de/pages/").data


def test_a_draft_is_discarded(office: Office) -> None:
    """After a question; the form shows what readers have."""
    client, page = office.as_("editor"), office.page("Ankommen")
    save(client, page, NEW)
    assert "Discard the draft?" in said(client.get(f"{HOME}/{page}/discard"))
    client.post(f"{HOME}/{page}/discard", data={"based_on": "2"})
    assert "um 9 Uhr" in client.get(f"{HOME}/{page}/").get_data(as_text=True)


def test_the_preview_shows_the_draft_and_runs_nothing(office: Office) -> None:
    """With the text that is not out yet, in a document that may not do anything."""
    client, page = office.as_("editor"), office.page("Ankommen")
    save(client, page, NEW + "<script>steal()</script>")
    shell = client.get(f"{HOME}/{page}/preview/ar").get_data(as_text=True)
    assert 'sandbox="allow-same-origin allow-popups' in shell
    assert "allow-scripts" not in shell
    screen = client.get(f"{HOME}/{page}/preview/ar/screen")
    html, policy = screen.get_data(as_text=True), screen.headers["Content-Security-Policy"]
    assert '<html lang="ar" dir="rtl">' in html
    assert ("um 10 Uhr" in html, "steal" in html) == (True, False)
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "no-store" == screen.headers["Cache-Control"]


def test_a_preview_in_no_language_of_the_region(office: Office) -> None:
    """Is not there."""
    page = office.page("Ankommen")
    assert 404 == office.as_("editor").get(f"{HOME}/{page}/preview/xx").status_code


def test_unsaved_words_are_previewed_for_their_author_only(office: Office) -> None:
    """What somebody types is nobody else's business."""
    author, editor, page = office.as_("author"), office.as_("editor"), office.page("Ankommen")
    answer = save(author, page, NEW, then="preview")
    assert f"{HOME}/{page}/preview/de" == answer.location
    assert "unsaved text" in said(author.get(answer.location))
    screen = f"{HOME}/{page}/preview/de/screen"
    assert "um 10 Uhr" in author.get(screen).get_data(as_text=True)
    assert "um 9 Uhr" in author.get(f"{screen}?text=saved").get_data(as_text=True)
    assert "um 9 Uhr" in editor.get(screen).get_data(as_text=True)


def test_links_are_found_by_title_and_by_number(office: Office) -> None:
    """As the link dialog of the editor asks."""
    client, page = office.as_("author"), office.page("Ankommen")
    found = client.get(f"{HOME}/search?q=ankom").json
    assert [{"id": page, "title": "Ankommen", "path": "", "state": "published"}] == found
    assert found == client.get(f"{HOME}/search?q=&id={page}").json
    assert [] == client.get(f"{HOME}/search?q=&id=99999999999999999999").json


def test_links_that_lead_nowhere_are_named(office: Office) -> None:
    """Beside the form, and before publishing."""
    client, page = office.as_("editor"), office.page("Ankommen")
    client.post(f"{HOME}/new", data={"title": "Entwurf", "body": "<p>a</p>"})
    draft = office.page("Entwurf")
    save(client, page, f'{OLD}<p><a href="page:{draft}">Mehr</a> <a href="page:4711">x</a></p>')
    for where in ("", "report"):
        text = said(client.get(f"{HOME}/{page}/{where}"))
        assert "2 links lead to pages that readers cannot open: Entwurf (not published yet)" in text
        assert "page:4711 (does not exist)" in text


def test_an_observer_reads_and_changes_nothing(office: Office) -> None:
    """No form, no unsaved text, no deed."""
    client, page = office.as_("observer"), office.page("Ankommen")
    html = client.get(f"{HOME}/{page}/").get_data(as_text=True)
    assert ("<textarea" in html, "<iframe" in html) == (False, True)
    assert 403 == save(client, page, NEW).status_code


def test_pages_of_next_door_do_not_exist(office: Office) -> None:
    """Not even their titles, for those who know their number."""
    client, page = office.as_("editor"), office.page("Ankommen", "nachbarort")
    for where in ("", "report", "preview/de", "preview/de/screen", "unsaved", "published"):
        assert 404 == client.get(f"{HOME}/{page}/{where}").status_code
    assert [] == client.get(f"{HOME}/search?q=&id={page}").json


def test_a_token_is_for_those_who_are_signed_in(office: Office) -> None:
    """A window that was left open gets a new one after its visitor signed in again."""
    assert {"csrf_token", "who"} == set(office.as_("author").get(f"{HOME}/token").json or {})
    assert 303 == office.app.test_client().get(f"{HOME}/token").status_code


def test_a_long_page_is_saved_whole(office: Office) -> None:
    """Half a million umlauts are six times as many bytes in a form, and still one page."""
    client, page = office.as_("editor"), office.page("Ankommen")
    long = "".join(f"<p>{'ä' * 900} {number}</p>" for number in range(400))
    assert 303 == save(client, page, long).status_code
