"""The endpoint of one page, and every way in which a client may name it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app.db import transaction
from app.services import regions
from app.services.pages import pages
from app.services.publishing import publication
from tests.api.asking import API, PAGE_KEYS, raw
from tests.fixtures.guides import NOW

NO_ID = "No Page matches the given query."
NO_URL = "No matching page translation found for url."
NOT_PUBLIC = "No Page matches the given url or id."
GERMAN = "/hannover/de/ankommen/wohnung-anmelden/"
ARABIC = "/hannover/ar/الوصول/تسجيل-السكن/"


def named(client: FlaskClient, language: str, url: str) -> str:
    """The path of the page that an address leads to, or the error."""
    answer = client.get(f"{API}/{language}/page/", query_string={"url": url}).get_json()
    return str(answer.get("path") or answer["error"])


@pytest.mark.parametrize(
    "url",
    [
        GERMAN,
        "/hannover/de/ankommen/wohnung-anmelden",
        "hannover/de/ankommen/wohnung-anmelden",
        "wohnung-anmelden",
        "//wohnung-anmelden//",
        "/HANNOVER/DE/Ankommen/Wohnung-Anmelden/",
        "/hannover/de/mitmachen/wohnung-anmelden/",
        "/wohnung-anmelden/?chat=true#top",
        "Wohnung anmelden",
        "https://integreat.app/hannover/de/ankommen/wohnung-anmelden",
        "https://integreat.app/hannover/de/ankommen/wohnung-anmelden/?a=b#c",
        " wohnung-anmelden ",
    ],
)
def test_an_address_is_resolved_by_its_last_segment(demo_reader: FlaskClient, url: str) -> None:
    """Whole addresses, other parents, other case and missing slashes all lead to the page."""
    assert GERMAN == named(demo_reader, "de", url)


@pytest.mark.parametrize(
    "query",
    [
        f"url={ARABIC}",
        f"url={quote(ARABIC)}",
        f"url={quote(ARABIC, safe='')}",
        f"url={quote(ARABIC).lower()}",
        f"url={quote(quote(ARABIC))}",
        "url=تسجيل-السكن",
        f"url=https://integreat.app{quote(ARABIC)}",
    ],
)
def test_an_address_may_be_encoded_or_raw(demo_reader: FlaskClient, query: str) -> None:
    """Browsers encode what apps send raw; some encode twice."""
    assert ARABIC == raw(demo_reader, f"{API}/ar/page/", query).get_json()["path"]


def test_letters_with_marks_are_found_however_they_are_composed(demo_client: FlaskClient) -> None:
    """Apple's devices send a letter and its mark apart."""
    title = "Größe und Müll"
    with demo_client.application.app_context(), transaction() as session:
        content = pages.get(session, 1)
        pages.change_slug(session, content, "de", title, now=NOW)
    assert "/hannover/de/groesse-und-muell/" == named(
        demo_client, "de", "Gro\u0308ße und Mu\u0308ll"
    )


def test_every_page_is_found_by_its_path_and_by_its_id(demo_reader: FlaskClient) -> None:
    """In each language; the id is that of the page, as its children's parent.id has it."""
    for language in ("de", "fa", "uk"):
        found = demo_reader.get(f"{API}/{language}/pages/").get_json()
        for page in found[::5]:
            assert page == demo_reader.get(
                f"{API}/{language}/page/", query_string={"url": page["path"]}
            ).get_json()  # fmt: skip
        parents = {p["parent"]["id"]: p["parent"]["path"] for p in found if p["parent"]["id"]}
        for number, path in parents.items():
            assert path == demo_reader.get(f"{API}/{language}/page/?id={number}").get_json()["path"]


def test_a_page_has_the_fields_of_the_contract(demo_reader: FlaskClient) -> None:
    """In their order."""
    assert PAGE_KEYS == list(demo_reader.get(f"{API}/de/page/?id=1").get_json())


def test_post_is_another_name_of_page(demo_reader: FlaskClient) -> None:
    """In both generations of addresses."""
    wanted = demo_reader.get(f"{API}/de/page/?id=3").data
    for path in (
        f"{API}/de/post/",
        *(f"/hannover/de/wp-json/extensions/v3/{n}/" for n in ("page", "post")),
    ):
        assert wanted == demo_reader.get(f"{path}?id=3").data


def test_the_id_wins_over_the_url(demo_reader: FlaskClient) -> None:
    """Even over one that exists."""
    answer = demo_reader.get(f"{API}/de/page/?id=1&url=wohnung-anmelden")
    assert "/hannover/de/ankommen/" == answer.get_json()["path"]


@pytest.mark.parametrize("query", ["", "url=", "id=", "url=&id=", "ur=x"])
def test_neither_id_nor_url(demo_reader: FlaskClient, query: str) -> None:
    """400: one of them is needed, and an empty one is none."""
    for name in ("page", "parents"):
        answer = raw(demo_reader, f"{API}/de/{name}/", query)
        assert (400, {"error": "Either the id or the url parameter is required."}) == (
            answer.status_code, answer.get_json(),
        )  # fmt: skip


@pytest.mark.parametrize("number", ["abc", "1.5", "1e3", "٣", "--1", "9" * 30, "0x1"])
def test_an_id_that_is_no_number(demo_reader: FlaskClient, number: str) -> None:
    """400, where the peer answers 500."""
    answer = demo_reader.get(f"{API}/de/page/", query_string={"id": number})
    assert 400 == answer.status_code
    assert answer.get_json()["error"].startswith("id must be a whole number, not ")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("id=0", NO_ID),
        ("id=-1", NO_ID),
        ("id=99999", NO_ID),
        ("id=99999999999", NO_ID),
        ("url=nowhere", NO_URL),
        ("url=/hannover/de/", NO_URL),
        ("url=/", NO_URL),
        ("url=%2F%00", NO_URL),
        ("url=nowhere%00", NO_URL),
        ("url=http://[wohnung-anmelden", NO_URL),
        ("url=http://[::1]/nowhere", NO_URL),
        ("url=%FF%FE", NO_URL),
        ("url=%zz%", NO_URL),
    ],
)
def test_a_page_that_does_not_exist(demo_reader: FlaskClient, query: str, error: str) -> None:
    """404 with the contract's sentence; broken addresses are no more than unknown ones."""
    answer = raw(demo_reader, f"{API}/de/page/", query)
    assert (404, {"error": error}) == (answer.status_code, answer.get_json())


def test_a_page_that_is_not_public_in_the_language(demo_reader: FlaskClient) -> None:
    """404 with a sentence of its own; the slug is known, or the id is."""
    leisure = demo_reader.get(f"{API}/de/children/?url=freizeit").get_json()
    number = leisure[1]["parent"]["id"]
    answer = demo_reader.get(f"{API}/ar/page/?id={number}")
    assert (404, {"error": NOT_PUBLIC}) == (answer.status_code, answer.get_json())
    assert NOT_PUBLIC == named(demo_reader, "ar", "الترفيه-والرياضة") or NO_URL


def test_a_slug_of_another_language_leads_nowhere(demo_reader: FlaskClient) -> None:
    """An address is resolved in the language of the request."""
    assert NO_URL == named(demo_reader, "en", "wohnung-anmelden")


@pytest.mark.parametrize(
    ("query", "error"), [("id=1", NOT_PUBLIC), ("id=0", NO_ID), ("url=ankommen", NO_URL)]
)
def test_a_language_that_the_region_does_not_speak(
    demo_reader: FlaskClient, query: str, error: str
) -> None:
    """The sentences of a page that cannot be found there."""
    for name in ("page", "parents"):
        answer = raw(demo_reader, f"{API}/xx/{name}/", query)
        assert (404, {"error": error}) == (answer.status_code, answer.get_json())


def test_a_former_slug_goes_on_leading_home(demo_client: FlaskClient) -> None:
    """The page's own path is the new one, and its history names both, oldest first."""
    with demo_client.application.app_context(), transaction() as session:
        content = pages.get(session, 1)
        pages.change_slug(session, content, "de", "erste Wege", now=NOW)
    for url in ("ankommen", "/hannover/de/ankommen/", "erste-wege"):
        assert "/hannover/de/erste-wege/" == named(demo_client, "de", url)
    page = demo_client.get(f"{API}/de/page/?url=ankommen").get_json()
    assert ["ankommen", "erste-wege"] == page["slug_history"]
    child = demo_client.get(f"{API}/de/page/?url=notruf").get_json()
    assert "/hannover/de/erste-wege/notruf/" == child["path"]
    english = demo_client.get(f"{API}/en/page/?id=1").get_json()
    assert "/hannover/de/erste-wege/" == english["available_languages"]["de"]["path"]


def test_an_archived_page_is_as_if_unknown(demo_client: FlaskClient) -> None:
    """By its address 404 "for url", by its id 404 "not public"; its children are gone too."""
    with demo_client.application.app_context(), transaction() as session:
        region = regions.get(session, "hannover")
        pages.get(session, 1).archived_at = NOW
        session.flush()
        publication.publish_region(session, region.id, NOW)
    assert NO_URL == named(demo_client, "de", "ankommen")
    assert {"error": NOT_PUBLIC} == demo_client.get(f"{API}/de/page/?id=1").get_json()
    assert NOT_PUBLIC == named(demo_client, "de", "notruf")


def test_fields_of_one_page(demo_reader: FlaskClient) -> None:
    """Only those asked for; an unknown one is refused."""
    page = demo_reader.get(f"{API}/de/page/?id=1&fields=title,path").get_json()
    assert {"path": "/hannover/de/ankommen/", "title": "Ankommen"} == page
    assert 400 == demo_reader.get(f"{API}/de/page/?id=1&fields=nothing").status_code
