"""The readable part of an address: made from a title, and found again in whatever a client sends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from urllib.parse import unquote, urlsplit

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LONGEST = 180
RESERVED_PAGES = frozenset(
    {"search", "imprint", "disclaimer", "events", "news", "places", "locations", "offers"}
)
RESERVED_REGIONS = frozenset(
    {
        "regions", "main-imprint", "not-found", "consent", "licenses", "recommend", "landing",
        "api", "wp-json", "static", "media", "healthz", "readyz", "manage", "sitemap.xml",
        "office", "account", "administration", "profile",
    }
)  # fmt: skip


def _without_latin_marks(text: str) -> str:
    """Accents off Latin letters only: in Arabic or Ukrainian a mark is part of the letter."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character) and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).replace("ı", "i")


def slugify(text: str) -> str:
    """`text` as a slug: lower case, letters and digits of any script, single hyphens; "" if none are left."""
    lowered = unicodedata.normalize("NFKC", text).lower().translate(GERMAN)
    plain = "".join(c for c in _without_latin_marks(lowered) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", plain)
    return "-".join(words)[:LONGEST].strip("-")


def free(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … that is not `taken`."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def last_segment(address: str) -> str:
    """The slug that a path or whole URL ends with, decoded and in lower case; "" if there is none."""
    try:
        path = urlsplit(address.strip()).path if "://" in address else address.strip()
    except ValueError:  # a host that cannot be one
        return ""
    parts = [part for part in unquote(path.split("?")[0].split("#")[0]).split("/") if part]
    return unicodedata.normalize("NFC", parts[-1]).lower() if parts else ""
