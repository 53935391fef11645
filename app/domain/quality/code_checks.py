"""Checks on what must come through whole: codes, locked text, contact data, and no other markup."""

import re
import unicodedata
from collections.abc import Hashable

from app.domain.facts import tokens
from app.domain.machines.machine_text import problems_but_formatting
from app.domain.quality.findings import Found, found, locks, words_only
from app.domain.segments.codes import CODE, Code, problems, visible
from app.domain.segments.sanitising import UNWANTED
from app.domain.segments.segmentation import Segment

_NUMBER = re.compile(r"\d+")
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|<!--|-->|<[!?][a-zA-Z\[]")
_ATTRIBUTE = re.compile(
    r"(?<!\w)(?:href|src|class|style|target|rel|i|on[a-z]+)\s?=\s?[\"'][^\"']*[\"']"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_FOREIGN_MARKS = str.maketrans(dict.fromkeys("،؛؟", " "))
_KINDS = ("tel", "mail", "url")
_GLUED_BEFORE = re.compile(r"(?:[\dA-Za-z@+/_]|\+[\d /()-]{2,})$")
_DIALLED = re.compile(r"(?:\+|(?<!\d)0)(?:[ /()-]{0,2}\d){7,}")
_GLUED_AFTER = re.compile(r"^(?:[\dA-Za-z@/_]|\.[a-z\d])")

Facts = dict[tuple[str, Hashable], str]


def codes(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Codes of the source that are missing, doubled, unknown or badly nested. Emphasis that is
    missing only warns: no sense is lost, and engines are asked to leave it out where they fail."""
    shut = locks(source)
    wrong = [problem for problem in problems(coded, source.codes) if not _of(problem, shut)]
    hard = problems_but_formatting(coded, source.codes)
    block = found("codes", "block", *(problem for problem in wrong if problem in hard))
    return block + found("codes", "warn", *(problem for problem in wrong if problem not in hard))


def locked(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Text that nobody translates, lost, doubled or taken apart."""
    shut = locks(source)
    torn = ((problem, _of(problem, shut)) for problem in problems(coded, source.codes))
    lost = [f"{problem}: {lock.text}" for problem, lock in torn if lock]
    new = _glued(coded, shut) - _glued(source.coded, shut)
    return found(
        "locked", "block", *lost, *(f"something is glued to {text}" for text in sorted(new))
    )


def _glued(coded: str, shut: dict[int, Code]) -> set[str]:
    """The contact data among the locks that a digit, a Latin letter or a dialling code stands at, so
    that readers see other contact data; letters of other scripts are prefixes or cases."""
    return {
        shut[number].text
        for mark in CODE.finditer(coded)
        if (number := int(mark[2])) in shut and _contacts(shut[number].text, "de")
        if _GLUED_BEFORE.search(coded[: mark.start()]) or _GLUED_AFTER.search(coded[mark.end() :])
    }


def contacts(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Phone numbers, mail and web addresses in the words that the other text does not have."""
    known = _contacts(visible(source.coded, source.codes), "de")
    known |= _contacts(words_only(source.coded), "de")
    known |= {
        key: text for lock in source.codes for key, text in _contacts(lock.text, "de").items()
    }
    wanted = _contacts(words_only(source.coded), "de")
    given = _contacts(words_only(coded), language)
    lost = [
        f"{kind} {text} is missing" for (kind, v), text in wanted.items() if (kind, v) not in given
    ]
    new = [
        f"{k} {text} is not in the source" for (k, v), text in given.items() if (k, v) not in known
    ]
    strange = [f"{text} is not in the source" for text in _dialled(source, coded)]
    return found("contacts", "block", *lost, *new, *strange)


def _dialled(source: Segment, coded: str) -> list[str]:
    """What could be dialled though the German has no such digits: a net for what is no whole number."""
    german = _european(visible(source.coded, source.codes))
    known = "".join(_NUMBER.findall(german))
    texts = _DIALLED.findall(_european(words_only(coded)))
    numbers = {text: "".join(_NUMBER.findall(text)) for text in texts}
    return [text for text in texts if numbers[text].removeprefix("49").lstrip("0") not in known]


def _european(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9."""
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)


def markup(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Tags, attributes, broken marks and characters without meaning that the source does not have."""
    german, text = words_only(source.coded), words_only(coded)
    tags = [f"{tag} is markup" for tag in _TAG.findall(text) if tag not in german]
    names = [f"{name} is markup" for name in _ATTRIBUTE.findall(text) if name not in german]
    marks = ["a broken code mark"] if _half_marks(coded) > _half_marks(source.coded) else []
    odd = [f"U+{ord(c):04X} is no text" for c in UNWANTED.findall(text) if c not in german]
    return found("markup", "block", *tags, *names, *marks, *odd)


def entities(source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """Character references such as &nbsp; that nobody resolved."""
    german = words_only(source.coded)
    left = [entity for entity in _ENTITY.findall(words_only(coded)) if entity not in german]
    return found("entities", "warn", *left)


def _of(problem: str, shut: dict[int, Code]) -> Code | None:
    """The lock that a problem is about, if it is about one."""
    number = _NUMBER.search(problem)
    return shut.get(int(number[0])) if number else None


def _contacts(text: str, language: str) -> Facts:
    """Contact data in a text by kind and value, as written."""
    tokens_found = tokens.find(text.translate(_FOREIGN_MARKS), language)
    return {(t.kind, t.value): t.text for t in tokens_found if t.kind in _KINDS}


def _half_marks(coded: str) -> int:
    """How many brackets of marks stand in the text outside of whole marks."""
    rest = CODE.sub("", coded)
    return rest.count("⟦") + rest.count("⟧")
