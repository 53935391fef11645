"""The lists of the overview: old paragraphs, what waits for a person, and the month's money."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.models import Budget, Content, Job, Region
from app.services.overviews import holdings, money, paragraphs, waiting
from app.services.pages import pages, releasing
from app.services.segments import targets
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, revise, translate

RULE = "<p>Die Schule ist nicht offen.</p>"
NEW = "<p>Die Schule ist für alle kleinen Kinder offen.</p>"


def changed(session: Session, region: Region, title: str, html: str, number: int) -> Content:
    """A page in German and English whose German was rewritten on a day."""
    content = live(session, region, title)
    live_in_english(session, content)
    revise(session, content, html, now=day(number))
    releasing.publish(session, content, now=day(number))
    return content


def test_the_gravest_and_oldest_come_first(session: Session, region: Region) -> None:
    """A prohibition goes before a new meaning, an older change before a younger one."""
    young = changed(session, region, "Jung", NEW, 3)
    old = changed(session, region, "Alt", NEW, 2)
    rule = changed(session, region, "Verbot", RULE, 4)
    found = paragraphs.worst(session, region, holdings.of_region(session, region))
    assert [rule.id, old.id, young.id] == [line.content_id for line in found]
    assert ("Die Schule ist nicht offen.", 4, day(4), ("en",)) == (
        found[0].text, found[0].severity, found[0].since, found[0].languages
    )  # fmt: skip
    assert 1 == len(paragraphs.worst(session, region, holdings.of_region(session, region), 1))


def test_paragraphs_of_a_section_are_listed_by_state(session: Session, region: Region) -> None:
    """Old, missing, and to be looked at; a part of the list at a time."""
    content = changed(session, region, "Alt", NEW + "<p>Bringen Sie einen Stift mit.</p>", 2)
    ids = [content.id]
    old = paragraphs.listed(session, region, ids, "en", "stale")
    missing = paragraphs.listed(session, region, ids, "en", "missing")
    assert (1, 1) == (old.total, missing.total)
    assert "Bringen Sie einen Stift mit." in (old.lines[0].text, missing.lines[0].text)
    all_of_it = paragraphs.listed(session, region, ids, "ar", "missing", limit=2)
    assert (3, 2) == (all_of_it.total, len(all_of_it.lines))
    assert 0 == paragraphs.listed(session, region, ids, "en", "check").total


def test_what_was_handed_in_waits_in_every_language(session: Session, region: Region) -> None:
    """A German draft, and an English page that is ready to be read."""
    draft = begun(session, region, "Entwurf")
    pages.submit(session, draft, "de")
    content = live(session, region)
    translate(session, content)
    pages.submit(session, content, "en")
    found = waiting.approvals(session, region, holdings.of_region(session, region))
    assert [(draft.id, "de", True, False), (content.id, "en", True, True)] == [
        (one.page.id, one.language, one.handed_in, one.ready) for one in found
    ]


def test_machine_drafts_and_held_work_are_counted(session: Session, region: Region) -> None:
    """Only drafts that answer the German of now wait; what is on hold is counted by language."""
    content = live(session, region)
    judged = releasing.settle(session, content, NOW).after["ar"]
    for paragraph, text in zip(judged, ("مدرسة", "المدرسة مفتوحة"), strict=True):
        targets.write(
            session, paragraph.segment_id, "ar", text, (), paragraph.source.hash, origin="machine",
            quality="draft", now=NOW,
        )  # fmt: skip
    session.add(
        Job(
            region_id=region.id, content_id=content.id, segment_id=judged[1].segment_id,
            language="tr", source_hash=judged[1].source.hash, state="held", not_before=NOW,
            created_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    found = {one.language: one for one in waiting.machine_work(session, region)}
    assert ((2, (content.id,), 0), (0, (), 1)) == (
        (found["ar"].texts, found["ar"].pages, found["ar"].held),
        (found["tr"].texts, found["tr"].pages, found["tr"].held),
    )
    revise(session, content, NEW, now=day(1))
    releasing.publish(session, content, now=day(1))
    assert [1] == [one.texts for one in waiting.machine_work(session, region) if one.texts]


def test_the_forecast_follows_the_pace_of_two_months(session: Session, region: Region) -> None:
    """On 22 November: 2,200 spent this month and 3,000 in October are 100 a day; 8 days are left."""
    region.monthly_limit = 3000
    session.add(Budget(region_id=region.id, month="2026-11", spent=2200, reserved=50, limit=3000))
    assert (2200, 50, 2200 + 50 + 800) == (
        (found := money.of_region(session, region, NOW)).spent, found.reserved, found.forecast
    )  # fmt: skip
    session.add(Budget(region_id=region.id, month="2026-10", spent=900, reserved=0, limit=3000))
    session.flush()
    found = money.of_region(session, region, NOW)
    assert (2250 + round(8 * 3100 / 53), 3000 - 300 - 2250, False) == (
        found.forecast, found.usable, found.is_short
    )  # fmt: skip
    region.monthly_limit = 2400
    assert money.of_region(session, region, NOW).is_short
    nothing = money.of_region(session, region, NOW + timedelta(days=60))
    assert (0, 0, 2160) == (nothing.spent, nothing.forecast, nothing.usable)
