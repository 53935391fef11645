"""Bidi at render time: what reads from left to right inside Arabic and Persian text is isolated.

Without it an address, a phone number or "8:00-15:00" shows its parts in the wrong order. The texts
themselves hold no marks.
"""

from __future__ import annotations

import re

TAG = re.compile(r"(<[^>]*>)")
_WORD = r"[A-Za-zÀ-ɏ][0-9A-Za-zÀ-ɏ.'’&@+/-]*"
_HOURS = r"\d{1,2}[:.]\d{2}"
RUN = re.compile(
    rf"(?<!\w)(?:{_WORD}(?:[ \u00a0-](?:{_WORD}|\d[\d.,]*))*"
    rf"|{_HOURS}(?:\s?[-–]\s?{_HOURS})?"
    r"|\d[\d ]*[-–/][\d /–-]*\d)"
)


def isolate(html: str) -> str:
    """HTML of a right-to-left text with Latin runs and hours in <bdi dir="ltr">."""
    out: list[str] = []
    inside = 0
    for part in TAG.split(html):
        if part.startswith("<"):
            inside += part.startswith("<bdi") - part.startswith("</bdi")
            out.append(part)
        else:
            out.append(part if inside else _in_text(part))
    return "".join(out)


def _in_text(text: str) -> str:
    """Text outside of tags; character references such as &amp; are no words."""
    parts = re.split(r"(&[#\w]+;)", text)
    return "".join(part if part.startswith("&") else RUN.sub(_wrapped, part) for part in parts)


def _wrapped(run: re.Match[str]) -> str:
    words = run[0].rstrip(".,-/'’&+")
    return f'<bdi dir="ltr">{words}</bdi>{run[0][len(words) :]}'
