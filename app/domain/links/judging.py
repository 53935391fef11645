"""What the answers to a link mean: fine, worth a look, broken, or not for a machine to say.

A link is called broken only when it surely is: a list that cries wolf is read by nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

GONE = frozenset({404, 410})
BUSY = frozenset({429, 503})
FOR_EVER = frozenset({301, 308})
WALLS = (
    "linkedin.com", "facebook.com", "instagram.com", "tiktok.com", "twitter.com", "x.com",
    "threads.net", "whatsapp.com",
)  # fmt: skip
CERTIFICATE = frozenset({"certificate-expired", "certificate-name"})
UNSAYABLE = frozenset({"private", "port", "robots", "tls", "redirects", "busy"})


@dataclass(frozen=True)
class Hop:
    """A redirect: with which status, and where to."""

    status: int
    url: str


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address: a status after `hops`, or the `trouble` that there was.

    `trouble` is dns, refused, timeout, network, nonsense, tls, certificate-expired,
    certificate-name, private, port, robots, redirects, malformed, credentials, or nothing.
    `is_walled`: the answer came from something that keeps machines out.
    """

    status: int | None = None
    hops: tuple[Hop, ...] = ()
    trouble: str = ""
    retry_after: int = 0  # seconds
    is_walled: bool = False


@dataclass(frozen=True)
class Finding:
    """What an answer says: `kind` is ok, warning, broken, cannot, gone (broken if it stays so), or
    trouble (broken if it lasts)."""

    kind: str
    reason: str = ""
    status: int | None = None
    leads_to: str = ""
    retry_after: int = 0


def judge(url: str, answer: Answer) -> Finding:
    """What the answer to `url` says."""
    status = answer.status
    if answer.trouble:
        return _troubled(answer)
    if status is None:
        return Finding("trouble", "nonsense")
    if 200 <= status < 300:
        return _arrived(url, answer)
    if is_wall(url, answer.hops):
        return Finding("cannot", "wall", status)
    if answer.is_walled:
        return Finding("cannot", "robot-wall", status)
    if status in GONE:
        return Finding("gone", "gone", status)
    if status == 429 or (status == 503 and answer.retry_after):
        return Finding("cannot", "busy", status, retry_after=answer.retry_after)
    if status >= 500 and status != 999:
        return Finding("trouble", "server", status)
    return Finding("cannot", "login" if status in (401, 407) else "turned-away", status)


def _troubled(answer: Answer) -> Finding:
    trouble = answer.trouble
    if trouble in ("malformed", "credentials"):
        return Finding("broken" if trouble == "malformed" else "warning", trouble)
    if trouble in CERTIFICATE:
        return Finding("warning", trouble)
    kind = "cannot" if trouble in UNSAYABLE else "trouble"
    return Finding(kind, trouble, answer.status, retry_after=answer.retry_after)


def _arrived(url: str, answer: Answer) -> Finding:
    """A page was there at last; whether the way to it has changed for good."""
    for_ever = _for_ever(answer.hops)
    if not for_ever or _is_same(url, for_ever):
        return Finding("ok", "", answer.status)
    if _is_front(for_ever) and not _is_front(url):
        return Finding("warning", "front", answer.status, for_ever)
    reason = "https" if _is_same(url.replace("http://", "https://", 1), for_ever) else "moved"
    return Finding("warning", reason, answer.status, for_ever)


def _for_ever(hops: Sequence[Hop]) -> str:
    """Where the permanent redirects lead that come first; what comes after one for the moment may be
    another thing tomorrow."""
    leads_to = ""
    for hop in hops:
        if hop.status not in FOR_EVER:
            break
        leads_to = hop.url
    return leads_to


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing that an editor would write."""
    first, second = (_plain(url) for url in (one, other))
    return first == second


def _plain(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    return parts.scheme.lower(), parts.netloc.lower(), path, unquote(parts.query)


def _is_front(url: str) -> bool:
    """Whether an address is the front page of its site, of a language's part of it too."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    short = not steps or (len(steps) == 1 and len(steps[0]) == 2)
    return short and not parts.query


def is_wall(url: str, hops: Sequence[Hop] = ()) -> bool:
    """Whether this is a site that shows strangers a wall instead of the page."""
    hosts = [urlsplit(one).hostname or "" for one in (url, *(hop.url for hop in hops))]
    return any(host == wall or host.endswith(f".{wall}") for host in hosts for wall in WALLS)
