"""German words that give away a text left untranslated, and what may stay German: names, addresses."""

import re
from collections.abc import Sequence

_SMALL = """
und oder nicht ist sind wird werden wurde haben hat für mit auf bei beim zum zur vom von das dem des
ein eine einen einem einer eines sie ihr ihre ihren ihrem ihrer wenn auch aber nur noch sich kann
können müssen muss durch über nach aus bis wie dass zu im ins wir uns es ich du er die der den diese
dieser dieses kein keine keinen bitte hier sowie ohne unter vor gibt
"""
FUNCTION_WORDS = frozenset(_SMALL.split())
"""Small words that stand in nearly each German sentence."""

SHARED = {
    "en": frozenset({"die", "hat", "den", "des", "dem", "er", "es", "du", "im", "ich", "ins"}),
    "tr": frozenset({"der", "den", "des", "er", "es", "on", "hat"}),
}
"""Of these, the ones that another language in Latin letters has too, or that its names have."""

NAME_WORDS = 3
"""So many words may be a name."""

_PARTICLES = frozenset({"am", "an", "auf", "bei", "dem", "der", "im", "in", "ob", "unter", "von"})
_COMMON = re.compile(
    r"(?:ung|heit|keit|schaft|zeit|amt|nummer|adresse|karte|schule|stelle|geld|vertrag|sprache)"
    r"(?:en|n|e|s)?[.,:;]?$",
    re.IGNORECASE,
)
_GERMAN_ENDING = re.compile(r"(?:los|lich|ig|bar|sam|en|er[nst]|eln)[.,:;]?$")
_ACRONYM = re.compile(r"[\W_]*(?:\w*\d\w*|\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*|[A-Z])?[\W_]*")
_ADDRESS = re.compile(
    r"(?<!\d)\d{5}(?!\d) [A-ZÄÖÜ]|(?:str\.|straße|strasse|weg|platz|gasse|gäßchen|allee|ring|damm|ufer)\s?\d",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"[A-ZÄÖÜ][\w-]+(?:,? (?:für|der|des|die|und|zur|von|im|am|in|zum) [A-ZÄÖÜ][\w-]+)+"
)


def is_acronym(word: str) -> bool:
    """Whether a word is written alike everywhere: A1, IBAN, WLAN, GmbH, 12."""
    return _ACRONYM.fullmatch(word) is not None


def is_name(text: str) -> bool:
    """Whether a German text may be a name or a postal address, which no language changes."""
    shown = text.split()
    if _ADDRESS.search(text):
        return not any(word in FUNCTION_WORDS - _PARTICLES for word in shown)
    return 0 < len(shown) <= NAME_WORDS and all(
        is_name_word(word) or (0 < at < len(shown) - 1 and word in _PARTICLES)
        for at, word in enumerate(shown)
    )


def is_name_word(word: str) -> bool:
    """Whether a word may be (part of) a name: a capital, and no common noun."""
    if is_acronym(word):
        return True
    if word.casefold() in FUNCTION_WORDS or _COMMON.search(word):
        return False
    return not word.lstrip("(„\"'«")[:1].islower()


def is_plain_german(shown: Sequence[str]) -> bool:
    """Whether one of a few words can only be German, to a reader of English or Turkish."""
    return any(
        word.casefold() in FUNCTION_WORDS
        or _COMMON.search(word)
        or (word[:1].islower() and _GERMAN_ENDING.search(word))
        for word in shown
    )


def is_sentence(shown: Sequence[str], is_latin: bool) -> bool:
    """Whether German words in a row are more than a name: one of them is a verb, article and so on.

    Beside another script one small word will do; in English and Turkish names have those too.
    """
    small = [word for word in shown if word[0].islower()]
    telling = [word for word in small if word in FUNCTION_WORDS - _PARTICLES]
    if telling or not is_latin:
        return bool(telling) or any(len(word) > NAME_WORDS for word in small)
    return sum(_GERMAN_ENDING.search(word) is not None for word in small) > 1


def without_official_names(text: str, german: str) -> str:
    """The text without names such as Bundesamt für Migration und Flüchtlinge, if the German has them."""
    return _OFFICIAL.sub(lambda name: " " if name[0] in german else name[0], text)
