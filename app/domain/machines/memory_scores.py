"""What a match from the translation memory is worth, and when it may be used without asking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from app.domain.facts import values
from app.domain.facts.normal_forms import digest, fold, forms
from app.domain.segments.codes import plain, problems
from app.domain.segments.segmentation import Segment

SAME, FULL, TEXT, VALUE = 101, 100, 98, 96
MOST_FUZZY = 95  # letters alone never weigh as much as a form that is equal
SHOWN_FROM = 75
APPLIED_FROM = 100
PENALTIES = {
    "machine": -10,
    "unreviewed": -5,
    "codes": -5,
    "kind": -3,
    "region": -2,
    "stale": -15,
}


@dataclass(frozen=True)
class Text:
    """A German text with the hashes of its forms."""

    segment: Segment
    full: str
    text: str
    value: str


@dataclass(frozen=True)
class Stored:
    """A translation that the memory holds, and where it stands.

    `maker` is the origin of the text that rules or memory carried on. `is_own`: it was made for the
    very segment that is asked for; `has_neighbours`: the same paragraphs stand before and after it;
    `is_stale`: it is served for a paragraph whose German has changed since.
    """

    source: Text
    coded: str
    maker: str
    quality: str
    is_own: bool = False
    has_neighbours: bool = False
    is_elsewhere: bool = False  # in another region
    is_stale: bool = False


@dataclass(frozen=True)
class Reason:
    """One part of a score: what it is for, its points, and in words what is particular."""

    name: str
    points: int
    detail: str = ""


@dataclass(frozen=True)
class Scored:
    """A stored translation as it would answer the new text; `is_whole` if its codes fit."""

    score: int
    coded: str
    reasons: tuple[Reason, ...]
    is_whole: bool


def text_of(segment: Segment) -> Text:
    """A segment with the hashes by which the memory finds it."""
    found = forms(segment)
    return Text(segment, digest(found.full), digest(found.text), digest(found.value))


def comparable(coded: str) -> str:
    """What is compared letter by letter: the words without codes, locks and case."""
    return fold(plain(coded)).casefold()


def rate(now: Text, stored: Stored, language: str) -> Scored:
    """Score a stored translation as an answer to `now`, 101 at most; see translation.md, section 7."""
    base, coded = _likeness(now, stored, language)
    reasons = (base, *(Reason(name, PENALTIES[name]) for name in _drawbacks(now, stored)))
    score = sum(reason.points for reason in reasons)
    return Scored(score, coded, reasons, not problems(coded, now.segment.codes))


def _likeness(now: Text, stored: Stored, language: str) -> tuple[Reason, str]:
    """What two texts have in common, and the translation with its values rewritten if need be."""
    old = stored.source
    if old.full == now.full and stored.is_own:
        return Reason("same paragraph", SAME), stored.coded
    if old.text == now.text:
        if stored.has_neighbours:
            return Reason("same neighbours", SAME), stored.coded
        if old.full == now.full:
            return Reason("equal", FULL), stored.coded
        return Reason("equal text", TEXT), stored.coded
    refused = ""
    if old.value == now.value:
        carried = values.carry(old.segment.coded, now.segment.coded, stored.coded, language)
        if isinstance(carried, values.Carried):
            what = ", ".join(f"{a} → {b}" for a, b in carried.what)
            return Reason("other values", VALUE, what), carried.coded
        refused = carried.reason
    alike = ratio(comparable(old.segment.coded), comparable(now.segment.coded))
    return Reason("similar", min(int(alike), MOST_FUZZY), refused), stored.coded


def _drawbacks(now: Text, stored: Stored) -> Iterable[str]:
    """The names of the penalties that a stored translation earns.

    A person's text counts as reviewed once it is more than a draft; a machine's only when a person
    has passed it.
    """
    if stored.maker == "machine":
        yield "machine"
    unread = ("draft", "unverified", *(["translated"] if stored.maker == "machine" else []))
    if stored.quality in unread:
        yield "unreviewed"
    if len(stored.source.segment.codes) != len(now.segment.codes):
        yield "codes"
    if stored.source.segment.kind != now.segment.kind:
        yield "kind"
    if stored.is_elsewhere:
        yield "region"
    if stored.is_stale and not stored.is_own:
        yield "stale"


def shown(found: Iterable[Scored]) -> list[Scored]:
    """Those that are worth showing, the best first."""
    return sorted((one for one in found if one.score >= SHOWN_FROM), key=lambda one: -one.score)


def applicable(found: Iterable[Scored]) -> Scored | None:
    """The one that may be used without asking: 100 or more, whole, and no other text as good."""
    good = [one for one in found if one.score >= APPLIED_FROM]
    if len({one.coded for one in good}) != 1:
        return None
    best = max(good, key=lambda one: one.score)
    return best if best.is_whole else None
