"""Publication: what is made anew, what is left alone, and how readers' doors learn of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import Catalogue, Fragment, Organisation, Region, Snapshot
from app.services import regions
from app.services.pages import releasing
from app.services.publishing import catalogue, publication
from app.services.publishing.settings import Site, differs, site
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, revise, shown

ELSEWHERE = Site("https://wegweiser.example", "https://app.example")


def versions(session: Session, region: Region) -> dict[str, int]:
    """The version of each language's document."""
    session.expire_all()
    return {
        row.language: row.version
        for row in session.scalars(select(Snapshot).where(Snapshot.region_id == region.id))
    }


def grown(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """The languages whose documents are newer."""
    return {code for code, version in after.items() if version != before.get(code)}


def test_publishing_what_is_published_writes_nothing(session: Session, region: Region) -> None:
    """Bringing a region up to date that is so writes no fragment and raises no version."""
    live_in_english(session, live(session, region))
    before = versions(session, region)
    assert 0 == publication.publish_region(session, region.id, NOW)
    assert 0 == publication.publish_region(session, region.id, NOW, everything=True)
    assert before == versions(session, region)


def test_every_language_has_a_document_at_once(session: Session, region: Region) -> None:
    """Languages without any page have a document too: an empty one."""
    live(session, region)
    assert {"de", "en", "ar", "fa", "ru", "tr", "uk"} == set(versions(session, region))


def test_only_touched_documents_are_new(session: Session, region: Region) -> None:
    """A German edit renews German, and the languages that show the page; the others stay."""
    page = live(session, region)
    live_in_english(session, page)
    live(session, region, "Arbeit")
    before = versions(session, region)
    revise(session, page, "<p>Die Schule ist heute nicht offen.</p>", now=day(1))
    assert before == versions(session, region)
    releasing.publish(session, page, now=day(1))
    assert {"de", "en"} == grown(before, versions(session, region))


def test_a_german_edit_leaves_other_pages_alone(session: Session, region: Region) -> None:
    """Fragments of other pages keep their bytes."""
    page, other = live(session, region), live(session, region, "Arbeit")
    bytes_ = select(Fragment.body).where(Fragment.content_id == other.id)
    before = session.scalars(bytes_).all()
    revise(session, page, "<p>Neu.</p>")
    releasing.publish(session, page, now=day(1))
    assert before == session.scalars(bytes_).all()


def test_a_new_language_of_a_page_is_told_in_the_others(session: Session, region: Region) -> None:
    """Publishing a translation renews the pages that lead to it, their texts and dates unchanged."""
    page = live(session, region)
    before, was = versions(session, region), shown(session, region)[0]
    live_in_english(session, page)
    now = shown(session, region)[0]
    assert {"de", "en"} == grown(before, versions(session, region))
    assert {"available_languages"} == {name for name in now if now[name] != was[name]}


def test_addresses_of_the_installation(session: Session, region: Region) -> None:
    """When the base address changes, every document is made anew with it, once."""
    goal = live(session, region, "Arzt")
    page = live(session, region, "Schule", f'<p><a href="page:{goal.id}">Arzt</a></p>')
    page.icon = "/static/icons/book.svg"
    live_in_english(session, page, html=f'<p><a href="page:{goal.id}">Doctor</a></p>')
    assert publication.publish_all(session, ELSEWHERE, day(1))
    german, english = shown(session, region), shown(session, region, "en")
    assert {"https://wegweiser.example"} == {page["url"][:25] for page in german + english}
    assert (
        "https://wegweiser.example/testdorf/en/school/"
        == (german[1]["available_languages"]["en"]["url"])
    )
    assert "https://wegweiser.example/static/icons/book.svg" == german[1]["thumbnail"]
    assert 'href="https://app.example/testdorf/de/arzt/"' in english[0]["content"]
    assert {"2026-11-22T12:00:00Z"} == {page["modified_gmt"] for page in german + english}
    before = versions(session, region)
    assert not publication.publish_all(session, ELSEWHERE, day(2))
    assert before == versions(session, region)


def test_later_publications_keep_the_addresses(session: Session, region: Region) -> None:
    """What is published afterwards has the addresses of the installation, not the defaults."""
    publication.publish_all(session, ELSEWHERE, NOW)
    live(session, region)
    assert ELSEWHERE == site(session)
    assert "https://wegweiser.example/testdorf/de/schule/" == shown(session, region)[0]["url"]
    catalogue.publish_catalogue(session, NOW)
    assert ELSEWHERE == site(session)


def test_documents_of_an_older_form_are_made_anew(session: Session, region: Region) -> None:
    """A version of ours that changes the form of documents renews them all at its start."""
    live(session, region)
    publication.publish_all(session, ELSEWHERE, NOW)
    old = asdict(ELSEWHERE) | {"format": 0}
    session.execute(update(Catalogue).values(made_with=old))
    assert differs(session, ELSEWHERE)
    assert publication.publish_all(session, ELSEWHERE, NOW)


def test_everything_can_be_made_anew_by_hand(session: Session, region: Region) -> None:
    """Once the settings are forgotten, the next publication repairs what somebody broke."""
    live(session, region)
    publication.publish_all(session, ELSEWHERE, NOW)
    before = shown(session, region)
    session.execute(update(Fragment).values(body=b"{}"))
    session.expire_all()
    publication.forget_settings(session)
    assert publication.publish_all(session, ELSEWHERE, NOW)
    assert before == shown(session, region)


def test_a_database_without_a_region_is_published(session: Session) -> None:
    """The very first start has an empty list of regions."""
    assert publication.publish_all(session, ELSEWHERE, NOW)
    assert b"[]" == session.scalars(select(Catalogue.body)).one()


def test_two_regions_do_not_mix(session: Session, region: Region) -> None:
    """Publishing in one town renews nothing in another."""
    other = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    live(session, other, "Dort")
    before = versions(session, other)
    live(session, region, "Hier")
    assert before == versions(session, other)
    assert ["Dort"] == [page["title"] for page in shown(session, other)]


def test_a_page_of_an_organisation(session: Session, region: Region) -> None:
    """Readers learn who stands behind a page."""
    page = begun(session, region)
    verein = Organisation(
        region_id=region.id, slug="verein", name="Verein", logo="", website="https://v.example"
    )
    session.add(verein)
    session.flush()
    assert page.working is not None
    page.working.organisation_id = verein.id  # beside the working copy, and live with it
    releasing.publish(session, page, now=NOW)
    found: dict[str, Any] = shown(session, region)[0]["organization"]
    assert ("verein", "Verein", "https://v.example") == (
        found["slug"],
        found["name"],
        found["website"],
    )


def test_the_list_of_regions(session: Session, region: Region) -> None:
    """A region is listed with its full name, its place on the map and what it offers."""
    region.prefix, region.postal_code = "Gemeinde", "12345"
    region.bounding_box, region.latitude, region.longitude = [9.5, 52.25, 9.75, 52.5], 52.3, 9.7
    region.features = {"events": True}
    catalogue.publish_catalogue(session, NOW)
    (one,) = orjson.loads(session.scalars(select(Catalogue.body)).one())
    assert ("Gemeinde Testdorf", "testdorf", True) == (one["name"], one["path"], one["live"])
    assert [[9.5, 52.25], [9.75, 52.5]] == one["bounding_box"]
    assert (True, False) == (one["events"], one["pois"])


def test_a_region_at_the_equator_has_its_own_box(session: Session, region: Region) -> None:
    """A coordinate of 0 is a coordinate; a region without any is shown with all of Germany."""
    region.bounding_box = [0.0, -0.5, 1.0, 0.5]
    catalogue.publish_catalogue(session, NOW)
    (one,) = orjson.loads(session.scalars(select(Catalogue.body)).one())
    assert [[0.0, -0.5], [1.0, 0.5]] == one["bounding_box"]
