"""Which rooms the desk has: one line each."""

from __future__ import annotations

from types import ModuleType

from flask import Flask

from app.web.desk import chip_words, entrance
from app.web.desk.exchanges import exchanges, exchanges_files
from app.web.desk.memories import memories, memories_files, terms, terms_files
from app.web.desk.pages import pages, pages_deeds, pages_release
from app.web.desk.queues import assigning, carried, queues
from app.web.desk.segments import segments, segments_deeds, segments_notes

ROOMS: tuple[ModuleType, ...] = (
    entrance,
    queues,
    carried,
    assigning,
    chip_words,
    segments,
    segments_deeds,
    segments_notes,
    pages,
    pages_deeds,
    pages_release,
    exchanges,
    exchanges_files,
    memories,
    memories_files,
    terms,
    terms_files,
)


def install(app: Flask) -> None:
    """All rooms in `app`."""
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
