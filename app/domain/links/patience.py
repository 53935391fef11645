"""When an address is looked at again, and from when on it counts as broken."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.links.judging import Finding

WEEK, DAY = timedelta(days=7), timedelta(days=1)
AGAIN = (timedelta(hours=1), timedelta(hours=6), DAY)
GONE_TIMES = 2
TROUBLE_TIMES, TROUBLE_FOR = 3, DAY
LONGEST_WAIT = 7 * 24 * 3600  # seconds that somebody who asks us to come later is believed


@dataclass(frozen=True)
class Known:
    """What is known of an address; `state` is unchecked, ok, warning, broken or cannot.

    `failures` in a row since `failing_since` do not change the state before they are enough.
    """

    state: str = "unchecked"
    reason: str = ""
    status: int | None = None
    leads_to: str = ""
    failures: int = 0
    failing_since: datetime | None = None
    since: datetime | None = None


def learn(known: Known, finding: Finding, now: datetime) -> Known:
    """What is known after a finding."""
    seen = replace(known, status=finding.status, leads_to=finding.leads_to, reason=finding.reason)
    if finding.kind in ("gone", "trouble"):
        return _failed(known, seen, finding, now)
    same = (known.state, known.reason) == (finding.kind, finding.reason)
    since = known.since if same and known.since else now
    return replace(seen, state=finding.kind, since=since, failures=0, failing_since=None)


def _failed(known: Known, seen: Known, finding: Finding, now: datetime) -> Known:
    """One failure more; another kind of failure starts to count anew."""
    goes_on = known.failures > 0 and (known.reason == "gone") == (finding.kind == "gone")
    failures = known.failures + 1 if goes_on else 1
    begun = (known.failing_since if goes_on else None) or now
    seen = replace(seen, failures=failures, failing_since=begun)
    if known.state == "broken" or not _is_enough(finding, failures, now - begun):
        return seen
    return replace(seen, state="broken", since=begun)


def _is_enough(finding: Finding, failures: int, lasted: timedelta) -> bool:
    if finding.kind == "gone":
        return failures >= GONE_TIMES
    return failures >= TROUBLE_TIMES and lasted >= TROUBLE_FOR


def next_look(known: Known, finding: Finding, now: datetime) -> datetime:
    """When to look again: soon after failures, in a week at what is settled."""
    if finding.reason == "busy":
        return now + max(DAY, timedelta(seconds=min(finding.retry_after, LONGEST_WAIT)))
    if known.state == "broken":
        return now + DAY
    if known.failures:
        return now + AGAIN[min(known.failures, len(AGAIN)) - 1]
    return now + WEEK
