"""What a reader gets for a paragraph: by its state and by what the region wants of old and missing text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.freshness.staleness import GRAVE, Verdict


@dataclass(frozen=True)
class Policy:
    """How a region treats a language: `stale` marked or source, `missing` source or omit."""

    stale: str = "marked"
    missing: str = "source"
    machine_after_days: int = 14


@dataclass(frozen=True)
class Shown:
    """The texts of a paragraph in order (target, source, machine), and the note of ours with them."""

    texts: tuple[str, ...]
    note: str = ""  # "" | "being-revised" | "changed"
    since: datetime | None = None


MACHINE = Shown(("machine",))
TARGET = Shown(("target",))
SOURCE = Shown(("source",))


def show(
    verdict: Verdict,
    facts_differ: bool,
    policy: Policy,
    since: datetime,
    now: datetime | None = None,
) -> Shown:
    """The texts and the note for one paragraph at the moment `now`.

    `facts_differ`: the old translation names a number, date or address that German names no more.
    """
    if verdict.state == "missing":
        return SOURCE if policy.missing == "source" else Shown(())
    if verdict.state != "stale" or (verdict.severity <= 1 and not facts_differ):
        return TARGET
    if verdict.severity >= GRAVE or facts_differ:
        texts = ("source",) if policy.stale == "source" else ("target", "source")
        return Shown(texts, "changed", since)
    waited = now is not None and now - since >= timedelta(days=policy.machine_after_days)
    if verdict.standby is not None and (waited or policy.stale == "source"):
        return MACHINE
    if policy.stale == "source":
        return SOURCE
    return Shown(("target",), "being-revised", since)
