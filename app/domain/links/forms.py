"""What can be said of an address by its form alone, without asking anybody."""

import re
from urllib.parse import unquote

from app.domain.links.own import page_of
from app.domain.links.reaching import Unfit, target

LONGEST = 2000  # bytes of an address that is kept: an index of PostgreSQL holds no more than 2,700
MAIL = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:.]{2,}")
TEL = re.compile(r"\+?[\d\s()/.\-–‑‐\u00a0]+(?:;.*)?")
MAIL_AS_WEB = re.compile(r"https?://[^/@:\s]+@[^/@:\s]+\.[^/@:\s]+/?", re.IGNORECASE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def kind(href: str) -> str:
    """What an address is: page, mail, tel, web, anchor (on the same page), or other."""
    if page_of(href) is not None:
        return "page"
    if href.startswith("#"):
        return "anchor"
    scheme = SCHEME.match(href)
    names = {"mailto": "mail", "tel": "tel", "http": "web", "https": "web"}
    return names.get(scheme[1].lower(), "other") if scheme else "other"


def fault(href: str) -> str:
    """What is wrong with an address by its form: malformed, misread (a mail address after https://),
    credentials, mail, tel, relative; "" if nothing is."""
    known = kind(href)
    rest = unquote(href.partition(":")[2]).strip()
    if known == "mail":
        names = rest.partition("?")[0]
        return (
            "" if names and all(map(MAIL.fullmatch, map(str.strip, names.split(",")))) else "mail"
        )
    if known == "tel":
        return "" if TEL.fullmatch(rest) and sum(map(str.isdigit, rest)) >= 2 else "tel"
    if known == "web":
        return _web(href)
    return "relative" if known == "other" else ""


def _web(href: str) -> str:
    if MAIL_AS_WEB.fullmatch(href):
        return "misread"
    try:
        target(href)
    except Unfit as unfit:
        return unfit.reason if unfit.reason in ("malformed", "credentials") else ""
    return ""


def is_kept(href: str) -> bool:
    """Whether an address is short enough to be kept track of."""
    return len(href.encode()) <= LONGEST
