"""Memories of other programs taken over: looked at first, offered by rank, never mixed up with the guide."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.segments.segmentation import Segment, split
from app.errors import Invalid
from app.exchange.translators import memories
from app.exchange.translators.parcels import Pair
from app.models import Content, Event, Region
from app.services.exchange import memory_file, memory_import
from app.services.exchange.memory_import import Preview
from app.services.translation import measures
from app.services.translation.memory import memory
from tests.fixtures.guides import NOW
from tests.services.guide import live, live_in_english, rows
from tests.services.translation.memory.test_memory import told

OPEN = "Das Amt ist am Montag offen."
OPEN_EN = "The office is open on Monday."
CALL = "Rufen Sie uns an: 0821 3243210."


def pair(source: str, target: str, tag: str = "en-GB", **more: str) -> Pair:
    """A pair out of a file."""
    return Pair(
        "tu 1", source, target, tag, (), more.get("source_tag", "de"), more.get("maker", "")
    )


def text(html: str) -> Segment:
    """A paragraph of a page."""
    (found,) = split(f"<p>{html}</p>").segments
    return found


def bring(session: Session, region: Region, *pairs: Pair, is_checked: bool = True) -> Preview:
    """A file taken over into English."""
    return memory_import.apply(
        session, region, "en", pairs, is_checked=is_checked, who="Ada", now=NOW, file="old.tmx"
    )


def states(found: Preview) -> list[str]:
    """What each pair came to."""
    return [row.state for row in found.rows]


def test_a_preview_changes_nothing(session: Session, region: Region) -> None:
    """It says what each pair would come to, and no row of the database is different after it."""
    before = rows(session)
    found = memory_import.preview(
        session, region, "en",
        [
            pair(OPEN, OPEN_EN), pair(OPEN, OPEN_EN), pair(OPEN, "Le bureau", "fr"),
            pair(OPEN, OPEN_EN, source_tag="nl"), pair(OPEN, " "), pair("12", "12"),
            pair(CALL, "Call us."), pair("Das ⟦1⟧Amt⟦/1⟧", "The ⟦1⟧office"),
        ],
    )  # fmt: skip
    assert ["new", "known", "other", "other", "empty", "empty", "faulty", "faulty"] == states(found)
    assert [("contacts", "0821 3243210 is missing"), ("codes", "code 1 is not closed")] == [
        (one.check, one.detail) for row in found.rows for one in row.problems
    ]
    assert {"new": 1, "known": 1, "faulty": 2, "other": 2, "empty": 2} == found.counts()
    assert before == rows(session)


def test_texts_that_people_have_read_may_be_used(session: Session, region: Region) -> None:
    """Equal text is worth 100 then, and it is the one translation that the region has of it."""
    bring(session, region, pair(OPEN, OPEN_EN))
    found = memory.lookup(session, region.id, "en", text(OPEN))
    assert [(100, "equal", OPEN_EN)] == told(found)
    hashes = [found[0].source and memory.text_of(found[0].source).full]
    assert [OPEN_EN] == [
        one.coded for one in memory.exact(session, region.id, "en", hashes).values()
    ]


def test_other_texts_are_only_offered(session: Session, region: Region) -> None:
    """Nobody has vouched for them: they rank lower and are never used unasked."""
    bring(session, region, pair(OPEN, OPEN_EN), is_checked=False)
    found = memory.lookup(session, region.id, "en", text(OPEN))
    assert [(95, "equal", OPEN_EN)] == told(found)
    assert memory.usable(found) is None
    assert {} == memory.exact(session, region.id, "en", [memory.text_of(text(OPEN)).full])


def test_what_a_machine_wrote_stays_a_machines(session: Session, region: Region) -> None:
    """Whoever vouches for a file does not make its machine texts a person's."""
    bring(session, region, pair(OPEN, OPEN_EN, maker="machine"))
    (found,) = memory.lookup(session, region.id, "en", text(OPEN))
    assert (85, "machine") == (found.score, found.origin)


def test_a_foreign_machine_is_not_measured(session: Session, region: Region) -> None:
    """How often people correct machines is told of those that work here."""
    bring(session, region, pair(OPEN, OPEN_EN, maker="machine"))
    found = measures.measure(session, region, since=None, now=NOW, price=20.0)
    assert 0 == found.corrections.texts


def test_contact_data_fits_the_locks_of_pages(session: Session, region: Region) -> None:
    """A phone number in the file is the lock that it is in a page."""
    bring(session, region, pair(CALL, "Call us: 0821/324 32 10."))
    (found,) = memory.lookup(session, region.id, "en", text(CALL))
    assert (100, "Call us: ⟦1/⟧.", True) == (found.score, found.coded, found.is_whole)


def test_marks_are_those_of_the_pages(session: Session, region: Region) -> None:
    """A text whose words and marks stand in the guide answers that very text, link and all."""
    link = 'Mehr im <a href="https://example.org/amt">Amt</a>.'
    live(session, region, "Amt", f"<p>{link}</p>")
    bring(
        session,
        region,
        Pair("tu 1", "Mehr im ⟦7⟧Amt⟦/7⟧.", "More at the ⟦7⟧office⟦/7⟧.", "en", (7,), "de"),
    )
    found = memory.lookup(session, region.id, "en", text(link))
    assert [(100, "equal", "More at the ⟦1⟧office⟦/1⟧.")] == told(found)


def test_marks_that_are_known_nowhere_are_offered_by_their_words(
    session: Session, region: Region
) -> None:
    """What they stood for is not known, so the match is not perfect."""
    bring(
        session,
        region,
        Pair("tu 1", "Zum ⟦3⟧Amt⟦/3⟧ hin.", "To the ⟦3⟧office⟦/3⟧.", "en", (3,), "de"),
    )
    found = memory.lookup(session, region.id, "en", text("Zum <b>Amt</b> hin."))
    assert [(98, "equal text", "To the ⟦1⟧office⟦/1⟧.")] == told(found)


def test_the_same_file_again_is_known(session: Session, region: Region) -> None:
    """Nothing is written twice, and nothing is noted."""
    bring(session, region, pair(OPEN, OPEN_EN), pair(CALL, "Call us: 0821 3243210."))
    before = rows(session)
    assert ["known", "known"] == states(
        bring(session, region, pair(OPEN, OPEN_EN), pair(CALL, "Call us: 0821 3243210."))
    )
    assert before == rows(session)


def test_what_the_guide_says_is_known(session: Session, region: Region) -> None:
    """A translation that a page has needs no place beside it."""
    content = live(session, region, "Schule", "<p>Die Schule ist offen.</p>")
    live_in_english(session, content)
    found = bring(session, region, pair("Die Schule ist offen.", "The school is open."))
    assert ["known"] == states(found)


def test_an_import_is_noted(session: Session, region: Region) -> None:
    """Who brought which file, and how much of it was new."""
    bring(session, region, pair(OPEN, OPEN_EN), pair(OPEN, "", "en"))
    event = session.scalars(select(Event).where(Event.action == "memory.import")).one()
    assert ("Ada", "en", {"file": "old.tmx", "units": 1}) == (
        event.actor, event.language, event.detail,
    )  # fmt: skip


def test_the_exported_memory_holds_it(session: Session, region: Region) -> None:
    """And comes back as known, from TMX as from a table."""
    from app.services.accounts.accounts import OPERATOR

    bring(session, region, pair(OPEN, OPEN_EN))
    data, count = memory_file.export(session, OPERATOR, NOW, region.slug, "en")
    assert 1 == count
    again = memories.read(data, "de", "en")
    assert ["known"] == states(memory_import.preview(session, region, "en", again))
    table = memories.read(f"{OPEN};{OPEN_EN}\n".encode(), "de", "en")
    assert ["known"] == states(memory_import.preview(session, region, "en", table))


def test_readers_see_nothing_of_it(session: Session, region: Region) -> None:
    """The texts belong to no page, and one content holds them all."""
    bring(session, region, pair(OPEN, OPEN_EN))
    bring(session, region, pair(CALL, "Call us: 0821 3243210."))
    kinds = session.scalars(select(Content.kind).where(Content.region_id == region.id)).all()
    assert ["memory"] == list(kinds)


def test_only_languages_of_the_region_are_taken(session: Session, region: Region) -> None:
    """A memory into a language that the region does not have belongs nowhere."""
    with pytest.raises(Invalid):
        memory_import.preview(session, region, "xx", [pair(OPEN, OPEN_EN)])
