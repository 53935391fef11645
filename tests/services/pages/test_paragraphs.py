"""Translators at work on single paragraphs, alone and against each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.domain.revisions.word_diff import Stretch
from app.errors import Invalid, NotFound
from app.models import Region, Target
from app.services import regions
from app.services.pages import pages, paragraphs
from app.services.pages.paragraphs import Saved
from app.services.pages.takeover import Origin
from app.services.segments import statuses
from tests.services.guide import begun, day, live, texts
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    cached,
    edit,
    english,
    judged,
    page_of,
    publish_language,
    say,
    served,
    states,
    targets,
)

OTHER = Origin("human", "translated", "other@stadt.example")


def save(
    session: Session, segment_id: int, text: str, made_against: str, lock_version: int
) -> Saved:
    """A translation into English by the other translator, two days later."""
    return paragraphs.save(
        session, segment_id, "en", text, made_against=made_against, lock_version=lock_version,
        by=OTHER, now=day(2),
    )  # fmt: skip


def test_a_saved_paragraph_is_served_at_once(session: Session, region: Region) -> None:
    """Readers have it, and its cached state is current."""
    page = english(session, region)
    edit(session, page, COURSE, "Sie brauchen ein Buch.")
    paragraph = judged(session, page)[1]
    assert "stale" == cached(session, page)[paragraph.segment_id]
    saved = say(session, paragraph, "You need a book.", now=day(2))
    assert ("saved", (), "") == (saved.outcome, saved.diff, saved.theirs)
    assert "current" == cached(session, page)[paragraph.segment_id]
    assert "<p>You need a book.</p>" in texts(session, region, "en")[0]


def test_a_first_translation_needs_no_version(session: Session, region: Region) -> None:
    """Where nobody has translated yet, the version is 0."""
    page = page_of(session, region, COURSE)
    paragraph = judged(session, page)[0]
    saved = save(session, paragraph.segment_id, "Text", paragraph.source.hash, 0)
    assert ("saved", ["Text"]) == (saved.outcome, served(session, page))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No code at all", "missing code 1"),
        ("⟦1⟧Half open", "code 1 is not closed"),
        ("⟦1⟧One⟦/1⟧ ⟦2/⟧", "unknown code 2"),
        ("⟦1⟧One⟦/1⟧ ⟦1⟧two⟦/1⟧", "doubled code 1"),
    ],
)
def test_broken_codes_are_refused(session: Session, region: Region, text: str, told: str) -> None:
    """What is wrong with the codes is named, and nothing is written."""
    page = page_of(session, region, "Das ist <b>neu</b> hier.")
    paragraph = judged(session, page)[0]
    with pytest.raises(Invalid, match=told):
        save(session, paragraph.segment_id, text, paragraph.source.hash, 0)
    assert [] == targets(session)


def test_an_empty_text_is_refused(session: Session, region: Region) -> None:
    """Nothing is no translation."""
    page = page_of(session, region, COURSE)
    paragraph = judged(session, page)[0]
    with pytest.raises(Invalid, match="empty"):
        save(session, paragraph.segment_id, "  ", paragraph.source.hash, 0)


def test_what_does_not_exist_is_named(session: Session, region: Region) -> None:
    """Segment, language and source text are looked at."""
    page = page_of(session, region, COURSE)
    paragraph = judged(session, page)[0]
    with pytest.raises(NotFound, match="segment 999 does not exist"):
        save(session, 999, "Text", paragraph.source.hash, 0)
    with pytest.raises(NotFound, match="source text 'x' is unknown"):
        save(session, paragraph.segment_id, "Text", "x", 0)
    with pytest.raises(Invalid, match="not translated into 'de'"):
        paragraphs.confirm(session, paragraph.segment_id, "de", author="t", now=day(1))
    with pytest.raises(NotFound, match="has no translation into 'en'"):
        paragraphs.confirm(session, paragraph.segment_id, "en", author="t", now=day(1))


def test_an_unpublished_page_is_not_translated_by_paragraph(
    session: Session, region: Region
) -> None:
    """There is no German of now to answer."""
    page = begun(session, region)
    segment = session.scalars(select(paragraphs.SegmentRow.id)).first()
    assert segment is not None
    with pytest.raises(Invalid, match=f"page {page.id} is not published yet"):
        save(session, segment, "Text", "x", 0)


def test_a_paragraph_that_german_removed(session: Session, region: Region) -> None:
    """The translator's work is kept, and there again when the paragraph comes back."""
    page = english(session, region)
    book = judged(session, page)[1]
    edit(session, page, COURSE)
    saved = save(session, book.segment_id, "You need a jotter.", book.source.hash, 1)
    assert ("gone", "missing") == (saved.outcome, saved.verdict.state)
    with pytest.raises(NotFound, match="no longer stands in its page"):
        paragraphs.confirm(session, book.segment_id, "en", author="t", now=day(2))
    edit(session, page, COURSE, BOOK, now=day(3))
    assert "You need a jotter." == served(session, page)[1]


def test_G03_two_translators_save_the_same_segment(session: Session, region: Region) -> None:
    """Both saw version 1; the second is told of the first's text, and loses nothing."""
    page = english(session, region, COURSE)
    paragraph = judged(session, page)[0]
    first = say(session, paragraph, "The course begins in May.")
    second = save(session, paragraph.segment_id, "The class starts.", paragraph.source.hash, 1)
    assert ("saved", "conflict") == (first.outcome, second.outcome)
    assert "The course begins in May." == second.theirs
    assert ["The course begins in May."] == served(session, page)
    kept = session.get_one(Target, second.target_id)
    assert ("The class starts.", "draft", OTHER.author) == (kept.coded, kept.quality, kept.author)


def test_G03_with_the_german_changed_meanwhile(session: Session, region: Region) -> None:
    """The second sees the word diff of the German too."""
    page = english(session, region, COURSE)
    old = judged(session, page)[0]
    edit(session, page, "Der Kurs endet im Mai.")
    say(session, judged(session, page)[0], "The course ends in May.")
    late = save(session, old.segment_id, "The class starts.", old.source.hash, 1)
    assert "conflict" == late.outcome
    assert [Stretch("gone", "beginnt"), Stretch("new", "endet")] == [
        stretch for stretch in late.diff if stretch.kind != "same"
    ]


def test_G03_at_the_very_same_time(engine: Engine, session: Session, region: Region) -> None:
    """Of translators who press save together one is served, the others' texts are drafts."""
    page = english(session, region, COURSE)
    paragraph = judged(session, page)[0]
    segment_id, text, page_id = paragraph.segment_id, paragraph.source.hash, page.id
    session.commit()
    start = Barrier(4)

    def press(number: int) -> str:
        with Session(engine) as own:
            start.wait(20)
            saved = save(own, segment_id, f"Text {number}", text, 1)
            own.commit()
            return saved.outcome

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(press, range(4)))
    assert ["conflict", "conflict", "conflict", "saved"] == outcomes
    with Session(engine) as later:
        kept = later.scalars(select(Target.coded).where(Target.author == OTHER.author)).all()
        found = served(later, pages.get(later, page_id))
    assert [f"Text {number}" for number in range(4)] == sorted(kept)
    assert found[0].startswith("Text ")


def test_G04_translator_saves_after_the_source_moved(session: Session, region: Region) -> None:
    """Saved and served, but behind; the way from the German of then to that of now is shown."""
    page = english(session, region, COURSE)
    old = judged(session, page)[0]
    edit(session, page, "Der Kurs endet im Mai.")
    saved = save(session, old.segment_id, "The class starts.", old.source.hash, 1)
    assert ("behind", "stale") == (saved.outcome, saved.verdict.state)
    assert COURSE == "".join(stretch.text for stretch in saved.diff if stretch.kind != "new")
    assert "Der Kurs endet im Mai." == "".join(
        stretch.text for stretch in saved.diff if stretch.kind != "gone"
    )
    assert (["The class starts."], ["stale"]) == (served(session, page), states(session, page))


def test_G04_where_the_move_can_be_carried(session: Session, region: Region) -> None:
    """If only a number moved, the late text is carried on and current."""
    page = english(session, region, "Sie haben 3 Monate Zeit.")
    old = judged(session, page)[0]
    edit(session, page, "Sie haben 6 Monate Zeit.")
    saved = save(session, old.segment_id, "There are 3 months.", old.source.hash, 2)
    assert ("saved", ["There are 6 months."]) == (saved.outcome, served(session, page))


def test_G20_language_switched_off_for_half_a_year(session: Session, region: Region) -> None:
    """Switched on again, each paragraph is compared once, with the text that it answers."""
    page = english(session, region)
    regions.set_visibility(region, "en", active=False, visible=False)
    session.flush()
    for number in range(1, 41):
        edit(session, page, COURSE, f"Sie brauchen Heft und Stift {number}.", now=day(number))
    edit(session, page, "Der Kurs endet im Mai.", BOOK, now=day(50))
    before = len(targets(session))
    regions.set_visibility(region, "en", active=True, visible=True)
    session.flush()
    assert 0 == statuses.rebuild(session, region)
    course, book = judged(session, page)
    assert ("stale", "current") == (course.verdict.state, book.verdict.state)
    assert course.verdict.answer is not None
    assert COURSE == course.verdict.answer.source.segment.coded
    assert before == len(targets(session))


def test_still_right_makes_it_current(session: Session, region: Region) -> None:
    """The old text is served without a mark, and nothing new is written."""
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs startet im Mai.")
    before = targets(session)
    verdict = paragraphs.confirm(
        session, judged(session, page)[0].segment_id, "en", author="t", now=day(2)
    )
    assert ("carry", "current") == (verdict.word, verdict.state)
    assert before == targets(session)
    assert ["<p>EN Der Kurs beginnt im Mai.</p>"] == texts(session, region, "en")


def test_still_right_twice_is_once(session: Session, region: Region) -> None:
    """Also for what is current anyway."""
    page = english(session, region, COURSE)
    segment = judged(session, page)[0].segment_id
    for number in (1, 2):
        verdict = paragraphs.confirm(session, segment, "en", author="t", now=day(number))
        assert "current" == verdict.state


def test_a_language_of_a_page_that_nobody_shows(session: Session, region: Region) -> None:
    """A paragraph may be translated before its language is live; readers get it with the rest."""
    page = live(session, region, "1", f"<p>{COURSE}</p>")
    say(session, judged(session, page, "tr")[0], "Kurs başlıyor.", "tr")
    assert [] == texts(session, region, "tr")
    publish_language(session, page, "tr")
    assert ["<p>Kurs başlıyor.</p>"] == texts(session, region, "tr")
