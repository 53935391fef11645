"""How well a region's translations are kept fresh: how long it takes, who does it, what it costs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.domain.machines.measuring import nearest_rank, ratio, weighted
from app.models import Content, MachineCall, Region, Status, Target
from app.models import Segment as SegmentRow
from app.services.segments import statuses
from app.services.translation import renewals
from app.services.translation.memory import memory_keeping
from app.services.translation.renewals import Renewal

CRITICAL = 4  # severity
CORRECTED_WITHIN = timedelta(days=14)
MILLION = 1_000_000


@dataclass(frozen=True)
class Wait:
    """How long readers of a language waited for changes of one severity, until `maker` answered."""

    language: str
    severity: int
    maker: str
    paragraphs: int
    p50: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True)
class Fresh:
    """Freshness of a language in percent, each page by its readers; critical paragraphs still stale."""

    language: str
    percent: float | None
    stale_critical: int


@dataclass(frozen=True)
class Corrections:
    """What people made of machine texts within 14 days; `open`: younger, and nobody has looked."""

    texts: int
    corrected: int
    confirmed: int
    open: int

    @property
    def share(self) -> float | None:
        """The part that had to be corrected, of those that are not open."""
        return ratio(self.corrected, self.texts - self.open)


@dataclass(frozen=True)
class Cost:
    """What machines cost, and how many paragraphs became or stayed fresh, whoever did it."""

    characters: int
    paragraphs: int
    price: float  # of a million characters

    @property
    def characters_each(self) -> float | None:
        """Characters paid for one fresh paragraph."""
        return ratio(self.characters, self.paragraphs)

    @property
    def money_each(self) -> float | None:
        """Money for one fresh paragraph, in the currency of the price."""
        return ratio(self.characters * self.price / MILLION, self.paragraphs)


@dataclass(frozen=True)
class Measures:
    """All measures of a region; `renewed` counts replaced translations by who made the new one."""

    since: datetime | None
    waits: tuple[Wait, ...]
    fresh: tuple[Fresh, ...]
    renewed: Mapping[str, int]
    corrections: Corrections
    cost: Cost

    @property
    def carried(self) -> float | None:
        """The part of all replaced translations that rules carried on."""
        return ratio(self.renewed.get("rule", 0), sum(self.renewed.values()))


def measure(
    session: Session,
    region: Region,
    *,
    since: datetime | None,
    now: datetime,
    price: float,
    weights: Mapping[int, float] | None = None,
) -> Measures:
    """Measure a region from `since` on, or from the beginning.

    `price` is that of a million characters. `weights` are the readers of each content by id; all
    pages weigh the same without them, as long as nobody counts readers.
    """
    renewed = renewals.of_region(session, region.id, since)
    return Measures(
        since,
        tuple(_waits(renewed)),
        tuple(_fresh(session, region, weights)),
        dict(Counter(one.maker for one in renewed if one.is_replaced)),
        _corrections(session, region.id, since, now),
        Cost(_billed(session, region.id, since), sum(one.is_fresh for one in renewed), price),
    )


def _waits(renewed: Iterable[Renewal]) -> list[Wait]:
    found: dict[tuple[str, int, str], list[timedelta]] = defaultdict(list)
    for one in renewed:
        if one.waited is not None and one.is_fresh:
            found[one.language, one.severity, one.maker].append(one.waited)
    return [
        Wait(*key, len(values), nearest_rank(values, 50), nearest_rank(values, 90))
        for key, values in sorted(found.items())
    ]


def _fresh(session: Session, region: Region, weights: Mapping[int, float] | None) -> list[Fresh]:
    critical = _stale_critical(session, region.id)
    found = []
    for line in statuses.of_region(session, region):
        pages = [page for page in line.pages if page.status.state != "hidden"]
        parts = [
            (float(page.status.fresh), 1.0 if weights is None else weights.get(page.content_id, 0))
            for page in pages
        ]
        found.append(Fresh(line.language, weighted(parts), critical[line.language]))
    return found


def _stale_critical(session: Session, region_id: int) -> Counter[str]:
    rows = session.execute(
        select(Status.language, func.count())
        .join(Content, Content.id == Status.content_id)
        .where(Content.region_id == region_id, Content.archived_at.is_(None))
        .where(Status.state == "stale", Status.severity >= CRITICAL)
        .group_by(Status.language)
    )
    return Counter(dict(iter(rows)))


def _billed(session: Session, region_id: int, since: datetime | None) -> int:
    query = select(func.sum(MachineCall.billed)).where(MachineCall.region_id == region_id)
    return session.scalar(query.where(MachineCall.sent_at >= since) if since else query) or 0


def _corrections(
    session: Session, region_id: int, since: datetime | None, now: datetime
) -> Corrections:
    """Each machine text with the first text that a person wrote for the same German afterwards."""
    person = aliased(Target)
    query = (
        select(Target.id, Target.at, Target.coded, person.at, person.coded)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .outerjoin(
            person,
            (person.segment_id == Target.segment_id)
            & (person.language == Target.language)
            & (person.made_against == Target.made_against)
            & (person.origin == "human")
            & (person.id > Target.id),
        )
        .where(Content.region_id == region_id, Target.origin == "machine")
        .where(Content.kind != memory_keeping.KIND)  # another house's machine wrote that
        .order_by(Target.id, person.id.desc())
    )
    rows = session.execute(query.where(Target.at >= since) if since else query)
    return _counted([_fate(*row[1:], now=now) for row in {row[0]: row for row in rows}.values()])


def _fate(
    at: datetime, coded: str, looked: datetime | None, written: str | None, *, now: datetime
) -> str:
    if looked is not None and looked - at <= CORRECTED_WITHIN:
        return "confirmed" if written == coded else "corrected"
    return "open" if now - at < CORRECTED_WITHIN else "left"


def _counted(fates: Sequence[str]) -> Corrections:
    found = Counter(fates)
    return Corrections(len(fates), found["corrected"], found["confirmed"], found["open"])
