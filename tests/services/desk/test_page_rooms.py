"""What stands around a page at the desk: its preview, its address, the earlier texts of a paragraph."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Finding, Head, Region, Slug, Target, User
from app.services.desk.pages import page_address, page_preview, paragraph_history
from app.services.desk.paragraphs import drafts
from app.services.desk.paragraphs.deeds import Faulty
from app.services.pages import paragraph_facts, paragraphs, releasing
from app.services.pages.takeover import Origin
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english, revise

BATH = "Das Bad ist am Montag offen."


@pytest.fixture
def amal(session: Session) -> Actor:
    """Who translates."""
    user = User(email="a@example.org", name="Amal", fs_uniquifier="a", created_at=NOW)
    session.add(user)
    session.flush()
    return Actor(user.id, "Amal", ())


@pytest.fixture
def bath(session: Session, region: Region) -> Content:
    """A page that readers have in English too."""
    content = live(session, region, "Bad", f"<p>{BATH}</p>")
    live_in_english(session, content, "Pool", "<p>The pool is open on Monday.</p>")
    return content


def body(session: Session, content: Content) -> int:
    """The segment of its paragraph."""
    return paragraph_facts.of_content(session, content, "en")[1].id


def say(session: Session, content: Content, text: str, who: str, at: int) -> None:
    """Another English text for it."""
    one = paragraph_facts.of_content(session, content, "en")[1]
    by = Origin("human", "translated", who)
    paragraphs.save(
        session, one.id, "en", text, made_against=one.source_hash, lock_version=one.lock_version,
        by=by, now=day(at),
    )  # fmt: skip


def previewed(session: Session, who: Actor, region: Region, content: Content, **how: object) -> str:
    """The page as its readers would see it."""
    return page_preview.screen(
        session,
        who,
        region,
        "en",
        content,
        lambda id_: f"/to/{id_}",
        NOW,
        **how,  # type: ignore[arg-type]
    ).content


def test_a_preview_has_what_is_being_typed(
    session: Session, region: Region, bath: Content, amal: Actor
) -> None:
    """The visitor's own drafts as if they were saved; nothing of it is kept, nobody else sees it."""
    segment = body(session, bath)
    german = paragraph_facts.one(session, bath, segment, "en").source_hash
    drafts.keep(
        session, amal, segment, "en", "The pool opens on Mondays.", made_against=german,
        lock_version=1, now=NOW,
    )  # fmt: skip
    count = len(session.scalars(select(Target)).all())
    assert "The pool opens on Mondays." in previewed(session, amal, region, bath)
    assert "The pool is open on Monday." in previewed(
        session, amal, region, bath, with_drafts=False
    )
    other = Actor(amal.id + 1, "Ben", ())
    assert "The pool is open on Monday." in previewed(session, other, region, bath)
    assert count == len(session.scalars(select(Target)).all())
    assert "The pool is open on Monday." == paragraph_facts.one(session, bath, segment, "en").target


def test_a_preview_marks_old_texts_and_the_one_it_is_about(
    session: Session, region: Region, bath: Content, amal: Actor
) -> None:
    """As readers see them; a broken draft is left out, German drafts too."""
    revise(session, bath, "<p>Das Bad ist nie offen.</p>", now=day(1))
    releasing.publish(session, bath, now=day(1))
    revise(session, bath, "<p>Ganz neu.</p>", now=day(1))
    segment = body(session, bath)
    german = paragraph_facts.one(session, bath, segment, "en").source_hash
    drafts.keep(
        session, amal, segment, "en", "Never ⟦4⟧open", made_against=german, lock_version=1,
        now=NOW,
    )  # fmt: skip
    shown = previewed(session, amal, region, bath, mark=segment)
    assert 'id="wegweiser-here"' in shown
    assert 'data-state="stale"' in shown
    assert "Das Bad ist nie offen." in shown
    assert "⟦" not in shown
    assert "wegweiser-here" not in previewed(session, amal, region, bath)
    with pytest.raises(Invalid):
        page_preview.screen(session, amal, region, "de", bath, str, NOW)


def test_a_paragraph_tells_its_earlier_texts(
    session: Session, region: Region, bath: Content, amal: Actor
) -> None:
    """The newest first, with what changed, who did it, and which one readers have."""
    segment = body(session, bath)
    say(session, bath, "The pool opens on Monday.", "Amal", 1)
    say(session, bath, "The pool opens Mondays.", "Ben", 2)
    found = paragraph_history.history(session, region, "en", segment)
    assert ["Ben", "Amal"] == [entry.actor for entry in found.entries[:2]]
    assert [True, False, False] == [entry.is_served for entry in found.entries]
    assert {"gone", "new"} <= {one.kind for one in found.entries[0].diff}
    assert ((), None) == (found.entries[-1].diff, found.entries[-1].before)
    assert (True, 3) == (all(entry.answers_now for entry in found.entries), found.lock_version)
    assert ("Bad", BATH) == (found.trail[-1].title, found.source.coded if found.source else "")


def test_an_earlier_text_is_served_again(
    session: Session, region: Region, bath: Content, amal: Actor
) -> None:
    """As a move of its own; what readers had stays on record."""
    segment = body(session, bath)
    say(session, bath, "The pool opens Mondays.", "Ben", 1)
    first = paragraph_history.history(session, region, "en", segment).entries[-1]
    decided = paragraph_history.serve_again(
        session, amal, region, "en", segment, first.target_id, lock_version=2, now=day(2)
    )
    assert ("saved", "current") == (decided.outcome, decided.state)
    after = paragraph_history.history(session, region, "en", segment)
    assert (3, True, True, "Amal") == (
        len(after.entries), after.entries[0].is_served, after.entries[0].is_back,
        after.entries[0].actor,
    )  # fmt: skip
    assert [True, False, False] == [entry.is_served for entry in after.entries]


def test_only_texts_that_were_served_come_back(
    session: Session, region: Region, bath: Content, amal: Actor
) -> None:
    """Not what is served already, nor another paragraph's, nor one that a check speaks against, nor
    when somebody was quicker."""
    segment = body(session, bath)
    say(session, bath, "The pool opens Mondays.", "Ben", 1)
    newest, oldest = paragraph_history.history(session, region, "en", segment).entries
    title = session.get(Head, (paragraph_facts.of_content(session, bath, "en")[0].id, "en"))
    assert title is not None

    def serve(target: int, version: int = 2) -> None:
        paragraph_history.serve_again(
            session, amal, region, "en", segment, target, lock_version=version, now=day(2)
        )

    for target, version, error in (
        (newest.target_id, 2, Invalid), (oldest.target_id, 1, Conflict),
        (title.target_id, 2, NotFound), (999_999, 2, NotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            serve(target, version)
    session.add(
        Finding(
            target_id=oldest.target_id, check_name="script", level="block", detail="x",
            dismissed_by="", at=NOW,
        )
    )  # fmt: skip
    session.flush()
    with pytest.raises(Faulty):
        serve(oldest.target_id)
    with pytest.raises(NotFound):
        paragraph_history.history(session, region, "en", 999_999)


def test_an_address_is_chosen_until_readers_have_the_page(
    session: Session, region: Region, bath: Content, amal: Actor
) -> None:
    """One that is free; afterwards it is the editors'."""
    sauna = live(session, region, "Sauna")
    assert page_address.Address("", "", False) == page_address.of(session, sauna, "en")

    def choose(wanted: str) -> str:
        return page_address.choose(session, amal, region, sauna, "en", wanted, NOW)

    for bad in ("", "pool", "!!!"):
        with pytest.raises(Invalid) as error:
            choose(bad)
        assert ("slug", "slug") == (error.value.field, error.value.kind)
    assert "hot-sauna" == choose("Hot Sauna")
    assert "sauna" == choose("sauna")
    with pytest.raises(Invalid):
        choose("pool")
    assert ("/testdorf/en/", "sauna", False) == (
        page_address.of(session, sauna, "en").before, page_address.of(session, sauna, "en").slug,
        page_address.of(session, sauna, "en").is_live,
    )  # fmt: skip
    assert 2 == len(
        session.scalars(
            select(Slug).where(Slug.content_id == sauna.id, Slug.language == "en")
        ).all()
    )
    with pytest.raises(Conflict):
        page_address.choose(session, amal, region, bath, "en", "swimming", NOW)
