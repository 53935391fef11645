"""Checks on letters: the script of the language, and letters that only its neighbour has."""

import re
import unicodedata
from functools import lru_cache

from app.domain.facts.normal_forms import fold
from app.domain.facts.spellings import base
from app.domain.quality.findings import Found, found, without_asides, words, words_only
from app.domain.quality.german_words import is_name
from app.domain.segments.segmentation import Segment

SHARE = 0.6
FEW_LETTERS = 8
"""Below so many letters a foreign word or two say nothing, if there is a word of the language too."""

SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC"}
FOREIGN_LETTERS = {"uk": re.compile("[ыэъёЫЭЪЁ]"), "ru": re.compile("[іїєґІЇЄҐ]")}
_OTHERS = {"en": "LATIN", "tr": "LATIN", "de": "LATIN"}
_LATIN = r"[0-9.&/+-]{0,12}[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9.&/+-]*"
_LATIN_RUN = re.compile(rf"{_LATIN}(?: {_LATIN})*")


def script(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Too few letters of the language's own script; names from the source do not count."""
    wanted = SCRIPTS.get(base(language)) or _OTHERS.get(base(language))
    if wanted is None:
        return ()
    german, text = words_only(source.coded), words_only(coded)
    if not any(_script_of(char) == wanted for char in text):
        return _without_own(german, text, wanted)
    rest = _without_known(text, german) if wanted == "LATIN" else _without_names(text, german)
    letters = [_script_of(char) for char in rest if char.isalpha()]
    share = letters.count(wanted) / max(len(letters), 1)
    if len(letters) < FEW_LETTERS or share >= SHARE:
        return ()
    return found("script", "block", f"{share:.0%} of the letters are {wanted.title()}")


def neighbours(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Russian letters in Ukrainian and Ukrainian ones in Russian, but for words of the source."""
    pattern = FOREIGN_LETTERS.get(base(language))
    if pattern is None:
        return ()
    german = set(words(words_only(source.coded)))
    wrong = [w for w in words(without_asides(words_only(coded))) if pattern.search(w)]
    return found("letters", "warn", *(word for word in wrong if word not in german))


def _without_own(german: str, text: str, wanted: str) -> tuple[Found, ...]:
    """A text without one letter of the language: right only for what the source says just so."""
    is_same = fold(text) in fold(german)
    may_stay = is_name(fold(text)) or not any(_script_of(char) == "LATIN" for char in text)
    if not any(map(str.isalpha, text)) or (is_same and may_stay):
        return ()
    return found("script", "block", f"no letter is {wanted.title()}")


def _without_known(text: str, german: str) -> str:
    """The text without words in other scripts that the German has too (names of languages)."""
    known = set(german.split())
    return " ".join(word for word in text.split() if word not in known or word.isascii())


def _without_names(text: str, german: str) -> str:
    """The text without Latin words in brackets and quotes, and Latin names out of the German."""
    pieces = {piece for word in german.split() for piece in _pieces(word)}

    def keep(run: re.Match[str]) -> str:
        shown = run[0].split()
        is_known = run[0].casefold() in german.casefold() or all(
            any(_akin(piece, known) for piece in _pieces(word) for known in pieces)
            for word in shown
        )
        if is_known and (len(shown) == 1 or is_name(run[0])):
            return ""
        return run[0]

    return _LATIN_RUN.sub(keep, without_asides(text))


def _pieces(word: str) -> list[str]:
    """The parts of a word at its hyphens, in small letters: Haupt-, Real-, E-Jugend."""
    return [piece for piece in re.split(r"[\W_]+", word.casefold()) if piece]


def _akin(piece: str, known: str) -> bool:
    """Whether a piece is one of the German's, or begins with it (Real-, Realschule)."""
    return piece == known or (len(known) >= 4 and piece.startswith(known))


@lru_cache(maxsize=4096)
def _script_of(char: str) -> str:
    """The script of a letter by its Unicode name; nothing for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
