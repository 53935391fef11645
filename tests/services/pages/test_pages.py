"""Pages: written, saved beside the live one, published, withdrawn, archived."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Page, Region, Revision, Takeover, Target, Translation
from app.services.pages import pages, releasing, takeover, translations
from app.services.pages.pages import Draft
from tests.fixtures.guides import NOW
from tests.services.guide import (
    EDITOR,
    begun,
    day,
    live,
    live_in_english,
    revise,
    shown,
    texts,
    titles,
    translate,
)

SCRIPT = "<p>Offen.</p><script>steal()</script><img src=x onerror=steal()>"
SAFE = '<p>Offen.</p><img src="x">'


def numbers(session: Session, content: Content) -> list[int]:
    """The numbers of a page's revisions."""
    return list(
        session.scalars(
            select(Revision.number)
            .where(Revision.content_id == content.id)
            .order_by(Revision.number)
        )
    )


def test_a_new_page_is_a_draft(session: Session, region: Region) -> None:
    """Nobody reads a page before it is published."""
    page = begun(session, region)
    assert [1] == numbers(session, page)
    assert ("draft", None) == (
        pages.translation(session, page, "de").state,
        page.published_revision_id,
    )
    assert [] == shown(session, region)


def test_publishing_shows_the_page(session: Session, region: Region) -> None:
    """A published page is read with its title, text, path and dates."""
    live(session, region)
    (page,) = shown(session, region)
    assert ("Schule", "<p>Die Schule ist offen.</p>") == (page["title"], page["content"])
    assert "/testdorf/de/schule/" == page["path"]
    assert "2026-11-22T13:00:00+01:00" == page["published_at"]
    assert "2026-11-22T12:00:00Z" == page["modified_gmt"]


def test_a_saved_draft_never_takes_a_live_page_away(session: Session, region: Region) -> None:
    """Readers of every language keep what they have until the draft is published."""
    page = live(session, region)
    live_in_english(session, page)
    before = shown(session, region), shown(session, region, "en")
    revise(session, page, "<p>Die Schule ist zu.</p>", now=day(1))
    assert before == (shown(session, region), shown(session, region, "en"))
    assert "draft" == pages.translation(session, page, "de").state
    live(session, region, "Andere Seite")
    assert before[0][0]["content"] == texts(session, region)[0]
    releasing.publish(session, page, now=day(2))
    assert "<p>Die Schule ist zu.</p>" == texts(session, region)[0]
    assert "published" == pages.translation(session, page, "de").state


@pytest.mark.parametrize(
    "html",
    [
        "<p>Die Schule ist offen.</p>",
        "<p onclick='x()'>Die Schule ist offen.</p>",
        "<p>Die Schule ist offen.</p><script>x()</script>",
    ],
)
def test_saving_without_change_makes_no_revision(
    session: Session, region: Region, html: str
) -> None:
    """What is the same once it is cleaned is the same; the page stays published and undated."""
    page = live(session, region)
    assert page.working is revise(session, page, html, title=" Schule ", now=day(1))
    assert [1] == numbers(session, page)
    assert "published" == pages.translation(session, page, "de").state
    assert [NOW] == list(session.scalars(select(Revision.at)))


def test_publishing_again_dates_nothing(session: Session, region: Region) -> None:
    """A second publication of the same text gives readers the same bytes."""
    page = live(session, region)
    before = shown(session, region)
    releasing.publish(session, page, now=day(1))
    assert before == shown(session, region)


def test_a_changed_text_is_dated(session: Session, region: Region) -> None:
    """Readers see when a text changed, and when the page first came out."""
    page = live(session, region)
    revise(session, page, "<p>Die Schule ist zu.</p>", now=day(1))
    releasing.publish(session, page, now=day(2))
    (now,) = shown(session, region)
    assert "2026-11-24T13:00:00+01:00" == now["last_updated"]
    assert "2026-11-22T13:00:00+01:00" == now["published_at"]


def test_revisions_are_kept_word_for_word(session: Session, region: Region) -> None:
    """Old texts stay as they were saved, with their author and number."""
    page = live(session, region)
    revise(session, page, "<p>Zwei.</p>")
    revise(session, page, "<p>Drei.</p>", title="Schulen")
    found = session.execute(
        select(Revision.number, Revision.title, Revision.html, Revision.author).order_by(
            Revision.number
        )
    )
    assert [
        (1, "Schule", "<p>Die Schule ist offen.</p>", EDITOR),
        (2, "Schule", "<p>Zwei.</p>", EDITOR),
        (3, "Schulen", "<p>Drei.</p>", EDITOR),
    ] == [tuple(one) for one in found]


def test_an_old_picture_is_a_conflict(session: Session, region: Region) -> None:
    """Who has not seen the newest revision is told its number, and nothing is saved."""
    page = live(session, region)
    revise(session, page, "<p>Zwei.</p>")
    with pytest.raises(Conflict, match=f"page {page.id} is at revision 2, not 1"):
        pages.revise(
            session, page, Draft("Schule", "<p>Auch zwei.</p>"), based_on=1, author="b", now=NOW
        )
    assert [1, 2] == numbers(session, page)


@pytest.mark.parametrize(
    ("title", "words"),
    [("", "title: a page needs one"), (" \n", "title"), ("x" * 1025, "1025 characters, 1024")],
)
def test_a_page_needs_a_title(session: Session, region: Region, title: str, words: str) -> None:
    """A missing or endless title is refused for new and for old pages, with the field named."""
    page = live(session, region)
    with pytest.raises(Invalid, match=words):
        begun(session, region, title)
    with pytest.raises(Invalid, match=words):
        pages.revise(session, page, Draft(title, ""), based_on=1, author=EDITOR, now=NOW)


def test_a_title_is_kept_without_what_no_text_needs(session: Session, region: Region) -> None:
    """Control characters, which PostgreSQL and JSON readers choke on, do not reach the database."""
    page = live(session, region, "Schu\x00le\x1b")
    assert ["Schule"] == titles(session, region)
    assert page.working is revise(session, page, "<p>Die Schule ist offen.</p>", title="Schule\x00")


def test_a_page_may_be_empty(session: Session, region: Region) -> None:
    """A section often has a title only."""
    live(session, region, "Bildung", "")
    assert [("Bildung", "")] == [(one["title"], one["content"]) for one in shown(session, region)]


def test_unknown_pages_and_languages_are_named(session: Session, region: Region) -> None:
    """Who asks for what is not there is told what was asked for."""
    page = live(session, region)
    with pytest.raises(NotFound, match="page 4711"):
        pages.get(session, 4711)
    with pytest.raises(NotFound, match=f"page {page.id} has no 'en' yet"):
        pages.translation(session, page, "en")


def test_review_keeps_the_live_page(session: Session, region: Region) -> None:
    """A draft handed in waits; readers keep the published text."""
    page = live(session, region)
    revise(session, page, "<p>Neu.</p>")
    pages.submit(session, page, "de")
    assert "review" == pages.translation(session, page, "de").state
    assert ["<p>Die Schule ist offen.</p>"] == texts(session, region)


def test_what_is_published_needs_no_review(session: Session, region: Region) -> None:
    """Handing in a page without a draft is a conflict."""
    page = live(session, region)
    with pytest.raises(Conflict, match="nothing new to review"):
        pages.submit(session, page, "de")


def test_a_page_is_withdrawn_and_comes_back(session: Session, region: Region) -> None:
    """Withdrawn from one language, a page stays in the others, and can be published again."""
    page = live(session, region)
    live_in_english(session, page)
    before = texts(session, region, "en")
    releasing.withdraw(session, page, "en", now=NOW)
    assert ([], ["Schule"]) == (titles(session, region, "en"), titles(session, region))
    assert {} == shown(session, region)[0]["available_languages"]
    translations.publish(session, page, "en", now=NOW)
    assert before == texts(session, region, "en")
    releasing.withdraw(session, page, "de", now=NOW)
    assert [] == titles(session, region)
    releasing.publish(session, page, now=NOW)
    assert ["Schule"] == titles(session, region)


def test_archiving_hides_all_below(session: Session, region: Region) -> None:
    """What stands below an archived page is gone for readers of every language, and comes back with it."""
    top = live(session, region, "Bildung")
    middle = live(session, region, "Schule", parent=top)
    deep = live(session, region, "Grundschule", parent=middle)
    live(session, region, "Arbeit")
    for page, title in ((top, "Education"), (middle, "School"), (deep, "Primary school")):
        live_in_english(session, page, title)
    before = shown(session, region), shown(session, region, "en")
    pages.archive(session, top, now=day(1))
    assert (["Arbeit"], []) == (titles(session, region), titles(session, region, "en"))
    assert None is deep.archived_at
    pages.unarchive(session, top, now=day(2))
    assert before == (shown(session, region), shown(session, region, "en"))


def test_what_was_archived_by_itself_stays_so(session: Session, region: Region) -> None:
    """Bringing a section back does not bring back what was put away before it."""
    top = live(session, region, "Bildung")
    below = live(session, region, "Schule", parent=top)
    pages.archive(session, below, now=NOW)
    pages.archive(session, top, now=NOW)
    pages.unarchive(session, top, now=NOW)
    assert ["Bildung"] == titles(session, region)


def test_a_page_below_a_draft_waits_for_it(session: Session, region: Region) -> None:
    """A live page whose parent is not live can't be reached, so readers do not get it yet."""
    top = begun(session, region, "Bildung")
    live(session, region, "Schule", parent=top)
    assert [] == titles(session, region)
    releasing.publish(session, top, now=NOW)
    assert ["Bildung", "Schule"] == titles(session, region)


def test_html_is_cleaned_when_it_is_written(session: Session, region: Region) -> None:
    """What must not be read is not even kept."""
    begun(session, region, html=SCRIPT)
    assert [SAFE] == list(session.scalars(select(Revision.html)))


def test_html_is_cleaned_again_when_it_is_published(session: Session, region: Region) -> None:
    """A script that got into the database past us does not reach readers of the source."""
    page = begun(session, region)
    session.execute(update(Revision).values(html=SCRIPT))
    session.expire_all()
    releasing.publish(session, page, now=NOW)
    assert [SAFE] == texts(session, region)


def test_a_stored_skeleton_is_cleaned_when_it_is_published(
    session: Session, region: Region
) -> None:
    """Translations are set into the stored skeleton; a script in there stays in the database."""
    page = live(session, region)
    translate(session, page)
    session.execute(update(Revision).values(skeleton=Revision.skeleton + "<script>x()</script>"))
    session.expire_all()
    translations.publish(session, page, "en", now=NOW)
    assert ["<p>The school is open.</p>"] == texts(session, region, "en")


def test_a_stored_translation_is_text_not_markup(session: Session, region: Region) -> None:
    """Markup in a stored target is shown as the characters it is."""
    page = live(session, region)
    translate(session, page)
    session.execute(
        update(Target).where(Target.coded.startswith("The")).values(coded="<script>x()</script>")
    )
    session.expire_all()
    translations.publish(session, page, "en", now=NOW)
    assert ["<p>&lt;script&gt;x()&lt;/script&gt;</p>"] == texts(session, region, "en")


def test_an_imported_page_is_cleaned_when_it_is_published(session: Session, region: Region) -> None:
    """A translation that is served word for word is cleaned on its way out too."""
    page = live(session, region)
    by = takeover.Origin("import", "translated", "import")
    translations.save_page(session, page, "en", "School", "<p>It is open.</p>", by=by, now=NOW)
    session.execute(update(Takeover).values(html=SCRIPT))
    session.expire_all()
    translations.publish(session, page, "en", now=NOW)
    assert [SAFE] == texts(session, region, "en")


def test_links_follow_the_page_they_lead_to(session: Session, region: Region) -> None:
    """A link to a page of the guide has its present path in the reader's language, or the source's."""
    goal = live(session, region, "Arzt")
    page = live(session, region, "Gesundheit", f'<p><a href="page:{goal.id}">Zum Arzt</a></p>')
    english = f'<p><a href="page:{goal.id}">To the doctor</a></p>'
    live_in_english(session, page, "Health", english)
    assert "https://integreat.app/testdorf/de/arzt/" in texts(session, region)[1]
    assert "https://integreat.app/testdorf/de/arzt/" in texts(session, region, "en")[0]
    pages.change_slug(session, goal, "de", "Praxis", now=NOW)
    assert "https://integreat.app/testdorf/de/praxis/" in texts(session, region)[1]
    live_in_english(session, goal, "Doctor")
    assert "https://integreat.app/testdorf/en/doctor/" in texts(session, region, "en")[1]


def test_a_page_knows_its_place(session: Session, region: Region) -> None:
    """A page that was begun has its place and its address before it has a text."""
    content = pages.begin(session, region, "Schule", now=NOW, order=7)
    assert (7, None) == tuple(
        session.execute(
            select(Page.order_key, Page.parent_id).where(Page.content_id == content.id)
        ).one()
    )
    assert ["schule"] == list(session.scalars(select(Translation.slug)))
