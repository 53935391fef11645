"""Which words a region knows: those that its own published German has at least twice."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.models import Content, Region
from app.services import regions
from app.services.pages import pages
from app.services.segments.vocabulary import known_words
from tests.services.guide import begun, day, live, revise
from tests.services.paragraph_guide import edit, html_of, page_of


def knows(session: Session, content: Content, word: str) -> bool:
    """Whether the word is known where the content's present text was published."""
    revision_id = content.published_revision_id
    assert revision_id is not None
    return known_words(session, content, revision_id)(word)


def test_a_word_must_be_written_twice(session: Session, region: Region) -> None:
    """Once may be a slip of the pen."""
    page = page_of(session, region, "Die Heizung ist neu.", "Die Anmedung ist einfach.")
    assert (False, False) == (knows(session, page, "Heizung"), knows(session, page, "Anmedung"))
    other = page_of(session, region, "Eine Heizung für alle.")
    assert (True, False) == (knows(session, other, "Heizung"), knows(session, other, "Anmedung"))


@pytest.mark.parametrize(
    ("text", "word", "known"),
    [
        ("Öl und öl", "ÖL", True),
        ("Straße, STRASSE", "straße", True),
        ("Heizungen und Heizungen", "Heizung", False),
        ("Fernheizung, Heizung", "heizung", False),
        ("<b>Heiz</b>ung und Heizung", "Heizung", True),
        ("Heizung. Heizung!", "Heizung", True),
        ("Heizung-Heizung", "Heizung", True),
        ("100 % und 100 %", "%", True),
        ("a_b und a_b", "a_b", True),
    ],
)
def test_words_are_whole_and_blind_to_case(
    session: Session, region: Region, text: str, word: str, known: bool
) -> None:
    """Parts of words do not count, codes do not part them, and case is nothing."""
    assert known is knows(session, page_of(session, region, text), word)


def test_only_what_readers_get_counts(session: Session, region: Region) -> None:
    """Drafts, other regions and other source languages know nothing for us."""
    page = page_of(session, region, "Die Heizung ist neu.")
    begun(session, region, html=html_of("Heizung, Heizung."))
    drafted = live(session, region)
    revise(session, drafted, html_of("Heizung, Heizung."))
    other = regions.create(session, "anderswo", "Anderswo", ["de"], day(0))
    page_of(session, other, "Heizung, Heizung.")
    assert not knows(session, page, "Heizung")


def test_a_word_is_not_unknown_for_being_edited_away(session: Session, region: Region) -> None:
    """The text before the change counts as well, but not on top of the text of now."""
    page = page_of(session, region, "Heizung hier.", "Heizung dort.")
    edit(session, page, "Heizung hier.", "Reizung dort.")
    assert (True, False) == (knows(session, page, "Heizung"), knows(session, page, "Reizung"))
    edit(session, page, "Reizung hier.", "Reizung dort.", now=day(2))
    assert (False, True) == (knows(session, page, "Heizung"), knows(session, page, "Reizung"))


def test_what_comes_later_changes_no_answer(session: Session, region: Region) -> None:
    """The answer for a revision is the same whenever it is asked for: a cache can be rebuilt."""
    page = page_of(session, region, "Die Heizung ist neu.")
    old = page.published_revision_id
    assert old is not None
    later = page_of(session, region, "Leer.")
    edit(session, later, "Heizung und Heizung.", now=day(3))
    assert not known_words(session, page, old)("Heizung")
    edit(session, page, "Die Heizung ist alt.", now=day(4))
    assert knows(session, page, "Heizung")
    assert not known_words(session, page, old)("Heizung")


def test_each_word_is_counted_once(session: Session, region: Region) -> None:
    """Asked again, the same question costs no query."""
    page = page_of(session, region, "Heizung, Heizung.")
    assert page.published_revision_id is not None
    known = known_words(session, page, page.published_revision_id)
    statements: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert known("Heizung")
    asked = len(statements)
    assert known("heizung")
    assert (True, asked) == (asked > 0, len(statements))


def test_archived_pages_go_on_counting(session: Session, region: Region) -> None:
    """Whether a page is put away later must not change what was judged before."""
    other = page_of(session, region, "Heizung, Heizung.")
    page = page_of(session, region, "Die Heizung ist neu.")
    pages.archive(session, other, now=day(1))
    assert knows(session, page, "Heizung")
