"""Checks on the words: none left, the same as the German, German among them, repeated, marks lost."""

import re
from collections.abc import Sequence

from app.domain.facts.normal_forms import fold
from app.domain.facts.spellings import base
from app.domain.quality.findings import Found, found, without_asides, words, words_only
from app.domain.quality.german_words import (
    FUNCTION_WORDS,
    NAME_WORDS,
    SHARED,
    is_acronym,
    is_name,
    is_plain_german,
    is_sentence,
    without_official_names,
)
from app.domain.quality.length_bands import band
from app.domain.segments.segmentation import Segment, has_words

RUN = 3
"""So many German words in a row, as the source has them, are no name."""

MANY = 2
"""So many German function words in a text in Latin letters are no accident."""

LATIN = frozenset({"en", "tr"})
_QUESTION = ("?", "?؟？")
_EXCLAMATION = ("!", "!！")
_TURKISH_SLIPS = frozenset(
    ["ve", "ile", "için", "bu", "bir", "da", "de", "veya", "ya", "ama", "gibi", "olan", "olarak"]
)
_SAID_TWICE = frozenset(
    ["had", "that", "کم", "یک", "تک", "جدا", "آرام", "دو", "چند", "еле", "чуть", "едва"]
)
_AGAIN = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})[ \u00a0]\1(?![\w'’-])", re.IGNORECASE)
_LOOP = re.compile(r"(?<!\w)(\w[^.!?؟]{11,80}?)(?:[\s,;،.]+\1){2,}(?!\w)", re.IGNORECASE)


def empty(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """No word where the source has some."""
    if not has_words(source) or any(map(str.isalnum, words_only(coded))):
        return ()
    return found("empty", "block", "there are no words")


def same(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """The German itself, unless it is a name."""
    german = words_only(source.coded)
    if fold(words_only(coded)).casefold() != fold(german).casefold():
        return ()
    if not has_words(source) or _may_stay(german, base(language) in LATIN):
        return ()
    return found("same", "warn", fold(german))


def german(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """German words left in the text, but for names, brackets and quotes."""
    original = words_only(source.coded)
    text = without_official_names(without_asides(words_only(coded)), original)
    shown = words(text)
    is_latin = base(language) in LATIN
    runs = _runs(shown, words(original), is_latin)
    if runs or not is_latin:
        return found("german", "warn", *runs)
    small = FUNCTION_WORDS - SHARED.get(base(language), frozenset())
    left = [word for word in shown if word in small]
    return found("german", "warn", " … ".join(left)) if len(left) >= MANY else ()


def length(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """A text much shorter or longer than translations into this language are."""
    before, after = len(fold(words_only(source.coded))), len(fold(words_only(coded)))
    if not before or not after:
        return ()
    low, high = band(base(language), before)
    if low <= after / before <= high:
        return ()
    return found("length", "warn", f"{after} characters for {before}")


def repeated(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """A word twice in a row, or a phrase three times, that the source does not repeat."""
    text, original = words_only(coded), words_only(source.coded)
    if _AGAIN.search(original) or _LOOP.search(original):
        return ()
    twice = (again[0] for again in _AGAIN.finditer(text) if _is_slip(again[1].casefold(), language))
    return found("repeated", "warn", *twice, *(loop[1] for loop in _LOOP.finditer(text)))


def marks(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """A question or exclamation mark that was lost."""
    text, original = words_only(coded), words_only(source.coded)
    lost = [
        mark
        for mark, spellings in (_QUESTION, _EXCLAMATION)
        if mark in original and not any(spelling in text for spelling in spellings)
    ]
    return found("marks", "warn", *(f"{mark} is lost" for mark in lost))


def _may_stay(german: str, is_latin: bool) -> bool:
    """Whether a German text may be the translation too: names, addresses, words that both share."""
    shown = german.split()
    if not is_latin:
        return all(map(is_acronym, shown)) or (is_name(german) and any(map(str.isdigit, german)))
    return is_name(german) or (len(shown) <= NAME_WORDS and not is_plain_german(shown))


def _is_slip(word: str, language: str) -> bool:
    """Whether a word said twice is a mistake and no figure of speech."""
    language = base(language)
    if language == "tr":
        return word in _TURKISH_SLIPS
    if language == "ar" and word.startswith("و"):
        return False  # and … and …: a list of things with one name
    return word not in _SAID_TWICE


def _runs(shown: Sequence[str], original: Sequence[str], is_latin: bool) -> list[str]:
    """The longest runs of words that the German has just so, and that are no mere name."""
    known = " " + " ".join(original).casefold() + " "
    runs, start = [], 0
    while start + RUN <= len(shown):
        end = start
        while end < len(shown) and f" {' '.join(shown[start : end + 1])} ".casefold() in known:
            end += 1
        if end - start >= RUN and is_sentence(shown[start:end], is_latin):
            runs.append(" ".join(shown[start:end]))
        start = max(end, start + 1)
    return runs
