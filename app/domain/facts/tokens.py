"""Find the values in a text: addresses, dates, times, sums, phone numbers and numbers."""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from app.domain.facts import clock
from app.domain.facts.spellings import (
    BETWEEN,
    CURRENCY,
    base,
    month_pattern,
    months,
    read_number,
    to_ascii_digits,
)
from app.domain.segments import contacts

DateValue = tuple[int | None, int, int]


@dataclass(frozen=True)
class Token:
    """One value in a text: `value` compares equal over spellings and languages of one kind.

    Dates are (year or None, month, day), times minutes of the day, sums and numbers Decimal (text
    for numbers with leading zeros), phone numbers E.164. `mark` is "ordinal", "percent" or "".
    """

    kind: str
    start: int
    end: int
    text: str
    value: Hashable
    mark: str = ""


Span = tuple[int, int, Hashable]
Finder = Callable[[str, str], Iterator[Span]]

_CODE = re.compile(r"⟦[^⟦⟧]*⟧")
_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:[^\W_][\w-]*\.)+(?:de|com|org|net|eu|info|bayern|berlin|hamburg|nrw|koeln|io"
    r"|app|gov|at|ch|tv|online)(?![\w@-])(?!\.\w)(?:/[^\s<>\"'„“”»«⟦]*[^\s<>\"'„“”»«⟦.,;:!?)])?/?"
)
_AMOUNT = r"\d{1,3}(?:[.,٬'’\s]\d{3})+(?:[.,٫]\d{1,2})?(?!\d)|\d+(?:[.,٫]\d{1,2})?(?!\d)"
_SUM = re.compile(
    rf"(?<![\w.,%٪])(?:(?P<low>{_AMOUNT}){BETWEEN})?(?P<sum>{_AMOUNT})(?:,[-–—]{{1,2}})?[\s-]?{CURRENCY}"
    rf"|(?:€|EUR|Euro)\s?(?P<from>{_AMOUNT})(?:{BETWEEN}(?P<to>{_AMOUNT})(?!\s?{CURRENCY}|\s?[.:]\d))?"
)
_NUM = re.compile(
    r"(?<![^\W\d])(?<!\d)(?:\d{1,3}(?: \d{3})+(?![\d.,]\d|\d)|\d{1,3}(?:[’']\d{3})+"
    r"|\d+(?:[.,٫٬]\d+)*)"
)
_PERCENT_BEFORE = re.compile(r"(?:[%٪]|[Yy]üzde )$")
_PERCENT = re.compile(r"\s?(?:[%٪]|Prozent|percent|per cent|процент|відсот|في المائة|بالمائة|درصد)")
_ORDINAL = {
    "de": re.compile(r"\.(?=\s+[^\W\d_])|\.\s?(?:bis|und|[-–])\s?\d+\."),
    "tr": re.compile(r"\.(?=\s+[^\W\d_])|['’]?(?:inci|ıncı|uncu|üncü|nci|ncı)"),
    "en": re.compile(r"(?:st|nd|rd|th)\b"),
}
_ORDINAL_ENDING = re.compile(r"(?:st|nd|rd|th)\b|-(?:[а-яіїє]{1,3})\b|[مھ]\b|مین")


@lru_cache(maxsize=16)
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Date spellings: numbers, then day and month in words, then (English) month and day."""
    month = month_pattern(language)
    day = r"(?P<day>\d{1,2})"
    year = r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
    dots = (
        rf"(?<![\d.,])(?:(?P<low>\d{{1,2}})\.?{BETWEEN})?{day}\.\s?(?P<month>\d{{1,2}})\."
        r"(?:\s?(?P<year>\d{4}|(?<! )\d{2}(?!\s?(?:Uhr|[.:,]\d)))(?!\d)|(?!\d))"
    )
    iso = rf"(?<![\d-])(?P<year>\d{{4}})(?P<s>[-/])(?P<month>\d{{1,2}})(?P=s){day}(?![\d/-])"
    slashes = rf"(?<![\d/]){day}/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})(?![\d/])"
    ending = r"(?:\.|st|nd|rd|th|-?(?:го|е|ого))?"
    words = (
        rf"(?<![\d.,:])(?:(?P<low>\d{{1,2}}){ending}{BETWEEN})?{day}{ending}\s?(?:of\s)?"
        rf"(?P<month>{month})\.?{year}"
    )
    first = (
        rf"(?P<month>{month})\.?\s(?:(?P<low>\d{{1,2}})(?:st|nd|rd|th)?{BETWEEN})?{day}"
        rf"(?:st|nd|rd|th)?(?![\d:.]\d|\d){year}"
    )
    shapes = [iso, dots, slashes, words] + ([first] if language == "en" else [])
    return tuple(re.compile(shape) for shape in shapes)


def _dates(text: str, language: str) -> Iterator[Span]:
    """Dates; "3. bis 5. März" gives two, the first with the month and year of the second."""
    for pattern in _date_patterns(language):
        for match in pattern.finditer(text):
            yield from _date_spans(match, language)


def _date_spans(match: re.Match[str], language: str) -> Iterator[Span]:
    """The one or two dates of a match; none when there is no such day or it is ambiguous."""
    groups = match.groupdict()
    month = months(language).get(groups["month"]) or int(groups["month"])
    year = _year(groups["year"])
    day = int(groups["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    if language == "en" and "/" in match[0] and "s" not in groups and month <= 12 and day <= 12:
        return  # 3/4/2026 is April in London and March in Boston
    start, low = match.start(), groups.get("low")
    if low and 1 <= int(low) <= 31:
        turned = match.start("low") > match.start("month")
        yield (start if turned else match.start("low"), match.end("low"), (year, month, int(low)))
        start = match.start("day")
    elif low:
        start = match.start("day")
    yield (start, match.end(), (year, month, day))


def _year(text: str | None) -> int | None:
    """The year, two digits counted from 1970 to 2069."""
    if not text:
        return None
    number = int(text)
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def _domains(text: str, language: str) -> Iterator[Span]:
    """Web addresses without www or scheme; the others are found as contact data."""
    for match in _DOMAIN.finditer(text):
        host, slash, path = match[0].partition("/")
        yield match.start(), match.end(), (host.lower() + slash + path).rstrip("/")


def _sums(text: str, language: str) -> Iterator[Span]:
    for match in _SUM.finditer(text):
        names = ("low", "sum") if match["sum"] else ("from", "to")
        spans = [(*match.span(name), match[name]) for name in names if match[name]]
        values = [read_number(shown, language) for *_, shown in spans]
        spans[0] = (match.start(), *spans[0][1:])
        spans[-1] = (spans[-1][0], match.end(), spans[-1][2])
        if all(isinstance(value, Decimal) for value in values):
            pairs = zip(spans, values, strict=True)
            yield from ((start, end, value) for (start, end, _), value in pairs)


def _numbers(text: str, language: str) -> Iterator[Span]:
    for match in _NUM.finditer(text):
        yield match.start(), match.end(), read_number(match[0], language)


_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("url", _domains),
    ("date", _dates),
    ("money", _sums),
    ("time", clock.find),
    ("num", _numbers),
)


def find(text: str, language: str = "de") -> tuple[Token, ...]:
    """The values in `text`, in order and without overlap; code marks ⟦…⟧ are skipped."""
    language = base(language)
    plain = _CODE.sub(lambda mark: "⟦" * len(mark[0]), to_ascii_digits(text))
    plain = plain.replace("\xa0", " ").replace("\u202f", " ")
    digits = _DIGIT.search(plain) is not None
    taken = [
        Token(
            contact.kind,
            contact.start,
            contact.end,
            text[contact.start : contact.end],
            contact.value,
        )
        for contact in contacts.find(plain)
    ]
    covered = bytearray(len(plain))
    for token in taken:
        covered[token.start : token.end] = b"\1" * (token.end - token.start)
    for kind, finder in _FINDERS if digits else _FINDERS[:1]:
        for start, end, value in finder(plain, language):
            if not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                mark = _mark(plain, start, end, language) if kind == "num" else ""
                taken.append(Token(kind, start, end, text[start:end], value, mark))
    return tuple(_with_years(sorted(taken, key=lambda token: token.start), plain))


def _mark(text: str, start: int, end: int, language: str) -> str:
    """Whether a number is an ordinal ("1. Stock", "3rd") or a percentage."""
    if _PERCENT.match(text, end) or _PERCENT_BEFORE.search(text[max(0, start - 6) : start]):
        return "percent"
    short = end - start <= 2 and language in _ORDINAL
    if (short and _ORDINAL[language].match(text, end)) or _ORDINAL_ENDING.match(text, end):
        return "ordinal"
    return ""


def _with_years(found: list[Token], text: str) -> Iterator[Token]:
    """A date without a year that begins a range (1.3. bis 31.5.2026) takes the year of its end."""
    for token, after in zip_longest(found, found[1:]):
        value = token.value
        if after and token.kind == after.kind == "date" and isinstance(value, tuple):
            gap = text[token.end : after.start]
            if value[0] is None and isinstance(after.value, tuple) and _RANGE_GAP.fullmatch(gap):
                token = Token(
                    "date", token.start, token.end, token.text, (after.value[0], *value[1:])
                )
        yield token


_RANGE_GAP = re.compile(rf"{BETWEEN}(?:zum |den )?")


def mask(text: str, language: str = "de") -> str:
    """`text` with each value replaced by its kind: {URL}, {MAIL}, {DATE}, {TIME}, {MONEY}…"""
    pieces, at = [], 0
    for token in find(text, language):
        pieces += [text[at : token.start], "{", token.kind.upper(), "}"]
        at = token.end
    return "".join(pieces) + text[at:]
