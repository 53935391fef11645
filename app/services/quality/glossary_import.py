"""A table of terms taken into a region's glossary: looked at first, then done, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term
from app.domain.quality.term_entry import complete
from app.errors import Invalid
from app.exchange.glossary_csv import Row
from app.models import Region
from app.services.quality import glossary, term_findings


@dataclass(frozen=True)
class Change:
    """What a row would do: new, changed, same, or wrong (then `problem` says why)."""

    number: int
    kind: str
    lemma: str
    term: Term | None = None
    before: Term | None = None
    problem: Invalid | None = None


def preview(session: Session, region: Region, rows: Iterable[Row]) -> list[Change]:
    """What each row of a table would do; nothing is changed.

    A column that the table lacks leaves what the glossary has; an empty cell empties it.
    """
    known = {term.lemma.casefold(): term for term in glossary.of_region(session, region.id)}
    seen: set[str] = set()
    found = []
    for row in rows:
        name = row.lemma.strip().casefold()
        if name in seen:
            twice = Invalid(f"{row.lemma!r} is given twice", "lemma", "twice", row.lemma)
            found.append(Change(row.number, "wrong", row.lemma, problem=twice))
            continue
        seen.add(name)
        found.append(_change(row, known.get(name)))
    return found


def preview_wordings(
    session: Session, region: Region, language: str, rows: Iterable[Row]
) -> list[Change]:
    """What each row would do to the wordings of one language; all else that it says is left aside.

    A term that the glossary lacks is wrong (kind "unknown"), and so is one whose wordings must not
    be said while the file says they may, or the other way round (kind "manner").
    """
    known = {term.lemma.casefold(): term for term in glossary.of_region(session, region.id)}
    mine = [row for row in rows if language in row.wordings]
    narrow = {
        row.number: Row(row.number, row.lemma, None, None, None, {language: row.wordings[language]})
        for row in mine
    }
    refused = {row.number: why for row in mine if (why := _refusal(row, known))}
    judged = preview(session, region, narrow.values())
    return [
        Change(one.number, "wrong", one.lemma, before=one.before, problem=refused[one.number])
        if one.number in refused
        else one
        for one in judged
    ]


def _refusal(row: Row, known: Mapping[str, Term]) -> Invalid | None:
    """Why a row is not for those who only say how a language puts terms."""
    before = known.get(row.lemma.strip().casefold())
    if before is None:
        return Invalid(f"the glossary has no term {row.lemma!r}", "lemma", "unknown", row.lemma)
    says_so = row.mode is not None or row.is_allowed
    if says_so and (row.mode == "forbid") != (before.mode == "forbid"):
        return Invalid(f"{row.lemma!r} is handled otherwise here", "lemma", "manner", row.lemma)
    return None


def _change(row: Row, before: Term | None) -> Change:
    try:
        term = complete(_merged(row, before))
    except Invalid as problem:
        return Change(row.number, "wrong", row.lemma, before=before, problem=problem)
    kind = "new" if before is None else "same" if _equal(term, before) else "changed"
    return Change(row.number, kind, term.lemma, term, before)


def _merged(row: Row, before: Term | None) -> Term:
    """The term of a row, with what its table does not say taken from the one before."""
    old = before or Term(row.lemma)
    kept = {**old.wordings, **row.wordings}
    wordings = {code: given for code, given in kept.items() if given}
    return replace(
        old, lemma=row.lemma, forms=old.forms if row.forms is None else row.forms,
        mode=row.mode or _mode(row, old), note=old.note if row.note is None else row.note,
        wordings=wordings,
    )  # fmt: skip


def _mode(row: Row, old: Term) -> str:
    """The mode where a file names none; wordings that may be said are none of a forbidden term."""
    return "warn" if row.is_allowed and old.mode == "forbid" else old.mode


def _equal(one: Term, other: Term) -> bool:
    facts = (one.lemma, one.forms, one.mode, one.note, dict(one.wordings))
    return facts == (other.lemma, other.forms, other.mode, other.note, dict(other.wordings))


def apply(session: Session, region: Region, changes: Sequence[Change], now: datetime) -> int:
    """Do what rows that are right would do, and check what it is about; how many terms are new or
    changed."""
    touched: list[Term] = []
    done = 0
    for change in changes:
        if change.term is None or change.kind not in ("new", "changed"):
            continue
        if change.term.id:
            glossary.change(session, change.term.id, change.term, now)
        else:
            glossary.add(session, region, change.term, now)
        touched += [term for term in (change.before, change.term) if term is not None]
        done += 1
    if touched:
        term_findings.renew(session, region, touched)
    return done
