"""Write a new value the way the old one was written in a translation."""

import re
from collections.abc import Callable
from decimal import Decimal

from app.domain.facts.clock import LATER, MORNING
from app.domain.facts.date_writing import write_date
from app.domain.facts.spellings import DIGIT_SETS, POINT_LANGUAGES, to_ascii_digits
from app.domain.facts.tokens import Token

_TIME = re.compile(r"(?P<hour>\d\d?)(?:(?P<point>[:.])(?P<minute>\d\d))?(?P<rest>.*)", re.DOTALL)
_NUMBER = re.compile(r"\d(?:[\d.,٬٫'’\s]*\d)?")
_ENGLISH_HALF = re.compile(r"([aApP])(\.?[mM]\.?)")


def write(old: Token, new: Token, language: str) -> str | None:
    """The spelling of `new` (a German token) in the style of `old` (a token of the translation).

    None when that style cannot hold the value, or nobody can tell how to write it.
    """
    text = _WRITERS[old.kind](to_ascii_digits(old.text), old, new, language)
    return None if text is None else _in_digits_of(old.text, text)


def _in_digits_of(model: str, text: str) -> str:
    """`text` with the digits that `model` uses; Persian and Arabic ones are told apart."""
    for digits in (DIGIT_SETS["fa"], DIGIT_SETS["arab"]):
        if any(digit in model for digit in digits):
            text = text if "." in model else re.sub(r"(?<=\d)\.(?=\d\d?(?!\d))", "٫", text)
            return "".join(digits[int(sign)] if sign in "0123456789" else sign for sign in text)
    return text


def _write_as_in_german(text: str, old: Token, new: Token, language: str) -> str | None:
    return new.text


def _write_number(text: str, old: Token, new: Token, language: str) -> str | None:
    """A bare number; one with leading zeros or an odd shape as it stands in German."""
    if not isinstance(new.value, Decimal):
        return to_ascii_digits(new.text)
    return _digits(text, new.value, _decimals(new.text), language, grouped=_is_grouped(new.text))


def _write_sum(text: str, old: Token, new: Token, language: str) -> str | None:
    """A sum with its currency where and as it was."""
    found = _NUMBER.search(text)
    if not found or not isinstance(new.value, Decimal) or not isinstance(old.value, Decimal):
        return None
    if re.search(r"[Ee]uro", text) and "-" not in text and (old.value == 1) != (new.value == 1):
        return None  # 1 euro, 2 euros
    number = _NUMBER.search(new.text)
    shown = number[0] if number else ""
    cents = 2 if new.value % 1 or _decimals(found[0]) == 2 or _decimals(shown) == 2 else 0
    written = _digits(found[0], new.value, cents, language, grouped=_is_grouped(shown))
    return None if written is None else text[: found.start()] + written + text[found.end() :]


def _decimals(text: str) -> int:
    """How many digits stand after the decimal comma or point of a number as written."""
    found = re.fullmatch(r".*[.,٫](\d{1,2})", text.strip())
    return len(found[1]) if found else len(text.rpartition(",")[2]) if "," in text else 0


def _is_grouped(text: str) -> bool:
    return re.search(r"\d[.\s'’]\d{3}(?!\d)", text) is not None


def _digits(model: str, value: Decimal, places: int, language: str, *, grouped: bool) -> str | None:
    """A number with separators as in `model`, or as the language has them."""
    point = "." if language in POINT_LANGUAGES else ","
    group = {"en": ",", "tr": ".", "de": "."}.get(language, "," if point == "." else " ")
    seen = re.fullmatch(
        r"(\d{1,3})(?:([.,٬'’\s])(?=\d{3}(?!\d)))?(.*?)(?:([.,٫])(\d{1,2}))?", model
    )
    if seen and seen[4]:
        point = seen[4]
        if group == point:
            group = "," if point == "." else "."
    if seen and seen[2]:
        group, grouped = seen[2], True
        point = point if group != point else ("," if group == "." else ".")
    elif re.match(r"\d{4}", model):
        grouped = False
    whole, _, fraction = f"{value:.{places}f}".partition(".")
    if Decimal(f"{whole}.{fraction or 0}") != value:
        return None
    if grouped and len(whole) > 3:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", lambda _: group, whole)
    return whole + (point + fraction if fraction else "")


def _write_time(text: str, old: Token, new: Token, language: str) -> str | None:
    """A clock time: 12 or 24 hours, point or colon, leading zero as they were."""
    shape = _TIME.fullmatch(text)
    if not shape or not isinstance(new.value, int) or not isinstance(old.value, int):
        return None
    hours, minute = divmod(new.value, 60)
    rest: str | None = shape["rest"]
    if _ENGLISH_HALF.search(shape["rest"]):
        rest = _other_half(shape["rest"], new.value)
        hours = hours % 12 or 12
    elif re.search(f"{MORNING}|{LATER}", shape["rest"]):
        same = _stretch(old.value) == _stretch(new.value)
        rest = shape["rest"] if same else None
        hours = hours % 12 or 12 if int(shape["hour"]) <= 12 else hours
    elif old.value // 60 != int(shape["hour"]):  # the first of "2 to 4 pm"
        hours = hours % 12 or 12
    if rest is None or ("clock" in rest and (not 0 < hours <= 12 or minute)):
        return None
    padded = shape["hour"].startswith("0") or (len(shape["hour"]) == 2 and new.text.startswith("0"))
    clock = f"{hours:02}" if padded else str(hours)
    if minute or shape["minute"]:
        clock += f"{shape['point'] or ':'}{minute:02}"
    return clock + rest


def _other_half(rest: str, minutes: int) -> str | None:
    """The ending with am or pm as the time asks, in the spelling it had; midnight has neither."""
    if minutes in (0, 1440):
        return None
    small = "a" if minutes < 720 else "p"

    def turned(half: re.Match[str]) -> str:
        return (small if half[1].islower() else small.upper()) + half[2]

    return _ENGLISH_HALF.sub(turned, rest, count=1)


def _stretch(minutes: int) -> int:
    """The part of the day for which a language has one word; each odd hour is one of its own."""
    for index, (start, end) in enumerate(((300, 720), (780, 960), (1080, 1320))):
        if start <= minutes < end:
            return index
    return -1 - minutes


_WRITERS: dict[str, Callable[[str, Token, Token, str], str | None]] = {
    "url": _write_as_in_german,
    "mail": _write_as_in_german,
    "tel": _write_as_in_german,
    "num": _write_number,
    "money": _write_sum,
    "time": _write_time,
    "date": write_date,
}
