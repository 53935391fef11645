"""The first page of an installation, as a person's browser gets it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from app.db import transaction
from app.services import regions
from app.services.publishing.catalogue import publish_catalogue
from tests.fixtures.guides import NOW


def page(client: FlaskClient, address: str = "/", language: str = "de") -> html.HtmlElement:
    """The page as a tree."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert (200, "text/html; charset=utf-8") == (answer.status_code, answer.content_type)
    return html.document_fromstring(answer.get_data(as_text=True))


def add(client: FlaskClient, slug: str, name: str, status: str = "live") -> None:
    """One more region, published."""
    with client.application.app_context(), transaction() as session:
        regions.ensure_languages(session)
        regions.create(session, slug, name, ["de", "ar"], NOW, status=status)
        publish_catalogue(session, NOW)


def test_the_page_names_the_guides_and_leads_to_their_languages(demo_reader: FlaskClient) -> None:
    """Each language by its own name, in its own direction, and each link answers."""
    tree = page(demo_reader)
    (guide,) = tree.findall(".//article")
    assert "Stadt Hannover hannover" == " ".join(
        guide.findtext("h3", "").split() + guide.findtext("h3/code", "").split()
    )
    links = guide.findall(".//li/a")
    assert ["Deutsch", "English", "العربية"] == [link.text_content() for link in links[:3]]
    assert [("de-DE", "ltr"), ("en-GB", "ltr"), ("ar-arb", "rtl")] == [
        (link.get("lang"), link.get("dir")) for link in links[:3]
    ]
    assert {200} == {demo_reader.get(link.get("href")).status_code for link in links}


@pytest.mark.parametrize(
    ("address", "wanted", "language"),
    [
        ("/", "de", "de"),
        ("/", "en-GB,en;q=0.9,de;q=0.8", "en"),
        ("/", "fr,ar", "de"),
        ("/", "", "de"),
        ("/?language=en", "de", "en"),
        ("/?language=de", "en", "de"),
        ("/?language=xx", "en", "de"),
        ("/?language=%22%3E%3Cscript%3E", "en", "de"),
    ],
)
def test_the_page_speaks_german_and_english(
    demo_reader: FlaskClient, address: str, wanted: str, language: str
) -> None:
    """As the browser prefers, or as the reader chose; German for everybody else."""
    tree = page(demo_reader, address, wanted)
    assert language == tree.get("lang")
    current = tree.xpath("//nav//a[@aria-current='true']/@lang")
    assert [language] == current


def test_both_languages_say_something_else(demo_reader: FlaskClient) -> None:
    """The catalogue of our own words is there and used."""
    titles = {
        code: page(demo_reader, f"/?language={code}").findtext(".//h1") for code in ("de", "en")
    }
    assert "The guide for people who have just arrived" == titles["en"]
    assert titles["de"] != titles["en"]


def test_what_the_page_needs_is_here(demo_reader: FlaskClient) -> None:
    """Style sheet, icons and addresses all answer, with their right types; none is elsewhere."""
    tree = page(demo_reader)
    addresses = set(tree.xpath("//link/@href | //img/@src | //script/@src"))
    kinds = {"css": "text/css", "svg": "image/svg+xml"}
    for address in addresses:
        answer = demo_reader.get(address, buffered=True)
        assert (200, kinds[address.rpartition(".")[2]]) == (answer.status_code, answer.mimetype)
        assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert any(address.endswith(".css") for address in addresses)


def test_an_installation_without_guides_says_how_to_get_one(client: FlaskClient) -> None:
    """No empty page for the operator who has just installed it."""
    text = page(client).text_content()
    assert "wegweiser seed" in text
    assert "wegweiser import-integreat" in text


def test_hidden_and_archived_regions_are_not_shown(client: FlaskClient) -> None:
    """Only what readers may find."""
    for slug, status in (("a", "live"), ("b", "hidden"), ("c", "archived")):
        add(client, slug, f"Ort {slug}", status)
    assert ["Ort a a"] == [
        " ".join(h.text_content().split()) for h in page(client).findall(".//article/h3")
    ]


def test_a_name_is_text_and_nothing_else(client: FlaskClient) -> None:
    """Whatever somebody calls a region, it cannot bring an element into the page."""
    add(client, "a", "<script>alert(1)</script>")
    tree = page(client)
    assert [] == tree.findall(".//script")
    assert "<script>alert(1)</script>" in tree.text_content()


def test_nothing_from_elsewhere_may_run_or_frame_the_page(demo_reader: FlaskClient) -> None:
    """A content security policy, no sniffing, and no cookie."""
    headers = demo_reader.get("/").headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert ("nosniff", "same-origin") == (
        headers["X-Content-Type-Options"], headers["Referrer-Policy"],
    )  # fmt: skip
    assert "Set-Cookie" not in headers


def test_an_address_that_leads_nowhere(demo_reader: FlaskClient) -> None:
    """404, not a redirect."""
    assert 404 == demo_reader.get("/nowhere").status_code
