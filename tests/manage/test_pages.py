"""Pages over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]
PAGES = "/regions/testdorf/pages/"


def test_a_page_is_made_published_and_read_by_the_apps(machine: Made, office: Office) -> None:
    """What a machine writes is what readers get, once it is published."""
    call = machine("editor")
    made = call("POST", PAGES, {"title": "Sport", "html": "<p>Im Verein.</p>"})
    assert 201 == made.status_code
    number = made.json["id"]
    assert "draft" == made.json["state"]
    assert 200 == call("POST", f"{PAGES}{number}/publish/", {}).status_code
    read = office.app.test_client().get("/api/v3/testdorf/de/pages/").json
    assert "Sport" in [page["title"] for page in read]


def test_a_page_is_saved_by_who_has_seen_it(machine: Made, office: Office) -> None:
    """Without If-Match 428, with an old one 412, with the present one the text is saved."""
    call, page = machine("editor"), f"{PAGES}{office.page('Ankommen')}/"
    seen = call("GET", page)
    text = {"title": "Ankommen", "html": "<p>Neu.</p>"}
    assert 428 == call("PUT", page, text).status_code
    tag = {"If-Match": seen.headers["ETag"]}
    saved = call("PUT", page, text, tag)
    assert 200 == saved.status_code
    assert 2 == saved.json["revision"]
    late = call("PUT", page, {"title": "Ankommen", "html": "<p>Zu spät.</p>"}, tag)
    assert 412 == late.status_code
    assert "<p>Neu.</p>" == call("GET", page).json["html"]


def test_a_page_that_is_known_is_not_sent_again(machine: Made, office: Office) -> None:
    """If-None-Match with the present tag is answered with 304 and nothing."""
    call, page = machine("observer"), f"{PAGES}{office.page('Ankommen')}/"
    seen = call("GET", page)
    again = call("GET", page, headers={"If-None-Match": seen.headers["ETag"]})
    assert (304, b"") == (again.status_code, again.data)


def test_publishing_tells_what_it_means(machine: Made, office: Office) -> None:
    """The report names the changed paragraphs; previewing it keeps nothing."""
    call, page = machine("editor"), f"{PAGES}{office.page('Ankommen')}/"
    text = {
        "title": "Ankommen",
        "html": "<h2>Ankommen</h2><p>Das Rathaus ist um 10 Uhr offen.</p>",
    }
    told = call("POST", f"{page}preview/", text)
    assert 200 == told.status_code
    assert ["value"] == [change["class"] for change in told.json["changes"]]
    assert 1 == call("GET", page).json["revision"]


def test_an_author_may_not_publish_even_by_machine(machine: Made, office: Office) -> None:
    """A token is held to its owner's rights, and says what is missing."""
    answer = machine("author")("POST", f"{PAGES}{office.page('Ankommen')}/publish/", {})
    assert 403 == answer.status_code
    assert "let readers have a text" in answer.json["message"]


def test_a_token_to_read_does_not_write(machine: Made, office: Office) -> None:
    """Scopes limit what an owner's rights would allow."""
    call = machine("editor", ("read",))
    assert 200 == call("GET", PAGES).status_code
    assert 403 == call("POST", PAGES, {"title": "x", "html": "<p>x</p>"}).status_code


def test_a_region_next_door_does_not_exist(machine: Made) -> None:
    """Who has no role in a region is told nothing of it."""
    assert 404 == machine("editor")("GET", "/regions/nachbarort/pages/").status_code
    assert ["testdorf"] == [one["slug"] for one in machine("editor")("GET", "/regions/").json]


def test_without_a_token_nobody_comes_in(office: Office) -> None:
    """No token, a wrong one, or a signed-in browser: 401 and how to do it."""
    browser = office.as_("administrator")
    for headers in ({}, {"Authorization": "Bearer wgw_wrong"}, {"Authorization": "Basic eDp5"}):
        answer = browser.get("/api/manage/v1/regions/", headers=headers)
        assert 401 == answer.status_code
        assert 'Bearer realm="wegweiser"' == answer.headers["WWW-Authenticate"]


def test_a_bad_body_names_its_fields(machine: Made) -> None:
    """422 with a message for each wrong field; nothing is made."""
    call = machine("editor")
    answer = call("POST", PAGES, {"title": "", "colour": "red"})
    assert 422 == answer.status_code
    assert {"title", "html", "colour"} == set(answer.json["errors"]["json"])
    assert 2 == len(call("GET", PAGES).json)


def test_a_page_cannot_stand_below_itself(machine: Made, office: Office) -> None:
    """A move that would close a circle is refused with the reason."""
    number = office.page("Ankommen")
    answer = machine("editor")(
        "POST", f"{PAGES}{number}/move/", {"target_id": number, "where": "first"}
    )
    assert 422 == answer.status_code
    assert "itself" in answer.json["message"]


def test_lists_come_in_parts(machine: Made) -> None:
    """X-Pagination says how many there are."""
    answer = machine("editor")("GET", f"{PAGES}?page=2&page_size=1")
    assert 1 == len(answer.json)
    assert '"total": 2' in answer.headers["X-Pagination"]


def test_an_unknown_address_says_so_as_json(machine: Made) -> None:
    """404 with the way to the documentation."""
    answer = machine("editor")("GET", "/nothing/here")
    assert 404 == answer.status_code
    assert "/docs/" in answer.json["message"]


def test_an_icon_is_an_address_and_nothing_that_runs(machine: Made) -> None:
    """Apps load icons; other schemes than those of the web are refused."""
    call, text = machine("author"), {"title": "Sport", "html": "<p>Im Verein.</p>"}
    for icon in ("javascript:alert(1)", "data:text/html,x", "https://a.example/x y"):
        assert 422 == call("POST", PAGES, text | {"icon": icon}).status_code
    for icon in ("", "/static/icons/heart.svg", "https://a.example/x.png"):
        assert 201 == call("POST", PAGES, text | {"icon": icon}).status_code


def test_a_number_without_end_is_a_wrong_request(machine: Made) -> None:
    """In JSON, as any other answer."""
    answer = machine("observer")("GET", PAGES + "1" * 30 + "/")
    assert (400, 400) == (answer.status_code, answer.json["code"])


def test_a_page_is_copied_as_a_draft(machine: Made, office: Office) -> None:
    """The copy has the text and another title, and readers do not get it."""
    call, page = machine("editor"), f"{PAGES}{office.page('Ankommen')}/"
    made = call("POST", f"{page}copy/", {"title": "Ankommen in der Neustadt"})
    assert (201, "draft") == (made.status_code, made.json["state"])
    assert call("GET", page).json["html"] == made.json["html"]
    assert made.json["id"] != office.page("Ankommen")
