"""A long paragraph of which one sentence changed: the others keep their translation."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.domain.machines.sentences import Piece
from app.models import Content, Region
from app.services.translation.prefilling import prefill
from tests.services.paragraph_guide import edit, judged, page_of, translate_all

OPEN, BOOK, CALL = "Die Schule ist offen.", "Sie brauchen ein Heft.", "Rufen Sie ⟦1/⟧ an."
PHONE = "Rufen Sie 0821 3102100 an."
ENGLISH = "The school is open. You need an exercise book. Please ring ⟦1/⟧."


def translated(session: Session, region: Region, *sentences: str) -> tuple[Content, int]:
    """A page with one paragraph, live in English, and the paragraph."""
    page = page_of(session, region, " ".join(sentences))
    (paragraph,) = judged(session, page)
    translate_all(session, page, {paragraph.source.segment.coded: ENGLISH})
    return page, paragraph.segment_id


def test_unchanged_sentences_keep_their_translation(session: Session, region: Region) -> None:
    """Only the sentence that is new is left open; contact data goes along."""
    page, segment_id = translated(session, region, OPEN, BOOK, PHONE)
    edit(session, page, f"{OPEN} Heute ist das Sekretariat im zweiten Haus. {PHONE}")
    expected = (
        Piece(f"{OPEN} ", "The school is open. "),
        Piece("Heute ist das Sekretariat im zweiten Haus. ", ""),
        Piece(CALL, "Please ring ⟦1/⟧."),
    )
    assert expected == prefill(session, segment_id, "en")


def test_nothing_to_go_by(session: Session, region: Region) -> None:
    """No translation, one that is right, a paragraph that is gone, or other numbers of sentences."""
    page, segment_id = translated(session, region, OPEN, BOOK, PHONE)
    assert () == prefill(session, segment_id, "ar")
    assert () == prefill(session, segment_id, "en")
    assert () == prefill(session, 999, "en")
    edit(session, page, "Ganz anders. Nichts ist wie zuvor.")
    assert () == prefill(session, segment_id, "en")


def test_sentences_that_are_not_as_many(session: Session, region: Region) -> None:
    """A translation that drew two sentences together says nothing about either."""
    page, segment_id = translated(session, region, OPEN, PHONE)
    edit(session, page, f"{OPEN} Kommen Sie vorbei. {PHONE}")
    assert () == prefill(session, segment_id, "en")
