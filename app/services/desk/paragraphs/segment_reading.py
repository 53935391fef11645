"""What the screen of one paragraph reads: the paragraph where it stands, and what is kept beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, literal, select
from sqlalchemy.orm import Session, aliased

from app.domain.segments.chips import chips
from app.domain.segments.codes import Code, visible
from app.domain.segments.segmentation import Segment, has_words
from app.errors import NotFound
from app.models import (
    Assignment,
    Content,
    Finding,
    Head,
    Job,
    Occurrence,
    Page,
    Revision,
    Status,
    Target,
    User,
)
from app.services.desk.paragraphs.segment_values import (
    Assigned,
    Fault,
    Machine,
    Neighbour,
    Offered,
    Step,
    Text,
)
from app.services.pages.paragraph_facts import ParagraphFacts
from app.services.pages.paragraph_facts import one as judged
from app.services.quality import checking
from app.services.segments.stored_segments import codes_from_json, kind_at, segment_of

Standing = tuple[Occurrence, Head | None, Target | None, Status | None]


@dataclass(frozen=True)
class Place:
    """A paragraph of the published text: its German, what is served for it, what holds."""

    facts: ParagraphFacts
    source: Segment
    head: Target | None
    is_unseen: bool = False  # readers get a machine's text that nobody reviewed
    is_offered: bool = False  # a text is lacking, and a machine's draft waits


def place(session: Session, content: Content, language: str, segment_id: int) -> Place:
    """The paragraph as the cache knows it; NotFound unless it stands, with words, in the published text."""
    row = session.execute(
        _standing(content, language).where(Occurrence.segment_id == segment_id)
    ).first()
    source = _source(row[0]) if row else None
    if row is None or source is None or not has_words(source):
        raise NotFound(f"paragraph {segment_id} does not stand in {content.kind} {content.id}")
    if row[3] is None:  # nobody has compared this language yet
        return Place(judged(session, content, segment_id, language), source, row[2])
    facts = _facts(row[0], row[1], row[2], row[3], source)
    return Place(facts, source, row[2], row[3].unseen, row[3].offered)


def _standing(content: Content, language: str) -> Select[*Standing]:
    return (
        select(Occurrence, Head, Target, Status)
        .outerjoin(Head, and_(Head.segment_id == Occurrence.segment_id, Head.language == language))
        .outerjoin(Target, Target.id == Head.target_id)
        .outerjoin(
            Status, and_(Status.segment_id == Occurrence.segment_id, Status.language == language)
        )
        .where(Occurrence.revision_id == content.published_revision_id)
    )


def _source(row: Occurrence) -> Segment:
    return segment_of(row, kind_at(row.position, row.element))


def _facts(
    row: Occurrence, head: Head | None, target: Target | None, status: Status, source: Segment
) -> ParagraphFacts:
    return ParagraphFacts(
        id=row.segment_id,
        position=row.position,
        kind=source.kind,
        source=source.coded,
        source_text=visible(source.coded, source.codes),
        source_hash=row.hash,
        target=target.coded if target else "",
        target_id=target.id if target else None,
        lock_version=head.lock_version if head else 0,
        state=status.state,
        klass=status.klass,
        severity=status.severity,
        since=status.since,
        origin=target.origin if target else None,
        quality=target.quality if target else None,
        author=target.author if target else "",
    )


def neighbours(
    session: Session, content: Content, language: str, position: int
) -> tuple[Neighbour | None, Neighbour | None]:
    """The paragraphs with words that stand right before and after a position."""
    before = _neighbour(session, content, language, position, after=False)
    return before, _neighbour(session, content, language, position, after=True)


def _neighbour(
    session: Session, content: Content, language: str, position: int, *, after: bool
) -> Neighbour | None:
    place = Occurrence.position
    beside = _standing(content, language).where(Status.characters > 0)
    beside = beside.where(place > position if after else place < position)
    row = session.execute(beside.order_by(place if after else place.desc()).limit(1)).first()
    if row is None:
        return None
    source, _, target, status = row
    assert status is not None
    spoken = text(target.coded, codes_from_json(target.codes)) if target else Text("", {})
    german = text(source.coded, codes_from_json(source.codes))
    return Neighbour(source.segment_id, german, spoken, status.state)


def text(coded: str, codes: Collection[Code]) -> Text:
    """A text with what its codes are."""
    return Text(coded, chips(tuple(codes)))


def trail(session: Session, content: Content) -> tuple[Step, ...]:
    """The pages above a page and the page itself, the root first, by the titles that readers see."""
    up = (
        select(Page.content_id, Page.parent_id, literal(0).label("depth"))
        .where(Page.content_id == content.id)
        .cte("up", recursive=True)
    )
    above = aliased(Page)
    up = up.union_all(
        select(above.content_id, above.parent_id, up.c.depth + 1).join(
            up, above.content_id == up.c.parent_id
        )
    )
    rows = session.execute(
        select(up.c.content_id, Revision.title)
        .join(Content, Content.id == up.c.content_id)
        .join(
            Revision,
            Revision.id
            == func.coalesce(Content.published_revision_id, Content.working_revision_id),
        )
        .order_by(up.c.depth.desc())
    )
    return tuple(Step(id_, title) for id_, title in rows)


@dataclass(frozen=True)
class Kept:
    """What is kept for the German of now, newer than what is served: the newest text of a machine and
    of a person; `faults` are those of what is served."""

    faults: tuple[Fault, ...]
    machine: Offered | None
    other: Offered | None


def kept(session: Session, place: Place, language: str) -> Kept:
    """What is kept beside what is served; a text that somebody decided against is not among it."""
    facts = place.facts
    rows = session.scalars(
        select(Target)
        .where(Target.segment_id == facts.id, Target.language == language)
        .where(Target.made_against == facts.source_hash, Target.id > (facts.target_id or 0))
        .where(~Target.set_aside)
        .order_by(Target.id)
    )
    newest: dict[str, Target] = {}
    for row in rows:
        if row.origin == "machine" or (row.origin == "human" and row.quality == "draft"):
            newest[row.origin] = row
    found = faults(session, [facts.target_id or 0, *(one.id for one in newest.values())])
    beside = {name: offered(one, found.get(one.id, ())) for name, one in newest.items()}
    own = found.get(facts.target_id or 0, ())
    return Kept(own, beside.get("machine"), beside.get("human"))


def faults(session: Session, target_ids: Collection[int]) -> dict[int, tuple[Fault, ...]]:
    """What checks found in each of these targets, blocks first."""
    rows = session.scalars(
        select(Finding).where(Finding.target_id.in_(target_ids)).order_by(Finding.level, Finding.id)
    )
    found: dict[int, tuple[Fault, ...]] = {}
    for row in rows:
        may = row.level != "block" or row.check_name not in checking.FACTS
        one = Fault(row.id, row.check_name, row.level, row.detail, row.dismissed_by, may)
        found[row.target_id] = (*found.get(row.target_id, ()), one)
    return found


def offered(target: Target | None, found: tuple[Fault, ...]) -> Offered | None:
    """A text that is kept beside what is served, with what checks found in it."""
    if target is None:
        return None
    blocks = [one for one in found if one.level == "block" and not one.dismissed_by]
    shown = text(target.coded, codes_from_json(target.codes))
    return Offered(
        target.id, shown, target.author, target.quality, target.at, found, may_serve=not blocks
    )


def assigned(session: Session, content: Content, language: str) -> Assigned | None:
    """Who looks after a page in a language."""
    row = session.execute(
        select(User.id, User.name, User.email, Assignment.due_on)
        .join(Assignment, Assignment.user_id == User.id)
        .where(Assignment.content_id == content.id, Assignment.language == language)
    ).first()
    return Assigned(row.id, row.name or row.email, row.due_on) if row else None


def machine(session: Session, facts: ParagraphFacts, language: str) -> Machine | None:
    """The machine's work on the German of now, unless it was dropped."""
    row = session.scalar(
        select(Job).where(
            Job.segment_id == facts.id, Job.language == language,
            Job.source_hash == facts.source_hash, Job.state != "dropped",
        )
    )  # fmt: skip
    return Machine(row.state, row.reason, row.changed_at) if row else None
