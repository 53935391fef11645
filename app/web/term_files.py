"""Files of terms as rooms send and take them: a table for spreadsheets, or TBX."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, make_response, request
from flask_babel import gettext

from app.domain.quality.glossary import Term
from app.errors import Invalid
from app.exchange import glossary_csv, glossary_tbx
from app.exchange.glossary_csv import Row
from app.services import regions
from app.services.quality.glossary_import import Change
from app.web import faults, tongues
from app.web.door import Visit


def table(visit: Visit, terms: Sequence[Term], codes: Sequence[str], name: str) -> Response:
    """Terms with their wordings in some languages as a table, to be kept by the browser."""
    text = glossary_csv.write(terms, codes)
    answer = make_response("\ufeff" + text)  # without it, spreadsheets take it for another encoding
    return _kept(answer, "text/csv", f"{visit.slug}-{name}.csv")


def tbx(visit: Visit, terms: Sequence[Term], codes: Sequence[str], name: str) -> Response:
    """The same for programs that keep terms."""
    known = tongues.of(visit)
    home = known[regions.source_code(visit.region)].tag
    answer = make_response(
        glossary_tbx.write(terms, home, {code: known[code].tag for code in codes})
    )
    return _kept(answer, glossary_tbx.MEDIA_TYPE, f"{visit.slug}-{name}.tbx")


def _kept(answer: Response, media_type: str, name: str) -> Response:
    answer.mimetype = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def read(visit: Visit, codes: Sequence[str]) -> tuple[list[Row], str]:
    """The lines that were sent for some languages, and their file as text for a form.

    What was sent is a file, or the text of the one that was looked at before. Invalid says why it
    cannot be read.
    """
    data = _sent()
    if data is None:
        raise Invalid("file: none was chosen", "file", "file")
    if not glossary_tbx.is_tbx(data):
        return glossary_csv.read(data, codes), data.decode("utf-8-sig")
    known = tongues.of(visit)
    home = known[regions.source_code(visit.region)].tag
    rows = glossary_tbx.read(data, home, {code: known[code].tag for code in codes})
    return rows, glossary_tbx.text_of(data)


def _sent() -> bytes | None:
    file = request.files.get("file")
    if file is not None and file.filename:
        return bytes(file.read(glossary_tbx.LARGEST + 1))
    text = request.form.get("table", "")
    return text.encode() if text.strip() else None


def why(change: Change) -> str:
    """What is wrong with a line, and in which of its cells."""
    assert change.problem is not None
    where = change.problem.field
    said = faults.said(change.problem)
    return (
        said if where in ("", "lemma") else gettext("%(column)s: %(said)s", column=where, said=said)
    )
