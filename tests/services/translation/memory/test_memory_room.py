"""The memory room: words searched on both sides, texts corrected, withdrawn and offered again."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.segments.segmentation import plain_segment
from app.errors import Conflict, Invalid, NotFound
from app.models import Event, Region, Target
from app.services import regions
from app.services.accounts.accounts import OPERATOR
from app.services.exchange import memory_file
from app.services.translation.memory import memory, memory_correcting, memory_search, memory_vetoes
from app.services.translation.memory.memory_entries import Entry, entries
from tests.fixtures.guides import NOW
from tests.services.exchange.test_memory_import import CALL, OPEN, OPEN_EN, bring, pair, text
from tests.services.guide import day
from tests.services.paragraph_guide import BOOK, COURSE, edit, english, served, states

OLD_EN = "The course starts in May."
NEW = "Der Kurs findet nicht mehr statt, alle Hefte liegen im Rathaus."
HOME = {"who": "Ada", "now": day(2)}


def found(session: Session, region: Region, typed: str = "", shown: str = "") -> list[Entry]:
    """What the room lists for some words."""
    return entries(session, region, memory_search.find(session, region.id, "en", typed, shown))


def texts(session: Session, region: Region, typed: str = "", shown: str = "") -> list[str]:
    """The translations of that."""
    return [entry.coded for entry in found(session, region, typed, shown)]


def offered(session: Session, region: Region, german: str) -> list[str]:
    """What a look-up offers for a German text."""
    return [match.coded for match in memory.lookup(session, region.id, "en", text(german))]


def changed(session: Session, region: Region) -> Entry:
    """An entry whose German has gone: the course, rewritten after it was translated."""
    content = english(session, region)
    edit(session, content, NEW, BOOK)
    (entry,) = found(session, region, "starts may")
    return entry


def test_words_are_searched_on_both_sides(session: Session, region: Region) -> None:
    """German or translated, whatever their case and order; all of them have to be there."""
    english(session, region)
    bring(session, region, pair("Öffnungszeiten der Bücherei", "Library hours"))
    for typed in ("kurs mai", "MAY course", "Mai starts"):
        assert [OLD_EN] == texts(session, region, typed)
    assert [] == texts(session, region, "kurs heft")
    for typed in ("oeffnungszeiten", "bucherei", "hours bücherei"):
        assert ["Library hours"] == texts(session, region, typed)


def test_the_newest_comes_first_and_each_pair_once(session: Session, region: Region) -> None:
    """However many paragraphs say the same; what is new is found at once."""
    english(session, region)
    assert ["You need an exercise book.", OLD_EN] == texts(session, region)[:2]
    english(session, region)
    bring(session, region, pair(OPEN, OPEN_EN))
    assert 1 == texts(session, region).count(OLD_EN)
    assert OPEN_EN == texts(session, region)[0]
    assert [OPEN_EN] == texts(session, region, shown="files")


def test_an_entry_tells_where_it_stands(session: Session, region: Region) -> None:
    """Its page and paragraph; that readers get it, or that it is of a German that has gone."""
    content = english(session, region)
    (now,) = found(session, region, "kurs mai")
    assert (content.id, True, True) == (now.page, now.is_served, now.is_offered)
    assert now.stands == session.get_one(Target, now.target_id).segment_id
    edit(session, content, NEW, BOOK)
    (gone,) = found(session, region, "kurs mai")
    assert (content.id, None, True) == (gone.page, gone.stands, gone.is_offered)
    bring(session, region, pair(OPEN, OPEN_EN))
    (foreign,) = found(session, region, "offen montag")
    assert (None, "", None, False) == (
        foreign.page, foreign.title, foreign.stands, foreign.is_served,
    )  # fmt: skip


def test_a_withdrawn_text_is_offered_no_more(session: Session, region: Region) -> None:
    """Neither to people nor by itself nor in a file; it can be offered again."""
    bring(session, region, pair(OPEN, OPEN_EN), pair(OPEN, "Open on Monday: the office."))
    entry = next(one for one in found(session, region) if one.coded == OPEN_EN)
    hashes = [memory.text_of(text(OPEN)).full]
    assert {} == memory.exact(session, region.id, "en", hashes)
    memory_vetoes.withdraw(session, region, "en", entry.target_id, **HOME)
    assert ["Open on Monday: the office."] == offered(session, region, OPEN)
    assert 1 == len(memory.exact(session, region.id, "en", hashes))
    assert 1 == memory_file.export(session, OPERATOR, NOW, region.slug, "en")[1]
    assert ["Open on Monday: the office."] == texts(session, region, "office monday")
    (gone,) = found(session, region, "office monday", shown="gone")
    assert ("Ada", day(2), False) == (gone.withdrawn_by, gone.withdrawn_at, gone.is_offered)
    memory_vetoes.offer_again(session, region, "en", entry.target_id, **HOME)
    assert 2 == len(offered(session, region, OPEN))
    assert [] == found(session, region, shown="gone")


def test_a_withdrawn_text_stays_so_when_it_comes_again(session: Session, region: Region) -> None:
    """The same words from a file, or for another paragraph, are not offered either."""
    bring(session, region, pair(OPEN, OPEN_EN))
    (entry,) = found(session, region)
    memory_vetoes.withdraw(session, region, "en", entry.target_id, **HOME)
    again = bring(session, region, pair(OPEN, OPEN_EN))
    assert {"known": 1} == {state: count for state, count in again.counts().items() if count}
    assert [] == offered(session, region, OPEN)


def test_what_readers_get_is_not_withdrawn(session: Session, region: Region) -> None:
    """It is changed at the desk."""
    english(session, region)
    (entry,) = found(session, region, "kurs mai")
    with pytest.raises(Conflict):
        memory_vetoes.withdraw(session, region, "en", entry.target_id, **HOME)
    with pytest.raises(Conflict):
        memory_correcting.correct(session, region, "en", entry.target_id, "Other.", **HOME)


def test_a_correction_takes_the_place_of_an_old_text(session: Session, region: Region) -> None:
    """Look-ups offer it alone, and no page changes by it."""
    entry = changed(session, region)
    made = memory_correcting.correct(
        session, region, "en", entry.target_id, "The course begins in May.", **HOME
    )
    assert ["The course begins in May."] == offered(session, region, COURSE)
    assert ("human", "reviewed", "Ada") == (made.origin, made.quality, made.author)
    assert [OLD_EN] == texts(session, region, shown="gone")


def test_a_correction_is_served_when_the_german_comes_back(
    session: Session, region: Region
) -> None:
    """It is the newest of what people said to that German."""
    content = english(session, region)
    edit(session, content, NEW, BOOK)
    (entry,) = found(session, region, "starts may")
    better = "The course begins in May."
    memory_correcting.correct(session, region, "en", entry.target_id, better, **HOME)
    edit(session, content, COURSE, BOOK, now=day(3))
    assert better == served(session, content)[0]
    assert "current" == states(session, content)[0]


def test_what_came_from_a_file_can_be_corrected(session: Session, region: Region) -> None:
    """By a person, who vouches for it."""
    bring(session, region, pair(CALL, "Ring 0821 3243210."), is_checked=False)
    (entry,) = found(session, region)
    memory_correcting.correct(session, region, "en", entry.target_id, "Call ⟦1/⟧.", **HOME)
    (match,) = memory.lookup(session, region.id, "en", text(CALL))
    assert (100, "human", "Call ⟦1/⟧.") == (match.score, match.origin, match.coded)


@pytest.mark.parametrize(
    ("coded", "kind"),
    [
        ("  ", "empty"),
        ("Call us.", "codes"),
        ("Call ⟦1/⟧ ⟦2/⟧", "codes"),
        ("x" * 20_001, "long"),
        ("اتصل بنا الآن ⟦1/⟧", "checks"),
    ],
)
def test_a_correction_has_to_fit_its_german(
    session: Session, region: Region, coded: str, kind: str
) -> None:
    """Codes whole, some words; else nothing is changed."""
    bring(session, region, pair(CALL, "Ring 0821 3243210."))
    (entry,) = found(session, region)
    with pytest.raises(Invalid) as caught:
        memory_correcting.correct(session, region, "en", entry.target_id, coded, **HOME)
    assert ("coded", kind) == (caught.value.field, caught.value.kind)
    assert ["Ring ⟦1/⟧."] == offered(session, region, CALL)


def test_the_old_text_may_be_taken_again(session: Session, region: Region) -> None:
    """A correction to a text that was withdrawn offers it again."""
    bring(session, region, pair(OPEN, OPEN_EN))
    (entry,) = found(session, region)
    made = memory_correcting.correct(session, region, "en", entry.target_id, "Open.", **HOME)
    memory_correcting.correct(session, region, "en", made.id, OPEN_EN, **HOME)
    assert [OPEN_EN] == offered(session, region, OPEN)


def test_other_regions_texts_are_out_of_reach(session: Session, region: Region) -> None:
    """A number of another region's text, or of another language, is none here."""
    bring(session, region, pair(OPEN, OPEN_EN))
    (entry,) = found(session, region)
    other = regions.create(session, "nebendorf", "Nebendorf", ["de", "en"], NOW)
    for where, language in ((other, "en"), (region, "ar")):
        with pytest.raises(NotFound):
            memory_vetoes.withdraw(session, where, language, entry.target_id, **HOME)
    assert [] == entries(session, other, [entry.target_id])
    assert [] == memory_search.find(session, other.id, "en", "")


def test_deeds_are_noted(session: Session, region: Region) -> None:
    """Who took which text away, and gave which in its place."""
    bring(session, region, pair(OPEN, OPEN_EN))
    (entry,) = found(session, region)
    made = memory_correcting.correct(session, region, "en", entry.target_id, "Open.", **HOME)
    memory_vetoes.offer_again(session, region, "en", entry.target_id, **HOME)
    deeds = session.scalars(
        select(Event.action).where(Event.action.startswith("memory.")).order_by(Event.id)
    ).all()
    assert ["memory.import", "memory.withdraw", "memory.correct", "memory.offer"] == list(deeds)
    assert made.made_against == memory.text_of(plain_segment("text", OPEN)).full
