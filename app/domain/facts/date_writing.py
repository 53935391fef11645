"""Write another date the way a date was written in a translation."""

import re

from babel import Locale

from app.domain.facts.spellings import months
from app.domain.facts.tokens import DateValue, Token


def write_date(text: str, old: Token, new: Token, language: str) -> str | None:
    """A date in figures or words, in the order and with the points it had."""
    if not (isinstance(old.value, tuple) and isinstance(new.value, tuple)):
        return None
    if (old.value[0] is None) != (new.value[0] is None):
        return None
    word = _month_word(text, language)
    if word:
        return _in_words(text, word, old.value, new.value, language)
    return _in_figures(text, old.value, new.value, new.text)


def _month_word(text: str, language: str) -> str:
    """The month's name in a date, or nothing."""
    names = [
        name for name in months(language) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    return max(names, key=len, default="")


def _in_words(
    text: str,
    word: str,
    old: DateValue,
    new: DateValue,
    language: str,
) -> str | None:
    name = _same_kind_of_name(word, old[1], new[1], language)
    before, after = text.split(word, 1)
    parts = []
    for part in (before, after):
        part = re.sub(r"(?<!\d)\d{4}(?!\d)", lambda _: str(new[0]), part)
        part = re.sub(
            r"(?<!\d)(\d{1,2})(st|nd|rd|th)?(?!\d)",
            lambda day: _day(day[1], new[2]) + (_ordinal(new[2]) if day[2] else ""),
            part,
        )
        parts.append(part)
    return None if name is None else name.join(parts)


def _day(model: str, day: int) -> str:
    return f"{day:02}" if model.startswith("0") else str(day)


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _same_kind_of_name(word: str, old: int, new: int, language: str) -> str | None:
    """The new month in the form (wide or short, genitive or not) that the old one had."""
    if old == new:
        return word
    for tag in (language, "ar_SY", "ar_DZ", "ar_MA") if language == "ar" else (language,):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = Locale.parse(tag).months[context][width]
                if names[old].rstrip(".").casefold() == word.casefold():
                    name = str(names[new]).rstrip(".")
                    return name[:1].upper() + name[1:] if word[:1].isupper() else name
    return None


def _in_figures(text: str, old: DateValue, new: DateValue, german: str) -> str | None:
    """Day, month and year of a date in figures, each replaced where it stands."""
    figures = re.findall(r"\d+", text)
    order = _order(figures, old)
    if order is None:
        return None
    padded = any(figure.startswith("0") for figure in figures if len(figure) == 2)
    padded = padded or (
        all(len(f) > 1 for f in figures) and re.match(r"0\d|\d\d\.\d\d", german) is not None
    )
    values = iter([(name, figure) for name, figure in zip(order, figures, strict=True)])

    def replaced(match: re.Match[str]) -> str:
        name, figure = next(values)
        if name == "year":
            return str(new[0])[-len(figure) :]
        return f"{new[1] if name == 'month' else new[2]:0{2 if padded else 1}}"

    return re.sub(r"\d+", replaced, text)


_ORDERS = (
    ("day", "month", "year"),
    ("year", "month", "day"),
    ("day", "month"),
    ("day", "year"),
    ("day",),
)


def _order(figures: list[str], old: DateValue) -> tuple[str, ...] | None:
    """Which figure is the day, the month and the year; None when it cannot be told."""
    year, month, day = old
    for order in _ORDERS:
        numbers = {"year": year or 0, "month": month, "day": day}
        if len(order) == len(figures) and all(
            int(figure) in (numbers[name], numbers[name] % 100 if name == "year" else -1)
            for name, figure in zip(order, figures, strict=True)
        ):
            return order
    return None
