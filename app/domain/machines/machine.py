"""What is asked of a translation engine and what it answers, whichever engine it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Capability:
    """What an engine can do for one target language."""

    translates: bool
    tags: bool = False  # keeps our XML tags <g>, <x>, <k>
    glossary: bool = False
    formality: bool = False


CANNOT = Capability(False)


@dataclass(frozen=True)
class Request:
    """Texts of one page for one language, in the order in which answers are wanted.

    `texts` are well-formed XML fragments with our own three tags if `is_xml`, else plain text;
    `context` is German prose round about them, which is not translated and not paid for.
    """

    texts: tuple[str, ...]
    source: str
    target: str
    context: str = ""
    is_xml: bool = True
    glossary: str = ""
    polite: bool = True


@dataclass(frozen=True)
class Reply:
    """The translations in the order of the texts; `billed` counts source characters (code points)."""

    texts: tuple[str, ...]
    billed: int


@dataclass(frozen=True)
class Usage:
    """What a provider says was used in its period; `limit` is None where there is none, `ends` where
    it does not say when the period ends."""

    used: int
    limit: int | None
    ends: datetime | None = None


def price(texts: Sequence[str], is_xml: bool) -> int:
    """The characters that a provider charges for texts: code points, tags not counted.

    The one function for estimate and charge; source: DeepL's documentation on billing.
    """
    if not is_xml:
        return sum(map(len, texts))
    return sum(len(without_tags(text)) for text in texts)


def without_tags(fragment: str) -> str:
    """An XML fragment as the text that a reader would see of it."""
    out, at = [], 0
    while (start := fragment.find("<", at)) >= 0:
        out.append(fragment[at:start])
        at = fragment.find(">", start) + 1
    text = "".join(out) + fragment[at:]
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
