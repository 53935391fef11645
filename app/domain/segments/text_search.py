"""Finding words in texts with tags: blind to case, accents, and how umlauts are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from html import unescape

from app.domain.addresses.title_search import fold, spelled

INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u)\b[^<>]*>"
    "|\u00ad"  # soft hyphens part no words
)
TAG = re.compile(r"<[^<>]*>")
MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
SPELLED = re.compile("ae|oe|ue|ss")


def searcher(typed: str) -> Callable[[str, str], bool]:
    """A question: do a title and an HTML text together hold all the words that somebody typed?

    If nothing was typed, all do.
    """
    if not typed.strip():
        return lambda title, html: True
    forms = [_ask(fold(typed).split(), _folded)]
    if SPELLED.search(typed.casefold()):
        forms.append(_ask(spelled(typed).split(), spelled))
    return lambda title, html: any(ask(title, html) for ask in forms)


def _ask(words: Sequence[str], form: Callable[[str], str]) -> Callable[[str, str], bool]:
    def holds(title: str, html: str) -> bool:
        text = form(f"{title} {unescape(TAG.sub(' ', INLINE.sub('', html)))}")
        return all(word in text for word in words)

    return holds


def _folded(text: str) -> str:
    """What `fold` makes of a text as far as words go, quick enough for all the texts of a region."""
    plain = text.casefold().replace("ı", "i")
    return plain if plain.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", plain))
