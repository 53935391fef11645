"""Regions and the languages they speak."""

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound
from app.models import Catalogue, Language, Region, RegionLanguage
from app.services import regions
from app.services.pages import translations
from app.services.publishing import catalogue, publication
from app.services.regions import LanguageFacts
from tests.fixtures.guides import NOW
from tests.services.guide import live, live_in_english, shown, titles, translate


def listed(session: Session) -> list[dict[str, object]]:
    """The published list of regions."""
    session.expire_all()
    regions_: list[dict[str, object]] = orjson.loads(session.scalars(select(Catalogue.body)).one())
    return regions_


def test_the_seven_languages_are_added_once(session: Session) -> None:
    """Asking again for the languages adds nothing."""
    regions.ensure_languages(session)
    regions.ensure_languages(session)
    codes = session.scalars(select(Language.code).order_by(Language.id)).all()
    assert ["de", "en", "ar", "fa", "ru", "tr", "uk"] == list(codes)
    right_to_left = session.scalars(select(Language.code).where(Language.direction == "rtl"))
    assert {"ar", "fa"} == set(right_to_left)


def test_a_region_writes_in_its_first_language(region: Region) -> None:
    """The first language is the source, the others are targets in their order."""
    assert "de" == regions.source_code(region)
    assert ["en", "ar", "fa", "ru", "tr", "uk"] == regions.target_codes(region)


@pytest.mark.parametrize("slug", ["", "Stadt", "stadt hof", "straße", "a/b", "api", "regions"])
def test_a_region_needs_a_slug_of_its_own(session: Session, slug: str) -> None:
    """A slug that can't stand in an address, or stands there for something else, is refused by name."""
    regions.ensure_languages(session)
    with pytest.raises(Invalid, match=f"region slug {slug!r}"):
        regions.create(session, slug, "Stadt", ["de"], NOW)


def test_a_region_is_made_once(session: Session, region: Region) -> None:
    """A second region with the same slug is a conflict."""
    with pytest.raises(Conflict, match="'testdorf'"):
        regions.create(session, "testdorf", "Testdorf", ["de"], NOW)


def test_an_unknown_language_is_named(session: Session, region: Region) -> None:
    """Who misspells a language is told which ones there are."""
    with pytest.raises(NotFound, match="language 'xx' is unknown; known are ar, de, en"):
        regions.add_languages(session, region, ["xx"])


def test_an_unknown_region_is_named(session: Session, region: Region) -> None:
    """Who misspells a region is told which ones there are."""
    assert regions.find(session, "testdort") is None
    with pytest.raises(NotFound, match="'testdort' does not exist; there are: testdorf"):
        regions.get(session, "testdort")


def test_the_database_allows_one_source_language(session: Session, region: Region) -> None:
    """Two languages that a region is written in are impossible, whoever writes the row."""
    for entry in region.languages:
        entry.is_source = True
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_language_is_switched_off_and_on(session: Session, region: Region) -> None:
    """Off: its readers get nothing and nobody is led there. On: all is as it was."""
    live_in_english(session, live(session, region))
    before = shown(session, region, "en"), shown(session, region, "de")
    regions.set_visibility(region, "en", active=False, visible=False)
    publication.publish_region(session, region.id, NOW)
    assert [] == shown(session, region, "en")
    assert {} == shown(session, region, "de")[0]["available_languages"]
    regions.set_visibility(region, "en", active=True, visible=True)
    publication.publish_region(session, region.id, NOW)
    assert before == (shown(session, region, "en"), shown(session, region, "de"))


def test_a_language_that_is_off_is_not_in_the_list(session: Session, region: Region) -> None:
    """Neither a language that is off nor one that is hidden stands in the list of regions."""
    regions.set_visibility(region, "uk", active=False, visible=True)
    regions.set_visibility(region, "tr", active=True, visible=False)
    catalogue.publish_catalogue(session, NOW)
    (one,) = listed(session)
    codes = [entry["code"] for entry in one["languages"]]  # type: ignore[attr-defined]
    assert ["de", "en", "ar", "fa", "ru"] == codes


def test_a_hidden_language_can_be_read_by_who_knows_it(session: Session, region: Region) -> None:
    """Hidden is for trying out: pages are there, no other language leads to them."""
    live_in_english(session, live(session, region))
    regions.set_visibility(region, "en", active=True, visible=False)
    publication.publish_region(session, region.id, NOW)
    assert ["School"] == titles(session, region, "en")
    assert {} == shown(session, region, "de")[0]["available_languages"]


def test_the_source_language_stays_on(region: Region) -> None:
    """The language that all others are translated from can't be switched off."""
    with pytest.raises(Invalid, match="'de' is the language that 'testdorf' is written in"):
        regions.set_visibility(region, "de", active=False, visible=False)


def test_a_language_that_is_not_spoken_is_named(region: Region) -> None:
    """Switching a language that the region does not have says so."""
    with pytest.raises(NotFound, match="'testdorf' does not speak 'so'"):
        regions.set_visibility(region, "so", active=True, visible=True)


def test_a_new_language_is_only_data(session: Session, region: Region) -> None:
    """A language nobody programmed for is added as a row, translated into, and read."""
    regions.ensure_languages(session, [LanguageFacts("so", "so-SO", "Soomaali")])
    regions.add_languages(session, region, ["so"])
    page = live(session, region)
    translate(session, page, "so", "Dugsiga", "<p>Dugsigu waa furan yahay.</p>")
    translations.publish(session, page, "so", now=NOW)
    catalogue.publish_catalogue(session, NOW)
    (one,) = shown(session, region, "so")
    assert ("/testdorf/so/dugsiga/", "Dugsiga") == (one["path"], one["title"])
    assert "<p>Dugsigu waa furan yahay.</p>" == one["content"]
    names = [entry["native_name"] for entry in listed(session)[0]["languages"]]  # type: ignore[attr-defined]
    assert "Soomaali" == names[-1]


def test_a_new_language_starts_empty(session: Session, region: Region) -> None:
    """Adding a language to a running guide gives its readers an empty list, not other people's text."""
    live(session, region)
    regions.ensure_languages(session, [LanguageFacts("so", "so-SO", "Soomaali")])
    regions.add_languages(session, region, ["so"])
    publication.publish_region(session, region.id, NOW)
    assert [] == shown(session, region, "so")
    spoken = session.scalars(
        select(RegionLanguage.position).where(RegionLanguage.region_id == region.id)
    )
    assert list(range(8)) == sorted(spoken)


def test_an_archived_region_is_not_listed(session: Session, region: Region) -> None:
    """A region that was put away leaves the list; its slug is kept apart so that apps can be told."""
    region.status = "archived"
    catalogue.publish_catalogue(session, NOW)
    assert [] == listed(session)
    assert ["testdorf"] == session.scalars(select(Catalogue.archived)).one()


def test_a_hidden_region_is_listed_as_not_live(session: Session, region: Region) -> None:
    """Apps show hidden regions to people who test them, so the list has them."""
    region.status = "hidden"
    catalogue.publish_catalogue(session, NOW)
    assert [False] == [entry["live"] for entry in listed(session)]
