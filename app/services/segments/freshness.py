"""What holds for each paragraph in each language, judged by the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.facts.normal_forms import digest, forms
from app.domain.freshness.staleness import (
    QUALITY_RANK,
    Answer,
    Source,
    Verdict,
    best,
    from_memory,
    gentlest,
    grouped,
    judge,
    merged,
    restored,
    since,
    unverified,
)
from app.domain.freshness.undoing import kept_back
from app.domain.segments import joining
from app.domain.segments.segmentation import has_words
from app.models import Content, Occurrence
from app.services.segments.material import Material, gather
from app.services.segments.revisions import kind_at, segment_of


@dataclass(frozen=True)
class Paragraph:
    """One segment of a revision in one language, with what holds for it."""

    position: int
    segment_id: int
    source: Source
    verdict: Verdict
    head_id: int | None  # the target that is served now
    since: datetime  # since when the verdict holds
    merged_from: tuple[int, ...] = ()  # the segments that became this one, itself among them
    how: str = ""  # how the alignment recognised it in its revision
    is_offered: bool = False  # it needs a text, and a machine's draft of one waits for a person


Judged = dict[str, list[Paragraph]]  # by language


def judge_content(
    session: Session, content: Content, revision_id: int, languages: Iterable[str]
) -> Judged:
    """Each paragraph of a revision in each of `languages`, judged against that revision."""
    codes = list(languages)
    return judge_all(gather(session, content, revision_id, codes), codes)


def judge_all(material: Material, languages: Iterable[str]) -> Judged:
    """Each paragraph in each of `languages`."""
    texts = [source_of(row) for row in material.rows]
    return {language: _judge_language(material, texts, language) for language in languages}


def source_of(row: Occurrence) -> Source:
    """The source text of a segment as it stands in its revision."""
    return Source(row.hash, segment_of(row, kind_at(row.position, row.element)))


def _judge_language(material: Material, texts: Sequence[Source], language: str) -> list[Paragraph]:
    covered = _groups(material, language)
    return [
        _paragraph(material, row, now, language, covered)
        for row, now in zip(material.rows, texts, strict=True)
    ]


def _paragraph(
    material: Material, row: Occurrence, now: Source, language: str, covered: Mapping[int, Verdict]
) -> Paragraph:
    found = covered.get(row.segment_id) or _judge_row(material, row, now, language)
    verdict, head = unverified(found), material.head(row.segment_id, language)
    return Paragraph(
        row.position,
        row.segment_id,
        now,
        verdict,
        material.heads.get((row.segment_id, language)),
        since(_own(verdict, head), material.history[row.segment_id], material.written),
        tuple(row.merged_from or ()),
        row.how,
        is_work(verdict) and _is_offered(material, row, language),
    )


def _is_offered(material: Material, row: Occurrence, language: str) -> bool:
    """Whether a machine's draft answers these very words, and nobody refused it."""
    return any(
        answer.source.hash == row.hash and answer.quality == "draft" and answer.origin == "machine"
        for answer in material.answers[row.segment_id, language]
        if answer.id not in material.taken_back
    )


def _own(verdict: Verdict, head: Answer | None) -> Verdict:
    """A stale verdict by the segment's own head: a merged paragraph's joined answer is nobody's."""
    return replace(verdict, answer=head) if head and verdict.state == "stale" else verdict


def _judge_row(material: Material, row: Occurrence, now: Source, language: str) -> Verdict:
    """What holds for one paragraph; one without words is never work, the German serves everybody
    where there is no spelling of the language's own that answers it."""
    verdict = _judge_words(material, row, now, language)
    if has_words(now.segment) or (verdict.answer and verdict.word in ("carry", "auto", "tm")):
        return verdict
    return Verdict("carry", "current", "none", 0, None, now.segment.coded)


def _judge_words(material: Material, row: Occurrence, now: Source, language: str) -> Verdict:
    changed_at = material.changed_at(row.segment_id, now.hash)
    verdict = judge(
        now,
        material.head(row.segment_id, language),
        material.answers[row.segment_id, language],
        material.declared(row.segment_id, language),
        language,
        material.known,
        changed_at,
    )
    verdict = restored(verdict, now, changed_at)
    if row.merged_from and verdict.state in ("stale", "missing"):
        verdict = _merged(material, row, now, language) or verdict
    if verdict.state == "missing":
        verdict = from_memory(now, _on_page(material, now, language)) or verdict
    head = material.head(row.segment_id, language)
    answers = material.answers[row.segment_id, language]
    return kept_back(verdict, now, head, answers, material.taken_back)


def _on_page(material: Material, now: Source, language: str) -> list[Answer]:
    """What each paragraph of the page answers to this text: the one it serves, else its best."""
    found = []
    for (segment_id, spoken), answers in list(material.answers.items()):
        if spoken != language or material.kinds[segment_id] != now.segment.kind:
            continue
        same = [answer for answer in answers if answer.source.hash == now.hash]
        head = material.heads.get((segment_id, language))
        chosen = next((answer for answer in same if answer.id == head), None) or best(same)
        found += [chosen] if chosen else []
    return found


def _groups(material: Material, language: str) -> dict[int, Verdict]:
    """The verdicts of paragraphs that one old target covers together since they were split."""
    followers: dict[int, list[Occurrence]] = defaultdict(list)
    for row in material.rows:
        if row.group_with is not None:
            followers[row.group_with].append(row)
    found: dict[int, Verdict] = {}
    for row in material.rows:
        if row.segment_id in followers:
            members = [row, *followers[row.segment_id]]
            found |= _group(material, members, language)
    return found


def _group(material: Material, members: Sequence[Occurrence], language: str) -> dict[int, Verdict]:
    """What holds for a split paragraph and its parts, while one old target is all they have."""
    leader = members[0]
    head = material.head(leader.segment_id, language)
    if head is None or all(_is_answered(material, row, language) for row in members):
        return {}
    alone = _judge_row(material, leader, source_of(leader), language)
    if alone.state != "stale" and alone.answer == head:
        return {}
    first, *others = (source_of(row).segment for row in members)
    segment = joining.join_sources([first, *others])
    if not joining.is_of_all(head.source.segment, first, segment):
        return {}
    joined = Source(digest(forms(segment).full), segment)
    edges = material.declared(leader.segment_id, language)
    found = judge(joined, head, [head], edges, language, material.known)
    same_words = forms(head.source.segment).text == forms(segment).text
    verdict = grouped(joined, head, found, same_words)
    if verdict.word == "stale":
        return {leader.segment_id: verdict}
    rest = Verdict("carry_group", "current", "split", 0, head, "")
    return {row.segment_id: rest for row in members[1:]} | {leader.segment_id: verdict}


def _is_answered(material: Material, row: Occurrence, language: str) -> bool:
    """Whether a paragraph has a translation of its very own words."""
    answers = material.answers[row.segment_id, language]
    return any(a.source.hash == row.hash and a.quality != "draft" for a in answers)


def _merged(material: Material, row: Occurrence, now: Source, language: str) -> Verdict | None:
    """A paragraph merged from several takes their targets, joined: as stale as they are together."""
    parts = [material.head(segment_id, language) for segment_id in row.merged_from or ()]
    answers = [part for part in parts if part is not None and part.quality != "draft"]
    if len(answers) != len(parts):
        return None
    verdicts = []
    for with_breaks in (False, True):
        joined = _joined(answers, with_breaks)
        found = judge(now, joined, [joined], (), language, material.known)
        verdicts.append(merged(joined, found))
    return gentlest(verdicts)


def _joined(answers: Sequence[Answer], with_breaks: bool) -> Answer:
    """The targets of merged paragraphs as one, worth as much as the weakest of them."""
    weakest = min(answers, key=lambda answer: QUALITY_RANK[answer.quality])
    source, coded = joining.join_answers(
        [(answer.source.segment, answer.coded) for answer in answers], with_breaks
    )
    joined = Source(digest(forms(source).full), source)
    return replace(weakest, coded=coded, codes=source.codes, source=joined)


def is_work(verdict: Verdict) -> bool:
    """Whether a person or a machine has something to do here."""
    return verdict.state in ("stale", "missing")


def needs_machine(paragraph: Paragraph) -> bool:
    """Whether a machine may be asked: there is work, and nobody has had it in hand since it arose.

    A person who wrote after the German had changed has seen the paragraph; it stays in the queue.
    """
    answer = paragraph.verdict.answer
    in_hand = answer is not None and answer.origin == "human" and answer.at > paragraph.since
    return is_work(paragraph.verdict) and not in_hand
