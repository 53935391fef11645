"""Coverage: what a section's paragraphs count as in each language, and who can read it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import Content, Region
from app.services.overviews import coverage, holdings
from app.services.overviews.coverage import Section
from app.services.pages import pages, releasing, translations
from app.services.segments import statuses, targets
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, revise, translate


def seen(session: Session, region: Region) -> list[Section]:
    """The sections of the test's region."""
    return coverage.of_region(session, region, holdings.of_region(session, region))


def counted(session: Session, region: Region, code: str = "en") -> tuple[int, ...]:
    """Fresh, to be looked at, old, missing paragraphs of the first section in a language."""
    return tuple(seen(session, region)[0].cells[code].paragraphs.values())


def by_machine(session: Session, content: Content, code: str) -> None:
    """Every paragraph translated by a machine and served."""
    assert content.published_revision_id is not None
    for paragraph in releasing.settle(session, content, NOW).after[code]:
        target = targets.write(
            session, paragraph.segment_id, code, "X", (), paragraph.source.hash, origin="machine",
            quality="translated", now=NOW,
        )  # fmt: skip
        targets.serve(session, target)
    releasing.settle(session, content, NOW)


def test_a_section_counts_all_that_is_below_it(session: Session, region: Region) -> None:
    """Title and text of the section's page and of its child, fresh in English, missing in Arabic."""
    top = live(session, region)
    live_in_english(session, top)
    child = live(session, region, "Heft", "<p>Sie brauchen ein Heft.</p>", top)
    assert (2, 0, 0, 2) == counted(session, region)
    live_in_english(session, child, "Book", "<p>You need a book.</p>")
    (section,) = seen(session, region)
    cell = section.cells["en"]
    assert (4, 100, 2, 2, True) == (
        cell.paragraphs["current"], cell.fresh, cell.pages, cell.live, cell.is_live
    )  # fmt: skip
    assert ((0, 0, 0, 4), 0) == (counted(session, region, "ar"), section.cells["ar"].fresh)
    assert ["de", "en"] == section.live_in
    assert "ar" in section.lacks


def test_old_paragraphs_tell_since_when_and_how_grave(session: Session, region: Region) -> None:
    """A prohibition that came on day 2 is critical from then on."""
    content = live(session, region)
    live_in_english(session, content)
    revise(session, content, "<p>Die Schule ist nicht offen.</p>", now=day(2))
    releasing.publish(session, content, now=day(2))
    cell = seen(session, region)[0].cells["en"]
    assert ((1, 0, 1, 0), day(2), 4) == (counted(session, region), cell.since, cell.severity)


def test_machine_texts_are_to_be_looked_at_until_somebody_did(
    session: Session, region: Region
) -> None:
    """What a machine wrote, and what a rule carried on from it, is no person's word."""
    content = live(session, region, html="<p>Die Gebühr beträgt 10 Euro für jedes Kind.</p>")
    by_machine(session, content, "en")
    assert (0, 2, 0, 0) == counted(session, region)
    released = statuses.of_region(session, region, ["en"])[0].pages[0]
    assert "in review" == released.status.state  # as that says, readers do not see it yet
    translate(session, content, "en", "School", "<p>The fee is 10 euros per child.</p>")
    translations.serve_drafts(session, content, "en")
    releasing.settle(session, content, NOW)
    assert (2, 0, 0, 0) == counted(session, region)


def test_what_rules_carried_from_a_machine_is_still_the_machines(
    session: Session, region: Region
) -> None:
    """A changed sum that a rule wrote into a machine's text leaves it to be looked at."""
    content = live(session, region, html="<p>Die Gebühr beträgt 10 Euro für jedes Kind.</p>")
    for paragraph in releasing.settle(session, content, NOW).after["en"]:
        text = "Fee: 10 euros for each child." if paragraph.position else "School"
        target = targets.write(
            session, paragraph.segment_id, "en", text, (), paragraph.source.hash, origin="machine",
            quality="translated", now=NOW,
        )  # fmt: skip
        targets.serve(session, target)
    revise(session, content, "<p>Die Gebühr beträgt 12 Euro für jedes Kind.</p>", now=day(1))
    releasing.publish(session, content, now=day(1))
    assert (0, 2, 0, 0) == counted(session, region)


def test_what_waits_and_what_is_put_away(session: Session, region: Region) -> None:
    """A translated page that is not live waits; an archived section is no section; a draft has no text."""
    content = live(session, region)
    translate(session, content)
    assert ["en"] == seen(session, region)[0].waits_in
    away = live(session, region, "Fort", "<p>Das ist fort.</p>")
    pages.archive(session, away, now=NOW)
    draft = begun(session, region, "Entwurf")
    sections = {one.title: one for one in seen(session, region)}
    assert ["Schule", "Entwurf"] == list(sections)
    cell = sections["Entwurf"].cells["en"]
    assert (0, 1, False) == (cell.pages, sections["Entwurf"].source.pages, cell.is_live)
    assert draft.id == sections["Entwurf"].id


def test_a_page_below_one_that_is_not_live_is_not_live(session: Session, region: Region) -> None:
    """Readers reach a page only through those above it."""
    top = live(session, region)
    child = live(session, region, "Heft", "<p>Sie brauchen ein Heft.</p>", top)
    live_in_english(session, child, "Book", "<p>You need a book.</p>")
    held = holdings.of_region(session, region)
    assert (frozenset({"de"}), ["Schule"], top.id) == (
        held.pages[child.id].live_in, held.path(child.id), held.root(child.id)
    )  # fmt: skip
