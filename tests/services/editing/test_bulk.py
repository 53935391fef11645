"""The same deed done to several pages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.errors import Invalid, NotAllowed, NotFound
from app.models import Content, Event, Job, Region, Review
from app.services import regions, tree
from app.services.editing import bulk
from app.services.editing.bulk import Asked, Outcome
from app.services.overviews import page_tree
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, revise

EDITOR = Actor(1, "Ada", (Grant("editor", "testdorf"),))
AUTHOR = Actor(2, "Bo", (Grant("author", "testdorf"),))


def do(
    session: Session, region: Region, deed: str, page: Content, who: Actor = EDITOR,
    asked: Asked | None = None,
) -> Outcome:  # fmt: skip
    """One page's share of a deed."""
    return bulk.do(session, region, who, deed, page.id, asked or Asked(), now=day(1))


def came_to(outcome: Outcome) -> tuple[bool, str]:
    """Whether it was done, and in a word what or why not."""
    return outcome.is_done, outcome.word


def test_each_deed_is_done_by_the_rules_of_the_single_one_and_noted(
    session: Session, region: Region
) -> None:
    """Handed in, published, moved, planned, archived, brought back; the audit trail knows who."""
    page, other = begun(session, region, "Kita"), begun(session, region, "Familie")
    steps = [
        ("submit", Asked(), "submitted"),
        ("publish", Asked(), "published"),
        ("move", Asked(target=other.id), "moved"),
        ("review", Asked(due_on=date(2027, 3, 31)), "planned"),
        ("archive", Asked(), "put away"),
        ("bring-back", Asked(), "brought back"),
    ]
    for deed, asked, word in steps:
        assert (True, word) == came_to(do(session, region, deed, page, asked=asked))
    assert date(2027, 3, 31) == session.get_one(Review, page.id).due_on
    assert other.id == tree.page(session, page.id).parent_id
    noted = session.scalars(select(Event.action).order_by(Event.id)).all()
    assert [
        "page.submit", "page.publish", "page.move", "page.review", "page.archive", "page.unarchive",
    ] == noted  # fmt: skip


def test_what_makes_no_sense_is_left_out_with_its_reason(session: Session, region: Region) -> None:
    """And nothing of it is changed; what is foreseen is what happens."""
    plain, gone = live(session, region, "Live"), live(session, region, "Weg")
    below, draft = live(session, region, "Darunter", parent=gone), begun(session, region, "Entwurf")
    handed = begun(session, region, "Eingereicht")
    do(session, region, "submit", handed)
    do(session, region, "archive", gone)
    found = page_tree.read(session, region)
    nodes = tree.nodes(session, region.id)
    expected = {
        "publish": {plain: "nothing new", gone: "archived", below: "below archived"},
        "submit": {
            plain: "nothing new", gone: "archived", below: "below archived", handed: "handed in",
        },
        "archive": {gone: "archived"},
        "bring-back": {
            plain: "not archived", below: "below archived", draft: "not archived",
            handed: "not archived",
        },
        "review": {gone: "archived", below: "below archived"},
        "order": {
            gone: "archived", below: "below archived", draft: "not public", handed: "not public",
        },
    }  # fmt: skip
    for deed, refused in expected.items():
        reasons = {page.id: why for page, why in refused.items()}
        leaves = list(found.leaves.values())
        assert reasons == bulk.foresee(deed, leaves, Asked(), nodes), deed
        for page, why in refused.items():
            assert (False, why) == came_to(do(session, region, deed, page)), deed


def test_a_page_cannot_be_moved_below_itself(session: Session, region: Region) -> None:
    """The others are moved all the same, in their order."""
    section, first, second = (begun(session, region, title) for title in ("A", "B", "C"))
    outcomes = [
        came_to(do(session, region, "move", page, asked=Asked(target=section.id)))
        for page in (section, first, second, second)
    ]
    assert [
        (False, "itself"),
        (True, "moved"),
        (True, "moved"),
        (False, "there already"),
    ] == outcomes
    lines = page_tree.read(session, region).lines({section.id})
    assert ["A", "B", "C"] == [line.leaf.title for line in lines]


def test_ordering_translations_gives_machines_what_is_missing(
    session: Session, region: Region
) -> None:
    """Told is how many paragraphs; a second time they are under way, and what was held is tried again."""
    page = live(session, region)
    languages = len(regions.target_codes(region))
    told = do(session, region, "order", page)
    assert (True, "ordered", 2 * languages) == (told.is_done, told.word, told.number)
    assert (False, "under way") == came_to(do(session, region, "order", page))
    job = session.scalars(select(Job)).first()
    assert job is not None
    job.state, job.tries = "held", 8
    session.flush()
    again = do(session, region, "order", page)
    assert ("ordered", 1, "waiting", 0) == (again.word, again.number, job.state, job.tries)


def test_publishing_tells_what_is_to_be_translated(session: Session, region: Region) -> None:
    """The outlook says the same before, and changes nothing."""
    page = live(session, region, html="<p>Die Schule ist offen.</p>")
    revise(session, page, "<p>Die Schule ist offen.</p><p>Kommen Sie gern vorbei!</p>")
    outlook = bulk.outlook(session, page, now=day(1))
    assert page.published is not page.working
    told = do(session, region, "publish", page)
    assert page.published is page.working
    assert (6, told.number) == (outlook.translations, outlook.characters)


def test_everybody_is_asked_for_their_right_page_by_page(session: Session, region: Region) -> None:
    """An author hands in but does not publish; pages of another region are not there."""
    page = begun(session, region)
    elsewhere = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    foreign = begun(session, elsewhere)
    assert do(session, region, "submit", page, AUTHOR).is_done
    for deed in ("publish", "archive", "bring-back", "move", "order"):
        with pytest.raises(NotAllowed):
            do(session, region, deed, page, AUTHOR)
    with pytest.raises(NotFound):
        do(session, region, "submit", foreign)
    with pytest.raises(Invalid):
        do(session, region, "burn", page)
