"""What is said of entries of the memory, and of files that are to become some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext, lazy_gettext

from app.domain.quality.findings import Found
from app.domain.segments.chips import Chip
from app.errors import Invalid
from app.services.translation.memory.memory_entries import Entry
from app.web.desk.segments import segment_words

SHOWN = {
    "": lazy_gettext("What is offered"),
    "files": lazy_gettext("Only from files"),
    "gone": lazy_gettext("No longer offered"),
}
STATES = {
    "new": lazy_gettext("New"),
    "known": lazy_gettext("Already here"),
    "faulty": lazy_gettext("Does not fit"),
    "other": lazy_gettext("Other language"),
    "empty": lazy_gettext("Without words"),
}
LOOKS = {
    "new": "current", "known": "hidden", "faulty": "missing", "other": "stale", "empty": "stale",
}  # fmt: skip
_FILES = {
    "file": lazy_gettext("Please choose a file."),
    "empty": lazy_gettext("It is empty."),
    "doctype": lazy_gettext("It has a DOCTYPE, a means of attacking servers. None is needed."),
    "xml": lazy_gettext("It is damaged."),
    "zip": lazy_gettext("It is damaged."),
    "cells": lazy_gettext("A cell is too large, or quotation marks are not closed."),
    "encoding": lazy_gettext("It is not in UTF-8. Save it so."),
    "declared": lazy_gettext("It is not in the encoding that it names. Save it as UTF-8."),
    "many": lazy_gettext("It has more paragraphs than any guide."),
    "bomb": lazy_gettext("It unpacks to far more than a guide holds, as files for attacks do."),
    "locked": lazy_gettext("It is locked with a password."),
    "macros": lazy_gettext("It has macros. Save it as an Excel file without them (.xlsx)."),
    "external": lazy_gettext("It refers to other files. Save it without them."),
}
_TOO_MANY = lazy_gettext("It has more than %(most)s texts. Part it into several files.")
_NO_FORMAT = lazy_gettext("It is neither TMX nor a table (CSV, XLSX) of two columns.")


def state(entry: Entry) -> tuple[str, str]:
    """How an entry stands, in the look and the words of a chip."""
    if entry.withdrawn_by:
        return "missing", gettext("no longer offered")
    if entry.is_served:
        return "current", gettext("readers get it")
    if entry.taken_back:
        return "stale", gettext("was taken back")
    return "hidden", gettext("kept beside the guide")


def origin(entry: Entry) -> str:
    """Where an entry comes from, in a sentence."""
    if entry.is_from_file and entry.origin != "human":
        said = {
            "machine": gettext("From a file brought by %(name)s, written by a machine"),
            "unverified": gettext("From a file brought by %(name)s, not yet checked"),
        }.get(
            "machine" if entry.origin == "machine" else entry.quality,
            gettext("From a file brought by %(name)s"),
        )
        return str(said % {"name": entry.author})
    return segment_words.made_by(entry.origin, entry.quality, entry.author)


def problems(found: Iterable[Found], chips: Mapping[int, Chip]) -> list[str]:
    """Why a pair of a file does not fit, in sentences."""
    return [one.said for one in segment_words.faults(found, chips)]


def faults(error: Invalid, chips: Mapping[int, Chip]) -> tuple[str, ...]:
    """Why a correction is not kept, in sentences."""
    if error.kind == "empty":
        return (gettext("Please fill this in."),)
    if error.kind == "long":
        return (gettext("This is too long."),)
    check = "codes" if error.kind == "codes" else ""
    found = [_found(one, check) for one in error.text.split("; ")]
    return tuple(problems(found, chips))


def _found(problem: str, check: str) -> Found:
    """A problem as it was named in a sentence: after its check, if that is not known."""
    name, _, detail = problem.partition(": ")
    return Found(check, "block", problem) if check else Found(name, "block", detail)


def refusal(error: Invalid) -> str:
    """Why a file is not taken in."""
    if error.kind == "large":
        return str(gettext("It is larger than %(size)s MB.", size=error.text))
    if error.kind == "too-many":
        return str(_TOO_MANY % {"most": error.text})
    return str(_FILES.get(error.kind, _NO_FORMAT))
