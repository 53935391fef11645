"""A provider's copy of a region's glossary: planned and stored in transactions, sent between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Protocol, runtime_checkable

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term
from app.errors import Conflict, Invalid, TranslationFailed
from app.models import EngineState, GlossarySync, Region
from app.services import regions
from app.services.quality import glossary

LONGEST = 1024
"""Bytes of UTF-8 that DeepL takes for a term or a wording."""

LARGEST = 10_000_000
"""Bytes that DeepL takes for a dictionary."""

Dictionaries = Mapping[str, Mapping[str, str]]


@runtime_checkable
class KeepsGlossaries(Protocol):
    """What is asked of an engine that can keep glossaries."""

    def create_glossary(self, name: str, dictionaries: Dictionaries) -> str:
        """A new glossary; its id, "" where there is nothing to keep."""

    def replace_glossary(self, remote_id: str, dictionaries: Dictionaries) -> None:
        """New dictionaries for some languages, an empty one goes; status 404 if all is gone."""


@dataclass(frozen=True)
class Plan:
    """What is to be sent: the dictionaries that changed, and all of them if the glossary is new."""

    region_id: int
    engine: str
    remote_id: str
    name: str
    changed: dict[str, dict[str, str]]
    whole: dict[str, dict[str, str]]


def entries(session: Session, region: Region, language: str) -> dict[str, str]:
    """German terms and their preferred wordings, sorted; no forbidden ones, none twice."""
    return _entries(glossary.of_region(session, region.id), language)


def plan(session: Session, region: Region, engine: str, languages: Sequence[str]) -> Plan | None:
    """What `engine` has to be told for `languages`, those for which it keeps glossaries.

    None when it was told all of it before.
    """
    row = session.get(GlossarySync, (region.id, engine))
    terms = glossary.of_region(session, region.id)
    whole = {language: _entries(terms, language) for language in sorted(languages)}
    known = row.digests if row else {}
    changed = {
        language: found
        for language, found in whole.items()
        if _mark(found) != known.get(language, "")
    }
    if not changed:
        return None
    name, remote_id = f"wegweiser {region.slug}", row.remote_id if row else ""
    return Plan(region.id, engine, remote_id, name, changed, whole)


@dataclass(frozen=True)
class Standing:
    """What an engine was told of a region's terms: when last, in which languages it keeps glossaries,
    and in which of those the terms have changed since."""

    engine: str
    told_at: datetime | None
    keeps: tuple[str, ...]
    changed: tuple[str, ...]


def standing(session: Session, region: Region) -> list[Standing]:
    """Where each engine stands that is known to keep glossaries for a language of the region."""
    found = []
    for row in session.scalars(select(EngineState).order_by(EngineState.engine)):
        keeps = [code for code in regions.target_codes(region) if _keeps(row, code)]
        if keeps:
            planned = plan(session, region, row.engine, keeps)
            told = session.get(GlossarySync, (region.id, row.engine))
            changed = tuple(planned.changed) if planned else ()
            at = told.synced_at if told else None
            found.append(Standing(row.engine, at, tuple(keeps), changed))
    return found


def _keeps(row: EngineState, language: str) -> bool:
    return bool(row.capabilities.get(language, {}).get("glossary"))


def outstanding(session: Session, engine: str, now: datetime) -> list[Plan]:
    """What an engine has to be told for all regions, as far as it is known to keep glossaries and is
    not paused."""
    row = session.get(EngineState, engine)
    if row is None or (row.paused_until is not None and row.paused_until > now):
        return []
    able = [code for code, can in row.capabilities.items() if can.get("glossary")]
    found = []
    for region in session.scalars(select(Region).order_by(Region.id)):
        languages = [code for code in regions.target_codes(region) if code in able]
        planned = plan(session, region, engine, languages)
        if planned is not None and any(planned.whole.values()):
            found.append(planned)
    return found


def send(planned: Plan, engine: KeepsGlossaries) -> str:
    """Send a plan and return the remote id; no transaction may be open meanwhile.

    A glossary that somebody deleted at the provider is made anew. TranslationFailed as by engines.
    """
    if planned.remote_id:
        try:
            engine.replace_glossary(planned.remote_id, planned.changed)
        except TranslationFailed as failure:
            if failure.status != 404:
                raise
        else:
            return planned.remote_id
    return engine.create_glossary(planned.name, planned.whole)


def store(session: Session, planned: Plan, remote_id: str, now: datetime) -> GlossarySync:
    """Note what was sent. Conflict names the glossary to delete if another worker made one too."""
    row = session.get(GlossarySync, (planned.region_id, planned.engine), with_for_update=True)
    if row is None:
        row = GlossarySync(
            region_id=planned.region_id, engine=planned.engine, remote_id="", digests={}
        )
        session.add(row)
    if row.remote_id not in (planned.remote_id, remote_id):
        raise Conflict(f"glossary {row.remote_id} was made meanwhile, {remote_id} is not needed")
    sent = planned.changed if remote_id == planned.remote_id else planned.whole
    if not remote_id:
        sent = {}  # the engine keeps none of these languages
    row.digests = {**row.digests, **{code: _mark(found) for code, found in sent.items()}}
    row.remote_id, row.synced_at = remote_id, now
    session.flush()
    return row


def remote_id(session: Session, region_id: int, engine: str, language: str) -> str:
    """The provider's glossary for a language of a region, nothing if it has no entries there."""
    row = session.get(GlossarySync, (region_id, engine))
    return row.remote_id if row and row.digests.get(language) else ""


def forget(session: Session, engine: str, gone: str) -> None:
    """A glossary is not there any more at the provider: it is made anew with the next plan."""
    session.execute(
        update(GlossarySync)
        .where(GlossarySync.engine == engine, GlossarySync.remote_id == gone)
        .values(remote_id="", digests={})
    )


def digest(found: Mapping[str, str]) -> str:
    """A fingerprint of entries, whatever their order."""
    return blake2b(orjson.dumps(sorted(found.items())), digest_size=16).hexdigest()


def _mark(found: Mapping[str, str]) -> str:
    return digest(found) if found else ""


def _entries(terms: Sequence[Term], language: str) -> dict[str, str]:
    """Inflected forms are left to the engine; a form that is another name is an entry of its own."""
    found: dict[str, str] = {}
    for term in terms:
        given = term.wordings.get(language, ())
        if given and term.mode != "forbid":
            found[term.lemma] = given[0].text
    for term in terms:
        given = term.wordings.get(language, ())
        for form in term.forms if given and term.mode != "forbid" else ():
            if form[:4].casefold() != term.lemma[:4].casefold():
                found.setdefault(form, given[0].text)
    return _within_limits(dict(sorted(found.items())), language)


def _within_limits(found: dict[str, str], language: str) -> dict[str, str]:
    for text in (text for pair in found.items() for text in pair):
        if len(text.encode()) > LONGEST:
            raise Invalid(f"{text[:40]}… ({language}) has more than {LONGEST} bytes")
    size = sum(len(german.encode()) + len(said.encode()) + 2 for german, said in found.items())
    if size > LARGEST:
        raise Invalid(f"the glossary for {language} has {size:,} bytes, more than {LARGEST:,}")
    return found
