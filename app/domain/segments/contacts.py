"""Contact data in running text: phone numbers, mail and web addresses, by value."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import phonenumbers


@dataclass(frozen=True)
class Contact:
    """A phone number ("tel"), mail address ("mail") or web address ("url") in a text.

    `value` is equal for all spellings of one number or address.
    """

    kind: str
    start: int
    end: int
    text: str
    value: str


LONGEST = 40  # characters of a phone number with its separators
_BLANK = "[ \u00a0\u2007\u2009\u202f]"
_SEPARATOR = rf"(?:{_BLANK}?[/().\-–‑‐]{_BLANK}?(?:[()/]{_BLANK}?)?|{_BLANK})"
_HINT = re.compile(r"@|\(at\)|\[at\]|https?:|www\.|[+0]\D{0,3}\d", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?P<mail>(?<![\w.+%-])[\w.+%-]{0,63}\w(?:@|\s?[\[(]at[\])]\s?)[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?:https?://|www\.)[^\s<>\"'„“”»«⟦⟧]+)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w+§#%])(?<!\d[.,:/\-–])(?<!\d )"
    rf"\(?(?:\+{_BLANK}?[1-9]|0)\d*(?:{_SEPARATOR}\d+)+(?!\w)|"
    r"(?<![\w+§#%])(?<!\d[.,:/\-–])(?<!\d )(?:\+[1-9]|0)\d{6,14}(?!\w)"
)
_DATE_OR_TIME = re.compile(
    r"0?\d\.\s?[01]?\d\.(?:\s?(?:19|20)?\d\d)?(?!\d)"
    r"|0?\d[.:][0-5]\d\s?(?:$|[-–(/]|Uhr)|0\d\s?[-–]\s?\d{1,2}(?!\d)"
)
_NOT_A_GROUP = re.compile(r"\s?(?:Uhr|€|Euro|EUR|%|[:,]\d|[-–]\s?\d{1,2}(?:[:.]\d\d)?\s?Uhr)")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*\w)?\.)+[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)


def find(text: str) -> list[Contact]:
    """The contact data in `text`, in order; numbers without an area code (110, 116 117), dates,
    times and sums are none."""
    if not _HINT.search(text):
        return []
    found, at = [], 0
    for match in _ADDRESS.finditer(text):
        found += _phones(text, at, match.start())
        found.append(_address(match))
        at = found[-1].end
    return found + _phones(text, at, len(text))


def whole(text: str, href: str = "") -> Contact | None:
    """The contact that a link's text is, with nothing beside it; None when it holds other words.

    Under a tel: link any number of five digits and more counts, under http one bare domain does.
    """
    shown = text.strip()
    found = find(shown)
    if len(found) == 1 and found[0].text == shown:
        return found[0]
    digits = sum(map(str.isdigit, shown))
    if href.startswith("tel:") and digits >= 5 and not re.search(r"[^\d\s()/+.\-–‑‐]", shown):
        return Contact("tel", 0, len(shown), shown, phone(shown))
    if href.startswith("http") and len(shown) < 500 and _DOMAIN.fullmatch(shown):
        return Contact("url", 0, len(shown), shown, _bare(shown))
    return None


def target(href: str) -> str:
    """A link's address in the spelling that is compared."""
    scheme, colon, rest = href.strip().partition(":")
    if colon and scheme.lower() == "tel":
        return "tel:" + phone(unquote(rest))
    if colon and scheme.lower() == "mailto":
        return "mailto:" + unquote(rest).strip().lower()
    return href.strip().rstrip("/")


def kind_of_target(href: str) -> str:
    """The kind of contact a link leads to: "tel", "mail", "url", or "" for a path."""
    scheme = href.strip().partition(":")[0].lower()
    return {"tel": "tel", "mailto": "mail", "http": "url", "https": "url"}.get(scheme, "")


@lru_cache(maxsize=8192)
def phone(text: str) -> str:
    """A phone number as dialled from abroad (E.164); its digits where it is no such number."""
    number = _parse(text)
    if number is None:
        return "".join(re.findall(r"[\d+]", text))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _parse(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(re.sub(r"\(0+\)", "", text) if "+" in text else text, "DE")
    except phonenumbers.NumberParseException:
        return None


def _bare(address: str) -> str:
    """A web address without its scheme and last slash, the host in lower case."""
    host, slash, path = re.sub(r"^https?://", "", address, flags=re.IGNORECASE).partition("/")
    return (host.lower() + slash + path).rstrip("/.,;")


def _address(match: re.Match[str]) -> Contact:
    """The mail or web address of a match, without the full stop that ends its sentence."""
    if match["mail"]:
        value = re.sub(r"\s?[\[(]at[\])]\s?", "@", match[0], flags=re.IGNORECASE).lower()
        return Contact("mail", match.start(), match.end(), match[0], value)
    shown = match[0].rstrip(".,;:!?*…")
    if shown.endswith(")") and "(" not in shown:
        shown = shown.rstrip(").,;:")
    return Contact("url", match.start(), match.start() + len(shown), shown, _bare(shown))


def _phones(text: str, start: int, end: int) -> list[Contact]:
    found = []
    for match in _PHONE.finditer(text, start, end):
        shown = _shrink(match[0], text[match.end() : match.end() + 12])
        if shown:
            stop = match.start() + len(shown)
            found.append(Contact("tel", match.start(), stop, shown, phone(shown)))
    return found


def _shrink(shown: str, after: str) -> str:
    """The part of a run of digits that is a phone number: not what follows it, not a date."""
    if _DATE_OR_TIME.match(shown + after):
        return ""
    if len(shown) > LONGEST or _NOT_A_GROUP.match(after):
        shown = _without_last_group(shown[:LONGEST])
    while sum(map(str.isdigit, shown)) >= 6:
        if _is_number(shown):
            return shown
        shown = _without_last_group(shown)
    return ""


def _without_last_group(shown: str) -> str:
    return re.sub(r"\D*\d+\D*$", "", shown)


@lru_cache(maxsize=8192)
def _is_number(shown: str) -> bool:
    """Whether somebody may have this number; short German ones need a parted area code."""
    number = _parse(shown)
    if number is None or not phonenumbers.is_possible_number(number):
        return False
    if phonenumbers.is_valid_number(number):
        return True
    return re.match(r"\(?0\d{2,4}\)?\s?[/ \-–]", shown) is not None and "." not in shown
