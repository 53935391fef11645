"""Existing translations of whole pages taken over: paired with the German, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.segments.codes import CODE, Code, problems
from app.domain.segments.sanitising import clean, plain_text
from app.domain.segments.segmentation import Segment, has_words, plain_segment, split
from app.domain.takeover.adoption import Adopted, adopt_segment, pair
from app.errors import Invalid
from app.models import Content, Occurrence, Takeover, Target
from app.services.publishing import link_identity
from app.services.segments import revisions, targets
from app.services.segments.freshness import source_of
from app.services.segments.revisions import BODY

UNKNOWN_DATUM = "?"


@dataclass
class Report:
    """What came of taking over one page in one language."""

    paired: int = 0
    without_translation: int = 0  # German paragraphs that nothing could be paired with
    without_german: int = 0  # translated paragraphs that answer nothing
    torn: list[str] = field(default_factory=list)  # contact data that disagrees, in words
    mended: int = 0
    whole: bool = True  # whether the translation is the German page paragraph for paragraph


@dataclass(frozen=True)
class Origin:
    """Who a translation comes from, and what it is worth."""

    origin: str
    quality: str
    author: str = ""


def adopt_page(
    session: Session,
    content: Content,
    language: str,
    title: str,
    html: str,
    *,
    by: Origin,
    now: datetime,
    as_draft: bool = False,
) -> Report:
    """Make targets of a translated page and serve them, or keep them as drafts.

    What can't be paired or differs in build is kept as it came besides, and served word for word
    until the German or a target changes.
    """
    title = plain_text(title)
    if not title:
        raise Invalid(f"title: page {content.id} ({language}) needs one")
    revision_id = content.working_revision_id
    assert revision_id is not None
    report = Report()
    rows = revisions.occurrences(session, revision_id)
    cut = split(link_identity.identified(session, content, html, language))
    pairs = _pairs(rows, title, cut.segments, report)
    adoptions = [a for pair in pairs if (a := _adopt(*pair, report))]
    written = _write(session, adoptions, language, by, now, "draft" if as_draft else by.quality)
    if not as_draft:
        targets.serve_all(session, written)
    revision = content.working
    assert revision is not None
    report.whole = report.whole and cut.skeleton == revision.skeleton
    if not as_draft and (not report.whole or by.origin == "import"):
        _keep_page(session, content, language, title, clean(html), report, now)
    session.flush()
    return report


def _pairs(
    rows: Sequence[Occurrence], title: str, segments: Sequence[Segment], report: Report
) -> Iterator[tuple[Occurrence, Segment]]:
    body = [row for row in rows if row.position >= BODY]
    heading = next((row for row in rows if row.position == 0), None)
    if heading is not None:
        yield heading, plain_segment("title", title)
    for old, new in pair([source_of(row).segment for row in body], segments):
        if old is not None and new is not None:
            yield body[old], segments[new]
        elif old is not None:
            report.without_translation += has_words(source_of(body[old]).segment)
            report.whole = False
        elif new is not None:
            report.without_german += has_words(segments[new])
            report.whole = False


@dataclass(frozen=True)
class _Adoption:
    segment_id: int
    coded: str
    answered: Segment


def _adopt(row: Occurrence, segment: Segment, report: Report) -> _Adoption | None:
    """One translated paragraph in the codes of its German, and the German that it answers."""
    source = source_of(row).segment
    adopted = adopt_segment(source, segment)
    if not has_words(source):  # an amount or a time, as the language writes it
        own = not adopted.problems and not has_words(segment) and adopted.coded != source.coded
        return _Adoption(row.segment_id, adopted.coded, source) if own else None
    if not adopted.coded.strip():
        report.without_translation += 1
        return None
    report.paired += 1
    report.mended += adopted.mended
    report.torn += [p for p in adopted.problems if not p.startswith(("missing code", "doubled"))]
    return _Adoption(row.segment_id, adopted.coded, known_to(source, adopted))


def _write(
    session: Session,
    adoptions: Sequence[_Adoption],
    language: str,
    by: Origin,
    now: datetime,
    quality: str,
) -> list[Target]:
    pieces = revisions.remember_segments(session, [one.answered for one in adoptions])
    written = [
        Target(
            segment_id=one.segment_id, language=language, coded=one.coded,
            codes=revisions.codes_to_json(one.answered.codes), made_against=piece.hash,
            origin=by.origin, quality=quality, author=by.author, at=now,
        )
        for one, piece in zip(adoptions, pieces, strict=True)
    ]  # fmt: skip
    session.add_all(written)
    session.flush()
    return written


def known_to(source: Segment, adopted: Adopted) -> Segment:
    """The German that an adopted translation answers: the present one, if it has all of its codes
    and no contact data of its own; else that text as the translation shows it must have been."""
    if not adopted.problems:
        return source
    present = {int(mark[2]) for mark in CODE.finditer(adopted.coded)}
    gone = {c.number for c in source.codes if c.kind != "lock" and c.number not in present}
    coded = CODE.sub(lambda mark: "" if int(mark[2]) in gone else mark[0], source.coded)
    codes = tuple(_known(c, present) for c in source.codes if c.number not in gone)
    foreign = [problem for problem in adopted.problems if problem.endswith("not in the source")]
    if foreign and not problems(adopted.coded, codes):
        number = max((code.number for code in codes), default=0) + 1
        coded += f" ⟦{number}/⟧"
        codes += (Code(number, "lock", "", (), UNKNOWN_DATUM, UNKNOWN_DATUM),)
    return replace(source, coded=coded, codes=codes)


def _known(code: Code, present: set[int]) -> Code:
    """A lock that the translation does not have held something else when it was made."""
    if code.kind != "lock" or code.number in present:
        return code
    return Code(code.number, "lock", "", (), UNKNOWN_DATUM, UNKNOWN_DATUM)


def _keep_page(
    session: Session,
    content: Content,
    language: str,
    title: str,
    html: str,
    report: Report,
    now: datetime,
) -> None:
    assert content.working_revision_id is not None
    row = session.get(Takeover, (content.id, language))
    if row is None:
        row = Takeover(content_id=content.id, language=language)
        session.add(row)
    row.revision_id, row.title, row.html = content.working_revision_id, title, html
    row.report, row.at = list(report.torn), now
