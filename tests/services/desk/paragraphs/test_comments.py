"""Comments on a paragraph."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, NotFound
from app.models import Event, Region
from app.services import regions
from app.services.desk.paragraphs import comments
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import LATER, desk


def test_a_language_among_itself_and_a_word_to_all(session: Session, region: Region) -> None:
    """Arabic does not hear what English says to itself; a question to the editors is everybody's."""
    village = desk(session, region)
    segment = village.segment(2)
    comments.add(session, village.amal, region, "en", segment, " Passport? ", NOW)
    comments.add(session, village.amal, region, "en", segment, "Which?", NOW, to_all=True)
    assert ["Passport?", "Which?"] == [n.text for n in comments.of(session, segment, "en")]
    assert ["Which?"] == [note.text for note in comments.of(session, segment, "ar")]
    actions = session.scalars(select(Event.action).where(Event.actor == "Amal")).all()
    assert ["comment.add", "comment.add"] == list(actions)


def test_the_first_who_settles_it_stays_on_record(session: Session, region: Region) -> None:
    """Settling it again changes nothing; another language's comments are out of reach."""
    village = desk(session, region)
    note = comments.add(session, village.amal, region, "en", village.segment(2), "Sure?", NOW)
    with pytest.raises(NotFound):
        comments.resolve(session, village.bela, region, "ar", note.id, LATER)
    comments.resolve(session, village.bela, region, "en", note.id, LATER)
    again = comments.resolve(session, village.amal, region, "en", note.id, LATER)
    assert ("Bela", False) == (again.resolved_by, again.is_open)


@pytest.mark.parametrize(("text", "kind"), [("  ", "empty"), ("x" * 2001, "long")])
def test_nothing_and_too_much_are_refused(
    session: Session, region: Region, text: str, kind: str
) -> None:
    """The form can say what is wrong."""
    village = desk(session, region)
    with pytest.raises(Invalid) as raised:
        comments.add(session, village.amal, region, "en", village.segment(2), text, NOW)
    assert ("comment", kind) == (raised.value.field, raised.value.kind)


def test_another_regions_paragraph_is_out_of_reach(session: Session, region: Region) -> None:
    """Its number in an address leads nowhere."""
    village = desk(session, region)
    other = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    with pytest.raises(NotFound):
        comments.add(session, village.amal, other, "en", village.segment(2), "Hello", NOW)
