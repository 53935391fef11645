"""Segments as they stand in the database: their codes as JSON, their kind by their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.segments.codes import Code
from app.domain.segments.segmentation import Segment
from app.models import Occurrence, SourceText

BODY = 2  # the position of the first body segment; 0 is the title, 1 the description


def codes_to_json(codes: Sequence[Code]) -> list[Any]:
    """Codes as they stand in a JSON column."""
    return [
        [c.number, c.kind, c.tag, [list(pair) for pair in c.attributes], c.text, c.html]
        for c in codes
    ]


def codes_from_json(values: Sequence[Any]) -> tuple[Code, ...]:
    """Codes out of a JSON column."""
    return tuple(
        Code(number, kind, tag, tuple((name, value) for name, value in attributes), text, html)
        for number, kind, tag, attributes, text, html in values
    )


def segment_of(row: Occurrence | SourceText, kind: str) -> Segment:
    """The value that a stored text stands for."""
    return Segment(kind, row.element, row.coded, codes_from_json(row.codes), row.written)


def kind_at(position: int, element: str) -> str:
    """The kind of a stored occurrence: by its position, and an attribute by its element's @."""
    if position < BODY:
        return "title" if position == 0 else "description"
    return "attribute" if "@" in element else "text"
