"""Query parameters of API v3: read, and refused by name when they are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import parse_qs

from app.api.answers import Refused, bad

DEEPEST = 100
LARGEST_ID = 2**31 - 1


@lru_cache(maxsize=1024)
def parse(query: str) -> Mapping[str, str]:
    """The last value of each parameter; bytes that are no UTF-8 become replacement characters."""
    text = query.encode("latin-1", "replace").decode("utf-8", "replace")
    values = parse_qs(text, keep_blank_values=True, max_num_fields=50)
    return MappingProxyType({name: found[-1] for name, found in values.items()})


def whole_number(values: Mapping[str, str], name: str, default: int) -> int | Refused:
    """A whole number, or an error that says what was sent."""
    text = values.get(name, "").strip()
    if not text:
        return default
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 18:
        return bad(f"{name} must be a whole number, not {text[:40]!r}.")
    return int(text)
