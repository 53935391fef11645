"""A page's history: listed, compared, brought back."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound
from app.models import Content, Region, Revision
from app.services import events
from app.services.pages import histories, pages, releasing
from app.services.pages.pages import Draft
from app.services.segments.looks import Look
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, begun, day, live, live_in_english, revise, texts

OPEN = "<p>Die Schule ist offen.</p>"
SHUT = "<p>Die Schule ist im Sommer zu.</p>"


def restore(session: Session, page: Content, number: int, based_on: int) -> Revision:
    """An old revision brought back a week later."""
    return histories.restore(session, page, number, based_on=based_on, author="Ben", now=day(7))


def test_each_revision_tells_its_story(session: Session, region: Region) -> None:
    """Who saved it and when, since when readers had it, which is live and which is worked on."""
    page = live(session, region, html=OPEN)
    revise(session, page, SHUT, now=day(1))
    releasing.publish(session, page, now=day(2))
    revise(session, page, SHUT + OPEN, title="Schulen", now=day(3))
    newest, live_one, first = histories.entries(session, page)
    assert [3, 2, 1] == [entry.number for entry in (newest, live_one, first)]
    assert ("Schulen", EDITOR, day(3), None) == (
        newest.title, newest.author, newest.at, newest.published_at,
    )  # fmt: skip
    assert (day(2), NOW) == (live_one.published_at, first.published_at)
    assert [(True, False), (False, True), (False, False)] == [
        (entry.is_working, entry.is_live) for entry in (newest, live_one, first)
    ]


def test_changes_are_counted_in_words(session: Session, region: Region) -> None:
    """Only words of paragraphs that differ count; moving and linking count none but are noticed."""
    page = begun(session, region, html=OPEN)
    revise(session, page, SHUT)
    revise(session, page, SHUT + OPEN)
    revise(session, page, OPEN + SHUT)
    revise(session, page, OPEN + SHUT.replace("Sommer", '<a href="https://a.example/">Sommer</a>'))
    found = histories.entries(session, page)
    assert [(0, 0, True), (0, 0, True), (4, 0, True), (3, 1, True), (5, 0, True)] == [
        (entry.words_new, entry.words_gone, entry.is_touched) for entry in found
    ]


def test_long_histories_come_in_parts(session: Session, region: Region) -> None:
    """The last of a part is compared with the first of the next."""
    page = begun(session, region, html=OPEN)
    for number in range(1, 5):
        revise(session, page, OPEN + "<p>Noch etwas Neues.</p>" * number)
    assert 5 == histories.count(session, page)
    parts = [histories.entries(session, page, part, per_page=2) for part in (1, 2, 3, 4)]
    assert [[5, 4], [3, 2], [1], []] == [[entry.number for entry in part] for part in parts]
    assert [[3, 3], [3, 3], [5]] == [[entry.words_new for entry in part] for part in parts[:3]]


def test_any_two_are_compared(session: Session, region: Region) -> None:
    """Titles word by word, paragraphs by what became of them, pictures by their addresses."""
    page = begun(session, region, html=OPEN + "<p>Sie brauchen ein Heft.</p>")
    revise(session, page, SHUT, title="Die Schule")
    revise(session, page, SHUT + '<h2>Wo?</h2><img src="plan.png">', title="Die Schule am Ort")
    found = histories.compare(session, page, 1, 3)
    assert [("new", "Die "), ("same", "Schule"), ("new", " am Ort")] == [
        (stretch.kind, stretch.text) for stretch in found.title
    ]
    assert ["changed", "gone", "new"] == [row.how for row in found.rows]
    assert ((), ("plan.png",), False, False) == (
        found.pictures_gone, found.pictures_new, found.reshaped, found.is_same,
    )  # fmt: skip
    assert histories.compare(session, page, 2, 2).is_same
    back = histories.compare(session, page, 3, 1)
    assert ("plan.png",) == back.pictures_gone


def test_another_frame_is_noticed(session: Session, region: Region) -> None:
    """A list that was cut in two has the same words, and is not the same."""
    page = begun(session, region, html="<ul><li>Erstens</li><li>Zweitens</li></ul>")
    revise(session, page, "<ul><li>Erstens</li></ul><ul><li>Zweitens</li></ul>")
    found = histories.compare(session, page, 1, 2)
    assert (True, False) == (found.reshaped, found.is_same)


def test_links_are_compared(session: Session, region: Region) -> None:
    """Of a link that leads elsewhere, both addresses are named."""
    page = begun(session, region, html='<p>Zum <a href="https://a.example/">Amt</a> gehen.</p>')
    revise(session, page, '<p>Zum <a href="https://b.example/">Amt</a> gehen.</p>')
    (row,) = histories.compare(session, page, 1, 2).rows
    assert ("markup", ("https://a.example/",), ("https://b.example/",)) == (
        row.how, row.links_gone, row.links_new,
    )  # fmt: skip


def test_an_unknown_revision_is_named(session: Session, region: Region) -> None:
    """So is one of another page."""
    page, other = begun(session, region), begun(session, region, "Amt")
    revise(session, other, SHUT)
    with pytest.raises(NotFound, match=f"page {page.id} has no revision 2"):
        histories.compare(session, page, 1, 2)


def test_an_old_text_comes_back_as_a_working_copy(session: Session, region: Region) -> None:
    """Readers keep what they have; title, text and what stands beside them are as they were."""
    page = begun(session, region)
    look = Look("/static/icons/school.svg")
    draft = Draft("Schule", OPEN, "Wann sie offen ist", look)
    pages.revise(session, page, draft, based_on=1, author=EDITOR, now=NOW)
    revise(session, page, SHUT, title="Ferien")
    releasing.publish(session, page, now=day(1))
    saved = restore(session, page, 2, based_on=3)
    assert (4, "Schule", OPEN, "Wann sie offen ist", look.icon, "Ben") == (
        saved.number, saved.title, saved.html, saved.description, saved.icon, saved.author,
    )  # fmt: skip
    assert [SHUT] == texts(session, region)
    (event,) = events.newest(session, content_id=page.id)
    assert ("page.restore", "Ben", {"restored": 2, "revision": 4}) == (
        event.action, event.actor, event.detail,
    )  # fmt: skip


def test_translations_come_back_with_it(session: Session, region: Region) -> None:
    """What was translated before costs nothing again, and the outlook says so."""
    page = live(session, region)
    live_in_english(session, page)
    revise(session, page, SHUT, now=day(1))
    releasing.publish(session, page, now=day(1))
    told = histories.outlook(session, page, 1, now=day(2))
    assert "en" not in {code for change in told.changes for code in change.languages}
    assert 2 == (page.working and page.working.number)
    restore(session, page, 1, based_on=2)
    releasing.publish(session, page, now=day(7))
    assert ["<p>The school is open.</p>"] == texts(session, region, "en")


def test_nobody_is_overwritten(session: Session, region: Region) -> None:
    """Who has not seen the newest text can't bring an old one back over it."""
    page = begun(session, region)
    revise(session, page, SHUT)
    with pytest.raises(Conflict, match="is at revision 2, not 1"):
        restore(session, page, 1, based_on=1)


def test_bringing_back_what_is_there_changes_nothing(session: Session, region: Region) -> None:
    """No revision and no event."""
    page = begun(session, region)
    assert 1 == restore(session, page, 1, based_on=1).number
    assert [] == list(events.newest(session, content_id=page.id))


def test_an_old_text_can_be_read(session: Session, region: Region) -> None:
    """As it was saved, cleaned once more, with its links leading to the pages' desks."""
    html = (
        '<h2 id="main" style="color: red;">Wo?</h2><p class="box"><a href="page:7#x">Amt</a> &amp;'
        ' <img src="a.png" alt="Plan"></p>'
    )
    page = begun(session, region, html=html)
    found = histories.readable(histories.revision(session, page, 1), lambda id_: f"/desk/{id_}?a&b")
    assert (
        '<h2>Wo?</h2><p class="box"><a href="/desk/7?a&amp;b#x">Amt</a> &amp;'
        ' <img src="a.png" alt="Plan"></p>'
    ) == found
