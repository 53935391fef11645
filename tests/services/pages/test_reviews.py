"""Review dates: pages are looked at again, and somebody says that they are still right."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Content, Region
from app.services import events, outlines
from app.services.pages import pages, reviews
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live

TODAY = date(2026, 11, 22)


def plan(
    session: Session, page: Content, due_on: date | None, every: int = 30, **more: bool
) -> int:
    """A page that Ada wants looked at."""
    return reviews.plan(session, page, due_on, every, by="Ada", now=NOW, **more)


def names(found: list[reviews.Due]) -> list[str]:
    """The titles of a list."""
    return [entry.title for entry in found]


def test_a_page_is_due_on_its_day(session: Session, region: Region) -> None:
    """Not the day before; what has waited longest stands first."""
    first, second = live(session, region, "Erste"), live(session, region, "Zweite")
    live(session, region, "Dritte")
    plan(session, first, date(2026, 12, 24))
    plan(session, second, date(2026, 12, 1))
    assert [] == reviews.due(session, region, date(2026, 11, 30))
    assert ["Zweite"] == names(reviews.due(session, region, date(2026, 12, 1)))
    assert ["Zweite", "Erste"] == names(reviews.due(session, region, date(2026, 12, 24)))


def test_what_comes_and_what_nobody_thinks_of(session: Session, region: Region) -> None:
    """The next thirty days, and live pages without a day, in the order of the tree."""
    top = live(session, region, "Bildung")
    for title, due_on in (("Bald", date(2026, 12, 22)), ("Spät", date(2026, 12, 23))):
        plan(session, live(session, region, title), due_on)
    live(session, region, "Schule", parent=top)
    begun(session, region, "Entwurf")
    plan(session, live(session, region, "Nie wieder"), None)
    assert ["Bald"] == names(reviews.coming(session, region, TODAY))
    assert ["Bildung", "Schule", "Nie wieder"] == names(reviews.forgotten(session, region))
    assert [(), ("Bildung",), ()] == [e.trail for e in reviews.forgotten(session, region)]


def test_still_right(session: Session, region: Region) -> None:
    """Who looked is kept, and the next day is as far from today as was agreed."""
    page = live(session, region)
    plan(session, page, date(2026, 11, 1))
    next_on = reviews.confirm(session, page, by="Ben", today=TODAY, now=day(0))
    assert date(2026, 12, 22) == next_on
    (entry,) = reviews.due(session, region, date(2026, 12, 22))
    assert ("Ben", day(0), 30, True) == (
        entry.confirmed_by, entry.confirmed_at, entry.every_days, entry.is_live,
    )  # fmt: skip
    assert ["page.still-right", "page.review"] == [
        event.action for event in events.newest(session, content_id=page.id)
    ]


def test_once_is_once(session: Session, region: Region) -> None:
    """A page to look at once is not due again after somebody looked."""
    page = live(session, region)
    plan(session, page, TODAY, every=0)
    assert None is reviews.confirm(session, page, by="Ben", today=TODAY, now=NOW)
    assert [] == reviews.due(session, region, date.max)


def test_still_right_without_a_plan(session: Session, region: Region) -> None:
    """A page that nobody planned for is looked at again in a year."""
    page = live(session, region)
    assert date(2027, 11, 22) == reviews.confirm(session, page, by="Ben", today=TODAY, now=NOW)


def test_a_whole_section(session: Session, region: Region) -> None:
    """All below a page can have the same day, whatever they had; others keep theirs."""
    top, other = live(session, region, "Bildung"), live(session, region, "Amt")
    middle = live(session, region, "Schule", parent=top)
    deep = live(session, region, "Grundschule", parent=middle)
    plan(session, middle, date(2030, 1, 1))
    assert 3 == plan(session, top, TODAY, below=True)
    assert ["Bildung", "Schule", "Grundschule"] == names(reviews.due(session, region, TODAY))
    (entry,) = [e for e in reviews.due(session, region, TODAY) if e.content_id == deep.id]
    assert ("Bildung", "Schule") == entry.trail
    assert None is reviews.of(session, other)


def test_what_was_put_away_is_not_due(session: Session, region: Region) -> None:
    """Nor is what stands below it; back again it is."""
    top = live(session, region, "Bildung")
    below = live(session, region, "Schule", parent=top)
    plan(session, top, TODAY, below=True)
    pages.archive(session, top, now=NOW)
    assert [] == reviews.due(session, region, TODAY)
    pages.unarchive(session, top, now=NOW)
    pages.archive(session, below, now=NOW)
    assert ["Bildung"] == names(reviews.due(session, region, TODAY))


def test_each_region_has_its_own(session: Session, region: Region) -> None:
    """Another region's pages are not on the list."""
    plan(session, live(session, region), TODAY)
    other = Region(id=region.id + 1)
    assert [] == reviews.due(session, other, TODAY)


@pytest.mark.parametrize("every", [-1, 3651])
def test_how_often_has_bounds(session: Session, region: Region, every: int) -> None:
    """Less than once and less than every ten years are refused."""
    page = live(session, region)
    with pytest.raises(Invalid, match="every_days"):
        plan(session, page, TODAY, every)
    assert None is reviews.of(session, page)


def test_the_outline_is_the_tree(session: Session, region: Region) -> None:
    """Depth first in order, each page with those above it, and whether it was put away with them."""
    top = live(session, region, "Bildung")
    live(session, region, "Amt")
    middle = begun(session, region, "Schule", parent=top)
    deep = begun(session, region, "Grundschule", parent=middle)
    pages.archive(session, middle, now=NOW)
    found = outlines.read(session, region.id)
    assert [("Bildung", False, False), ("Schule", True, True), ("Grundschule", False, True)] == [
        (spot.title, spot.is_archived, spot.is_away) for spot in list(found.values())[:3]
    ]
    assert ["Bildung", "Schule"] == [spot.title for spot in outlines.trail(found, deep.id)]
    assert [middle.id, deep.id] == [spot.id for spot in outlines.below(found, top.id)]
    assert "Amt" == list(found.values())[3].title
