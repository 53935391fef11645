"""The pseudo engine: no key, no network, no meaning; for development, demonstrations and tests.

Its texts are German letter by letter in the script of the target language, so a page looks and is
checked like a translated one, and nobody takes it for one: each begins with a mark in brackets.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from html import unescape

from app.domain.facts import tokens
from app.domain.facts.spellings import POINT_LANGUAGES
from app.domain.facts.tokens import Token
from app.domain.machines.machine import CANNOT, Capability, Reply, Request

_PARTS = re.compile(r"(<k\b[^>]*>.*?</k>|<[^>]*>)", re.DOTALL)
_LATIN = "abcdefghijklmnopqrstuvwxyzäöüß"
_CYRILLIC = "а б ц д е ф г х и й к л м н о п к р с т у в в кс ю з я о ю сс"
_ARABIC = "ا ب ث د ه ف غ ح ي ج ك ل م ن و ب ق ر س ت و ف و خ ي ز ا و و س"
_PERSIAN = "ا ب ث د ه ف گ ح ی ج ک ل م ن و پ ق ر س ت و ف و خ ی ز ا و و س"
_MARKED = "á b c d é f g h í j k l m n ó p q r s t ú v w x ý z â ô û ß"
_SCRIPTS = {
    "[وهمي]": (_ARABIC, ("ar",)),
    "[ساختگی]": (_PERSIAN, ("fa", "prs", "ps", "ur", "ckb")),
    "[псевдо]": (_CYRILLIC, ("ru", "uk", "bg", "sr", "mk", "be")),
}


class Pseudo:
    """The engine "pseudo"."""

    name = "pseudo"
    paid = False

    def translate(self, request: Request) -> Reply:
        """Marked nonsense with the tags, numbers and addresses of the texts; the same each time."""
        mark, _ = _script(request.target)
        texts = [
            write(text, request.target, is_xml=request.is_xml, mark=mark) for text in request.texts
        ]
        return Reply(tuple(texts), 0)

    def capabilities(self, target: str) -> Capability:
        """Any language but German, with tags."""
        return CANNOT if _base(target) == "de" else Capability(True, tags=True)

    def usage(self) -> None:
        """Nobody counts."""
        return


def write(text: str, language: str, *, is_xml: bool, mark: str = "") -> str:
    """`text` in the letters of a language, its tags, <k> elements and values kept; `mark` in front of
    it if there is a letter in it."""
    parts = _PARTS.split(text) if is_xml else [text]
    texts = range(0, len(parts), 2)  # the others are tags
    if not any(char.isalpha() for at in texts for char in parts[at]):
        return text
    for at in texts:
        plain = unescape(parts[at]) if is_xml else parts[at]
        written = _write(plain, language)
        parts[at] = _escape(written) if is_xml else written
    whole = "".join(parts)
    words = whole.lstrip()
    return whole[: len(whole) - len(words)] + (f"{mark} " if mark else "") + words


def _write(text: str, language: str) -> str:
    _, letters = _script(language)
    out, at = [], 0
    for token in tokens.find(text) if any(map(str.isdigit, text)) or "." in text else ():
        out += [text[at : token.start].translate(letters), _value(token, language)]
        at = token.end
    return "".join(out) + text[at:].translate(letters)


def _value(token: Token, language: str) -> str:
    """A value as people write it in every language: dates and times in figures."""
    if token.kind == "date" and isinstance(token.value, tuple):
        year, month, day = token.value
        return f"{day:02}.{month:02}." + (f"{year:04}" if year else "")
    if token.kind == "time" and isinstance(token.value, int):
        return f"{token.value // 60}:{token.value % 60:02}"
    if token.kind == "money" and isinstance(token.value, Decimal):
        return f"{_number(token.value, language)} €"
    if token.kind == "num" and isinstance(token.value, Decimal) and not token.mark:
        return _number(token.value, language) if token.value % 1 else token.text
    return token.text


def _number(value: Decimal, language: str) -> str:
    text = f"{value:f}"
    return text if _base(language) in POINT_LANGUAGES else text.replace(".", ",")


@lru_cache(maxsize=64)
def _script(language: str) -> tuple[str, dict[int, str]]:
    """A language's mark, and its letters for the German ones."""
    mark, letters = "[pseudo]", _MARKED
    for own, (alphabet, languages) in _SCRIPTS.items():
        if _base(language) in languages:
            mark, letters = own, alphabet
    small = dict(zip(map(ord, _LATIN), letters.split(), strict=True))
    large = {
        ord(chr(code).upper()): to.capitalize() for code, to in small.items() if code != ord("ß")
    }
    return mark, small | large


def _base(language: str) -> str:
    return language.lower().partition("-")[0]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
