"""What people left unsaved is forgotten in its time, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Claim, Region
from app.services import tidying
from app.services.desk.paragraphs import claims, drafts
from app.services.editing import autosave
from app.services.editing.typed import Typed
from app.services.tidying import Forgotten
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import GERMAN, Desk, desk
from tests.services.editing.writers import ADA, accounts
from tests.services.guide import begun, day

SOON = timedelta(seconds=1)


def test_what_was_typed_into_a_page_stays_for_ninety_days(session: Session, region: Region) -> None:
    """Since it was last touched, and not longer."""
    accounts(session)
    place = autosave.page(begun(session, region))
    autosave.keep(session, ADA.id, place, 1, Typed("Schu"), day(0))
    autosave.keep(session, ADA.id, place, 1, Typed("Schulen"), day(1))
    assert Forgotten(0, 0, 0) == tidying.forget(session, day(91))
    assert autosave.find(session, ADA.id, place)
    assert Forgotten(1, 0, 0) == tidying.forget(session, day(91) + SOON)
    assert None is autosave.find(session, ADA.id, place)


def test_a_claim_is_forgotten_when_it_runs_out(session: Session, region: Region) -> None:
    """Who still has a paragraph open keeps it."""
    village = desk(session, region)
    claims.take(session, village.amal, village.segment(2), "en", NOW)
    claims.take(session, village.bela, village.segment(3), "en", NOW + timedelta(minutes=1))
    ran_out = NOW + timedelta(minutes=claims.MINUTES)
    assert Forgotten(0, 1, 0) == tidying.forget(session, ran_out)
    assert [village.segment(3)] == list(session.scalars(select(Claim.segment_id)))
    assert 1 == session.scalar(select(func.count()).select_from(Claim))


def typed(village: Desk, segment: int, at: datetime) -> None:
    """Amal types something for a paragraph and leaves it."""
    german = village.view(segment).facts.source_hash
    drafts.keep(
        village.session, village.amal, segment, "en", "Pl", made_against=german, lock_version=1,
        now=at,
    )  # fmt: skip


def test_a_translators_text_stays_as_long_as_its_paragraph(
    session: Session, region: Region
) -> None:
    """One whose paragraph was taken out is kept for thirty days, in case it comes back."""
    village = desk(session, region)
    first, last = village.segment(2), village.segment(4)
    typed(village, first, day(0))
    typed(village, last, day(0))
    village.revise(*GERMAN[:2])
    assert Forgotten(0, 0, 0) == tidying.forget(session, day(30))
    assert Forgotten(0, 0, 1) == tidying.forget(session, day(30) + SOON)
    assert None is drafts.of(session, village.amal, last, "en")
    assert drafts.of(session, village.amal, first, "en")
    assert Forgotten(0, 0, 0) == tidying.forget(session, day(900))


def test_a_paragraph_that_only_editors_see_stands_too(session: Session, region: Region) -> None:
    """As long as a working copy has it, it may go live again."""
    village = desk(session, region)
    last = village.segment(4)
    typed(village, last, day(0))
    waiting = village.content.working
    village.revise(*GERMAN[:2])
    assert waiting is not None
    village.content.working = waiting
    session.flush()
    assert Forgotten(0, 0, 0) == tidying.forget(session, day(40))
