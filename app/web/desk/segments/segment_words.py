"""What checks and the memory say about a paragraph, in sentences for those who translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext, lazy_gettext

from app.domain.machines.memory_scores import Reason
from app.domain.segments.chips import Chip
from app.web.desk import chip_words

_NUMBER = re.compile(r"\d+")
_LOST, _STRANGE = " is missing", " is not in the source"

CHECKS = {
    "codes": lazy_gettext(
        "A link, an emphasis or a picture of the German stands wrong: %(detail)s."
    ),
    "locked": lazy_gettext("A fixed part of the German stands wrong: %(detail)s."),
    "contacts": lazy_gettext("A phone number or an address differs: %(detail)s."),
    "markup": lazy_gettext("This does not belong into a text: %(detail)s."),
    "empty": lazy_gettext("There are no words."),
    "script": lazy_gettext("Too few letters are those of this language."),
    "values": lazy_gettext("A number, date or time differs: %(detail)s."),
    "same": lazy_gettext("The text is the German itself."),
    "german": lazy_gettext("German words were left: %(detail)s."),
    "length": lazy_gettext("The text is much shorter or longer than translations are."),
    "repeated": lazy_gettext("Something is said twice: %(detail)s."),
    "entities": lazy_gettext("A character was not written out: %(detail)s."),
    "letters": lazy_gettext("Letters of a neighbouring language: %(detail)s."),
    "marks": lazy_gettext("A question mark or exclamation mark was lost."),
    "glossary": lazy_gettext("The glossary says otherwise: %(detail)s."),
}
LOST = lazy_gettext("“%(what)s” is missing.")
STRANGE = lazy_gettext("“%(what)s” does not stand in the German.")
MISSING = lazy_gettext("“%(what)s” of the German is missing.")
DOUBLED = lazy_gettext("“%(what)s” stands there twice.")
TORN = lazy_gettext("“%(what)s” was taken apart.")
GLUED = lazy_gettext("Something sticks to “%(what)s”.")
FORBIDDEN = lazy_gettext("For “%(term)s” do not say: %(wordings)s.")
WANTED = lazy_gettext("For “%(term)s” say: %(wordings)s.")

REASONS = {
    "same paragraph": lazy_gettext("this very paragraph, as it was before"),
    "same neighbours": lazy_gettext("the same text between the same paragraphs"),
    "equal": lazy_gettext("the same text"),
    "equal text": lazy_gettext("the same words, other formatting"),
    "other values": lazy_gettext("the same words, values rewritten"),
    "similar": lazy_gettext("similar words"),
    "machine": lazy_gettext("by a machine"),
    "unreviewed": lazy_gettext("not reviewed"),
    "codes": lazy_gettext("other links or formatting"),
    "kind": lazy_gettext("another kind of text"),
    "region": lazy_gettext("from another region"),
    "stale": lazy_gettext("its German has changed since"),
}


class Finding(Protocol):
    """What a check found, kept or not."""

    @property
    def check(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def detail(self) -> str: ...


@dataclass(frozen=True)
class Fault:
    """A finding in words; `blocks`: readers must not get such a text."""

    blocks: bool
    said: str


def faults(found: Iterable[Finding], chips: Mapping[int, Chip]) -> list[Fault]:
    """What checks found, the grave first, nothing twice."""
    said = {fault(one, chips): None for one in found}
    return sorted(said, key=lambda one: not one.blocks)


def fault(one: Finding, chips: Mapping[int, Chip]) -> Fault:
    """One finding in words."""
    return Fault(one.level == "block", _said(one, chips))


def _said(one: Finding, chips: Mapping[int, Chip]) -> str:
    if one.check in ("codes", "locked"):
        return _about_codes(one.detail, chips)
    if one.check == "glossary":
        return _about_terms(one.detail)
    if one.detail.endswith(_LOST) and one.check != "marks":
        return str(LOST % {"what": one.detail.removesuffix(_LOST)})
    if one.detail.endswith(_STRANGE):
        return str(STRANGE % {"what": one.detail.removesuffix(_STRANGE)})
    return str(CHECKS.get(one.check, CHECKS["markup"]) % {"detail": one.detail})


def _about_codes(detail: str, chips: Mapping[int, Chip]) -> str:
    glued = detail.partition("something is glued to ")[2]
    if glued:
        return str(GLUED % {"what": glued})
    number = _NUMBER.search(detail)
    what = {"what": _named(int(number[0]), chips) if number else detail}
    for word, words in (("missing", MISSING), ("doubled", DOUBLED), ("unknown", STRANGE)):
        if detail.startswith(word):
            return str(words % what)
    return str(TORN % what)


def _named(number: int, chips: Mapping[int, Chip]) -> str:
    """A code as its chip names it: "phone 0821 12345"."""
    chip = chips.get(number)
    if chip is None:
        return str(gettext("mark %(number)s", number=number))
    return f"{chip_words.label(chip)} {chip.text}".strip() if chip.text else _numbered(chip)


def _numbered(chip: Chip) -> str:
    return f"{chip_words.label(chip)} {chip.number}"


def _about_terms(detail: str) -> str:
    term, _, rest = detail.partition(": ")
    wordings = rest.removeprefix("not to be said: ")
    words = WANTED if wordings == rest else FORBIDDEN
    return str(words % {"term": term, "wordings": wordings})


def why(reasons: Iterable[Reason]) -> list[str]:
    """What speaks for and against a match of the memory; rewritten values are shown."""
    return [_reason(one) for one in reasons]


def _reason(one: Reason) -> str:
    said = str(REASONS.get(one.name, one.name))
    return f"{said} ({one.detail})" if one.name == "other values" and one.detail else said


def made_by(origin: str | None, quality: str | None, author: str) -> str:
    """Who wrote what is served."""
    if origin is None:
        return ""
    if origin == "machine" and quality != "reviewed":
        return str(gettext("written by a machine, not reviewed"))
    words = {"rule": gettext("carried by a rule"), "memory": gettext("taken from the memory")}
    if origin in words:
        return str(words[origin])
    return str(gettext("by %(name)s", name=author)) if author else ""


def machine(state: str) -> str:
    """What the machine is doing about a paragraph; "" where nothing is to be told."""
    if state == "held":
        return str(gettext("The machine could not translate this paragraph."))
    if state in ("waiting", "claimed"):
        return str(gettext("A machine text is on its way."))
    return ""
