"""Undo: an earlier translation is served again, and no rule undoes the undoing."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound
from app.models import Content, Head, HeadMove, Region, Status, Target
from app.services.pages import paragraphs, releasing
from app.services.segments import statuses
from app.services.translation.memory import memory
from app.services.translation.undoing import undo
from tests.fixtures.guides import NOW
from tests.services.guide import PERSON, day, live, live_in_english, revise, texts

TEN = "<p>Die Gebühr beträgt 10 Euro.</p>"
TWELVE = "<p>Die Gebühr beträgt 12 Euro.</p>"
FIFTEEN = "<p>Die Gebühr beträgt 15 Euro.</p>"
WHO = "reviewer@stadt.example"


def publish(session: Session, page: Content, html: str, number: int) -> None:
    """The page saved and published on a day."""
    revise(session, page, html, now=day(number))
    releasing.publish(session, page, now=day(number))


def carried(session: Session, region: Region) -> tuple[Content, HeadMove]:
    """A page whose fee of 10 became 12 in English by rule, and that move."""
    page = live(session, region, html=TEN)
    live_in_english(session, page, html="<p>The fee is 10 euros.</p>")
    publish(session, page, TWELVE, 1)
    return page, last_move(session)


def last_move(session: Session) -> HeadMove:
    """The newest head move."""
    found = session.scalar(select(HeadMove).order_by(HeadMove.id.desc()).limit(1))
    assert found is not None
    return found


def served(session: Session, move: HeadMove) -> str:
    """What is served where a move took place."""
    head = session.get_one(Head, (move.segment_id, move.language))
    return session.get_one(Target, head.target_id).coded


def state(session: Session, move: HeadMove) -> tuple[str, int]:
    """The cached state and severity there."""
    found = session.get_one(Status, (move.segment_id, move.language), populate_existing=True)
    return found.state, found.severity


def test_the_earlier_translation_is_served_again(session: Session, region: Region) -> None:
    """The old text is the head, by a move that names who did it; the paragraph is stale and marked."""
    _, move = carried(session, region)
    assert "The fee is 12 euros." == served(session, move)
    undo(session, move.id, WHO, day(2))
    assert "The fee is 10 euros." == served(session, move)
    assert ("stale", 3) == state(session, move)
    back = last_move(session)
    assert (move.to_target_id, move.from_target_id, WHO, "undone", day(2)) == (
        back.from_target_id, back.to_target_id, back.actor, back.klass, back.at,
    )  # fmt: skip
    (english,) = texts(session, region, "en")
    assert "12 euros" not in english
    assert "10 euros" in english
    assert "<p>The fee is 10 euros.</p>" != english


def test_no_rule_makes_again_what_was_taken_back(session: Session, region: Region) -> None:
    """Settling, saving something else and comparing anew leave the old translation where it is."""
    page, move = carried(session, region)
    undo(session, move.id, WHO, day(2))
    targets = len(session.scalars(select(Target)).all())
    releasing.settle(session, page, day(3))
    publish(session, page, TWELVE + "<p>Neu.</p>", 4)
    assert 0 == statuses.rebuild(session, region)
    assert "The fee is 10 euros." == served(session, move)
    assert ("stale", 3) == state(session, move)
    assert targets == len(session.scalars(select(Target)).all())


def test_the_next_change_is_carried_again(session: Session, region: Region) -> None:
    """Only what was taken back is refused: another sum comes by rule as ever."""
    page, move = carried(session, region)
    undo(session, move.id, WHO, day(2))
    publish(session, page, FIFTEEN, 3)
    assert "The fee is 15 euros." == served(session, move)
    assert ("current", 0) == state(session, move)


def test_german_that_comes_back_to_a_refused_text_is_not_carried(
    session: Session, region: Region
) -> None:
    """What a person refused for a text is still refused when the text returns."""
    page, move = carried(session, region)
    undo(session, move.id, WHO, day(2))
    publish(session, page, FIFTEEN, 3)
    publish(session, page, TWELVE, 4)
    assert "The fee is 12 euros." != served(session, move)
    assert "stale" == state(session, move)[0]


def test_undoing_the_undo_serves_it_again(session: Session, region: Region) -> None:
    """The rule's text is current again, with the quality that it had."""
    page, move = carried(session, region)
    undo(session, move.id, WHO, day(2))
    undo(session, last_move(session).id, WHO, day(3))
    releasing.settle(session, page, day(4))
    assert "The fee is 12 euros." == served(session, move)
    assert ("current", 0) == state(session, move)


def test_a_person_may_write_the_same_text(session: Session, region: Region) -> None:
    """What a rule may not do again a person may: the paragraph is current."""
    _, move = carried(session, region)
    undo(session, move.id, WHO, day(2))
    head = session.get_one(Head, (move.segment_id, "en"))
    source = session.get_one(Target, move.to_target_id).made_against
    paragraphs.save(
        session, move.segment_id, "en", "The fee is 12 euros.", made_against=source,
        lock_version=head.lock_version, by=PERSON, now=day(3),
    )  # fmt: skip
    assert ("current", 0) == state(session, move)


def test_a_persons_text_can_be_taken_back_too(session: Session, region: Region) -> None:
    """The translation from before is served, though the newer one answers the same German."""
    page = live(session, region)
    live_in_english(session, page)
    first = last_move(session)
    answered = session.get_one(Target, first.to_target_id).made_against
    paragraphs.save(
        session, first.segment_id, "en", "Worse.", made_against=answered, lock_version=1,
        by=PERSON, now=day(1),
    )  # fmt: skip
    assert "Worse." == served(session, first)
    undo(session, last_move(session).id, WHO, day(2))
    releasing.settle(session, page, day(3))
    assert "The school is open." == served(session, first)
    assert ("current", 0) == state(session, first)


def test_a_head_that_moved_since_is_left_alone(session: Session, region: Region) -> None:
    """Somebody was quicker: the undo is refused and changes nothing; so is a second undo."""
    page, move = carried(session, region)
    publish(session, page, FIFTEEN, 2)
    with pytest.raises(Conflict, match="of move"):
        undo(session, move.id, WHO, day(3))
    assert "The fee is 15 euros." == served(session, move)
    newest = last_move(session)
    undo(session, newest.id, WHO, day(4))
    with pytest.raises(Conflict):
        undo(session, newest.id, WHO, day(5))


def test_a_first_translation_leaves_none_behind(session: Session, region: Region) -> None:
    """Readers get the German again, the paragraph waits as a new one, and no rule hands the text out."""
    page = live(session, region)
    live_in_english(session, page)
    move = last_move(session)
    said = session.get_one(Target, move.to_target_id)
    assert said.coded in "".join(texts(session, region, "en"))
    undo(session, move.id, WHO, NOW)
    assert None is session.get(Head, (move.segment_id, "en"))
    assert ("missing", 2) == state(session, move)
    assert said.coded not in "".join(texts(session, region, "en"))
    assert {} == memory.exact(session, region.id, "en", [said.made_against])
    with pytest.raises(Conflict, match="serves no translation"):
        undo(session, move.id, WHO, NOW)


def test_a_screen_from_before_the_undoing_overwrites_nothing(
    session: Session, region: Region
) -> None:
    """The head that comes after has a version that nobody has seen."""
    page = live(session, region)
    live_in_english(session, page)
    move = last_move(session)
    source = session.get_one(Target, move.to_target_id).made_against
    undo(session, move.id, WHO, day(1))
    for coded, version, outcome in (("New.", 0, "saved"), ("Late.", 1, "conflict")):
        saved = paragraphs.save(
            session, move.segment_id, "en", coded, made_against=source, lock_version=version,
            by=PERSON, now=day(2),
        )  # fmt: skip
        assert outcome == saved.outcome
    assert "New." == served(session, move)


def test_what_a_page_says_elsewhere_does_not_come_back_by_itself(
    session: Session, region: Region
) -> None:
    """An equal paragraph of the page would answer; the person's word counts more, until the German
    changes."""
    page = live(session, region, html="<p>Eintritt frei.</p>")
    live_in_english(session, page, html="<p>Free entry.</p>")
    publish(session, page, "<p>Eintritt frei.</p><p>Und sonst?</p><p>Eintritt frei.</p>", 1)
    move = last_move(session)
    assert ("Free entry.", None) == (served(session, move), move.from_target_id)
    undo(session, move.id, WHO, day(2))
    assert "missing" == state(session, move)[0]
    releasing.settle(session, page, day(3))
    assert "missing" == state(session, move)[0]


def test_a_move_that_does_not_exist_is_refused(session: Session) -> None:
    """The number is told."""
    with pytest.raises(NotFound, match="move 999"):
        undo(session, 999, WHO, NOW)


def test_the_memory_does_not_hand_it_out(session: Session, region: Region) -> None:
    """Equal text elsewhere does not get what a person took back."""
    _, move = carried(session, region)
    name = session.get_one(Target, move.to_target_id).made_against
    assert {name} == set(memory.exact(session, region.id, "en", [name]))
    undo(session, move.id, WHO, day(2))
    assert {} == memory.exact(session, region.id, "en", [name])
