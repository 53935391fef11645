"""Normal forms: four spellings of a segment, each blind to more, that tell one change from another.

full: the same source. structure: the same but for addresses in links and locks. text: the same
words. value: the same words round other values. The element is in none of them, so a heading that
becomes a paragraph keeps its translation.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from app.domain.facts import tokens
from app.domain.segments import contacts
from app.domain.segments.codes import CODE, Code, restore, visible
from app.domain.segments.coding import is_locked
from app.domain.segments.markup import Element

VERSION = "1"

_DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_FOLDED = str.maketrans(
    dict.fromkeys("„“”‟«»〝〞＂″", '"')
    | dict.fromkeys("‚‘’‛‹›`´′ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | {"…": "..."}
)
_NAMES = {"b": "strong", "i": "em"}
_KEPT = {"a": "href", "img": "src", "time": "datetime"}
_MASKS = {"tel": "{TEL}", "mail": "{MAIL}", "url": "{URL}"}


class Coded(Protocol):
    """A segment, or anything else that has coded text and its codes."""

    @property
    def coded(self) -> str: ...

    @property
    def codes(self) -> Sequence[Code]: ...


@dataclass(frozen=True)
class Forms:
    """The normal forms of one segment; equal segments have equal forms."""

    full: str
    structure: str
    text: str
    value: str


def forms(segment: Coded) -> Forms:
    """All four forms of a segment."""
    marked = _marked(segment.coded, segment.codes)
    return Forms(
        full="\n".join([marked, *map(_full, segment.codes)]),
        structure="\n".join([marked, *map(_structure, segment.codes)]),
        text=fold(visible(segment.coded, segment.codes)),
        value=tokens.mask(fold(_masked(segment.coded, segment.codes))),
    )


def fold(text: str) -> str:
    """Text with characters and blanks folded: composed, nothing invisible (joiners stay), one kind
    of quotes and dashes, three dots for an ellipsis, single blanks and none at the ends."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    composed = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    return " ".join(composed.translate(_FOLDED).split())


def digest(form: str) -> str:
    """The versioned hash of a form: a better form is a new version, not mass staleness."""
    return f"{VERSION}:{blake2b(form.encode(), digest_size=16).hexdigest()}"


def lock_kind(code: Code) -> str:
    """What a lock holds: "tel", "mail", "url", or "keep" for words nobody translates."""
    contact = _contact(code)
    return contact.kind if contact else "keep"


def lock_value(code: Code) -> str:
    """A lock's content, equal for all spellings of one number or address."""
    contact = _contact(code)
    return contact.value if contact else fold(code.text)


def _contact(code: Code) -> contacts.Contact | None:
    if code.tag not in ("", "a") or is_locked(Element(code.tag, code.attributes)):
        return None
    return contacts.whole(code.text, code.get("href"))


def _marked(coded: str, codes: Sequence[Code]) -> str:
    """The folded text with its marks; blanks round a line break say nothing."""
    breaks = "|".join(str(code.number) for code in codes if code.tag == "br")
    folded = fold(coded)
    return re.sub(rf" ?(⟦(?:{breaks})/⟧) ?", r"\1", folded) if breaks else folded


def _structure(code: Code) -> str:
    """One code without its addresses: the kind of a lock, the element of anything else."""
    if code.kind == "lock":
        return f"{code.number}={lock_kind(code)}"
    return f"{code.number}={_NAMES.get(code.tag, code.tag)}"


def _full(code: Code) -> str:
    """One code with what it leads to or holds."""
    kept = code.get(_KEPT.get(code.tag, ""))
    address = contacts.target(kept) if code.tag == "a" else kept
    value = lock_value(code) if code.kind == "lock" else ""
    return " ".join(f"{_structure(code)} {value} {address}".split())


def _masked(coded: str, codes: Sequence[Code]) -> str:
    """The visible text with contact data already masked, whatever the tokens make of it."""
    shown = {code.number: "" for code in codes} | {c.number: " " for c in codes if c.tag == "br"}
    for code in codes:
        if code.kind == "lock":
            shown[code.number] = _MASKS.get(lock_kind(code), code.text)
    text = CODE.sub(lambda mark: "" if mark[1] else shown.get(int(mark[2]), ""), coded)
    return restore(text)
