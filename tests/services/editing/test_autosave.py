"""Autosave: what a user is typing is kept until it is saved or thrown away."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Region
from app.services.editing import autosave, deeds
from app.services.editing.typed import Typed, draft
from tests.services.editing.writers import ADA, BEA, accounts, number, working
from tests.services.guide import begun, day


def test_what_was_typed_is_kept_for_its_author(session: Session, region: Region) -> None:
    """The newest text replaces the one before; nobody else gets it."""
    accounts(session)
    page = begun(session, region)
    place = autosave.page(page)
    autosave.keep(session, ADA.id, place, 1, Typed("Schu"), day(1))
    autosave.keep(session, ADA.id, place, 1, Typed("Schulen"), day(2))
    kept = autosave.find(session, ADA.id, place)
    assert kept == autosave.Kept(1, Typed("Schulen"), day(2))
    assert None is autosave.find(session, BEA.id, place)


def test_what_differs_from_the_working_copy_is_unsaved(session: Session, region: Region) -> None:
    """Blanks, and what the sanitiser takes out, are no difference."""
    accounts(session)
    page = begun(session, region)
    as_it_is = replace(
        working(page), title=" Schule ", body="<p onclick='x'>Die Schule ist offen.</p>"
    )
    autosave.keep(session, ADA.id, autosave.page(page), 1, as_it_is, day(1))
    assert None is autosave.unsaved(session, ADA.id, page)
    other = replace(as_it_is, body="<p>Die Schule ist zu.</p>")
    autosave.keep(session, ADA.id, autosave.page(page), 1, other, day(1))
    unsaved = autosave.unsaved(session, ADA.id, page)
    assert unsaved is not None
    assert other == unsaved.typed


def test_saving_takes_the_autosave_away(session: Session, region: Region) -> None:
    """The saver's own, not that of a colleague who is typing too."""
    accounts(session)
    page = begun(session, region)
    other = replace(working(page), title="Schulen")
    for who in (ADA, BEA):
        autosave.keep(session, who.id, autosave.page(page), 1, other, day(1))
    deeds.save(session, page, draft(session, region, other, (), page), 1, ADA, now=day(1))
    assert None is autosave.find(session, ADA.id, autosave.page(page))
    assert None is not autosave.find(session, BEA.id, autosave.page(page))


def test_a_new_page_is_kept_before_it_exists(session: Session, region: Region) -> None:
    """Until it is created."""
    accounts(session)
    place = autosave.new_page(region)
    typed = Typed("Sport", "<p>Lauf.</p>")
    autosave.keep(session, ADA.id, place, 0, typed, day(1))
    page = deeds.create(session, region, draft(session, region, typed, ()), None, ADA, now=day(1))
    assert (1, "Sport") == (number(page), working(page).title)
    assert None is autosave.find(session, ADA.id, place)


def test_a_text_beyond_reason_is_refused() -> None:
    """The field is named."""
    with pytest.raises(Invalid, match="body: 1000001 characters"):
        Typed.read({"body": "x" * 1_000_001})
