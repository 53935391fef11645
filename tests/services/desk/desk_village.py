"""A page that was translated, two translators and an editor: what tests of the desk's deeds begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.models import Content, Head, Occurrence, Region, Target, User
from app.services.desk.paragraphs import deciding, segment_view
from app.services.desk.paragraphs.deeds import Decided
from app.services.desk.paragraphs.segment_values import SegmentView
from app.services.pages import pages, releasing, translations
from app.services.segments import targets
from tests.fixtures.guides import NOW

LATER = NOW + timedelta(days=1)
GERMAN = (
    "Bringen Sie Ihren Pass mit.",
    "Der Kurs beginnt um 9 Uhr.",
    "Fragen Sie im Rathaus nach.",
)
ENGLISH = ("Please bring your passport.", "The course begins at 9 a.m.", "Ask at the town hall.")


@dataclass
class Desk:
    """The page “Kurse” and those who work on it, in English."""

    session: Session
    region: Region
    content: Content
    amal: Actor
    bela: Actor
    editor: Actor

    def segment(self, position: int) -> int:
        """The paragraph at a position of what is published; 2 is the first one of the text."""
        found = self.session.scalar(
            select(Occurrence.segment_id).where(
                Occurrence.revision_id == self.content.published_revision_id,
                Occurrence.position == position,
            )
        )
        assert found is not None
        return found

    def view(self, segment: int, who: Actor | None = None) -> SegmentView:
        """The screen of a paragraph."""
        return segment_view.view(self.session, who or self.amal, self.region, "en", segment, LATER)

    def accept(
        self, segment: int, text: str, who: Actor | None = None, *, insist: bool = False
    ) -> Decided:
        """Save a text on top of what is there now."""
        now = self.view(segment)
        return deciding.accept(
            self.session, who or self.amal, self.region, "en", segment, text,
            made_against=now.facts.source_hash, lock_version=now.facts.lock_version, now=LATER,
            insist=insist,
        )  # fmt: skip

    def served(self, segment: int) -> str:
        """What readers of English get, in codes; "" if nothing."""
        coded = self.session.scalar(
            select(Target.coded)
            .join(Head, Head.target_id == Target.id)
            .where(Head.segment_id == segment, Head.language == "en")
        )
        return coded or ""

    def revise(self, *texts: str) -> None:
        """Another German text, live at once."""
        working = self.content.working
        draft = pages.Draft("Kurse", "".join(f"<p>{text}</p>" for text in texts))
        pages.revise(
            self.session, self.content, draft, based_on=working.number if working else 0,
            author="Ada", now=NOW,
        )  # fmt: skip
        releasing.publish(self.session, self.content, now=NOW, author="Ada")

    def machine(self, segment: int, text: str, quality: str = "draft") -> Target:
        """A machine's text for the German of now; a draft waits, another one is served."""
        source = self.view(segment).facts.source_hash
        target = targets.write(
            self.session, segment, "en", text, targets.codes_of(self.session, segment, source),
            source, origin="machine", quality=quality, now=NOW, author="pseudo",
        )  # fmt: skip
        if quality != "draft":
            targets.serve(self.session, target)
        releasing.settle(self.session, self.content, NOW)
        return target


def person(session: Session, name: str, role: str) -> Actor:
    """Somebody with this role in the village."""
    user = User(
        email=f"{name}@example.org", name=name, fs_uniquifier=name, created_at=NOW, active=True
    )
    session.add(user)
    session.flush()
    return Actor(user.id, name, (Grant(role, "testdorf"),))


def desk(session: Session, region: Region, *german: str) -> Desk:
    """The page, published in German and begun in English; nothing is translated yet."""
    html = "".join(f"<p>{text}</p>" for text in german or GERMAN)
    content = pages.create(session, region, pages.Draft("Kurse", html), author="Ada", now=NOW)
    releasing.publish(session, content, now=NOW, author="Ada")
    people = [
        person(session, name, role)
        for name, role in (("Amal", "translator"), ("Bela", "translator"), ("Edda", "editor"))
    ]
    return Desk(session, region, content, *people)


def translated(session: Session, region: Region) -> Desk:
    """The same, in English too, and live there."""
    found = desk(session, region)
    translations.begin(session, found.content, "en", "courses", NOW)
    for position, text in ((0, "Courses"), *enumerate(ENGLISH, 2)):
        source = found.view(found.segment(position)).facts.source_hash
        target = targets.answer(
            session, found.segment(position), "en", text, source, origin="human",
            quality="translated", now=NOW, author="Amal",
        )  # fmt: skip
        assert target.id
    releasing.settle(session, found.content, NOW)

    translations.publish(session, found.content, "en", now=NOW)
    return found
