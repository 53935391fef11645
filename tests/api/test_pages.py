"""The endpoint of a whole guide: every page of a region in one language."""

from __future__ import annotations

import re
from datetime import datetime

import orjson
import pytest
from flask.testing import FlaskClient

from app.db import transaction
from app.models import Organisation
from app.services import regions
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.publishing import publication
from tests.api.asking import API, PAGE_KEYS, paths
from tests.fixtures.guides import NOW

LANGUAGES = ("de", "en", "ar", "fa", "ru", "tr", "uk")
UTC_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")
LOCAL_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?[+-]\d\d:\d\d")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_the_fields_of_the_contract(demo_reader: FlaskClient, language: str) -> None:
    """The same names in the same order on each page of each language."""
    found = demo_reader.get(f"{API}/{language}/pages/").get_json()
    assert {tuple(PAGE_KEYS)} == {tuple(page) for page in found}


def test_types_and_forms_of_the_fields(demo_reader: FlaskClient) -> None:
    """Numbers, texts, dates and objects as the contract has them."""
    for page in demo_reader.get(f"{API}/ar/pages/").get_json():
        assert int is type(page["id"])
        assert int is type(page["order"])
        assert UTC_FORM.fullmatch(page["modified_gmt"])
        assert LOCAL_FORM.fullmatch(page["last_updated"])
        instants = [datetime.fromisoformat(page[f]) for f in ("modified_gmt", "last_updated")]
        assert instants[0] == instants[1]
        assert page["url"].endswith(page["path"])
        assert ["id", "url", "path"] == list(page["parent"])
        assert re.sub(r"<[^>]*>", "", page["content"]) == page["excerpt"]
        assert [] == page["embedded_offers"]
        assert page["path"].rstrip("/").rpartition("/")[2] in page["slug_history"]
        assert re.fullmatch("[0-9a-f]{32}", page["hash"])


def test_paths_nest_and_are_not_percent_encoded(demo_reader: FlaskClient) -> None:
    """/{region}/{language}/{slug of each ancestor}/{own slug}/, in raw Unicode."""
    found = demo_reader.get(f"{API}/ar/pages/").get_json()
    by_path = {page["path"]: page for page in found}
    assert len(found) == len(by_path)
    for path, page in by_path.items():
        above = path.rstrip("/").rpartition("/")[0] + "/"
        assert page["parent"]["path"] == (None if above == "/hannover/ar/" else above)
        assert page["parent"]["path"] is None or above in by_path
        assert "%" not in path
    assert {"id": 0, "url": None, "path": None} == by_path["/hannover/ar/الوصول/"]["parent"]


def test_pages_stand_depth_first(demo_reader: FlaskClient) -> None:
    """Each page right after its parent or its last sibling's descendants, siblings by order."""
    found = demo_reader.get(f"{API}/de/pages/").get_json()
    order = {page["path"]: page["order"] for page in found}

    def key(path: str) -> list[tuple[int, str]]:
        parts = path.strip("/").split("/")
        above = ["/" + "/".join(parts[:n]) + "/" for n in range(3, len(parts) + 1)]
        return [(order[step], step) for step in above]

    assert sorted(order, key=key) == list(order)


def test_only_languages_that_resolve_are_available(demo_reader: FlaskClient) -> None:
    """Each address named there answers, the requested language is not among them."""
    known = {code: set(paths(demo_reader.get(f"{API}/{code}/pages/"))) for code in LANGUAGES}
    for page in demo_reader.get(f"{API}/de/pages/").get_json():
        others = page["available_languages"]
        assert [code for code in LANGUAGES[1:] if code in others] == list(others)
        assert all(entry["path"] in known[code] for code, entry in others.items())
    leisure = demo_reader.get(f"{API}/de/page/?url=freizeit").get_json()
    assert ["en"] == list(leisure["available_languages"])


def test_what_is_not_live_in_a_language_is_absent_there(demo_reader: FlaskClient) -> None:
    """No fallback to German: the section that waits for review is in German and English only."""
    counts = {code: len(demo_reader.get(f"{API}/{code}/pages/").get_json()) for code in LANGUAGES}
    assert (63, 63, {53}) == (counts["de"], counts["en"], {counts[c] for c in LANGUAGES[2:]})


@pytest.mark.parametrize("language", ["xx", "de-si", "DE"])
def test_a_language_that_the_region_does_not_speak(demo_reader: FlaskClient, language: str) -> None:
    """404 as JSON."""
    answer = demo_reader.get(f"{API}/{language}/pages/")
    assert (404, {"error": "No language matches the given query."}) == (
        answer.status_code, answer.get_json(),
    )  # fmt: skip


def test_an_unknown_region_is_not_found(demo_reader: FlaskClient) -> None:
    """404 as JSON at every endpoint of a region."""
    for name in ("pages", "page", "children", "parents", "events", "news", "imprint", "offers"):
        answer = demo_reader.get(f"/api/v3/nowhere/de/{name}/")
        assert (404, {"error": "No Region matches the given query."}) == (
            answer.status_code, answer.get_json(),
        )  # fmt: skip


def test_both_generations_of_addresses_answer_alike(demo_reader: FlaskClient) -> None:
    """WordPress's address gives the very bytes of today's."""
    now = demo_reader.get(f"{API}/fa/pages/")
    then = demo_reader.get("/hannover/fa/wp-json/extensions/v3/pages/")
    assert (now.data, now.headers["ETag"]) == (then.data, then.headers["ETag"])


def test_texts_are_sent_as_utf_8(demo_reader: FlaskClient) -> None:
    r"""No \uXXXX: Arabic costs two bytes a letter, not six."""
    data = demo_reader.get(f"{API}/ar/pages/").data
    assert "الوصول".encode() in data
    assert b"\\u" not in data


def test_fields_leave_out_what_a_client_does_not_read(demo_reader: FlaskClient) -> None:
    """The fields asked for, in the order of the contract, whatever the order of asking."""
    whole = demo_reader.get(f"{API}/de/pages/").get_json()
    part = demo_reader.get(f"{API}/de/pages/?fields=title, path,parent").get_json()
    names = ["path", "title", "parent"]
    assert [{name: page[name] for name in names} for page in whole] == part
    assert names == list(part[0])


def test_the_order_of_fields_makes_no_other_answer(demo_reader: FlaskClient) -> None:
    """The same fields are the same document, with the same ETag."""
    asked = ("title,path", "path,title", " path , title,,title")
    assert 1 == len({demo_reader.get(f"{API}/de/pages/?fields={f}").headers["ETag"] for f in asked})


@pytest.mark.parametrize("fields", ["", ",", " , "])
def test_no_fields_are_all_fields(demo_reader: FlaskClient, fields: str) -> None:
    """An empty list is as good as none."""
    found = demo_reader.get(f"{API}/de/pages/", query_string={"fields": fields}).get_json()
    assert PAGE_KEYS == list(found[0])


def test_an_unknown_field_is_named(demo_reader: FlaskClient) -> None:
    """400 with the wrong name and the right ones."""
    answer = demo_reader.get(f"{API}/de/pages/?fields=title,colour")
    assert 400 == answer.status_code
    assert answer.get_json()["error"].startswith(
        "fields: unknown 'colour'; known are id, url, path,"
    )


def test_a_new_page_changes_the_document(demo_client: FlaskClient) -> None:
    """Published at once, with another ETag than before; the other languages stay as they were."""
    before = {
        code: demo_client.get(f"{API}/{code}/pages/").headers["ETag"] for code in ("de", "tr")
    }
    with demo_client.application.app_context(), transaction() as session:
        region = regions.get(session, "hannover")
        content = pages.begin(session, region, "Neu", now=NOW)
        pages.write_first(session, content, Draft("Neu", "<p>A</p>"), author="test", now=NOW)
        releasing.release(session, content, NOW)
        publication.publish_region(session, region.id, NOW, texts_of={content.id})
    german = demo_client.get(f"{API}/de/pages/", headers={"If-None-Match": before["de"]})
    turkish = demo_client.get(f"{API}/tr/pages/", headers={"If-None-Match": before["tr"]})
    assert (200, 304) == (german.status_code, turkish.status_code)
    page = german.get_json()[-1]
    assert ("/hannover/de/neu/", "<p>A</p>", "A") == (
        page["path"], page["content"], page["excerpt"],
    )  # fmt: skip
    assert ("2026-11-22T12:00:00Z", "2026-11-22T13:00:00+01:00") == (
        page["modified_gmt"], page["last_updated"],
    )  # fmt: skip


def test_an_organisation_stands_on_its_page(demo_client: FlaskClient) -> None:
    """id, slug, name, logo and website, all absolute."""
    number = demo_client.get(f"{API}/de/page/?url=ankommen&fields=title").get_json()
    assert ["title"] == list(number)
    with demo_client.application.app_context(), transaction() as session:
        region = regions.get(session, "hannover")
        found = Organisation(
            region_id=region.id, slug="kargah", name="kargah e. V.",
            logo="https://www.kargah.de/logo.svg", website="https://www.kargah.de/",
        )  # fmt: skip
        session.add(found)
        session.flush()
        content = pages.get(session, 1)
        content.organisation_id = found.id
        session.flush()
        session.expire(content)
        publication.publish_texts(session, content, NOW)
    page = demo_client.get(f"{API}/de/page/?id=1").get_json()
    assert ["id", "slug", "name", "logo", "website"] == list(page["organization"])
    assert "https://www.kargah.de/" == page["organization"]["website"]


def test_a_document_is_one_array_of_its_pages(demo_reader: FlaskClient) -> None:
    """pages/ is the pages of page/ joined, byte for byte."""
    whole = demo_reader.get(f"{API}/uk/pages/").data
    first = orjson.loads(whole)[0]
    one = demo_reader.get(f"{API}/uk/page/", query_string={"url": first["path"]}).data
    assert b"[" + one + b"," == whole[: len(one) + 2]
