"""Checking links: which address is next, whose turn it is to ask a machine, and what was learnt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.links import forms
from app.domain.links.judging import Answer, judge
from app.domain.links.patience import Known, learn, next_look
from app.domain.links.reaching import authority
from app.models import Link, LinkCheck, LinkHost, Region
from app.services.publishing.own_addresses import home

CLAIM = timedelta(minutes=10)  # a worker that has said nothing by then is taken for dead
TURN = timedelta(seconds=60)  # the same for one request
PAUSE = timedelta(seconds=1)  # between two requests to a machine
ROBOTS_KEPT = timedelta(days=1)
LOOK_AT = 500


@dataclass(frozen=True)
class Claim:
    """An address that this worker, and no other, looks at now."""

    url: str
    known: Known


def enrol(session: Session, now: datetime) -> int:
    """Let the web addresses that nobody has looked at yet be looked at; how many are new."""
    rows = session.execute(
        select(Link.region_id, Link.url)
        .where(Link.url.startswith("http"), Link.points_to.is_(None))
        .where(~exists().where(LinkCheck.url == Link.url))
        .distinct()
    )
    by_region: dict[int, set[str]] = defaultdict(set)
    for region_id, url in rows:
        by_region[region_id].add(url)
    new: set[str] = set()
    for region_id, urls in by_region.items():
        new |= _to_look_at(session, session.get_one(Region, region_id), urls)
    if not new:
        return 0
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(LinkCheck).on_conflict_do_nothing(index_elements=["url"])
    values = [
        {
            "url": url,
            "state": "unchecked",
            "reason": "",
            "leads_to": "",
            "failures": 0,
            "next_at": now,
        }
        for url in sorted(new)
    ]
    session.execute(statement, values)
    return len(new)


def _to_look_at(session: Session, region: Region, urls: Collection[str]) -> set[str]:
    """Those of the addresses that say nothing by their form and do not lead into the guide."""
    guide = home(session, region)
    return {
        url
        for url in urls
        if forms.kind(url) == "web"
        and not forms.fault(url)
        and not guide.is_inside(url)
        and not guide.is_misread(url)
    }


def claim(session: Session, now: datetime, region_id: int | None = None) -> Claim | datetime | None:
    """The next address whose machine is free, for this worker alone, of a region or of all; else when
    the first machine will be; None if nothing is to be looked at."""
    rows = session.scalars(_due(now, region_id)).all()
    busy = dict(_busy(session, now))
    for row in rows:
        if authority(row.url) not in busy and _take(session, row, now):
            return Claim(row.url, _known(row))
    waiting = [busy[host] for row in rows if (host := authority(row.url)) in busy]
    return min(waiting, default=None)


def _due(now: datetime, region_id: int | None) -> Select[LinkCheck]:
    used = exists().where(Link.url == LinkCheck.url)
    if region_id is not None:
        used = used.where(Link.region_id == region_id)
    due = select(LinkCheck).where(LinkCheck.next_at <= now, used)
    return due.order_by(LinkCheck.next_at, LinkCheck.url).limit(LOOK_AT)


def _busy(session: Session, now: datetime) -> Iterator[tuple[str, datetime]]:
    """The machines that are asked just now or want to be left alone, and until when."""
    rows = session.execute(select(LinkHost.host, LinkHost.next_at).where(LinkHost.next_at > now))
    return ((host, until) for host, until in rows)


def _take(session: Session, row: LinkCheck, now: datetime) -> bool:
    """Whether nobody was quicker."""
    taken = session.execute(
        update(LinkCheck)
        .where(LinkCheck.url == row.url, LinkCheck.next_at == row.next_at)
        .values(next_at=now + CLAIM)
        .returning(LinkCheck.url)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def _known(row: LinkCheck) -> Known:
    return Known(
        row.state, row.reason, row.status, row.leads_to, row.failures, row.failing_since, row.since
    )


def learnt(session: Session, claimed: Claim, answer: Answer, now: datetime) -> Known:
    """Keep what came of looking at an address."""
    finding = judge(claimed.url, answer)
    known = learn(claimed.known, finding, now)
    at = next_look(known, finding, now)
    facts = {**vars(known), "checked_at": now, "next_at": at}
    facts["leads_to"] = known.leads_to if forms.is_kept(known.leads_to) else ""
    session.execute(update(LinkCheck).where(LinkCheck.url == claimed.url).values(**facts))
    return known


def postpone(session: Session, claimed: Claim, until: datetime) -> None:
    """Give an address back unseen, to be looked at later."""
    session.execute(update(LinkCheck).where(LinkCheck.url == claimed.url).values(next_at=until))


def look_again(session: Session, region: Region, url: str, now: datetime) -> bool:
    """Let an address of this region be looked at soon; whether there is anything to look at."""
    ours = exists().where(Link.region_id == region.id, Link.url == LinkCheck.url)
    which = update(LinkCheck).where(LinkCheck.url == url, ours).values(next_at=now)
    return session.scalar(which.returning(LinkCheck.url)) is not None


def hurry(session: Session, region: Region, now: datetime) -> None:
    """Let all addresses of a region be looked at, whenever they were before."""
    ours = exists().where(Link.region_id == region.id, Link.url == LinkCheck.url)
    session.execute(update(LinkCheck).where(ours, LinkCheck.next_at > now).values(next_at=now))


def take_turn(session: Session, host: str, now: datetime) -> datetime | None:
    """Be the one who asks a machine now: None if so, else when to try again."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(LinkHost)
        .values(host=host, next_at=now, robots="")
        .on_conflict_do_nothing(index_elements=["host"])
    )
    taken = session.scalar(
        update(LinkHost)
        .where(LinkHost.host == host, LinkHost.next_at <= now)
        .values(next_at=now + TURN)
        .returning(LinkHost.host)
    )
    if taken is not None:
        return None
    return session.scalars(select(LinkHost.next_at).where(LinkHost.host == host)).one()


def end_turn(session: Session, host: str, next_at: datetime) -> None:
    """Let a machine be asked again from `next_at` on."""
    session.execute(update(LinkHost).where(LinkHost.host == host).values(next_at=next_at))


def robots_of(session: Session, host: str, now: datetime) -> str | None:
    """What a machine asks of robots; None if nobody knows, or not since yesterday."""
    fresh = LinkHost.robots_at > now - ROBOTS_KEPT
    return session.scalar(select(LinkHost.robots).where(LinkHost.host == host, fresh))


def keep_robots(session: Session, host: str, robots: str, now: datetime) -> None:
    """Keep what a machine asks of robots."""
    session.execute(
        update(LinkHost).where(LinkHost.host == host).values(robots=robots, robots_at=now)
    )


def forget(session: Session) -> int:
    """Drop what is known of addresses that nobody links to any more; how many."""
    unused = delete(LinkCheck).where(~exists().where(Link.url == LinkCheck.url))
    return len(session.scalars(unused.returning(LinkCheck.url)).all())
