"""People at work at the same time: real threads, each with a connection of its own, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, WegweiserError
from app.models import Content, Fragment, Head, Page, Region, Revision, Slug, Snapshot, Target
from app.services import tree
from app.services.pages import pages, paragraphs, releasing, translations
from app.services.pages.pages import Draft
from app.services.reading import Shelf
from app.services.segments import revisions
from tests.fixtures.guides import NOW
from tests.services.guide import PERSON, begun, live, translate

ROUNDS = 4
Step = Callable[[Session], None]


def at_once(engine: Engine, *steps: Step) -> list[WegweiserError | None]:
    """Each step in a thread and a transaction of its own, all begun together; what each came to."""
    start = Barrier(len(steps))

    def run(step: Step) -> WegweiserError | None:
        with Session(engine) as session:
            start.wait(20)
            try:
                step(session)
                session.commit()
            except WegweiserError as error:
                session.rollback()
                return error
        return None

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(run, steps))


def saving(content_id: int, html: str, based_on: int) -> Step:
    """An editor who saves a text made from revision `based_on`."""

    def step(session: Session) -> None:
        content = pages.get(session, content_id)
        draft = Draft("Schule", html)
        pages.revise(session, content, draft, based_on=based_on, author=html[:100], now=NOW)

    return step


def test_two_editors_save_at_once(engine: Engine, session: Session, region: Region) -> None:
    """One is told of the conflict, the other's text is the newest; no revision is lost or doubled."""
    content_id = live(session, region).id
    session.commit()
    for number in range(1, ROUNDS + 1):
        both = [saving(content_id, f"<p>{name} {number}</p>", number) for name in "AB"]
        came = at_once(engine, *both)
        assert [Conflict] == [type(error) for error in came if error]
    with Session(engine) as later:
        kept = later.execute(
            select(Revision.number, Revision.author, Revision.html).order_by(Revision.number)
        ).all()
        newest = pages.get(later, content_id).working
        assert newest is not None
        assert (ROUNDS + 1, kept[-1].html) == (newest.number, newest.html)
    assert list(range(1, ROUNDS + 2)) == [row.number for row in kept]
    assert all(row.author == row.html for row in kept[1:])


def test_a_page_opened_before_another_saved(
    engine: Engine, session: Session, region: Region
) -> None:
    """Who loaded the page before somebody else saved it does not overwrite that, even unknowingly."""
    content_id = live(session, region).id
    session.commit()
    if engine.dialect.name == "sqlite":
        return  # here nobody can save while somebody else is in a transaction
    with Session(engine) as slow:
        opened = pages.get(slow, content_id)
        assert opened.working is not None
        with Session(engine) as quick:
            saving(content_id, "<p>Schnell.</p>", 1)(quick)
            quick.commit()
        with pytest.raises(Conflict, match=f"page {content_id} is at revision 2, not 1"):
            pages.revise(
                slow, opened, Draft("Schule", "<p>Langsam.</p>"), based_on=1, author="", now=NOW
            )


def test_the_database_numbers_revisions_once(
    engine: Engine, session: Session, region: Region
) -> None:
    """Two savers who both saw the same newest revision can't both write the next one."""
    content = begun(session, region)
    session.commit()
    assert content.working is not None
    twin = {
        name: getattr(content.working, name)
        for name in ("content_id", "number", "title", "html", "skeleton", "at")
    }
    session.add(Revision(**twin))
    with pytest.raises(IntegrityError):
        session.flush()


def test_savers_of_the_same_words(engine: Engine, session: Session, region: Region) -> None:
    """Pages that get the same new paragraphs at once share them, without deadlock or error."""
    ids = [begun(session, region, f"Seite {number}").id for number in range(6)]
    session.commit()
    words = [f"<p>Satz {number} steht überall.</p>" for number in range(12)]
    texts = ["".join(words if number % 2 else words[::-1]) for number in range(6)]
    steps = [saving(id_, text, 1) for id_, text in zip(ids, texts, strict=True)]
    assert [None] * 6 == at_once(engine, *steps)


def moving(content_id: int, parent_id: int) -> Step:
    """An editor who moves a page below another."""
    return lambda session: pages.move(session, pages.get(session, content_id), parent_id, now=NOW)


def test_opposite_moves_never_close_a_circle(
    engine: Engine, session: Session, region: Region
) -> None:
    """A below B and B below A at once: one happens, the other is refused, readers have both pages."""
    a, b = live(session, region, "A").id, live(session, region, "B").id
    session.commit()
    for _ in range(ROUNDS):
        came = at_once(engine, moving(a, b), moving(b, a))
        assert [Invalid] == [type(error) for error in came if error]
        with Session(engine) as later:
            places = later.execute(select(Page.content_id, Page.parent_id))
            parents = {row.content_id: row.parent_id for row in places}
            assert 1 == list(parents.values()).count(None)
            assert [0, 1] == sorted(later.scalars(select(Fragment.position)))
            for content_id in (a, b):
                pages.move(later, pages.get(later, content_id), None, now=NOW)
            later.commit()


def test_a_circle_of_three(engine: Engine, session: Session, region: Region) -> None:
    """Three moves that would close a circle together: the last of them is refused."""
    a, b, c = (live(session, region, name).id for name in "ABC")
    session.commit()
    came = at_once(engine, moving(a, b), moving(b, c), moving(c, a))
    assert [Invalid] == [type(error) for error in came if error]
    with Session(engine) as later:
        parents = {node.id: node.parent for node in tree.nodes(later, 1)}
    assert 1 == list(parents.values()).count(None)


def publishing(content_id: int) -> Step:
    """An editor who publishes a page."""
    return lambda session: releasing.publish(session, pages.get(session, content_id), now=NOW)


def document(engine: Engine, language: str = "de") -> list[int]:
    """The ids of the pages that readers get, every one found with its parents."""
    found = Shelf(engine, 0).document("testdorf", language)
    assert found is not None
    for position in range(len(found.entries)):
        found.above(position)
    return [entry.content_id for entry in found.entries]


def test_ten_editors_publish_at_once(engine: Engine, session: Session, region: Region) -> None:
    """All ten pages are there, in the order of the tree, each place once."""
    ids = [begun(session, region, f"Seite {number}").id for number in range(10)]
    session.commit()
    assert [None] * 10 == at_once(engine, *[publishing(id_) for id_ in ids])
    assert ids == document(engine)
    with Session(engine) as later:
        positions = later.scalars(select(Fragment.position).order_by(Fragment.position))
        assert list(range(10)) == list(positions)
        version = select(Snapshot.version).where(Snapshot.language == "de")
        assert 10 == later.scalar(version)


def test_ten_editors_publish_one_page(engine: Engine, session: Session, region: Region) -> None:
    """Publishing the same page ten times at once is publishing it once."""
    content_id = begun(session, region).id
    session.commit()
    assert [None] * 10 == at_once(engine, *[publishing(content_id)] * 10)
    assert [content_id] == document(engine)


def test_ten_editors_begin_pages_of_one_name(
    engine: Engine, session: Session, region: Region
) -> None:
    """Each gets a page, a place and a slug of its own."""
    region_id = region.id
    session.commit()

    def begin(inner: Session) -> None:
        begun(inner, inner.get_one(Region, region_id), "Schule")

    assert [None] * 10 == at_once(engine, *[begin] * 10)
    with Session(engine) as later:
        slugs = later.scalars(select(Slug.slug)).all()
        assert {"schule", *(f"schule-{number}" for number in range(2, 11))} == set(slugs)
        assert 10 == later.scalar(select(func.count(func.distinct(Page.order_key))))


def test_a_page_published_while_its_parent_goes(
    engine: Engine, session: Session, region: Region
) -> None:
    """Whoever comes first, readers never get a page whose parent they do not have."""
    for number in range(ROUNDS):
        top = live(session, region, f"Oben {number}")
        below = begun(session, region, f"Unten {number}", parent=top)
        top_id, below_id = top.id, below.id
        session.commit()

        def archiving(inner: Session, id_: int = top_id) -> None:
            pages.archive(inner, pages.get(inner, id_), now=NOW)

        assert [None, None] == at_once(engine, publishing(below_id), archiving)
        assert [] == document(engine)


def test_a_page_moved_while_it_is_published(
    engine: Engine, session: Session, region: Region
) -> None:
    """The published document has the page's new text at its new path."""
    goal, page = live(session, region, "Ziel"), live(session, region, "Schule")
    goal_id, page_id = goal.id, page.id
    session.commit()
    for number in range(1, ROUNDS + 1):
        with Session(engine) as before:
            saving(page_id, f"<p>Text {number}</p>", number)(before)
            pages.move(before, pages.get(before, page_id), None, now=NOW)
            before.commit()
        assert [None, None] == at_once(engine, publishing(page_id), moving(page_id, goal_id))
        with Session(engine) as later:
            row = later.get_one(Fragment, (page_id, "de"))
            assert f"<p>Text {number}</p>".encode() in row.body
            assert b'"/testdorf/de/ziel/schule/"' in row.body


def test_two_languages_published_at_once(engine: Engine, session: Session, region: Region) -> None:
    """Both are live afterwards, and each leads to the other."""
    page = live(session, region)
    translate(session, page, "en")
    translate(session, page, "tr", "Okul", "<p>Okul açık.</p>")
    content_id = page.id
    session.commit()

    def show(language: str) -> Step:
        return lambda inner: translations.publish(
            inner, pages.get(inner, content_id), language, now=NOW
        )

    assert [None, None] == at_once(engine, show("en"), show("tr"))
    assert [content_id] == document(engine, "en") == document(engine, "tr")
    with Session(engine) as later:
        assert b'"/testdorf/tr/okul/"' in later.get_one(Fragment, (content_id, "en")).body
        assert b'"/testdorf/en/school/"' in later.get_one(Fragment, (content_id, "tr")).body


def test_slugs_changed_to_one_word_at_once(
    engine: Engine, session: Session, region: Region
) -> None:
    """Two pages renamed to the same word at once: one gets it, the other a number."""
    ids = [live(session, region, name).id for name in ("Eins", "Zwei")]
    session.commit()

    def renaming(content_id: int) -> Step:
        def step(inner: Session) -> None:
            pages.change_slug(inner, pages.get(inner, content_id), "de", "Neu", now=NOW)

        return step

    assert [None, None] == at_once(engine, *[renaming(id_) for id_ in ids])
    with Session(engine) as later:
        found = later.scalars(select(Slug.slug).where(Slug.slug.startswith("neu")))
        assert ["neu", "neu-2"] == sorted(found)


def heading(session: Session, content_id: int) -> tuple[int, str]:
    """The segment of a page's title, and the text that it is now."""
    content = pages.get(session, content_id)
    assert content.published_revision_id is not None
    row = revisions.occurrences(session, content.published_revision_id)[0]
    return row.segment_id, row.hash


def answering(segment_id: int, text: str, against: str, told: list[str]) -> Step:
    """A translator who saves the first English text of a paragraph."""

    def step(session: Session) -> None:
        saved = paragraphs.save(
            session,
            segment_id,
            "en",
            text,
            made_against=against,
            lock_version=0,
            by=PERSON,
            now=NOW,
        )
        told.append(saved.outcome)

    return step


def test_two_translators_save_one_paragraph(
    engine: Engine, session: Session, region: Region
) -> None:
    """The first is served; the other is told of the conflict, and the text is kept beside it."""
    segment_id, text = heading(session, live(session, region).id)
    session.commit()
    told: list[str] = []
    steps = [answering(segment_id, words, text, told) for words in ("School", "Schools")]
    assert [None, None] == at_once(engine, *steps)
    assert ["conflict", "saved"] == sorted(told)
    with Session(engine) as later:
        kept = later.execute(select(Target.coded, Target.quality).order_by(Target.coded)).all()
        assert {"School", "Schools"} == {row.coded for row in kept}
        assert {"draft", "reviewed"} == {row.quality for row in kept}


def test_a_translator_saves_while_german_is_published(
    engine: Engine, session: Session, region: Region
) -> None:
    """Neither waits for the other for ever, and both come through."""
    content_id = live(session, region).id
    segment_id, text = heading(session, content_id)
    session.commit()
    for number in range(1, ROUNDS + 1):
        with Session(engine) as before:
            saving(content_id, f"<p>Text {number}</p>", number)(before)
            before.commit()
            head = before.get(Head, (segment_id, "en"))
            version = head.lock_version if head else 0

        def answer(inner: Session, version: int = version) -> None:
            paragraphs.save(
                inner, segment_id, "en", "School", made_against=text, lock_version=version,
                by=PERSON, now=NOW,
            )  # fmt: skip

        assert [None, None] == at_once(engine, answer, publishing(content_id))


def test_latest_is_the_newest_revision(session: Session, region: Region) -> None:
    """The newest revision is found by its number; a content without any has none."""
    content = begun(session, region)
    assert content.working is revisions.latest(session, content.id)
    empty = Content(region_id=region.id, kind="page", created_at=NOW)
    session.add(empty)
    session.flush()
    assert None is revisions.latest(session, empty.id)
