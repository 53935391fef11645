"""How a region treats its languages: machines, their order and budget, old and missing paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Job, Region, RegionLanguage
from app.services import regions
from app.services.publishing import publication
from app.services.translation.engines import ORDER

MACHINE = ("off", "hold", "publish")
STALE = ("marked", "source")
MISSING = ("source", "omit")
RELEASE = ("complete", "at_once", "editor")
"""How a page goes live in a language: a translator says so once title and body are translated; by itself
when they are; an editor says so."""


def entry(region: Region, code: str) -> RegionLanguage:
    """A language of the region that texts are translated into; Invalid if it is none."""
    regions.check_target(region, code)
    return next(one for one in region.languages if one.language.code == code)


def change(
    session: Session,
    region: Region,
    code: str,
    now: datetime,
    *,
    machine: str | None = None,
    engines: Sequence[str] | None = None,
    stale: str | None = None,
    missing: str | None = None,
    days: int | None = None,
    release: str | None = None,
) -> RegionLanguage:
    """Change what is not None, and let readers of the language have what follows from it."""
    one = entry(region, code)
    _check("machine", machine, MACHINE)
    _check("stale", stale, STALE)
    _check("missing", missing, MISSING)
    _check("release", release, RELEASE)
    for name in engines or ():
        _check("engines", name, ORDER)
    if days is not None and days < 0:
        raise Invalid(f"days: {days} is less than none")
    before = _shown(one)
    one.machine = machine or one.machine
    one.engines = list(engines) if engines is not None else one.engines
    one.stale_policy = stale or one.stale_policy
    one.missing_policy = missing or one.missing_policy
    one.release = release or one.release
    one.machine_after_days = one.machine_after_days if days is None else days
    session.flush()
    if _shown(one) != before:
        publication.publish_region(session, region.id, now, everything=True, only=(code,))
    return one


def _shown(one: RegionLanguage) -> tuple[str, str, int]:
    """What of a policy readers see."""
    return one.stale_policy, one.missing_policy, one.machine_after_days


def limit(session: Session, region: Region, characters: int | None, now: datetime) -> None:
    """What machines may cost the region in a month, in characters; None for no limit of ours.

    What waits for money is looked at again at once.
    """
    if characters is not None and characters < 0:
        raise Invalid(f"limit: {characters} is less than none")
    region.monthly_limit = characters
    session.execute(
        update(Job)
        .where(Job.region_id == region.id, Job.state == "waiting", Job.reason.startswith("budget:"))
        .values(not_before=now)
    )
    session.flush()


def _check(field: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        raise Invalid(f"{field}: {value!r} is none of {', '.join(allowed)}")
