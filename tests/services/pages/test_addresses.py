"""Slugs: given out once, remembered for ever."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.models import Region, Slug
from app.services import regions
from app.services.pages import addresses, pages, releasing, translations
from app.services.reading import Shelf
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, shown


def test_pages_with_one_title_get_different_slugs(session: Session, region: Region) -> None:
    """The second and third page of a name are numbered."""
    for _ in range(3):
        live(session, region, "Schule & Bildung")
    assert ["schule-bildung", "schule-bildung-2", "schule-bildung-3"] == [
        page["path"].split("/")[3] for page in shown(session, region)
    ]


def test_a_slug_is_never_given_out_twice(session: Session, region: Region) -> None:
    """Not even when its page has another by now, was withdrawn, or was put away."""
    renamed, withdrawn, archived = (live(session, region, name) for name in ("A", "B", "C"))
    pages.change_slug(session, renamed, "de", "Anders", now=NOW)
    releasing.withdraw(session, withdrawn, "de", now=NOW)
    pages.archive(session, archived, now=NOW)
    new = [live(session, region, name) for name in ("A", "B", "C")]
    slugs = [pages.translation(session, page, "de").slug for page in new]
    assert ["a-2", "b-2", "c-2"] == slugs


def test_the_database_gives_no_slug_out_twice(session: Session, region: Region) -> None:
    """Two pages can't have one slug in a language, whoever writes the row."""
    one, other = begun(session, region, "Eins"), begun(session, region, "Zwei")
    assert "eins" == pages.translation(session, one, "de").slug
    session.add(
        Slug(
            region_id=region.id, kind="page", language="de", slug="eins",
            content_id=other.id, at=NOW,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()


def test_old_slugs_lead_to_the_page(session: Session, region: Region) -> None:
    """After two changes all three slugs find the page, which tells of them oldest first."""
    page = live(session, region, "Schule")
    live(session, region, "Arbeit")
    pages.change_slug(session, page, "de", "Bildung", now=day(1))
    pages.change_slug(session, page, "de", "Lernen", now=day(2))
    assert "/testdorf/de/lernen/" == shown(session, region)[0]["path"]
    assert ["schule", "bildung", "lernen"] == shown(session, region)[0]["slug_history"]
    session.commit()
    document = Shelf(session.get_bind(), 0).document("testdorf", "de")  # type: ignore[arg-type]
    assert document is not None
    assert [0, 0, 0, 1] == [
        document.by_slug[slug] for slug in ("schule", "bildung", "lernen", "arbeit")
    ]


def test_a_page_takes_its_own_slug_back(session: Session, region: Region) -> None:
    """A slug that a page had is its own again, without a number."""
    page = live(session, region, "Schule")
    pages.change_slug(session, page, "de", "Bildung", now=NOW)
    assert "schule" == pages.change_slug(session, page, "de", "Schule", now=NOW)
    assert ["schule", "bildung"] == shown(session, region)[0]["slug_history"]


def test_a_changed_slug_changes_the_paths_below(session: Session, region: Region) -> None:
    """The pages below a page are found at its new path."""
    top = live(session, region, "Bildung")
    live(session, region, "Schule", parent=top)
    pages.change_slug(session, top, "de", "Lernen", now=NOW)
    assert "/testdorf/de/lernen/schule/" == shown(session, region)[1]["path"]


def test_each_language_and_region_has_slugs_of_its_own(session: Session, region: Region) -> None:
    """The same word is free in another language and in another town."""
    live_in_english(session, live(session, region, "Sport"), "Sport")
    other = regions.create(session, "nachbarort", "Nachbarort", ["de"], NOW)
    live(session, other, "Sport")
    found = session.execute(select(Slug.language, Slug.slug).order_by(Slug.id))
    assert [("de", "sport"), ("en", "sport"), ("de", "sport")] == [tuple(row) for row in found]


@pytest.mark.parametrize("title", ["Search", "IMPRINT", "Events", "news"])
def test_no_page_stands_where_the_apps_have_a_screen(
    session: Session, region: Region, title: str
) -> None:
    """Words that the web app keeps for itself are numbered."""
    page = live(session, region, title)
    assert f"{title.lower()}-2" == pages.translation(session, page, "de").slug


def test_a_title_without_letters_has_a_slug(session: Session, region: Region) -> None:
    """A page that is called by signs only is found by its number."""
    page = live(session, region, "!?")
    assert f"page-{page.id}" == pages.translation(session, page, "de").slug


def test_imported_slugs_are_kept_exactly(session: Session, region: Region) -> None:
    """A slug from elsewhere stays as it is; one that is another page's is a conflict."""
    one, other = begun(session, region, "Eins"), begun(session, region, "Zwei")
    addresses.record(session, one, "de", "Über_uns!", NOW)
    addresses.record(session, one, "de", "Über_uns!", NOW)
    assert one.id == addresses.owner_of(session, region.id, "page", "de", "Über_uns!")
    with pytest.raises(Conflict, match=f"'Über_uns!' \\(de\\) belongs to page {one.id} already"):
        addresses.record(session, other, "de", "Über_uns!", NOW)


def test_a_translation_begun_twice_keeps_its_slug(session: Session, region: Region) -> None:
    """A second save under another title does not move the page."""
    page = live(session, region)
    live_in_english(session, page, "School")
    assert "school" == translations.begin(session, page, "en", "Schools", NOW).slug


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(
        st.one_of(st.sampled_from(["A", "a", "A-2", "A 2", "Ä", "ae", "a_%"]), st.text(max_size=4)),
        min_size=2,
        max_size=6,
    )
)
def test_no_two_pages_share_a_slug(session: Session, region: Region, titles: list[str]) -> None:
    """Whatever pages are called and renamed to, each slug has one owner."""
    first = pages.begin(session, region, titles[0], now=NOW)
    for title in titles[1:]:
        pages.begin(session, region, title, now=NOW)
        entry = pages.translation(session, first, "de")
        entry.slug = addresses.claim(session, first, "de", title, NOW)
    slugs = session.scalars(select(Slug.slug)).all()
    assert len(slugs) == len(set(slugs)) == session.scalar(select(func.count(Slug.id)))
    assert first.id == addresses.owner_of(session, region.id, "page", "de", entry.slug)
