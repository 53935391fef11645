"""How the seven languages spell digits, numbers, months and clock times."""

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale, localedata

ASCII_DIGITS = {ord(digit): str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
"""Arabic and Persian digits to ASCII, one character for one, so positions stay."""

DIGIT_SETS = {"arab": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "latn": "0123456789"}

POINT_LANGUAGES = frozenset({"en", "ar", "fa"})
"""Languages that write a decimal point (Arabic and Persian when they use Latin digits)."""

CURRENCY = r"(?:€|(?:EURO?|[Ee]uros?)(?![^\W\d_])|[Ее]вро|[Єє]вро|[Aa]vro|يورو|یورو)"  # not Europe

BETWEEN = (
    r"(?:\s?[-–—−‑]\s?|\s(?:bis(?:\szum)?|und|oder|to|until|till|and|or|до|по|и|или|та|і|й|або|чи"
    r"|ile|ve|veya|ila|إلى|الى|حتى|و|أو|تا|الی|یا)\s)"
)
"""What may stand between the two ends of a range, in all languages at once."""

_EXTRA_MONTHS: dict[str, dict[int, tuple[str, ...]]] = {
    "de": {1: ("Jänner",), 3: ("Mrz", "Maerz"), 9: ("Sept",)},
    "en": {9: ("Sept",)},
    "fa": {5: ("می", "مه"), 6: ("جون",), 7: ("ژوئیه", "جولای"), 8: ("اوت", "آگوست")},
}
_MONTH_LOCALES = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA")}


LANGUAGES = frozenset({"de", "en", "ar", "fa", "ru", "tr", "uk"})
"""Languages whose spellings of values are known here."""


@lru_cache(maxsize=64)
def base(language: str) -> str:
    """The language of a BCP 47 tag if babel knows it, else English: ar-SY is ar."""
    name = re.split(r"[-_]", language)[0].lower()
    return name if name in localedata.locale_identifiers() else "en"


def to_ascii_digits(text: str) -> str:
    """`text` with Arabic and Persian digits as ASCII ones; the length does not change."""
    return text.translate(ASCII_DIGITS)


@lru_cache(maxsize=16)
def months(language: str) -> dict[str, int]:
    """Every spelling of a month in `language` (as written, with capital too) and its number."""
    names: dict[str, int] = {}
    for tag in _MONTH_LOCALES.get(language, (language,)):
        tables = Locale.parse(tag).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in tables[context][width].items():
                    names[name.rstrip(".")] = number
    for number, more in _EXTRA_MONTHS.get(language, {}).items():
        names.update(dict.fromkeys(more, number))
    names.update({name[:1].upper() + name[1:]: number for name, number in list(names.items())})
    return names


@lru_cache(maxsize=16)
def month_pattern(language: str) -> str:
    """A regular expression for the months of `language`, longest spelling first."""
    names = sorted(months(language), key=len, reverse=True)
    return r"(?:" + "|".join(map(re.escape, names)) + r")(?![^\W\d_])"


def read_number(text: str, language: str) -> Decimal | str:
    """The value of a number as written; text when it is no plain number (008, 1.2.3)."""
    text = re.sub(r"(?<=\d)[\s'’](?=\d)", "", text.replace("٬", "").replace("٫", "."))
    if re.fullmatch(r"0\d+", text):
        return text
    if re.fullmatch(r"\d+", text):
        return Decimal(text)
    groups, point = (",", ".") if language in POINT_LANGUAGES else (".", ",")
    grouped = rf"[1-9]\d{{0,2}}(?:\{groups}\d{{3}})+(?:\{point}\d+)?"
    if re.fullmatch(grouped, text):
        return Decimal(text.replace(groups, "").replace(point, "."))
    return _read_fraction(text, language)


def _read_fraction(text: str, language: str) -> Decimal | str:
    """A number with one separator that does not group thousands; text otherwise."""
    if re.fullmatch(r"\d+[.,]\d+", text):
        return Decimal(text.replace(",", "."))
    both = re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+)([.,])(\d{1,2})", text)
    if both:
        return Decimal(re.sub(r"[.,]", "", both[1]) + "." + both[3])
    return text


@lru_cache(maxsize=16)
def weekdays(language: str) -> frozenset[str]:
    """The weekdays of `language` in lower case, long and short, without points."""
    found: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names = Locale.parse(language).days[context][width].values()
            found |= {name.rstrip(".").casefold() for name in names}
    return frozenset(found)


SPAN_NAMES = frozenset({*weekdays("de"), *map(str.casefold, months("de")), "sonnabend"})
"""German weekdays and months: words of which two make a span (Mo-Fr, März-Mai)."""
