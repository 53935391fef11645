"""Translations over the manage API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]


def place(office: Office, code: str = "ar") -> str:
    """Where the translation of a page of Testdorf is worked on."""
    return f"/regions/testdorf/pages/{office.page('Ankommen')}/translations/{code}/"


def sentence(call: Machine, where: str) -> dict[str, Any]:
    """The paragraph about the town hall."""
    return next(one for one in call("GET", where).json if "Rathaus" in one["source"])


def test_a_paragraph_is_translated_and_read(machine: Made, office: Office) -> None:
    """A machine reads what is missing, sends it with If-Match, and it is current."""
    call, where = machine("translator"), place(office)
    one = sentence(call, where)
    assert ("missing", 0, "") == (one["state"], one["lock_version"], one["target"])
    address = f"{where}paragraphs/{one['id']}/"
    tag = call("GET", address).headers["ETag"]
    body = {"target": "البلدية مفتوحة الساعة 9.", "made_against": one["source_hash"]}
    saved = call("PUT", address, body, {"If-Match": tag})
    assert (200, "saved") == (saved.status_code, saved.json["outcome"])
    assert ("current", 1) == (
        saved.json["paragraph"]["state"],
        saved.json["paragraph"]["lock_version"],
    )
    assert tag != saved.headers["ETag"]


def test_who_was_slower_is_shown_what_stands_there(machine: Made, office: Office) -> None:
    """412 with both texts; nothing is overwritten. Without If-Match 428."""
    call, where = machine("translator"), place(office)
    one = sentence(call, where)
    address = f"{where}paragraphs/{one['id']}/"
    tag = {"If-Match": call("GET", address).headers["ETag"]}
    body = {"target": "البلدية مفتوحة الساعة 9.", "made_against": one["source_hash"]}
    assert 428 == call("PUT", address, body).status_code
    assert 200 == call("PUT", address, body, tag).status_code
    late = call("PUT", address, body | {"target": "نص آخر 9."}, tag)
    assert 412 == late.status_code
    assert body["target"] == late.json["errors"]["theirs"]["target"]
    assert "نص آخر 9." == late.json["errors"]["yours"]
    assert body["target"] == call("GET", address).json["target"]


def test_a_translation_of_an_older_source_is_kept_but_stale(machine: Made, office: Office) -> None:
    """The source moved on while somebody worked: 200, the outcome says behind."""
    call, where = machine("translator"), place(office)
    one = sentence(call, where)
    page = f"/regions/testdorf/pages/{office.page('Ankommen')}/"
    editor = machine("editor")
    text = {
        "title": "Ankommen",
        "html": "<h2>Ankommen</h2><p>Das Rathaus ist nur freitags offen.</p>",
    }
    seen = {"If-Match": editor("GET", page).headers["ETag"]}
    assert 200 == editor("PUT", page, text, seen).status_code
    assert 200 == editor("POST", f"{page}publish/", {}).status_code
    address = f"{where}paragraphs/{one['id']}/"
    body = {"target": "البلدية مفتوحة الساعة 9.", "made_against": one["source_hash"]}
    saved = call("PUT", address, body, {"If-Match": call("GET", address).headers["ETag"]})
    assert (200, "behind") == (saved.status_code, saved.json["outcome"])
    assert "stale" == saved.json["paragraph"]["state"]


def test_a_translator_is_refused_in_another_language(machine: Made, office: Office) -> None:
    """Persian is somebody else's."""
    call, where = machine("translator"), place(office, "fa")
    one = sentence(call, where)
    body = {"target": "شهرداری ساعت ۹ باز است.", "made_against": one["source_hash"]}
    assert (
        403 == call("PUT", f"{where}paragraphs/{one['id']}/", body, {"If-Match": "x"}).status_code
    )


def test_a_whole_page_is_pushed_by_its_path(machine: Made, office: Office) -> None:
    """As with the pushpage of others: found by the path readers know, saved, published, read."""
    body = {
        "path": "/testdorf/de/ankommen/", "language": "en", "title": "Arriving", "publish": True,
        "html": "<h2>Arriving</h2><p>The town hall is open at 9.</p>",
    }  # fmt: skip
    answer = machine("editor")("POST", "/regions/testdorf/push/", body)
    assert 200 == answer.status_code, answer.json
    read = office.app.test_client().get("/api/v3/testdorf/en/pages/").json
    assert ["Arriving"] == [page["title"] for page in read]


def test_who_may_not_publish_pushes_nothing(machine: Made, office: Office) -> None:
    """A push that asks for more than its token may is refused as a whole."""
    body = {"id": office.page("Ankommen"), "language": "de", "html": "<p>Neu.</p>", "publish": True}
    call = machine("author")
    assert 403 == call("POST", "/regions/testdorf/push/", body).status_code
    assert 1 == call("GET", f"/regions/testdorf/pages/{body['id']}/").json["revision"]


def test_a_path_that_leads_nowhere_is_named(machine: Made) -> None:
    """404 and 422 say what is wrong with the path."""
    call = machine("editor")
    body = {"language": "de", "html": "<p>Neu.</p>"}
    lost = call("POST", "/regions/testdorf/push/", body | {"path": "/testdorf/de/nirgends/"})
    assert (404, True) == (lost.status_code, "nirgends" in lost.json["message"])
    foreign = call("POST", "/regions/testdorf/push/", body | {"path": "/nachbarort/de/ankommen/"})
    assert 422 == foreign.status_code


def test_the_state_of_each_language_is_told(machine: Made, office: Office) -> None:
    """Per language and page: state, fresh percent, paragraphs."""
    told = machine("observer")("GET", "/regions/testdorf/status/").json
    assert ["en", "ar", "fa", "ru", "tr", "uk"] == [line["language"] for line in told]
    assert {"missing"} == {page["state"] for line in told for page in line["pages"]}


def test_where_an_editor_decides_a_translator_publishes_nothing(
    machine: Made, office: Office
) -> None:
    """Neither a page nor a push goes live; who may publish lets it."""
    manager, call = machine("manager"), machine("translator")
    told = manager("PATCH", "/regions/testdorf/policies/ar/", {"release": "editor"}).json
    assert "editor" in [one["release"] for one in told["languages"] if one["code"] == "ar"]
    where = place(office)
    whole = {"title": "الوصول", "html": "<h2>الوصول</h2><p>البلدية مفتوحة الساعة 9.</p>"}
    assert 200 == call("PUT", where, whole).status_code
    assert 403 == call("POST", f"{where}publish/", {}).status_code
    body = {"id": office.page("Ankommen"), "language": "ar", "publish": True, **whole}
    assert 403 == call("POST", "/regions/testdorf/push/", body).status_code
    assert 204 == machine("editor")("POST", f"{where}publish/", {}).status_code
