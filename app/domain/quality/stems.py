"""Whether a text in a target language says a wording, in whatever form its grammar asks for."""

import re
import unicodedata
from functools import lru_cache

from app.domain.facts.spellings import base

SHORTEST = 3
HALF_SPACE = "\u200c"
GAP = 2
"""So many other words may stand between two words of a wording."""

_DIACRITICS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f\u2066-\u2069\u0301]")
_LETTERS = str.maketrans("أإآٱىیکةۀ", "اااايي" + "كهه")
_TURKISH = str.maketrans({"I": "ı", "İ": "i", "Â": "a", "â": "a"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))
_CLITICS = "[وف]?[بكل]?(?:ال|ل)?"
_SLAVIC = re.compile(
    "(?:ець|ец|ями|ами|ого|его|ому|ему|ыми|ими|ьому|ній|ных|них|ный|ний|ная|на|ное|не|ные|ні|ной|ною|ную|ну"
    "|ые|ие|ый|ий|ой|ая|яя|ое|ее|ую|юю|ых|их|ов|ев|ів|ей|ам|ям|ах|ях|ом|ем|ію|ія|ії|ію|ия|ии|ию"
    "|а|я|о|е|ы|и|у|ю|ь|й|і|ї|є)$"
)
_TURKISH_ENDING = re.compile("(?:(?<=[aeıioöuü])s[ıiuü]|[ıiuü])$")
_TURKISH_SOFT = re.compile("[pçtkbcdğ]$")
_SOFTENED = {"к": "[кц]", "г": "[гз]", "х": "[хс]"}
_ENGLISH_ENDING = re.compile("(?:'s|s'|ies|es|s|y|e)$")


def normal(text: str, language: str) -> str:
    """A text as it is compared: small letters, one spelling of each Arabic letter, no marks on
    letters and no half-spaces, one kind of apostrophe."""
    text = unicodedata.normalize("NFC", text)
    if base(language) == "tr":
        text = text.translate(_TURKISH)
    if base(language) in ("ar", "fa"):
        text = text.translate(_LETTERS)
    return _DIACRITICS.sub("", text.casefold().translate(_APOSTROPHES))


def stem_of(wording: str, language: str) -> str:
    """What the forms of a wording have in common, word for word; a guess that a person may better."""
    parts = normal(wording.replace(HALF_SPACE, " "), language).split()
    return " ".join(_stem(part, base(language)) for part in parts)


def says(text: str, stem: str, language: str) -> bool:
    """Whether the words of a stem stand in a normal `text` in their order, each with any ending."""
    return bool(stem) and _pattern(stem, base(language)).search(text) is not None


def _stem(word: str, language: str) -> str:
    if language in ("ru", "uk"):
        return _cut(word, _SLAVIC)
    if language == "tr":
        return _cut(_cut(word, _TURKISH_ENDING), _TURKISH_SOFT)
    if language == "en":
        return _cut(word, _ENGLISH_ENDING)
    if language == "ar":
        bare = word[2:] if word.startswith("ال") and len(word) > SHORTEST + 1 else word
        return bare[:-1] if bare.endswith("ه") and len(bare) > SHORTEST else bare
    return word


def _cut(word: str, ending: re.Pattern[str]) -> str:
    """The word without its ending, unless too little would be left."""
    short = ending.sub("", word)
    return short if len(short) >= SHORTEST else word


@lru_cache(maxsize=4096)
def _pattern(stem: str, language: str) -> re.Pattern[str]:
    parts = normal(stem.replace(HALF_SPACE, " "), language).split()
    before = _CLITICS if language == "ar" else ""
    between = r"\w*\s*" if language == "fa" else rf"\w*(?:\W+\w+){{0,{GAP}}}?\W+"
    words = (before + _loose(part, language) for part in parts)
    return re.compile(r"(?<!\w)" + between.join(words))


def _loose(part: str, language: str) -> str:
    """A stem as a pattern; in Ukrainian і becomes о or е in an open syllable (дозвіл, дозволу), and
    a last к, г or х softens (бібліотека, бібліотеці)."""
    escaped = re.escape(part)
    if language != "uk":
        return escaped
    if re.search("і[^аеиіоуюяєї]{1,2}$", part):
        at = escaped.rindex("і")
        escaped = escaped[:at] + "[іоеє]" + escaped[at + 1 :]
    return escaped[:-1] + _SOFTENED[part[-1]] if part[-1] in _SOFTENED else escaped
