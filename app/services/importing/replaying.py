"""Staleness cases run through the real services, and what came of them beside what was wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.facts.normal_forms import fold
from app.domain.freshness.filling import codes_to_fill
from app.domain.segments.segmentation import fill
from app.domain.takeover import spoken_codes
from app.errors import Invalid, WegweiserError
from app.exchange.cases import SEVERITIES, Case, SourceStep, TargetStep, Wanted
from app.models import Content, Occurrence, Region, SourceText
from app.services import regions
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.segments import freshness, targets
from app.services.segments.freshness import Paragraph, source_of
from app.services.segments.revisions import BODY, occurrences, segment_of

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
TITLE = "1"  # a title without words needs no translation, so the case is about its body alone
WEIGHT = {"human": ("human", "translated"), "machine": ("machine", "translated")}


@dataclass
class Result:
    """How one case went: passed when nothing differs."""

    id: str
    title: str
    executable: bool
    differences: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether it was run and came to what was wanted."""
        return self.executable and not self.differences


@dataclass
class _Run:
    """A page on its way through the steps of a case."""

    session: Session
    case: Case
    content: Content | None = None
    now: datetime = START
    judged: list[Paragraph] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def step(self, step: SourceStep | TargetStep) -> None:
        """One hour later, the next step."""
        self.now += timedelta(hours=1)
        if isinstance(step, SourceStep):
            self._write(step)
        else:
            self._translate(step)

    def _write(self, step: SourceStep) -> None:
        draft = Draft(TITLE, step.html)
        before: list[Occurrence] = []
        if self.content is None:
            region = _region(self.session, self.case.languages, self.now)
            self.content = pages.create(self.session, region, draft, author="case", now=self.now)
        else:
            before = self._rows()
            assert self.content.working is not None
            pages.revise(
                self.session, self.content, draft, based_on=self.content.working.number,
                author="case", now=self.now,
            )  # fmt: skip
        minor = None if step.minor else ()
        told = releasing.release(self.session, self.content, self.now, "case", minor)
        self.judged = list(told.verdicts.get(self.case.language, ())) or self._judge()
        after = self._rows()
        alive = {id_ for row in after for id_ in (row.segment_id, *(row.merged_from or ()))}
        self.gone = [_text(row) for row in before if row.segment_id not in alive]

    def _rows(self) -> list[Occurrence]:
        """The segments of the present text, without the title."""
        assert self.content is not None
        assert self.content.published_revision_id is not None
        rows = occurrences(self.session, self.content.published_revision_id)
        return [row for row in rows if row.position >= BODY]

    def _judge(self) -> list[Paragraph]:
        assert self.content is not None
        assert self.content.published_revision_id is not None
        language = self.case.language
        return freshness.judge_content(
            self.session, self.content, self.content.published_revision_id, [language]
        )[language]

    def _translate(self, step: TargetStep) -> None:
        if self.content is None:
            raise Invalid(f"case {self.case.id}: nothing was written before it was translated")
        seen: Counter[str] = Counter()
        used = set()
        given = {fold(key): text for key, text in step.segments.items()}
        for row in self._rows():
            text = _text(row)
            seen[text] += 1
            for key in (f"{text}#{seen[text]}", text):
                if key in given:
                    used.add(key)
                    self._answer(row, step, given[key])
                    break
        if unknown := set(given) - used:
            raise Invalid(f"case {self.case.id}: no segment reads {sorted(unknown)}")
        self.judged = self._judge()

    def _answer(self, row: Occurrence, step: TargetStep, text: str) -> None:
        source = source_of(row)
        answered, segment = source.hash, source.segment
        if step.against is not None:
            old = self._source_text(row, step.against)
            answered, segment = old.hash, segment_of(old, segment.kind)
        coded, problems = spoken_codes.adopt(segment, text)
        if problems:
            raise Invalid(f"case {self.case.id}: target {text!r}: {'; '.join(problems)}")
        origin, quality = WEIGHT.get(step.by, WEIGHT["human"])
        targets.answer(
            self.session, row.segment_id, step.language, coded, answered,
            origin=origin, quality=quality, now=self.now, author="case",
        )  # fmt: skip

    def _source_text(self, row: Occurrence, text: str) -> SourceText:
        """The text that a segment had when it read `text`."""
        rows = self.session.scalars(
            select(SourceText)
            .join(Occurrence, Occurrence.hash == SourceText.hash)
            .where(Occurrence.segment_id == row.segment_id)
        )
        wanted = fold(spoken_codes.shown_text(text))
        for source in rows:
            segment = segment_of(source, source.kind)
            if fold(spoken_codes.shown(segment.coded, segment.codes)) == wanted:
                return source
        raise Invalid(f"case {self.case.id}: the segment never read {text!r}")


def _region(session: Session, languages: Sequence[str], now: datetime) -> Region:
    regions.ensure_languages(session)
    return regions.create(session, "cases", "Cases", ["de", *languages], now)


def _text(row: Occurrence) -> str:
    segment = source_of(row).segment
    return fold(spoken_codes.shown(segment.coded, segment.codes))


def replay(session: Session, case: Case) -> Result:
    """Run one case in a transaction that is rolled back in the end."""
    result = Result(case.id, case.title, case.executable)
    if not case.executable:
        return result
    run = _Run(session, case)
    try:
        for step in case.steps:
            run.step(step)
        result.differences = list(_compare(case, run))
    except WegweiserError as error:
        result.differences = [str(error)]
    finally:
        session.rollback()
    return result


def _compare(case: Case, run: _Run) -> Iterator[str]:
    body = [paragraph for paragraph in run.judged if paragraph.position >= BODY]
    if len(case.segments) != len(body):
        yield f"{len(case.segments)} segments wanted, there are {len(body)}"
    waiting = list(body)
    for wanted in case.segments:
        found = next((p for p in waiting if _reads(p).startswith(fold(wanted.text))), None)
        if found is None:
            yield f"no segment reads {wanted.text!r}"
            continue
        waiting.remove(found)
        yield from _compare_segment(wanted, found)
    if Counter(map(fold, case.gone)) != Counter(map(fold, run.gone)):
        yield f"gone: wanted {list(case.gone)}, was {run.gone}"
    calls = sum(freshness.needs_machine(paragraph) for paragraph in body)
    if case.mt_calls is not None and calls != case.mt_calls:
        yield f"machine calls: wanted {case.mt_calls}, was {calls}"
    status = _page_status(body)
    if case.page_status is not None and status != case.page_status:
        yield f"page status: wanted {case.page_status}, was {status}"


def _page_status(paragraphs: Sequence[Paragraph]) -> str:
    states = {paragraph.verdict.state for paragraph in paragraphs}
    return "stale" if "stale" in states else "incomplete" if "missing" in states else "current"


def _reads(paragraph: Paragraph) -> str:
    segment = paragraph.source.segment
    return fold(spoken_codes.shown(segment.coded, segment.codes))


def _compare_segment(wanted: Wanted, paragraph: Paragraph) -> Iterator[str]:
    verdict, text = paragraph.verdict, _reads(paragraph)
    if wanted.verdict != verdict.word:
        yield f"{text!r}: verdict {wanted.verdict} wanted, was {verdict.word} ({verdict.klass})"
    if wanted.klass is not None and wanted.klass != verdict.klass:
        yield f"{text!r}: class {wanted.klass} wanted, was {verdict.klass}"
    if wanted.severity is not None and SEVERITIES[wanted.severity] != verdict.severity:
        yield f"{text!r}: severity {wanted.severity} wanted, was {verdict.severity}"
    yield from _compare_target(wanted, paragraph, text)


def _compare_target(wanted: Wanted, paragraph: Paragraph, text: str) -> Iterator[str]:
    segment, verdict = paragraph.source.segment, paragraph.verdict
    codes = codes_to_fill(verdict, segment)
    shown = spoken_codes.shown(verdict.coded, codes)
    if wanted.target is not None and spoken_codes.shown_text(wanted.target) != shown:
        yield f"{text!r}: target {wanted.target!r} wanted, was {shown!r}"
    if wanted.rendered is not None and wanted.rendered not in fill(verdict.coded, codes):
        yield f"{text!r}: {wanted.rendered!r} is not in {fill(verdict.coded, codes)!r}"
    if wanted.made_against is not None:
        source = verdict.answer.source.segment if verdict.answer else segment
        was = spoken_codes.shown(source.coded, source.codes)
        if was != wanted.made_against:
            yield f"{text!r}: made against {wanted.made_against!r} wanted, was {was!r}"
