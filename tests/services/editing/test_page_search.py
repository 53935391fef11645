"""Search for a page to link to, and links to pages that readers cannot open."""

from sqlalchemy.orm import Session

from app.models import Region
from app.services.editing import page_search
from app.services.editing.link_warnings import DeadEnd, dead_ends
from app.services.editing.page_search import Hit
from app.services.pages import pages
from tests.services.guide import begun, day, live, revise


def test_pages_are_found_by_their_working_title(session: Session, region: Region) -> None:
    """With the titles above, and whether readers have them."""
    top = live(session, region, "Gesundheit")
    doctor = live(session, region, "Arzt", parent=top)
    revise(session, doctor, "<p>Neu.</p>", "Ärztinnen und Ärzte")
    draft = begun(session, region, "Arztbrief", parent=top)
    assert [
        Hit(draft.id, "Arztbrief", "Gesundheit", "draft"),
        Hit(doctor.id, "Ärztinnen und Ärzte", "Gesundheit", "published"),
    ] == page_search.find(session, region, "arzt")
    assert [] == page_search.find(session, region, " ")


def test_put_away_pages_are_not_offered(session: Session, region: Region) -> None:
    """Nor what stands below them; but a link that leads there still finds its title."""
    top = live(session, region, "Gesundheit")
    doctor = live(session, region, "Arzt", parent=top)
    pages.archive(session, top, now=day(1))
    assert [] == page_search.find(session, region, "arzt")
    found = page_search.named(session, region, [doctor.id, 4711])
    assert {doctor.id: Hit(doctor.id, "Arzt", "Gesundheit", "below archived")} == found


def test_links_that_lead_nowhere_are_named(session: Session, region: Region) -> None:
    """Drafts, archived pages and pages that do not exist, each once."""
    good, draft = live(session, region, "Gut"), begun(session, region, "Entwurf")
    gone = live(session, region, "Weg")
    pages.archive(session, gone, now=day(1))
    html = "".join(
        f'<a href="page:{n}">x</a>' for n in (good.id, draft.id, gone.id, 4711, draft.id)
    )
    assert [
        DeadEnd(draft.id, "Entwurf", "draft"),
        DeadEnd(gone.id, "Weg", "archived"),
        DeadEnd(4711, "", "gone"),
    ] == dead_ends(session, region, html)
