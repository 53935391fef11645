"""The freshness of one content in one language as JSON bytes, for the endpoints that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from app.domain.freshness.filling import codes_to_fill
from app.domain.freshness.page_status import State, summarise
from app.domain.segments import marking
from app.domain.segments.codes import visible
from app.models import Content, Occurrence
from app.services.publishing.texts import Texts, is_unseen, shown
from app.services.segments.carrying import characters
from app.services.segments.freshness import Paragraph, source_of
from schemas.freshness import PageFreshnessSchema
from schemas.moment import utc_form

SCHEMA = PageFreshnessSchema()


def of_source(content: Content, path: str, rows: Sequence[Occurrence]) -> bytes:
    """A page in the language it was written in is fresh by definition."""
    assert content.published is not None
    at = utc_form(content.published.published_at or content.published.at)
    segments = [_source_segment(row, content.source_language, at) for row in rows]
    return _dump(
        {
            "id": content.id, "path": path, "state": "current", "fresh": 100, "since": at,
            "stale": [], "missing": [], "segments": segments,
        }
    )  # fmt: skip


def _source_segment(row: Occurrence, language: str, at: str) -> dict[str, Any]:
    segment = source_of(row).segment
    return {
        "id": row.segment_id, "kind": segment.kind, "lang": language,
        "dir": marking.direction(language), "state": "current", "severity": 0, "since": at,
        "origin": "human", "quality": "reviewed", "characters": len(segment.coded),
        "text": visible(segment.coded, segment.codes),
    }  # fmt: skip


def of_target(content: Content, path: str, texts: Texts) -> bytes:
    """A page in another language, by the verdicts that its text was made with."""
    status = summarise([_state(paragraph) for paragraph in texts.paragraphs])
    return _dump(
        {
            "id": content.id, "path": path, "state": status.state, "fresh": status.fresh,
            "since": utc_form(status.since) if status.since else None,
            "stale": list(status.by_state.get("stale", ())),
            "missing": list(status.by_state.get("missing", ())),
            "segments": [_segment(paragraph, texts) for paragraph in texts.paragraphs],
        }
    )  # fmt: skip


def _state(paragraph: Paragraph) -> State:
    verdict = paragraph.verdict
    origin = "machine" if verdict.answer and is_unseen(verdict.answer) else ""
    return State(
        paragraph.segment_id, verdict.state, verdict.severity, characters(paragraph), origin,
        paragraph.since,
    )  # fmt: skip


def _segment(paragraph: Paragraph, texts: Texts) -> dict[str, Any]:
    """What a reader sees of a paragraph, and how it came about."""
    verdict, segment, setting = paragraph.verdict, paragraph.source.segment, texts.setting
    view = shown(paragraph, setting)
    in_target = "target" in view.texts
    language = setting.language if in_target else setting.source_language
    codes = codes_to_fill(verdict, segment) if in_target else segment.codes
    return {
        "id": paragraph.segment_id, "kind": segment.kind, "lang": language,
        "dir": marking.direction(language), "state": verdict.state,
        "severity": verdict.severity, "since": utc_form(paragraph.since),
        "origin": verdict.answer.maker if verdict.answer else None,
        "quality": verdict.answer.quality if verdict.answer else None,
        "characters": len(segment.coded),
        "text": visible(verdict.coded if in_target else segment.coded, codes),
    }  # fmt: skip


def _dump(document: dict[str, Any]) -> bytes:
    return orjson.dumps(SCHEMA.dump(document))
