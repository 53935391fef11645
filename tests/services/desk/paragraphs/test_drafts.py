"""Drafts: what was being typed."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Region
from app.services.desk.paragraphs import drafts
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import LATER, desk


def test_it_is_kept_for_its_writer_alone(session: Session, region: Region) -> None:
    """The newest text, with codes that are not whole yet; nobody else sees it."""
    village = desk(session, region)
    segment = village.segment(2)
    german = village.view(segment).facts.source_hash
    for text, at in (("Pl", NOW), ("Please ⟦1⟧", LATER)):
        drafts.keep(
            session, village.amal, segment, "en", text, made_against=german, lock_version=3, now=at
        )
    found = drafts.of(session, village.amal, segment, "en")
    assert drafts.Draft(segment, "Please ⟦1⟧", german, 3, LATER) == found
    assert None is drafts.of(session, village.bela, segment, "en")
    assert [segment] == list(drafts.of_page(session, village.amal, village.content, "en"))
    drafts.discard(session, village.amal, [segment], "en")
    assert None is drafts.of(session, village.amal, segment, "en")


@pytest.mark.parametrize(
    ("text", "german", "kind"), [("x" * 20_001, "", "long"), ("x", "?", "unknown")]
)
def test_what_cannot_be_a_paragraph_is_refused(
    session: Session, region: Region, text: str, german: str, kind: str
) -> None:
    """A text beyond all measure, or for a German that never was."""
    village = desk(session, region)
    segment = village.segment(2)
    german = german or village.view(segment).facts.source_hash
    with pytest.raises(Invalid) as raised:
        drafts.keep(
            session, village.amal, segment, "en", text, made_against=german, lock_version=0, now=NOW
        )
    assert kind == raised.value.kind
