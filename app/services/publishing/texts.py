"""The texts of one content in one language as readers get them: title, body, and state per paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from app.domain.freshness import filling as facts
from app.domain.freshness import showing
from app.domain.freshness.showing import Policy, Shown
from app.domain.freshness.staleness import Answer
from app.domain.segments import bidi, marking
from app.domain.segments.codes import Code, visible
from app.domain.segments.sanitising import clean
from app.domain.segments.segmentation import fill, render
from app.models import Content, Revision, Takeover
from app.services.segments.freshness import Paragraph
from app.services.segments.revisions import BODY
from app.services.wording import N_, locale, say

BEING_REVISED = N_("The German text changed on {date}. This translation is being revised.")
CHANGED = N_("This information changed on {date}. Only the German text is up to date:")
BY_MACHINE = N_("Parts of this page were translated by a machine. Nobody has checked them yet.")
BY_ITSELF = frozenset({"import", "memory", "rule"})  # origins of texts that nobody wrote for a page
INTERNAL = re.compile(r'href="page:(\d+)(?=["#])')


@dataclass(frozen=True)
class Setting:
    """What rendering depends on beside the texts themselves."""

    language: str
    source_language: str
    policy: Policy
    link: Callable[[int], str]  # the address of a content in this language
    now: datetime | None = None
    mark: int = 0  # a paragraph that previews show marked


@dataclass(frozen=True)
class Texts:
    """What one content gives to readers of one language; `paragraphs` tells of each one's state."""

    title: str
    content: str
    paragraphs: tuple[Paragraph, ...]  # none in the language that it was written in
    setting: Setting


def source_texts(revision: Revision, setting: Setting) -> Texts:
    """The texts in the language that they were written in."""
    return Texts(revision.title, published_html(revision.html, setting), (), setting)


def published_html(html: str, setting: Setting) -> str:
    """HTML with its internal links resolved, cleaned once more on its way out."""
    return clean(INTERNAL.sub(lambda m: f'href="{setting.link(int(m[1]))}', html))


def taken_over(takeover: Takeover, paragraphs: Sequence[Paragraph], setting: Setting) -> Texts:
    """An imported translation, word for word as it came."""
    return Texts(takeover.title, published_html(takeover.html, setting), tuple(paragraphs), setting)


def target_texts(revision: Revision, paragraphs: Sequence[Paragraph], setting: Setting) -> Texts:
    """The source's skeleton with the targets in it, each paragraph shown as the policy wants."""
    pieces = [_piece(p, setting) for p in paragraphs if p.position >= BODY]
    html = marking.without_gaps(render(revision.skeleton, pieces))
    if any(is_by_machine(paragraph, setting) for paragraph in paragraphs):
        html += marking.page_note(say(setting.language, BY_MACHINE), setting.language)
    title = next((_plain(p, setting) for p in paragraphs if p.position == 0), revision.title)
    return Texts(title, published_html(html, setting), tuple(paragraphs), setting)


def shown(paragraph: Paragraph, setting: Setting) -> Shown:
    """What a reader sees of a paragraph."""
    differ = facts.differ(paragraph.source.segment, paragraph.verdict)
    return showing.show(paragraph.verdict, differ, setting.policy, paragraph.since, setting.now)


def is_by_machine(paragraph: Paragraph, setting: Setting) -> bool:
    """Whether readers see a machine's text that no person has looked at."""
    texts, answer = shown(paragraph, setting).texts, paragraph.verdict.answer
    if "machine" in texts:
        return True
    return "target" in texts and answer is not None and is_unseen(answer)


def is_unseen(answer: Answer) -> bool:
    """Whether a target comes from a machine and nobody has reviewed it."""
    return answer.maker == "machine" and answer.quality != "reviewed"


def _piece(paragraph: Paragraph, setting: Setting) -> str:
    if paragraph.source.segment.kind != "text":
        return _plain(paragraph, setting)
    view = shown(paragraph, setting)
    if not view.texts or (paragraph.verdict.word == "carry_group" and not paragraph.verdict.coded):
        return marking.NOTHING
    parts = {"target": _target, "source": _source, "machine": _machine}
    pieces = [parts[name](paragraph, setting, view) for name in view.texts]
    if view.note == "being-revised":
        pieces.append(_note(BEING_REVISED, setting, view.since))
    if view.note == "changed":
        pieces.insert(len(pieces) - 1, _note(CHANGED, setting, view.since) + "<br>")
    html = "".join(pieces)
    return marking.here(html) if paragraph.segment_id == setting.mark else html


def _target(paragraph: Paragraph, setting: Setting, view: Shown) -> str:
    verdict = paragraph.verdict
    codes = facts.codes_to_fill(verdict, paragraph.source.segment)
    html = _filled(verdict.coded, codes, setting.language)
    if verdict.answer is not None and is_unseen(verdict.answer):
        html = marking.by_machine(html)
    if view.note and view.since:
        return marking.with_state(html, verdict.state, view.since.date().isoformat())
    return html


def _filled(coded: str, codes: Sequence[Code], language: str) -> str:
    """A target as HTML, with what reads from left to right isolated in Arabic and Persian."""
    if marking.direction(language) == "ltr":
        return fill(coded, codes)
    return bidi.isolate(fill(coded, codes, isolate=True))


def _machine(paragraph: Paragraph, setting: Setting, view: Shown) -> str:
    """The machine's answer that stands by, to the German of now."""
    answer, codes = paragraph.verdict.standby, paragraph.source.segment.codes
    assert answer is not None
    return marking.by_machine(_filled(answer.coded, codes, setting.language))


def _source(paragraph: Paragraph, setting: Setting, view: Shown) -> str:
    html = fill(paragraph.source.segment.coded, paragraph.source.segment.codes)
    return marking.in_language(html, setting.source_language, paragraph.verdict.state)


def _note(message: str, setting: Setting, since: datetime | None) -> str:
    if since is None:
        return ""
    date = format_date(since.date(), "long", locale=locale(setting.language))
    return marking.note(say(setting.language, message, date=date), setting.language)


def _plain(paragraph: Paragraph, setting: Setting) -> str:
    """A title or an attribute: plain text can't be marked, so a wrong one gives way to the source."""
    view = shown(paragraph, setting)
    if "source" in view.texts or not view.texts:
        return visible(paragraph.source.segment.coded, paragraph.source.segment.codes)
    if "machine" in view.texts and paragraph.verdict.standby is not None:
        return visible(paragraph.verdict.standby.coded, paragraph.source.segment.codes)
    codes = facts.codes_to_fill(paragraph.verdict, paragraph.source.segment)
    return visible(paragraph.verdict.coded, codes)


def is_intact(takeover: Takeover, content: Content, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether an imported page still answers the German it came with, and nobody has worked on it."""
    untouched = all(
        p.verdict.answer is None or p.verdict.answer.origin in BY_ITSELF for p in paragraphs
    )
    return untouched and takeover.revision_id == content.published_revision_id
