"""Values carried into a translation: new figures for old ones, or a refusal with its reason."""

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.domain.facts.agreement import disagreement
from app.domain.facts.clock import LATER, MORNING
from app.domain.facts.number_words import stands_in_words
from app.domain.facts.spellings import BETWEEN, LANGUAGES, base, weekdays
from app.domain.facts.tokens import Token, find
from app.domain.facts.writing import write
from app.domain.segments.codes import CODE

Key = tuple[str, bool, Hashable]

POSITIONAL_FROM = 3
"""How many values of a kind a row needs before values may be told apart by their place in it."""

LONGEST_RANGE = 7
"""How many characters may stand between the two times of a range."""

_RANGE = re.compile(rf"{BETWEEN}|\s?(?:Uhr|€|Euro)?{BETWEEN}(?:zum )?")
_EARLY = re.compile(r"(?:0?[1-9]|1[0-2])(?:[:.]\d\d)?")
_HALF = re.compile(f"{MORNING}|{LATER}")


@dataclass(frozen=True)
class Carried:
    """The target with the new values, and what was put for what."""

    coded: str
    what: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Refused:
    """Why the values cannot be carried without a person."""

    reason: str


@dataclass(frozen=True)
class _Swap:
    """A token of the target and the German token that it becomes."""

    there: Token
    new: Token


def carry(old_coded: str, new_coded: str, target_coded: str, language: str) -> Carried | Refused:
    """The target of `old_coded` with the values of `new_coded`, in the spelling it had.

    Refused unless each changed value can be shown to stand where the old one stood.
    """
    language = base(language)
    if language not in LANGUAGES:
        return Refused("the spellings of this language are not known")
    was, now = find(old_coded), find(new_coded)
    if [token.kind for token in was] != [token.kind for token in now]:
        return Refused("the values are not of the same kinds")
    changed = [pair for pair in zip(was, now, strict=True) if _key(pair[0]) != _key(pair[1])]
    if not changed:
        return Carried(target_coded)
    there = find(target_coded, language)
    reason = _doubts_in_german(old_coded, new_coded, was, now, changed) or _doubts_in_target(
        old_coded, target_coded, there, changed, language
    )
    if reason:
        return Refused(reason)
    swaps: list[_Swap] = []
    for kind in dict.fromkeys(token.kind for token, _ in changed):
        found = _swaps(kind, was, now, there)
        if isinstance(found, Refused):
            return found
        swaps += found
    return _written(target_coded, there, swaps, language)


def _key(token: Token) -> Key:
    """What must be equal for two tokens to mean the same: 5 % is not 5."""
    return token.kind, token.mark == "percent", token.value


def _doubts_in_german(
    old: str,
    new: str,
    was: Sequence[Token],
    now: Sequence[Token],
    changed: Sequence[tuple[Token, Token]],
) -> str:
    """What in the two German wordings speaks against carrying; nothing if nothing does."""
    if any("ordinal" in (a.mark, b.mark) for a, b in changed):
        return "an ordinal changed"
    if any(a.mark != b.mark for a, b in changed):
        return "a percentage became a number, or a number a percentage"
    if _weekdays_in(old, "de") != _weekdays_in(new, "de"):
        return "a weekday changes with its date"
    if _also_in_words(old, changed, "de"):
        return "the number also stands in words"
    for (a, b), (c, d) in pairwise(zip(was, now, strict=True)):
        joined = a.kind == c.kind and _RANGE.fullmatch(old[a.end : c.start])
        if joined and _order(a.value, c.value) != _order(b.value, d.value):
            return "the order of a range changed"
    return ""


def _also_in_words(text: str, changed: Sequence[tuple[Token, Token]], language: str) -> bool:
    """Whether a number that changes stands in `text` as a word too: 3 (three)."""
    plain = CODE.sub("", text)
    return any(a.kind == "num" and stands_in_words(a.value, plain, language) for a, _ in changed)


def _order(first: Hashable, second: Hashable) -> int:
    """-1, 0 or 1 as two values of one kind rise, are equal or fall."""
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return (first > second) - (first < second)
    if isinstance(first, int) and isinstance(second, int):
        return (first > second) - (first < second)
    if isinstance(first, tuple) and isinstance(second, tuple):
        one, other = ([part or 0 for part in value] for value in (first, second))
        return (one > other) - (one < other)
    return 0 if first == second else -1


def _weekdays_in(text: str, language: str) -> Counter[str]:
    """The weekdays in a text; in Slavic languages by their stems."""
    words = re.findall(r"[^\W\d_]+", CODE.sub(" ", text).casefold())
    if language not in ("ru", "uk"):
        return Counter(word for word in words if word in weekdays(language))
    stems = [name[:-1] for name in weekdays(language) if len(name) > 3]
    return Counter(stem for word in words for stem in stems if word.startswith(stem))


def _doubts_in_target(
    old: str,
    target: str,
    there: Sequence[Token],
    changed: Sequence[tuple[Token, Token]],
    language: str,
) -> str:
    """What in the target speaks against carrying; nothing if nothing does."""
    kinds = {token.kind for token, _ in changed}
    if "date" in kinds and _weekdays_in(target, language) and not _weekdays_in(old, "de"):
        return "the translation names a weekday"
    if "time" in kinds and len(_clocks(there)) > 1:
        return "the translation mixes 12 and 24 hours"
    if _also_in_words(target, changed, language):
        return "the number also stands in words in the translation"
    values = {_key(token) for token, _ in changed}
    if any(token.mark == "ordinal" and _key(token) in values for token in there):
        return "the translation has an ordinal"
    return ""


def _clocks(there: Sequence[Token]) -> set[str]:
    """The clock styles of a target's times; the first of "2 to 4 pm" goes with the second."""
    times = [token for token in there if token.kind == "time"]
    styles = set()
    for token, after in zip(times, [*times[1:], None], strict=False):
        begins = after and after.start - token.end <= LONGEST_RANGE and _EARLY.fullmatch(token.text)
        half = _HALF.search(token.text) or (begins and after and _HALF.search(after.text))
        styles.add("12" if half else "24")
    return styles


def _swaps(
    kind: str, was: Sequence[Token], now: Sequence[Token], there: Sequence[Token]
) -> list[_Swap] | Refused:
    """Which tokens of the target become which new ones, for one kind of value."""
    pairs = [(a, b) for a, b in zip(was, now, strict=True) if a.kind == kind]
    mine = [token for token in there if token.kind == kind]
    swaps = []
    for key in dict.fromkeys(_key(a) for a, b in pairs if _key(a) != _key(b)):
        news = {_key(b): b for a, b in pairs if _key(a) == key}
        places = [token for token in mine if _key(token) == key]
        if len(places) != sum(_key(a) == key for a, _ in pairs):
            return Refused("not found as often as in German")
        if len(news) > 1:
            return _by_place(pairs, mine)
        swaps += [_Swap(token, next(iter(news.values()))) for token in places]
    return swaps


def _by_place(pairs: Sequence[tuple[Token, Token]], mine: Sequence[Token]) -> list[_Swap] | Refused:
    """Values told apart by their place, where both sides have the same long row of them."""
    row = [_key(a) for a, _ in pairs]
    if row != [_key(token) for token in mine]:
        return Refused("the values do not stand in the same order")
    if len(row) < POSITIONAL_FROM or len(set(row)) < 2:
        return Refused("nobody can tell which of the equal values changed")
    rows = zip(pairs, mine, strict=True)
    return [_Swap(token, b) for (a, b), token in rows if _key(a) != _key(b)]


def _written(
    target: str, there: Sequence[Token], swaps: Sequence[_Swap], language: str
) -> Carried | Refused:
    """The target with all swaps made; read again, it must say exactly what it should."""
    by_start = {swap.there.start: swap.new for swap in swaps}
    pieces, at, what = [], 0, []
    for token in there:
        new = by_start.get(token.start)
        if new is None:
            continue
        reason = disagreement(target, token, new, language)
        written = None if reason else write(token, new, language)
        if written is None:
            return Refused(reason or "no spelling for the new value")
        pieces += [target[at : token.start], written]
        at = token.end
        what.append((token.text, written))
    coded = "".join(pieces) + target[at:]
    wanted = [_key(by_start.get(token.start, token)) for token in there]
    if [_key(token) for token in find(coded, language)] != wanted:
        return Refused("the new values cannot be read back")
    return Carried(coded, tuple(what))
