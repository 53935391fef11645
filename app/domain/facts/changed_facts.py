"""Which facts differ between two German texts: from which phone number to which, from which date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from app.domain.facts.tokens import Token, find
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import Segment

LINK = "link"
SOURCES = {"a": "href", "img": "src"}


@dataclass(frozen=True)
class ChangedFact:
    """A fact that is another now: `kind` is url, mail, tel, date, time, money, num or link; "" on one
    side says that it came or went."""

    kind: str
    old: str
    new: str


def changed_facts(old: Segment, new: Segment) -> tuple[ChangedFact, ...]:
    """The values that differ in what readers see, then the addresses behind links and pictures."""
    before, after = (find(visible(one.coded, one.codes)) for one in (old, new))
    found = []
    for kind in dict.fromkeys(token.kind for token in (*before, *after)):
        gone, came = _only(before, after, kind), _only(after, before, kind)
        found += [ChangedFact(kind, *pair) for pair in zip_longest(gone, came, fillvalue="")]
    return (*found, *_addresses(old, new))


def _only(these: Sequence[Token], those: Sequence[Token], kind: str) -> list[str]:
    """How the values of a kind that only `these` name, or name more often, are written."""
    left = [token.value for token in those if token.kind == kind]
    found = []
    for token in these:
        if token.kind != kind:
            continue
        if token.value in left:
            left.remove(token.value)
        else:
            found.append(token.text)
    return found


def _addresses(old: Segment, new: Segment) -> Iterable[ChangedFact]:
    before, after = _behind(old), _behind(new)
    gone = [address for address in before if address not in after]
    came = [address for address in after if address not in before]
    return (ChangedFact(LINK, *pair) for pair in zip_longest(gone, came, fillvalue=""))


def _behind(segment: Segment) -> list[str]:
    """The addresses behind what readers see; those of locks show in their text."""
    codes = (code for code in segment.codes if code.kind != "lock" and code.tag in SOURCES)
    return [address for code in codes if (address := code.get(SOURCES[code.tag]))]
