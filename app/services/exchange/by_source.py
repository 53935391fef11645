"""Texts that answer no export of ours, found by the source text that they translate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.exchange.row_states import Reply, Sent
from app.domain.exchange.texts import by_order, by_place, neat
from app.domain.facts.normal_forms import fold
from app.exchange.translators.parcels import Arrival, Pair
from app.models import Content, Region
from app.services import regions
from app.services.exchange import whole_pages
from app.services.exchange.judging import Bench
from app.services.exchange.places import Place, made_by, online_of, source_now, standing_now
from app.services.exchange.rows import Row


@dataclass
class _Candidates:
    """The translations that a memory has for one paragraph, in the order of the file."""

    place: Place
    units: list[str]
    texts: list[str]


def rows(
    session: Session, region: Region, judge: Bench, arrival: Arrival, take: Collection[str]
) -> tuple[list[Row], int]:
    """The rows of a file without an export, and how many of its texts are in other languages."""
    if arrival.pages:
        replies = whole_pages.replies(session, region, judge.language, arrival.pages)
        return [
            judge.row(unit, Reply(text), place, unit in take) for unit, text, place in replies
        ], 0
    tag = regions.language(session, judge.language).tag
    pairs = [pair for pair in arrival.pairs if speaks(pair.target_tag, tag)]
    return list(_of_pairs(session, region, judge, pairs, take)), len(arrival.pairs) - len(pairs)


def speaks(given: str, wanted: str) -> bool:
    """Whether two tags name the same language, wherever it is spoken."""
    first, second = (tag.lower().replace("_", "-").partition("-")[0] for tag in (given, wanted))
    return first == second


def _of_pairs(
    session: Session, region: Region, judge: Bench, pairs: Iterable[Pair], take: Collection[str]
) -> Iterator[Row]:
    """A row for each paragraph that has the source text of some pair, and one for each pair without."""
    known = _by_words(session, region, judge.language)
    found: dict[int, _Candidates] = {}
    for pair in pairs:
        places = known.get(fold(by_place(pair.source)), [])
        if not places:
            yield judge.row(pair.unit, Reply(pair.target), None, False)
        for place in places:
            text = neat(by_order(pair.target, pair.order, place.source.codes), judge.language)
            one = found.setdefault(place.segment_id, _Candidates(place, [], []))
            if text not in one.texts:
                one.units.append(pair.unit)
                one.texts.append(text)
    for one in found.values():
        yield _row(judge, one, take)


def _row(judge: Bench, one: _Candidates, take: Collection[str]) -> Row:
    """What is served already is no news; of several other translations nobody can say which is meant."""
    online = one.place.online.text if one.place.online else None
    at = one.texts.index(online) if online in one.texts else 0
    is_clear = online in one.texts or len(one.texts) == 1
    unit = f"{one.units[at]} s{one.place.segment_id}"
    fault = "" if is_clear else "several"
    return judge.row(unit, Reply(one.texts[at], "", fault), one.place, unit in take)


def _by_words(session: Session, region: Region, language: str) -> dict[str, list[Place]]:
    """The published paragraphs of a region by their words and marks, folded."""
    query = standing_now(language).where(
        Content.region_id == region.id, Content.archived_at.is_(None)
    )
    rows = [row for row in session.execute(query) if row.hash is not None]
    makers = made_by(session, [row for row in rows if row.target_id is not None])
    found: dict[str, list[Place]] = defaultdict(list)
    for row in rows:
        now = source_now(row)
        assert now is not None
        is_newer = row.target_id is not None and (
            row.made_against == now.hash and makers[row.target_id] != "machine"
        )
        online = online_of(row, language, is_newer)
        place = Place(row.id, row.content_id, Sent(now.hash), now.segment, now, online)
        found[fold(row.coded)].append(place)
    return found
