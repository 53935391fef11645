"""What I typed beside what was saved meanwhile: nothing is lost, nothing is overwritten."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.models import Content, Region
from app.services.editing import conflicts
from app.services.editing.autosave import Kept
from app.services.editing.conflicts import Encounter
from app.services.editing.typed import Typed
from tests.services.editing.writers import working
from tests.services.guide import begun, day, revise

OLD = "<p>Um 8 Uhr.</p><p>Im Rathaus.</p>"


def typed(page: Content, title: str = "Schule", body: str = OLD) -> Kept:
    """What I typed, on top of the first revision."""
    return Kept(1, replace(working(page), title=title, body=body), day(1))


def meet(
    session: Session, region: Region, mine: str, theirs: str, title: str = "Schule"
) -> Encounter:
    """My text and a colleague's, both on top of the same one."""
    page = begun(session, region, html=OLD)
    kept = typed(page, title, mine)
    revise(session, page, theirs, "Schulen")
    return conflicts.meet(session, page, kept)


def test_each_difference_says_whose_it_is(session: Session, region: Region) -> None:
    """What a colleague changed, what I did, and where both of us did."""
    found = meet(
        session, region, OLD.replace("8", "9").replace("Im", "Am"), OLD.replace("8", "10"),
    )  # fmt: skip
    assert [("title", "they"), ("0", "both"), ("1", "i")] == [
        (one.name, one.who) for one in found.differences
    ]
    assert 1 == found.quarrels
    quarrel = found.differences[1]
    assert [("same", "Um "), ("gone", "10"), ("new", "9"), ("same", " Uhr.")] == [
        (stretch.kind, stretch.text) for stretch in quarrel.apart
    ]


def test_put_together_by_choice(session: Session, region: Region) -> None:
    """What one side changed is taken; where both did, what was chosen."""
    found = meet(
        session, region, OLD.replace("8", "9").replace("Im", "Am"), OLD.replace("8", "10"),
    )  # fmt: skip
    both = OLD.replace("Im", "Am")
    assert both.replace("8", "9") == conflicts.together(found, {"0": "mine"}).body
    assert both.replace("8", "10") == conflicts.together(found, {"0": "theirs"}).body
    kept = conflicts.together(found, {}).body
    assert ("<p>Um 10 Uhr.</p>" in kept, "<p>Um 9 Uhr.</p>" in kept) == (True, True)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("theirs", "Schulen"), ("mine", "Unsere Schule"), ("", "Unsere Schule")],
)
def test_of_two_titles_one_is_chosen(
    session: Session, region: Region, choice: str, expected: str
) -> None:
    """A title is one piece; without a word mine goes back into the form."""
    found = meet(session, region, OLD, OLD, "Unsere Schule")
    assert expected == conflicts.together(found, {"title": choice}).title


def test_an_unsaved_text_on_the_newest_revision_is_all_mine(
    session: Session, region: Region
) -> None:
    """After a pause nobody else has come between: what differs is what I typed."""
    page = begun(session, region, html=OLD)
    found = conflicts.meet(session, page, typed(page, body=OLD.replace("8", "9")))
    assert (["i"], 0) == ([one.who for one in found.differences], found.quarrels)
    assert Typed("Schule", OLD.replace("8", "9")) == conflicts.together(found, {})


def test_a_change_of_form_is_told_apart(session: Session, region: Region) -> None:
    """Where the words are the same, a diff of words would show nothing."""
    page = begun(session, region, html=OLD)
    kept = typed(page, body=OLD.replace("Rathaus", "<strong>Rathaus</strong>"))
    (one,) = conflicts.meet(session, page, kept).differences
    assert one.only_form
