"""Looking at a link as a reader's browser would, gently: HEAD, then GET, a few redirects, and no more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from app.domain.links import forms
from app.domain.links.judging import Answer, Hop
from app.exchange.fetching import Reply, Unreachable

MOST_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HEAD_FAILS = frozenset({"nonsense", "network", "timeout"})
Ask = Callable[[str, str], Reply]  # method and address
Allowed = Callable[[str], bool]


def look(url: str, ask: Ask, allowed: Allowed, now: datetime) -> Answer:
    """What comes of asking for `url`; `allowed` says what robots may ask for."""
    hops: list[Hop] = []
    here = url
    while len(hops) <= MOST_HOPS:
        try:
            if not allowed(here):
                return Answer(hops=tuple(hops), trouble="robots")
            reply = _asked(here, ask)
        except Unreachable as error:
            return Answer(hops=tuple(hops), trouble=error.kind)
        there = _elsewhere(here, reply)
        if not there:
            return _arrived(reply, hops, now)
        if there == url or there in {hop.url for hop in hops}:
            break
        hops.append(Hop(reply.status, there))
        here = there
    return Answer(hops=tuple(hops), trouble="redirects")


def _asked(url: str, ask: Ask) -> Reply:
    """The answer to HEAD; to GET where a server does not like that."""
    try:
        reply = ask("HEAD", url)
    except Unreachable as error:
        if error.kind not in HEAD_FAILS:
            raise
        return ask("GET", url)
    failed = reply.status >= 400 and reply.status != 429
    return ask("GET", url) if failed or reply.status < 200 else reply


def _elsewhere(here: str, reply: Reply) -> str:
    """Where an answer sends us, "" if nowhere."""
    location = reply.headers.get("location", "").strip()
    if reply.status not in REDIRECTS or not location:
        return ""
    with suppress(UnicodeError):  # the wire knows bytes; most who send other letters mean UTF-8
        location = location.encode("latin-1").decode()
    try:
        there = urljoin(here, location)
    except ValueError:
        return ""
    return there.partition("#")[0] if forms.is_kept(there) else ""


def _arrived(reply: Reply, hops: list[Hop], now: datetime) -> Answer:
    return Answer(
        reply.status,
        tuple(hops),
        retry_after=retry_after(reply, now),
        is_walled=_is_walled(reply),
    )


def _is_walled(reply: Reply) -> bool:
    """Whether a gatekeeper answered instead of the site."""
    if "cf-mitigated" in reply.headers:
        return True
    server = reply.headers.get("server", "").lower()
    return reply.status in (403, 503) and server.startswith(("cloudflare", "akamaighost", "ddos"))


def retry_after(reply: Reply, now: datetime) -> int:
    """The seconds that a busy server asks us to wait, 0 if it does not."""
    said = reply.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return int(said[:9])
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return 0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, int((at - now).total_seconds()))
