"""Files out and in, in words: what comes of a paragraph and why, and why a file is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from app.domain.segments.chips import Chip
from app.errors import Invalid
from app.services.exchange.told import Told
from app.web.desk.segments import segment_words

FORMATS = {
    "xliff-2.1": lazy_gettext("XLIFF 2.1 (most tools)"),
    "xliff-2.0": lazy_gettext("XLIFF 2.0"),
    "xliff-1.2": lazy_gettext("XLIFF 1.2 (older tools)"),
    "xlsx": lazy_gettext("Excel (XLSX)"),
    "csv": lazy_gettext("Table (CSV)"),
}
ONLY = {
    "open": lazy_gettext("What is missing or out of date (%(num)s)"),
    "missing": lazy_gettext("Only what is missing (%(num)s)"),
    "stale": lazy_gettext("Only what is out of date (%(num)s)"),
    "all": lazy_gettext("Everything (%(num)s)"),
}
STATES = {
    "applied": lazy_gettext("is taken over"),
    "older": lazy_gettext("answers an older German"),
    "newer": lazy_gettext("newer text online"),
    "rejected": lazy_gettext("is refused"),
    "unknown": lazy_gettext("belongs nowhere here"),
    "unchanged": lazy_gettext("changes nothing"),
}
LOOKS = {
    "applied": "current", "older": "stale", "newer": "review", "rejected": "missing",
    "unknown": "incomplete", "unchanged": "hidden",
}  # fmt: skip
"""The chips of the states, by the look that they share with states of pages."""

_REASONS = {
    "confirmed": lazy_gettext("The text from before is confirmed for the German that was sent."),
    "taken": lazy_gettext("It goes before the newer text online, as you have chosen."),
    "untranslated": lazy_gettext("The file has no translation for it."),
    "same": lazy_gettext("This text is there already."),
    "untouched": lazy_gettext("It came back as it was sent."),
    "kept": lazy_gettext("It was kept by an import before."),
    "resegmented": lazy_gettext(
        "The tool has cut the paragraph into several. Join its parts again."
    ),
    "twice": lazy_gettext("It stands in the file twice; the first one counts."),
    "several": lazy_gettext("The file has several different translations for it."),
    "formula": lazy_gettext("There is a formula in the cell."),
    "unfinished": lazy_gettext("The file says that it is not finished."),
    "gone": lazy_gettext("The paragraph is no longer on its page. The text is kept."),
    "online": lazy_gettext("Somebody wrote a newer text meanwhile. It stays; yours is kept."),
}
_SERVED = lazy_gettext("The German has changed since. The text is kept and shown as out of date.")
_BESIDE = lazy_gettext("The German has changed since. The text is kept; a better one is there.")

_FILES = {
    "file": lazy_gettext("Please choose a file."),
    "foreign": lazy_gettext("It answers no export that is known here."),
    "region": lazy_gettext("It was exported from another region."),
    "language": lazy_gettext("It is for another language."),
    "several": lazy_gettext("It holds several exports or languages. Bring them one by one."),
    "doctype": lazy_gettext("It has a DOCTYPE, a means of attacking servers. None is needed."),
    "xml": lazy_gettext("It is damaged."),
    "zip": lazy_gettext("It is damaged."),
    "empty": lazy_gettext("It is empty."),
    "column": lazy_gettext("Its first line must name the columns “id” and “translation”."),
    "cells": lazy_gettext("A cell is too large, or quotation marks are not closed."),
    "encoding": lazy_gettext("It is not in UTF-8. Save it so."),
    "declared": lazy_gettext("It is not in the encoding that it names. Save it as UTF-8."),
    "many": lazy_gettext("It has more paragraphs than any guide."),
    "bomb": lazy_gettext("It unpacks to far more than a guide holds, as files for attacks do."),
    "locked": lazy_gettext("It is locked with a password."),
    "macros": lazy_gettext("It has macros. Save it as an Excel file without them (.xlsx)."),
    "external": lazy_gettext("It refers to other files. Save it without them."),
}
_NO_FORMAT = lazy_gettext("It is neither XLIFF 1.2, 2.0 or 2.1 nor TMX, CSV or XLSX.")


@dataclass(frozen=True)
class _Problem:
    """A check that refuses a text; see segment_words.Finding."""

    check: str
    detail: str
    level: str = "block"


def why(row: Told) -> Sequence[str]:
    """Why a row comes to what it does, in sentences; [] if there is nothing to say."""
    if row.reason == "checks":
        return _problems(row)
    if row.reason == "source":
        return [str(_SERVED if row.is_served else _BESIDE)]
    said = _REASONS.get(row.reason)
    return [str(said)] if said else []


def by_number(chips: Iterable[Chip]) -> Mapping[int, Chip]:
    """The chips of a text by the numbers that stand in it."""
    return {chip.number: chip for chip in chips}


def _problems(row: Told) -> Sequence[str]:
    found = [_Problem(*problem.split(": ", 1)) for problem in row.problems]
    return [one.said for one in segment_words.faults(found, by_number(row.chips))]


def refusal(error: Invalid) -> str:
    """Why a file is not taken in."""
    if error.kind == "large":
        return str(gettext("It is larger than %(size)s MB.", size=error.text))
    return str(_FILES.get(error.kind, _NO_FORMAT))


def order_refusal(error: Invalid) -> str:
    """Why nothing is exported."""
    if error.kind == "nothing":
        return str(gettext("There is nothing of this kind, so there is no file."))
    if error.kind == "days":
        return str(gettext("Give a number of days from 1 to %(most)s.", most=error.text))
    return str(gettext("Please choose one of those that are offered."))
