"""Pages whose paragraphs are edited, translated and judged one by one, in few words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Head, Region, RegionLanguage, Status, Target
from app.services.pages import paragraphs, releasing, translations
from app.services.pages.paragraphs import Saved
from app.services.segments import freshness
from app.services.segments.freshness import Paragraph
from app.services.segments.saving import Report
from tests.services.guide import EDITOR, PERSON, day, live, revise

COURSE = "Der Kurs beginnt im Mai."
BOOK = "Sie brauchen ein Heft."
ENGLISH = {COURSE: "The course starts in May.", BOOK: "You need an exercise book."}


def html_of(*texts: str) -> str:
    """A page of paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def page_of(session: Session, region: Region, *texts: str, title: str = "1") -> Content:
    """A German page that readers get; by default with a title that needs no translation."""
    return live(session, region, title, html_of(*texts))


def edit(
    session: Session,
    content: Content,
    *texts: str,
    now: datetime | None = None,
    minor: Collection[int] | None = (),
    title: str = "",
) -> Report:
    """The page rewritten and published, by default a day later."""
    moment = now or day(1)
    revise(session, content, html_of(*texts), title, moment)
    return releasing.publish(session, content, now=moment, author=EDITOR, minor=minor)


def judged(session: Session, content: Content, language: str = "en") -> list[Paragraph]:
    """What holds for the body's paragraphs in one language."""
    revision_id = content.published_revision_id
    assert revision_id is not None
    found = freshness.judge_content(session, content, revision_id, [language])[language]
    return [paragraph for paragraph in found if paragraph.position > 1]


def words(session: Session, content: Content, language: str = "en") -> list[tuple[str, str]]:
    """Verdict and class of each paragraph of the body."""
    return [(p.verdict.word, p.verdict.klass) for p in judged(session, content, language)]


def states(session: Session, content: Content, language: str = "en") -> list[str]:
    """The state of each paragraph of the body."""
    return [p.verdict.state for p in judged(session, content, language)]


def served(session: Session, content: Content, language: str = "en") -> list[str]:
    """The coded text that each paragraph of the body comes to."""
    return [p.verdict.coded for p in judged(session, content, language)]


def say(
    session: Session,
    paragraph: Paragraph,
    text: str,
    language: str = "en",
    now: datetime | None = None,
) -> Saved:
    """A paragraph translated by a person who has seen its German and its translation of now."""
    head = session.get(Head, (paragraph.segment_id, language))
    return paragraphs.save(
        session, paragraph.segment_id, language, text, made_against=paragraph.source.hash,
        lock_version=head.lock_version if head else 0, by=PERSON, now=now or day(0),
    )  # fmt: skip


def translate_all(
    session: Session,
    content: Content,
    targets: Mapping[str, str],
    language: str = "en",
    now: datetime | None = None,
) -> None:
    """Each paragraph that `targets` names by its German translated, the page made live."""
    for paragraph in judged(session, content, language):
        text = paragraph.source.segment.coded
        if text in targets:
            say(session, paragraph, targets[text], language, now)
    publish_language(session, content, language, now)


def publish_language(
    session: Session, content: Content, language: str = "en", now: datetime | None = None
) -> None:
    """A language of the page shown to readers; its title is taken as it is in German."""
    revision_id = content.published_revision_id
    assert revision_id is not None
    found = freshness.judge_content(session, content, revision_id, [language])[language]
    title = next(paragraph for paragraph in found if paragraph.position == 0)
    if title.verdict.answer is None:
        say(session, title, title.source.segment.coded, language, now)
    translations.begin(session, content, language, f"seite-{content.id}", now or day(0))
    translations.publish(session, content, language, now=now or day(0))


def english(session: Session, region: Region, *texts: str) -> Content:
    """A page with the course and the book (or `texts`), live in German and English."""
    content = page_of(session, region, *(texts or (COURSE, BOOK)))
    translate_all(session, content, ENGLISH | {text: f"EN {text}" for text in texts})
    return content


def heads(session: Session, language: str = "en") -> dict[int, int]:
    """The served target of each segment."""
    rows = session.execute(select(Head.segment_id, Head.target_id).where(Head.language == language))
    return {row.segment_id: row.target_id for row in rows}


def targets(session: Session, language: str = "en") -> list[str]:
    """All targets of a language, oldest first."""
    return list(
        session.scalars(select(Target.coded).where(Target.language == language).order_by(Target.id))
    )


def cached(session: Session, content: Content, language: str = "en") -> dict[int, str]:
    """The stored states of a content."""
    rows = session.execute(
        select(Status.segment_id, Status.state).where(
            Status.content_id == content.id, Status.language == language
        )
    )
    return {row.segment_id: row.state for row in rows}


def policy(region: Region, language: str = "en") -> RegionLanguage:
    """How the region shows a language, to be changed."""
    return next(entry for entry in region.languages if entry.language.code == language)
