"""What publishing a changed text means for the languages: the report that an editor sees on saving."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.revisions.changes import classify, may_be_minor
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import has_words
from app.models import Content, Equivalence, Occurrence
from app.services.segments.freshness import Judged, Paragraph, is_work, source_of
from app.services.segments.revisions import occurrences
from app.services.segments.vocabulary import known_words
from app.services.wording import say

REGROUPED = frozenset(
    {"split", "merge"}
)  # then the text before is not that of this paragraph alone
PRESET = frozenset({"none", "cosmetic", "link", "markup", "wording"})


@dataclass(frozen=True)
class ParagraphChange:
    """One changed paragraph: its class, and what became of its translations.

    `outcome` is carried (nothing to do anywhere), spelling (a hint to translators), or work;
    `languages` need a translation, at `characters` Unicode code points in all.
    """

    segment_id: int
    before: str
    text: str
    klass: str
    outcome: str
    languages: tuple[str, ...]
    characters: int
    may_be_minor: bool
    preset_minor: bool


@dataclass(frozen=True)
class Report:
    """All that a save changed, and what it costs."""

    changes: tuple[ParagraphChange, ...]
    gone: tuple[str, ...]
    verdicts: Mapping[str, Sequence[Paragraph]] = field(default_factory=dict)  # before carrying
    settled: Judged = field(default_factory=dict)  # after carrying

    def count(self, outcome: str) -> int:
        """How many paragraphs had this outcome."""
        return sum(change.outcome == outcome for change in self.changes)

    @property
    def translations(self) -> int:
        """How many translations of paragraphs are needed, over all languages."""
        return sum(len(change.languages) for change in self.changes)

    @property
    def characters(self) -> int:
        """How many characters these are, as a machine would be paid for."""
        return sum(change.characters for change in self.changes)

    def summary(self, language: str) -> str:
        """The report in one sentence, for the editor's own language."""
        if not self.changes and not self.gone:
            return say(language, "No paragraph changed.")
        parts = []
        if self.count("carried"):
            parts.append(
                say(language, "{count} carried everywhere", count=str(self.count("carried")))
            )
        if self.count("spelling"):
            parts.append(say(language, "{count} spelling", count=str(self.count("spelling"))))
        if self.count("work"):
            parts.append(
                say(
                    language,
                    "{count} in need of {translations} translations (about {characters} characters)",
                    count=str(self.count("work")),
                    translations=str(self.translations),
                    characters=str(self.characters),
                )
            )
        if self.gone:
            parts.append(say(language, "{count} removed", count=str(len(self.gone))))
        head = say(language, "Paragraphs changed: {count}", count=str(len(self.changes)))
        return f"{head}: {', '.join(parts)}."


NOTHING = Report((), ())


def declare_minor(
    session: Session,
    content: Content,
    before_id: int | None,
    after_id: int,
    segments: Collection[int] | None,
    author: str,
    now: datetime,
) -> None:
    """Keep the author's word that changed paragraphs need no new translation.

    `segments` are ids, None means every changed one. Changes of facts and of guard words may not be
    declared minor, nor may a split or a merge; for those nothing is kept.
    """
    nothing = segments is not None and not segments
    if nothing or before_id is None or before_id == after_id:
        return
    known = known_words(session, content, after_id)
    before = {row.segment_id: row for row in occurrences(session, before_id)}
    for row in occurrences(session, after_id):
        old = before.get(row.segment_id)
        wanted = segments is None or row.segment_id in segments
        if old is None or old.hash == row.hash or row.how in REGROUPED or not wanted:
            continue
        change = classify(source_of(old).segment, source_of(row).segment, known=known)
        if may_be_minor(change):
            declare(session, row.segment_id, "", (old.hash, row.hash), "minor", author, now)


def declare(
    session: Session,
    segment_id: int,
    language: str,
    hashes: tuple[str, str],
    reason: str,
    author: str,
    now: datetime,
) -> None:
    """Keep an equivalence of two source texts; declaring it twice is declaring it once."""
    edge = {
        "segment_id": segment_id,
        "language": language,
        "hash_a": hashes[0],
        "hash_b": hashes[1],
    }
    if session.scalar(select(Equivalence.id).filter_by(**edge)) is None:
        session.add(Equivalence(**edge, reason=reason, author=author, at=now))
        session.flush()


def report(
    session: Session,
    before_id: int | None,
    judged: Mapping[str, Sequence[Paragraph]],
    known: Callable[[str], bool],
) -> Report:
    """What changed since the revision `before_id`, by the verdicts on the revision after it."""
    before = {row.segment_id: row for row in occurrences(session, before_id)} if before_id else {}
    by_segment: dict[int, dict[str, Paragraph]] = {}
    for language, paragraphs in judged.items():
        for paragraph in paragraphs:
            by_segment.setdefault(paragraph.segment_id, {})[language] = paragraph
    changes = []
    for segment_id, spoken in by_segment.items():
        change = _change(segment_id, spoken, before.get(segment_id), known)
        if change is not None:
            changes.append(change)
    alive = by_segment.keys() | {
        id_ for spoken in by_segment.values() for p in spoken.values() for id_ in p.merged_from
    }
    gone = [row for id_, row in before.items() if alive and id_ not in alive]
    return Report(tuple(changes), tuple(_text(row) for row in gone), judged)


def _change(
    segment_id: int,
    spoken: Mapping[str, Paragraph],
    old: Occurrence | None,
    known: Callable[[str], bool],
) -> ParagraphChange | None:
    now = next(iter(spoken.values())).source
    if not has_words(now.segment) or (old is not None and old.hash == now.hash):
        return None
    needed = tuple(code for code, paragraph in spoken.items() if is_work(paragraph.verdict))
    change = classify(source_of(old).segment, now.segment, known=known) if old else None
    whole = next(iter(spoken.values())).how not in REGROUPED
    advised = any(p.verdict.state == "advise" for p in spoken.values())
    return ParagraphChange(
        segment_id,
        _text(old) if old else "",
        visible(now.segment.coded, now.segment.codes),
        change.klass if change else "new",
        "work" if needed else "spelling" if advised else "carried",
        needed,
        len(now.segment.coded) * len(needed),
        change is not None and whole and may_be_minor(change),
        change is not None and whole and change.klass in PRESET,
    )


def _text(row: Occurrence) -> str:
    segment = source_of(row).segment
    return visible(segment.coded, segment.codes)
