"""The machines of an installation as people see them: set up or not, paused, what they can and cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import EngineState, MachineCall, Region
from app.services import regions
from app.services.translation.budget import month_of
from app.services.translation.engines import ORDER, Engines, capability


@dataclass(frozen=True)
class Machine:
    """One engine. `languages` are those of the region that it can translate into, None where nobody
    has asked it yet; `used` what it billed this region this month, `counted` what its provider counts.

    `paused_until` is far away where a person has to let it go on.
    """

    name: str
    is_set_up: bool
    is_paid: bool
    paused_until: datetime | None
    reason: str
    languages: tuple[str, ...] | None
    used: int
    counted: int | None
    counted_at: datetime | None


def of_region(session: Session, region: Region, found: Engines, now: datetime) -> list[Machine]:
    """All engines that could be, those of the usual order first; the mock-up only where it is used."""
    rows = {row.engine: row for row in session.scalars(select(EngineState))}
    used = _used(session, region, now)
    names = [name for name in ORDER if name != "pseudo" or name in found]
    return [_machine(name, rows.get(name), found, region, used.get(name, 0), now) for name in names]


def _machine(
    name: str, row: EngineState | None, found: Engines, region: Region, used: int, now: datetime
) -> Machine:
    engine = found.get(name)
    until = row.paused_until if row and row.paused_until and row.paused_until > now else None
    asked = row is not None and row.capabilities_at is not None
    codes = regions.target_codes(region)
    return Machine(
        name, engine is not None, engine is not None and engine.paid, until,
        row.reason if row and until else "",
        tuple(code for code in codes if capability(row, code).translates) if asked else None,
        used, row.usage if row else None, row.usage_at if row else None,
    )  # fmt: skip


def _used(session: Session, region: Region, now: datetime) -> dict[str, int]:
    rows = session.execute(
        select(MachineCall.engine, func.sum(MachineCall.billed))
        .where(MachineCall.region_id == region.id, MachineCall.month == month_of(now))
        .group_by(MachineCall.engine)
    )
    return {name: characters or 0 for name, characters in rows}
