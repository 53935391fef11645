"""What publishing the working copy would mean, before anybody does it."""

from sqlalchemy.orm import Session

from app.models import Content, Region
from app.services.editing import outlook
from app.services.editing.outlook import Outlook
from app.services.pages import pages
from app.services.pages.pages import Draft
from app.services.segments.looks import Look
from tests.services.guide import begun, day, live, live_in_english, revise, rows, shown

OLD = "<p>Der Kurs beginnt im Mai.</p><p>Das rote kreuz hilft.</p>"
ENGLISH = "<p>The course starts in May.</p><p>The Red Cross helps.</p>"
NEW = "<p>Der Kurs startet im Mai.</p><p>Das Rote Kreuz hilft.</p>"


def changed(session: Session, region: Region) -> Content:
    """A page live in two languages, with other words and another spelling in its working copy."""
    page = live(session, region, html=OLD)
    live_in_english(session, page, html=ENGLISH)
    revise(session, page, NEW)
    return page


def english(found: Outlook) -> tuple[int, int] | None:
    """What English would need."""
    return found.by_language.get("en")


def test_looking_costs_nothing(session: Session, region: Region) -> None:
    """Not a row changes, and readers have what they had."""
    page = changed(session, region)
    before = rows(session), shown(session, region, "en")
    outlook.of(session, page, now=day(1))
    assert before == (rows(session), shown(session, region, "en"))


def test_small_things_are_proposed_to_be_minor(session: Session, region: Region) -> None:
    """Spelling is; other words are not, and need a translation."""
    found = outlook.of(session, changed(session, region), now=day(1))
    words, spelling = found.changes
    assert ({spelling.segment_id}, (1, len("Der Kurs startet im Mai."))) == (
        found.minor, english(found)
    )  # fmt: skip
    assert (False, False) == (found.is_first, found.is_nothing)
    assert "work" == words.outcome


def test_what_is_ticked_as_minor_needs_no_translation(session: Session, region: Region) -> None:
    """Where there is one already; the change is told as it is all the same."""
    page = changed(session, region)
    words, _ = outlook.of(session, page, now=day(1)).changes
    found = outlook.of(session, page, now=day(1), minor=[words.segment_id, 4711])
    assert (None, {words.segment_id}) == (english(found), found.minor)
    assert "work" == found.changes[0].outcome


def test_first_and_nothing_are_told_apart(session: Session, region: Region) -> None:
    """A new page, and one that readers have as it is."""
    assert outlook.of(session, begun(session, region), now=day(1)).is_first
    found = outlook.of(session, live(session, region, "Amt"), now=day(1))
    assert (False, True, ()) == (found.is_first, found.is_nothing, found.changes)


def test_another_icon_alone_is_named(session: Session, region: Region) -> None:
    """No paragraph changes, and yet there is something to publish."""
    page = live(session, region)
    draft = Draft("Schule", "<p>Die Schule ist offen.</p>", look=Look("/static/icons/heart.svg"))
    pages.revise(session, page, draft, based_on=1, author="a", now=day(1))
    found = outlook.of(session, page, now=day(1))
    assert (("icon",), (), False) == (found.beside, found.changes, found.is_nothing)
