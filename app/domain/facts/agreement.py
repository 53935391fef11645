"""Whether the words round a value in a translation still agree with another value."""

import re
from decimal import Decimal

from babel import Locale

from app.domain.facts.tokens import Token
from app.domain.segments.codes import CODE

_LETTER = re.compile(r"[\s\u00a0-]*[^\W\d_]")
_HOUR_WORD = re.compile(r"\s(?:часов|часа|час|години|годині|годину)(?!\w)")
_ARTICLE = re.compile(r"(?<!\w)an?\s$", re.IGNORECASE)


def disagreement(target: str, token: Token, new: Token, language: str) -> str:
    """Why the words round `token` would have to change with it; nothing if they suit `new`."""
    before, after = target[: token.start], CODE.sub("", target[token.end :])
    if language == "tr" and re.match(r"['’][^\W\d_]", after):
        return "an ending is tied to the value"
    if token.kind == "time" and _HOUR_WORD.match(after):
        return _hour_word_does_not_fit(before, token, new, language)
    counted = token.kind == "num" and _LETTER.match(after)
    if counted and _plural(token, language) != _plural(new, language):
        return "the plural class changes"
    article = language == "en" and _ARTICLE.search(CODE.sub("", before))
    if article and _sounds_like_vowel(token) != _sounds_like_vowel(new):
        return "the article changes"
    return ""


def _plural(token: Token, language: str) -> str:
    """The CLDR plural class of a number; a text for what is no plain number."""
    value = token.value
    if isinstance(value, str) and value.isdigit():
        value = Decimal(value)
    return Locale.parse(language).plural_form(value) if isinstance(value, Decimal) else ""


def _sounds_like_vowel(token: Token) -> bool:
    digits = re.sub(r"\D.*", "", token.text.lstrip("€ "))
    return digits.startswith("8") or digits in ("11", "18")


def _hour_word_does_not_fit(before: str, token: Token, new: Token, language: str) -> str:
    """Russian and Ukrainian hours are full ones, and their noun follows the number."""
    if not isinstance(new.value, int) or not isinstance(token.value, int):
        return "no full hours"
    if new.value % 60 or token.value % 60:
        return "no full hours"
    hours = [Decimal(value // 60) for value in (token.value, new.value)]
    forms = {Locale.parse(language).plural_form(hour) for hour in hours}
    if language == "ru" and len(forms) > 1:
        return "the plural class changes"
    return "the preposition changes" if language == "uk" and Decimal(11) in hours else ""
