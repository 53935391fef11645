"""The row states of an import: what each paragraph of a file means for the one that is online.

What counts is the source text that was sent, which we know by its export, and never what the file
says the source is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

APPLIED, UNCHANGED, OLDER = "applied", "unchanged", "older"
NEWER, REJECTED, UNKNOWN = "newer", "rejected", "unknown"
STATES = (APPLIED, UNCHANGED, OLDER, NEWER, REJECTED, UNKNOWN)

NOTHING_TO_START = frozenset({"missing", "stale"})
"""Standings in which a paragraph is sent without a target: any text that comes back is work."""

UNSEEN = frozenset({"machine", "unverified"})
"""Standings in which sending the same text back as translated means that a person has looked."""

SEEN = frozenset({"translated", "reviewed"})


@dataclass(frozen=True)
class Reply:
    """What a file says: coded text mended as ours is, a state (see Returned), a fault or ""."""

    text: str
    state: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Sent:
    """What went out: the hash of the source text, the target served then, and its standing."""

    source: str
    text: str = ""
    target_id: int | None = None
    standing: str = "missing"


@dataclass(frozen=True)
class Online:
    """What is served now: its text, which source it answers, and whether a person wrote it since."""

    target_id: int
    text: str
    answers: str
    is_newer: bool


@dataclass(frozen=True)
class Questions:
    """What takes some work to find out, and is asked only where it matters.

    `problems` that keep the text out; `behind`: whether it no longer answers the source of now;
    `kept`: whether an import has kept this very text before.
    """

    problems: Callable[[], tuple[str, ...]]
    behind: Callable[[], bool]
    kept: Callable[[], bool]


@dataclass(frozen=True)
class Decision:
    """A row's state; `reason` is a word for it, `problems` are in words for people.

    `serve`: whether readers get the text; what is kept only is there if it is needed again.
    """

    state: str
    reason: str = ""
    problems: tuple[str, ...] = ()
    quality: str = ""
    serve: bool = False


def decide(
    reply: Reply,
    sent: Sent | None,
    online: Online | None,
    now: str | None,
    ask: Questions,
    taken: bool = False,
) -> Decision:
    """What one row of a file comes to.

    `now` is the hash of the source text that stands in the page, None if the paragraph is gone;
    `taken` is a person's word that the file's text goes before a newer one online.
    """
    if sent is None:
        return Decision(UNKNOWN)
    if reply.fault:
        return Decision(REJECTED, reply.fault)
    if reason := _nothing_new(reply, sent, online, ask, taken):
        return Decision(UNCHANGED, reason)
    if reply.state == "unfinished":
        return Decision(REJECTED, "unfinished")
    if problems := ask.problems():
        return Decision(REJECTED, "checks", problems)
    quality = "reviewed" if reply.state == "reviewed" else "translated"
    if now is None:
        return Decision(OLDER, "gone", quality=quality)
    is_newer = online is not None and online.is_newer
    if now != sent.source and ask.behind():
        answered = online is not None and online.answers == now
        return Decision(OLDER, "source", quality=quality, serve=not (is_newer or answered))
    if is_newer and not taken:
        return Decision(NEWER, "online", quality="draft")
    return Decision(APPLIED, _why(reply, sent, taken), quality=quality, serve=True)


def _nothing_new(
    reply: Reply, sent: Sent, online: Online | None, ask: Questions, taken: bool
) -> str:
    """Why a row holds nothing that is not here already; "" if it does."""
    if not reply.text:
        return "untranslated"
    looked = sent.standing in UNSEEN and reply.state in SEEN
    if online is not None and (online.text, online.answers) == (reply.text, sent.source):
        return "" if looked and online.target_id == sent.target_id else "same"
    if sent.standing not in NOTHING_TO_START and reply.text == sent.text and not looked:
        return "untouched"
    return "kept" if not taken and ask.kept() else ""


def _why(reply: Reply, sent: Sent, taken: bool) -> str:
    if taken:
        return "taken"
    return "confirmed" if reply.text == sent.text else ""
