"""All checks on a translation, in the order in which people read them, and what is mended unasked."""

import unicodedata
from collections.abc import Callable

from app.domain.facts.spellings import base
from app.domain.quality import code_checks, script_checks, value_checks, wording_checks
from app.domain.quality.findings import Found, Level
from app.domain.segments.segmentation import Segment

__all__ = ["CHECKS", "Check", "Found", "Level", "blocks", "check", "mend"]

Check = Callable[[Segment, str, str], tuple[Found, ...]]

CHECKS: tuple[Check, ...] = (
    code_checks.codes,
    code_checks.locked,
    code_checks.contacts,
    code_checks.markup,
    wording_checks.empty,
    script_checks.script,
    value_checks.values,
    wording_checks.same,
    wording_checks.german,
    wording_checks.length,
    wording_checks.repeated,
    code_checks.entities,
    script_checks.neighbours,
    wording_checks.marks,
)
"""Each takes the source, the coded translation and its language; pure, and independent of the rest."""

_PERSIAN = str.maketrans({"ي": "ی", "ك": "ک"})


def check(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """What all checks find in a translation of `source`; () if it is fine."""
    return tuple(one for each in CHECKS for one in each(source, coded, language))


def blocks(findings: tuple[Found, ...]) -> bool:
    """Whether one of the findings keeps the text from readers."""
    return any(one.level == "block" for one in findings)


def mend(coded: str, language: str) -> str:
    """The text with what needs no judgement put right: composed characters, no blanks at its ends,
    Persian letters in Persian. Mending what is mended changes nothing."""
    text = unicodedata.normalize("NFC", coded)
    if base(language) == "fa":
        text = unicodedata.normalize("NFC", text.translate(_PERSIAN))
    return text.strip()
