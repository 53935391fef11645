"""The freshness of a region: per language, per page; read from the cache, or rebuilt by comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.outline import outline
from app.domain.freshness.page_status import PageStatus, State, summarise
from app.models import Content, Head, Region, Revision, Status, Target, Translation
from app.services import regions, tree
from app.services.segments import carrying
from app.services.segments.freshness import judge_content

CARRIED = frozenset({"rule", "memory"})  # origins of targets that were made from other targets


@dataclass(frozen=True)
class PageLine:
    """One page in one language."""

    content_id: int
    title: str
    status: PageStatus


@dataclass(frozen=True)
class LanguageLine:
    """A language of a region: how many pages are in which state, and how much of it is fresh."""

    language: str
    pages: tuple[PageLine, ...]
    by_state: dict[str, int]
    fresh: int


def of_region(
    session: Session, region: Region, languages: Sequence[str] = ()
) -> list[LanguageLine]:
    """The freshness of each target language (or of those named), from the cache."""
    titles = _titles(session, region)
    states = _states(session, region)
    entries = _entries(session, region)
    wanted = languages or regions.target_codes(region)
    return [_line(code, titles, states[code], entries) for code in wanted]


def _titles(session: Session, region: Region) -> dict[int, tuple[str, bool, str]]:
    """Title, whether it is public, and source language of each content that was ever published."""
    public = _public(session, region)
    rows = session.execute(
        select(Content.id, Revision.title, Content.source_language)
        .join(Revision, Revision.id == Content.published_revision_id)
        .where(Content.region_id == region.id)
        .order_by(Content.id)
    )
    return {id_: (title, id_ in public, source) for id_, title, source in rows}


def _public(session: Session, region: Region) -> set[int]:
    """The contents that readers of their source language can open: live, as is all above them."""
    live = session.scalars(
        select(Content.id)
        .join(
            Translation,
            (Translation.content_id == Content.id)
            & (Translation.language == Content.source_language),
        )
        .where(
            Content.region_id == region.id,
            Content.archived_at.is_(None),
            Translation.live_since.is_not(None),
        )
    ).all()
    nodes = tree.nodes(session, region.id)
    reached = outline(nodes, {id_: str(id_) for id_ in live}, "/")
    return set(live) - {node.id for node in nodes} | reached.keys()


def _states(session: Session, region: Region) -> dict[str, dict[int, list[State]]]:
    rows = session.execute(
        select(Status, Target)
        .join(Content, Content.id == Status.content_id)
        .outerjoin(
            Head, (Head.segment_id == Status.segment_id) & (Head.language == Status.language)
        )
        .outerjoin(Target, Target.id == Head.target_id)
        .where(Content.region_id == region.id)
    ).all()
    unseen = _unseen(session, [target for _, target in rows if target is not None])
    found: dict[str, dict[int, list[State]]] = defaultdict(lambda: defaultdict(list))
    for status, target in rows:
        origin = "machine" if target and target.id in unseen else target.origin if target else ""
        found[status.language][status.content_id].append(
            State(
                status.segment_id, status.state, status.severity, status.characters, origin,
                status.since,
            )
        )  # fmt: skip
    return found


def _unseen(session: Session, served: Sequence[Target]) -> set[int]:
    """Those of the served targets that a machine wrote, or a rule carried on from a machine's, and
    that nobody has reviewed."""
    roots = {target.id: target.based_on for target in served if target.origin in CARRIED}
    found = {target.id for target in served if target.origin == "machine"}
    waiting = {id_ for id_ in roots.values() if id_ is not None}
    origins: dict[int, tuple[str, int | None]] = {}
    while waiting:
        for target in session.scalars(select(Target).where(Target.id.in_(waiting))):
            origins[target.id] = (target.origin, target.based_on)
        grounds = {ground for origin, ground in origins.values() if origin in CARRIED}
        waiting = {ground for ground in grounds if ground is not None} - origins.keys()
    for id_, ground in roots.items():
        while ground is not None and origins[ground][0] in CARRIED:
            ground = origins[ground][1]
        if ground is not None and origins[ground][0] == "machine":
            found.add(id_)
    return found - {target.id for target in served if target.quality == "reviewed"}


def _entries(session: Session, region: Region) -> dict[tuple[int, str], Translation]:
    rows = session.scalars(
        select(Translation)
        .join(Content, Content.id == Translation.content_id)
        .where(Content.region_id == region.id)
    )
    return {(row.content_id, row.language): row for row in rows}


def _line(
    code: str,
    titles: dict[int, tuple[str, bool, str]],
    states: dict[int, list[State]],
    entries: dict[tuple[int, str], Translation],
) -> LanguageLine:
    lines = []
    for content_id, (title, public, source) in titles.items():
        if source == code:
            continue
        entry = entries.get((content_id, code))
        status = summarise(
            states.get(content_id, []),
            public=public,
            live=entry is not None and entry.live_since is not None,
            in_review=entry is not None and entry.state == "review",
        )
        lines.append(PageLine(content_id, title, status))
    everything = [state for content_id in titles for state in states.get(content_id, [])]
    return LanguageLine(
        code,
        tuple(lines),
        dict(Counter(line.status.state for line in lines)),
        summarise(everything).fresh,
    )


def rebuild(
    session: Session, region: Region, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Compare everything anew and mend the cache; returns how many rows had been wrong."""
    ids = session.scalars(
        select(Content.id).where(
            Content.region_id == region.id, Content.published_revision_id.is_not(None)
        )
    ).all()
    wrong = 0
    for number, content_id in enumerate(ids, 1):
        wrong += rebuild_content(session, session.get_one(Content, content_id))
        progress(number, len(ids))
    return wrong


def rebuild_content(session: Session, content: Content) -> int:
    """The same for one content."""
    assert content.published_revision_id is not None
    region = session.get_one(Region, content.region_id)
    languages = [code for code in regions.codes(region) if code != content.source_language]
    before = _rows(session, content.id)
    judged = judge_content(session, content, content.published_revision_id, languages)
    carrying.note(session, content, judged)
    after = _rows(session, content.id)
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def _rows(session: Session, content_id: int) -> dict[tuple[int, str], tuple[object, ...]]:
    rows = session.scalars(select(Status).where(Status.content_id == content_id))
    return {
        (row.segment_id, row.language): (
            row.state, row.klass, row.severity, row.characters, row.since, row.unseen,
            row.offered, row.position,
        )
        for row in rows
    }  # fmt: skip
