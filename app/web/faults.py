"""What is wrong with a field, in the visitor's language: the faults that the services name, put into words."""

from __future__ import annotations

from flask_babel import gettext

from app.errors import Invalid


def said(error: Invalid) -> str:
    """A sentence about the fault; the service's own words where none of ours fits."""
    words = {
        "empty": gettext("Please fill this in."),
        "long": gettext("This is too long."),
        "control": gettext("This contains a character that cannot be shown, such as a tab."),
        "choice": gettext("Please choose one of those that are offered."),
        "address": gettext("Please give a web address that begins with https:// or http://."),
        "taken": gettext("There is another one with this name already."),
        "number": gettext("Please give a number."),
        "postal-code": gettext("A postal code has up to five digits."),
        "latitude": gettext("A latitude lies between -90 and 90 degrees."),
        "longitude": gettext("A longitude lies between -180 and 180 degrees."),
        "box": gettext("West must be smaller than east, and south smaller than north."),
        "zone": gettext("This time zone is not known."),
        "tag": gettext("This is no language tag such as pl or pt-BR, or it is taken."),
        "slug": gettext("Small letters, digits and hyphens, and none that is in use or reserved."),
        "mode": gettext("Please choose one of those that are offered."),
        "silent": gettext("At least one language needs a wording."),
        "twice": gettext("“%(text)s” is given twice.", text=error.text),
        "stem": gettext("The stem “%(text)s” does not stand in its wording.", text=error.text),
    }  # fmt: skip
    if error.kind == "empty" and error.field == "file":
        return str(gettext("The table has no line below its headings."))
    return str(words.get(error.kind) or _of_files(error).get(error.kind, error))


def _of_files(error: Invalid) -> dict[str, str]:
    """What is wrong with a file of terms, and with its lines."""
    return {
        "file": gettext("Please choose a file."),
        "large": gettext("The file is larger than %(size)s MB.", size=error.text or "1"),
        "doctype": gettext("It has a DOCTYPE, a means of attacking servers. None is needed."),
        "xml": gettext("It is damaged."),
        "declared": gettext("It is not in the encoding that it names. Save it as UTF-8."),
        "tbx": gettext("This is neither a table (CSV) nor TBX."),
        "no-term": gettext("The file has no German term."),
        "unknown": gettext("The glossary does not have this term. Editors can add it."),
        "manner": gettext(
            "Here or in the file, these wordings must not be said. Editors decide which is right."
        ),
        "encoding": gettext("The file is not in UTF-8. Save it as “CSV UTF-8”."),
        "cells": gettext("A cell of the table is too large, or quotation marks are not closed."),
        "rows": gettext("The table has too many lines: %(text)s.", text=error.text),
        "column": gettext(
            "The first line must name the columns: term, and codes of languages of this region."
            " It is about: %(text)s.", text=error.text,
        ),
    }  # fmt: skip


def of(error: Invalid) -> dict[str, str]:
    """The fault under the name of its field, for a form."""
    return {error.field: said(error)}
