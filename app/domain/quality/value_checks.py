"""Check that a translation names the numbers, dates, times and sums of its source."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from app.domain.facts import number_words, tokens
from app.domain.facts.tokens import Token
from app.domain.quality.findings import Found, found, words_only
from app.domain.segments.segmentation import Segment

_KINDS = ("date", "time", "money", "num")


def values(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Values that only one of the two texts has; up to twelve they may be words in one of them."""
    german, text = words_only(source.coded), words_only(coded)
    wanted, given = _values(german, "de"), _values(text, language)
    lost = [token for token in _without(wanted, given) if not _said(token, text, language)]
    said = {token.value for token in wanted}
    new = [t for t in _without(given, wanted) if t.value not in said and not _said(t, german, "de")]
    _cancel_hours(lost, new)
    details = [f"{token.text.strip()} is missing" for token in lost]
    return found(
        "values", "warn", *details, *(f"{t.text.strip()} is not in the source" for t in new)
    )


def _values(text: str, language: str) -> list[Token]:
    return [token for token in tokens.find(text, language) if token.kind in _KINDS]


def _without(tokens_of_one: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    """The values that are more often in the one text than in the other."""
    left = Counter(token.value for token in others)
    alone = []
    for token in tokens_of_one:
        if left[token.value]:
            left[token.value] -= 1
        else:
            alone.append(token)
    return alone


def _said(token: Token, text: str, language: str) -> bool:
    """Whether a small number stands in the text as a word."""
    value = token.value
    if token.kind != "num" or not isinstance(value, Decimal) or value % 1:
        return False
    return number_words.stands_in_words(value, text, language)


def _cancel_hours(lost: list[Token], new: list[Token]) -> None:
    """Take out hours that one text gives as a time and the other as a bare number (12 noon)."""
    for one in list(lost):
        other = next((o for o in new if _hours(one) & _hours(o)), None)
        if other is not None and "time" in (one.kind, other.kind):
            lost.remove(one)
            new.remove(other)


def _hours(token: Token) -> set[int]:
    """The hours that a time or a bare number may mean, on a clock of 12 or of 24 hours."""
    value = token.value
    if token.kind == "time" and isinstance(value, int) and value % 60 == 0:
        return {value // 60 % 24}
    if token.kind == "num" and isinstance(value, Decimal) and value % 1 == 0 and 0 <= value <= 24:
        return {int(value) % 24, int(value + 12) % 24}
    return set()
