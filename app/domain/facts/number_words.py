"""Small numbers written as words, in the seven languages: a number that stands beside its figure."""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal
from functools import lru_cache

FIRST = 2
"""The words below begin with two; one is an article in most of these languages."""

_WORDS = {
    "de": r"zwei(te\w*)? dr(ei|itte\w*) vier(te\w*)? fünf(te\w*)? sechs(te\w*)? sieb(en|te\w*)"
    r" acht(e\w?)? neun(te\w*)? zehn(te\w*)? elf(te\w*)? zwölf(te\w*)?",
    "en": r"two three four five six seven eight nine ten eleven twelve",
    "tr": r"iki\w* üç\w* dört\w* beş\w* altı\w* yedi\w* sekiz\w* dokuz\w* on on\sbir\w* on\siki\w*",
    "ru": r"дв(а|е|ух|ум|умя) тр(и|[её]х|[её]м) чет[ыв]\w* пят[иь]\w* шест[иь]\w* сем[иь]\w* восем\w*"
    r" девят[иь]\w* десят[иь]\w* одиннадцат\w* двенадцат\w*",
    "uk": r"дв(а|і|ох|ом) тр(и|ьох|ьом) чотир\w* п['’ʼ]ят\w* шіст\w* с(ім|еми)\w* в(ісім|осьми)\w*"
    r" дев['’ʼ]ят\w* десят\w* одинадцят\w* дванадцят\w*",
    "ar": r"(ا?ثن|إثن)\w* ثلاث\w* [أا]ربع\w* خمس\w* ست(ة|ه)? سبع\w* ثما\w* تسع\w* عشر\w* [أا]حد\sعشر"
    r" اثن\w+\sعشر",
    "fa": r"دو سه چهار پنج شش هفت هشت نه ده یازده دوازده",
}


@lru_cache
def _patterns(language: str) -> dict[Decimal, re.Pattern[str]]:
    words = _WORDS.get(language, "").split()
    return {
        Decimal(number): re.compile(rf"(?<!\w)(?:{word})(?!\w)", re.IGNORECASE)
        for number, word in enumerate(words, FIRST)
    }


def stands_in_words(value: Hashable, text: str, language: str) -> bool:
    """Whether `text` has this number, from two to twelve, as a word of `language`."""
    if not isinstance(value, Decimal):
        return False
    pattern = _patterns(language).get(value)
    return pattern is not None and pattern.search(text) is not None
