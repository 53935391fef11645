"""A whole page at the desk: every paragraph with its German, what is served, and what waits beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.freshness.verdicts import Answer
from app.domain.revisions.renumbering import renumbered
from app.domain.revisions.word_diff import Stretch, word_diff
from app.domain.segments.codes import CODE, Code
from app.errors import Invalid
from app.models import Content, Region, Target
from app.services import regions
from app.services.desk.paragraphs import claims, drafts, segment_reading
from app.services.desk.paragraphs.claims import Held
from app.services.desk.paragraphs.drafts import Draft
from app.services.desk.paragraphs.segment_values import Fault, Offered, Step, Text
from app.services.pages import paragraph_facts
from app.services.pages.paragraph_facts import ParagraphFacts
from app.services.publishing.texts import is_unseen
from app.services.segments.freshness import Paragraph, judge_content

DIFFERS = frozenset({"stale", "advise"})  # states in which the German has moved on
SERVED = frozenset({"current", "advise"})


@dataclass(frozen=True)
class Row:
    """One paragraph.

    `begin` is what its field begins with, put into the codes of the German of now; `before` the German
    that this answers, where it has moved on, and `diff` leads from there. `waiting` is a machine's text
    that is not served, `other` a person's that was kept because somebody else was quicker.
    """

    facts: ParagraphFacts
    element: str
    source: Text
    before: Text | None
    diff: tuple[Stretch, ...]
    begin: str
    by_machine: bool
    is_with_above: bool
    waiting: Offered | None
    other: Offered | None
    faults: tuple[Fault, ...]
    claim: Held | None
    draft: Draft | None

    @property
    def text(self) -> str:
        """What the visitor finds in the field: what they were typing, else `begin`."""
        return self.draft.coded if self.draft else self.begin

    @property
    def is_open(self) -> bool:
        """Whether there is something to do or to look at."""
        served = self.facts.state == "current" and not self.by_machine
        return not served or bool(self.other or self.faults or self.draft)

    @property
    def seen(self) -> str:
        """What a form has to bring back: the version, the German, and a digest of how it began."""
        return f"{self.facts.lock_version}.{self.facts.source_hash}.{digest(self.begin)}"


@dataclass(frozen=True)
class PageView:
    """A page in one language; `trail` are the pages on the way to it, itself last."""

    content_id: int
    trail: tuple[Step, ...]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """Its German title."""
        return self.trail[-1].title

    @property
    def number_open(self) -> int:
        """How many paragraphs are missing or old."""
        return sum(row.facts.state in ("missing", "stale") for row in self.rows)


def digest(text: str) -> str:
    """A short name of a text, blind to blanks: whether somebody has typed shows by it."""
    return blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()


def view(
    session: Session, who: Actor, region: Region, language: str, content: Content, now: datetime
) -> PageView:
    """All paragraphs with words of the published page. Invalid unless it is published and the region
    translates into `language`."""
    trail = segment_reading.trail(session, content)
    found = rows(session, who, region, language, content, now)
    return PageView(content.id, trail, tuple(found))


def rows(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    content: Content,
    now: datetime,
    judged: Sequence[Paragraph] | None = None,
) -> list[Row]:
    """The paragraphs alone; `judged` spares judging them once more."""
    regions.check_target(region, language)
    if content.published_revision_id is None:
        raise Invalid(f"page {content.id} is not published yet", "page", "unpublished")
    if judged is None:
        judged = judge_content(session, content, content.published_revision_id, [language])[
            language
        ]
    facts = paragraph_facts.of_judged(session, judged, language)
    ids = [one.id for one in facts]
    beside = _Beside(
        _offered(session, facts, language),
        claims.of(session, ids, language, now, who),
        drafts.of_page(session, who, content, language),
    )
    served = [one.target_id for one in facts if one.target_id]
    faults = segment_reading.faults(session, [*beside.target_ids(), *served])
    by_id = {one.segment_id: one for one in judged}
    return [_row(by_id[one.id], one, beside, faults) for one in facts]


@dataclass(frozen=True)
class _Beside:
    """What there is beside what is served."""

    offered: Mapping[int, Sequence[Target]]
    held: Mapping[int, Held]
    drafts: Mapping[int, Draft]

    def target_ids(self) -> list[int]:
        return [target.id for several in self.offered.values() for target in several]

    def newest(self, facts: ParagraphFacts, origin: str) -> Target | None:
        """The newest of one origin, if it is newer than what is served."""
        found = [one for one in self.offered.get(facts.id, ()) if one.origin == origin]
        newer = [one for one in found if one.id > (facts.target_id or 0)]
        return newer[-1] if newer else None


def _row(
    judged: Paragraph,
    facts: ParagraphFacts,
    beside: _Beside,
    faults: Mapping[int, tuple[Fault, ...]],
) -> Row:
    segment, answer = judged.source.segment, judged.verdict.answer
    old = answer.source if answer and facts.state in DIFFERS else None
    moved = old is not None and old.segment.coded != segment.coded
    now = segment_reading.text(segment.coded, segment.codes)
    before = segment_reading.text(old.segment.coded, old.segment.codes) if old and moved else None
    waiting = None if facts.state in SERVED else beside.newest(facts, "machine")
    own = faults.get(facts.target_id or 0, ())
    return Row(
        facts, segment.element, now, before,
        word_diff(before.coded, segment.coded) if before else (),
        _begin(judged, facts, answer),
        answer is not None and facts.target_id is not None and is_unseen(answer),
        judged.verdict.word == "carry_group" and facts.target_id is None,
        _offer(waiting, faults), _offer(beside.newest(facts, "human"), faults),
        tuple(one for one in own if not one.dismissed_by),
        beside.held.get(facts.id), beside.drafts.get(facts.id),
    )  # fmt: skip


def _offer(target: Target | None, faults: Mapping[int, tuple[Fault, ...]]) -> Offered | None:
    return segment_reading.offered(target, faults.get(target.id, ()) if target else ())


def _begin(judged: Paragraph, facts: ParagraphFacts, answer: Answer | None) -> str:
    """The text that is served, in the codes of the German of now; those without a place in it go."""
    if facts.target_id is None or answer is None:
        return facts.target
    codes = judged.source.segment.codes
    if answer.source.hash == judged.source.hash:
        return facts.target
    found = renumbered(facts.target, answer.codes, codes)
    return found if found is not None else _without_strangers(facts.target, codes)


def _without_strangers(coded: str, codes: Sequence[Code]) -> str:
    known = {str(code.number): code.kind == "pair" for code in codes}
    return CODE.sub(lambda m: m[0] if known.get(m[2]) == (not m[3]) else "", coded)


def _offered(
    session: Session, facts: Sequence[ParagraphFacts], language: str
) -> Mapping[int, list[Target]]:
    """Machines' texts, and what people wrote and was kept aside, that answer the German of now."""
    present = {one.id: one.source_hash for one in facts}
    served = {one.target_id for one in facts}
    written = session.scalars(
        select(Target)
        .where(Target.segment_id.in_(present), Target.language == language, ~Target.set_aside)
        .where(
            or_(
                Target.origin == "machine", (Target.origin == "human") & (Target.quality == "draft")
            )
        )
        .order_by(Target.id)
    )
    found: dict[int, list[Target]] = defaultdict(list)
    for one in written:
        if one.id not in served and one.made_against == present[one.segment_id]:
            found[one.segment_id].append(one)
    return found
