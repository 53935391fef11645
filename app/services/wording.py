"""Our own words for readers, in the language of the page, from `translations/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

import translations

FOLDER = Path(translations.__file__).parent
FALLBACK = "en"
PREFERRED = {"en": "en_GB"}  # of the ways to write dates in a language, the one of our readers


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """All messages of one language by their English words; empty when there is no catalogue."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        read = read_po(file, locale=language)
    return {
        message.id: message.string
        for message in read
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string
    }


def N_(message: str) -> str:
    """`message` itself: a mark by which scripts/messages finds what is said elsewhere."""
    return message


def say(language: str, message: str, **values: str) -> str:
    """`message` in `language`, filled in; in English where there is no translation."""
    words = catalogue(language).get(message) or catalogue(language.split("-")[0]).get(message)
    return (words or message).format(**values)


def locale(language: str) -> Locale:
    """How dates and numbers are written in a language; English's way if nobody knows."""
    try:
        return Locale.parse(PREFERRED.get(language, language.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return Locale.parse(FALLBACK)
