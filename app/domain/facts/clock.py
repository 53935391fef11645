"""Find clock times in seven languages: 9 Uhr, 9.30 Uhr, 14:00, 2 pm, ساعت ۹, в 9 часов."""

import re
from collections.abc import Iterator

from app.domain.facts.spellings import BETWEEN

Span = tuple[int, int, int]

MORNING = r"a\.?m\.?(?![^\W\d_])|A\.?M\.?(?![^\W\d_])|صباحًا|صباحاً|صباحا|قبل الظهر|صبح|утра|ранку"
LATER = (
    r"p\.?m\.?(?![^\W\d_])|P\.?M\.?(?![^\W\d_])|بعد الظهر|ظهرًا|ظهراً|ظهرا|مساءً|مساء|عصرًا|عصراً"
    r"|بعدازظهر|بعد از ظهر|ظهر|عصر|شب|дня|вечера|вечора"
)
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?![\d.:]\d|\d)"
_COLON = r"(?:[01]?\d|2[0-4]):[0-5]\d(?!:?\d)"
_FULL = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d:]|\.\d)"
_START = r"(?<![\w.,:/])(?<!\d[-–])"
_SUFFIX = (
    rf"\s?(?:(?P<am>{MORNING})|(?P<pm>{LATER})"
    r"|(?:Uhr|hrs|o['’]clock|ч\.?|год\.?)(?![^\W\d_]))"
)
_HOUR_WORD = r"\s(?:часов|часа|час|години|годині|годину)(?![^\W\d_])"
_AT = r"(?<![^\W\d_])(?:в|с|до|к|от|після|о|об|з|від|по)\s"

_PATTERNS = (
    re.compile(rf"{_START}(?P<a>{_CLOCK})(?P<between>{BETWEEN})(?P<b>{_CLOCK}){_SUFFIX}"),
    re.compile(rf"{_START}(?P<b>{_CLOCK}){_SUFFIX}"),
    re.compile(rf"{_START}(?P<a>{_FULL}){BETWEEN}(?P<b>{_FULL})(?!\s?(?:€|[Ee]ur|EUR|евро))"),
    re.compile(rf"(?:[Ss]aat|الساعة|ساعة|ساعت)\s(?P<a>{_CLOCK}){BETWEEN}(?P<b>{_CLOCK})"),
    re.compile(rf"(?:[Ss]aat|الساعة|ساعة|ساعت)\s(?P<b>{_CLOCK})"),
    re.compile(
        rf"(?<![^\W\d_])(?:с|з|із|от|від|в|о|между|між)\s(?P<a>{_CLOCK}){BETWEEN}(?P<b>{_CLOCK})"
        rf"(?P<word>{_HOUR_WORD})"
    ),
    re.compile(rf"{_AT}(?P<b>{_CLOCK})(?P<word>{_HOUR_WORD})"),
    re.compile(rf"{_START}(?P<b>{_COLON})"),
)


def find(text: str, language: str) -> Iterator[Span]:
    """Times as (start, end, minutes of the day); a range ("9 bis 12 Uhr") gives two.

    `text` has ASCII digits. The span holds the clock and its ending (Uhr, pm).
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield from _spans(match)


def _spans(match: re.Match[str]) -> Iterator[Span]:
    groups = match.groupdict()
    half = "am" if groups.get("am") else "pm" if groups.get("pm") else ""
    late = minutes(match["b"], half)
    early = minutes(groups["a"], half) if groups.get("a") else None
    if late is None or (groups.get("a") and early is None):
        return
    end = match.end("b") if groups.get("word") else match.end()
    if early is not None:
        if half and early > late:
            early = minutes(groups["a"], "am" if half == "pm" else "pm")
        if early is not None:
            yield (*match.span("a"), early)
    yield match.start("b"), end, late


def minutes(clock: str, half: str = "") -> int | None:
    """Minutes of the day of "9", "9:30" or "9.30", with "am" or "pm" on a 12-hour clock."""
    hour, _, rest = clock.replace(".", ":").partition(":")
    hours, minute = int(hour), int(rest or 0)
    if half and not 1 <= hours <= 12:
        return hours * 60 + minute if hours < 24 else None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + minute if hours * 60 + minute <= 1440 else None
