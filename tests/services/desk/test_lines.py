"""A queue as a list: what stands beside each paragraph."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Finding, Head, Region
from app.services.desk import (
    assignments,
    lines,
    queues,
    standings,
)
from app.services.desk.paragraphs import claims
from app.services.exchange import exporting
from app.services.overviews import holdings
from app.services.pages import releasing
from app.services.quality import checking
from tests.services.desk.test_assignments import people
from tests.services.guide import begun, day, live, live_in_english, revise

HTML = "<p>Bringen Sie den Pass mit.</p><p>Der Kurs kostet 10 Euro und beginnt bald.</p>"
ENGLISH = "<p>Bring your passport.</p><p>The course costs 10 euros and starts soon.</p>"
LATER = (
    "<p>Bringen Sie den Pass nicht mit.</p><p>Der Kurs kostet 12 Euro und beginnt im Herbst.</p>"
)


def test_a_line_says_why_its_paragraph_waits(session: Session, region: Region) -> None:
    """The words that turn the meaning, the values that changed, where it stands, for how long."""
    top = live(session, region, "Bildung")
    page = live(session, region, "Kurse", HTML, parent=top)
    live_in_english(session, page, "Courses", ENGLISH)
    revise(session, page, LATER, now=day(1))
    releasing.publish(session, page, now=day(1))
    who = people(session, region)["Ada"]
    held = holdings.of_region(session, region)
    found = [
        line
        for queue in ("now", "changed")
        for line in lines.of_queue(session, who, region, "en", queue, day(4), held)
    ]
    by_text = {line.text: line for line in found}
    grave = by_text["Bringen Sie den Pass nicht mit."]
    assert (("nicht",), ()) == (grave.guards, grave.facts)
    assert (("Bildung",), "Kurse", 3) == (grave.trail, grave.title, grave.days)
    assert [("new", "nicht ")] == [(one.kind, one.text) for one in grave.diff if one.kind != "same"]
    assert "Bring your passport." == grave.target
    told = [(one.kind, one.old, one.new) for line in found for one in line.facts]
    assert [("money", "10 Euro", "12 Euro")] == told


def test_a_line_says_who_is_at_it(session: Session, region: Region) -> None:
    """Somebody who has it open, an export that is out, a person who looks after the page."""
    page = live(session, region, "Kurse", HTML)
    who = people(session, region)
    ada, amal = who["Ada"], who["Amal"]
    assignments.give(session, ada, region, "ar", page.id, amal.id, day(0), due_on=day(2).date())
    first = queues.items(session, region, "ar", "new", day(0))[0]
    claims.take(session, amal, first.segment_id, "ar", day(0))
    exporting.export(session, ada, region.slug, "ar", day(0), pages=[page.id])
    held = holdings.of_region(session, region)
    found = lines.of_queue(session, ada, region, "ar", "new", day(0), held)
    assert [("Amal", day(2).date())] * 3 == [(line.assignee, line.due_on) for line in found]
    assert ["Amal", None, None] == [line.claim.name if line.claim else None for line in found]
    assert [True] * 3 == [line.exported is not None for line in found]
    later = lines.of_queue(
        session, ada, region, "ar", "new", day(0) + timedelta(minutes=16), held, limit=2, offset=1
    )
    assert [None, None] == [line.claim for line in later]


def test_a_line_tells_what_checks_found(session: Session, region: Region) -> None:
    """In what is served; what somebody dismissed is not told."""
    page = live(session, region, "Kurse", "<p>Der Kurs ist am Abend.</p>")
    live_in_english(session, page, "Courses", "<p>The course is in the evening.</p>")
    target = session.scalars(select(Head.target_id).order_by(Head.segment_id.desc())).first()
    for check in ("length", "marks"):
        session.add(Finding(target_id=target, check_name=check, level="warn", detail="", at=day(0)))
    session.flush()
    dismissed = session.scalars(select(Finding).where(Finding.check_name == "marks")).one()
    checking.dismiss(session, dismissed.id, "Ada", day(0))
    held = holdings.of_region(session, region)
    who = people(session, region)["Ada"]
    (line,) = lines.of_queue(session, who, region, "en", "findings", day(0), held)
    assert ["length"] == [fault.check for fault in line.faults]


def test_a_language_stands_as_its_paragraphs_do(session: Session, region: Region) -> None:
    """Section by section and as a whole, as the queues count them; drafts do not count."""
    top = live(session, region, "Bildung")
    page = live(session, region, "Kurse", HTML, parent=top)
    begun(session, region, "Entwurf")
    live_in_english(session, page, "Courses", ENGLISH)
    revise(session, page, LATER, now=day(1))
    releasing.publish(session, page, now=day(1))
    held = holdings.of_region(session, region)
    (section,) = standings.of_sections(session, region, "en", held)
    assert (top.id, "Bildung") == (section.id, section.title)
    counted = queues.counts(session, region, "en", day(1))
    stands = section.standing
    assert (counted["now"], counted["now"] + counted["changed"], counted["new"]) == (
        stands.urgent, stands.stale, stands.missing,
    )  # fmt: skip
    assert 5 == stands.total
    assert 0 < stands.percent < 100
    assert stands == standings.of_regions(session, [region.id])[region.id, "en"]
    assert 100 == standings.Standing().percent
