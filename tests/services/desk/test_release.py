"""Who lets a translated page go live."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotAllowed
from app.models import Region, Translation
from app.services import events
from app.services.desk import release
from app.services.pages import releasing
from app.services.settings import policies
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import ENGLISH, LATER, Desk, desk


def live(village: Desk) -> bool:
    """Whether readers of English have the page."""
    rows = village.session.query(Translation).filter_by(language="en")
    return any(row.live_since is not None for row in rows)


def complete(village: Desk) -> None:
    """A title and one paragraph."""
    village.accept(village.segment(0), "Courses")
    village.accept(village.segment(2), ENGLISH[0])


def test_a_translator_publishes_what_is_complete(session: Session, region: Region) -> None:
    """Not before title and text are there; then with one deed."""
    village = desk(session, region)
    here = village.session, village.amal, region, village.content, "en"
    with pytest.raises(Invalid) as raised:
        release.publish(*here, LATER)
    assert ("title", "untranslated") == (raised.value.field, raised.value.kind)
    assert ("title", False) == (
        release.standing(*here).missing,
        release.standing(*here).may_publish,
    )
    complete(village)
    assert not live(village)
    assert release.standing(*here).may_publish
    release.publish(*here, LATER)
    assert live(village)
    assert (LATER, False) == (
        release.standing(*here).live_since,
        release.standing(*here).may_publish,
    )
    assert "translation.publish" == events.newest(session, region.id)[0].action


def test_where_an_editor_decides_a_translator_hands_in(session: Session, region: Region) -> None:
    """It waits for an editor, who publishes it; handing in twice is refused."""
    village = desk(session, region)
    policies.change(session, region, "en", NOW, release="editor")
    complete(village)
    here = village.session, village.amal, region, village.content, "en"
    with pytest.raises(NotAllowed):
        release.publish(*here, LATER)
    assert (False, True) == (
        release.standing(*here).may_publish,
        release.standing(*here).may_hand_in,
    )
    release.hand_in(*here, LATER)
    assert (True, False) == (release.standing(*here).waits, live(village))
    with pytest.raises(Conflict):
        release.hand_in(*here, LATER)
    release.publish(session, village.editor, region, village.content, "en", LATER)
    assert live(village)


def test_at_once_is_with_the_text_that_completes_it(session: Session, region: Region) -> None:
    """The page goes live by itself; once somebody took it away it waits for a person."""
    village = desk(session, region)
    policies.change(session, region, "en", NOW, release="at_once")
    assert not village.accept(village.segment(0), "Courses").published
    assert village.accept(village.segment(2), ENGLISH[0]).published
    assert live(village)
    releasing.withdraw(session, village.content, "en", now=LATER)
    events.record(
        session, region.id, "Edda", "translation.withdraw", LATER, content_id=village.content.id,
        language="en",
    )  # fmt: skip
    assert not village.accept(village.segment(3), ENGLISH[1]).published
    assert not live(village)


def test_a_policy_has_three_answers(session: Session, region: Region) -> None:
    """Any other is refused by name."""
    with pytest.raises(Invalid, match="whenever"):
        policies.change(session, region, "en", NOW, release="whenever")
