"""Glossary: German terms found in a text, and whether a translation says what is agreed for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.quality import stems
from app.domain.quality.findings import Found, Level, found, words_only
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import Segment

MODES = ("warn", "block", "forbid")
CHECK = "glossary"
COMPOUND_FROM = 6
"""From so many letters on a term is found at the end of a compound: Mietkaution is a Kaution."""

_ENDINGS = "(?:[:*_]?in(?:nen)?|e|n|en|er|ern|es|s|se|sen|ses|nen)?"
_NO_COMPOUND = (
    "(?:vor|an|ab|um|ein|aus|nach|neu|rück|un|wieder|weiter|mit|nicht|be|ver|zer|er|ent|ge|zu|auf|bei"
    "|über|unter)"
)
_ADJECTIVE = "(?:e|en|er|es|em)?"
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
_BARE = str.maketrans("äöü", "aou")
_START = 5


@dataclass(frozen=True)
class Wording:
    """One way to say a term: `stem` is what its forms have in common; empty means guessed."""

    text: str
    stem: str = ""
    preferred: bool = True


@dataclass(frozen=True)
class Term:
    """A German term with further forms, and its wordings by language.

    `mode`: warn or block where no wording is said; forbid where one of them is said.
    """

    lemma: str
    wordings: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict, hash=False)
    forms: tuple[str, ...] = ()
    mode: str = "warn"
    note: str = ""
    id: int = 0


def in_text(terms: Iterable[Term], german: str) -> list[Term]:
    """The terms that a German text uses; a longer term hides those that are part of it."""
    bare = german.casefold().translate(_BARE)
    terms = [term for term in terms if any(start in bare for start in _starts(term))]
    spans = {id(term): _spans(term, german) for term in terms}
    everything = [span for found_spans in spans.values() for span in found_spans]
    return [
        term for term in terms if any(not _is_hidden(span, everything) for span in spans[id(term)])
    ]


def says(term: Term, text: str, language: str) -> bool:
    """Whether a text has one of the wordings of a term, inflected or not."""
    normal = stems.normal(text, language)
    return any(
        stems.says(normal, wording.stem or stems.stem_of(wording.text, language), language)
        for wording in term.wordings.get(language, ())
    )


def objection(term: Term, text: str, language: str) -> str:
    """What is wrong with a text whose German uses `term`; nothing if it is as agreed."""
    wordings = term.wordings.get(language, ())
    said = says(term, text, language)
    if not wordings or said != (term.mode == "forbid"):
        return ""
    shown = ", ".join(wording.text for wording in wordings)
    return f"{term.lemma}: not to be said: {shown}" if said else f"{term.lemma}: {shown}"


def check(terms: Sequence[Term], source: Segment, coded: str, language: str) -> tuple[Found, ...]:
    """What the terms of a region find in a translation of `source`."""
    used = in_text(terms, words_only(source.coded))
    if not used:
        return ()
    text = visible(coded, source.codes)
    objections = ((term, objection(term, text, language)) for term in used)
    return tuple(
        one for term, wrong in objections if wrong for one in found(CHECK, _level(term), wrong)
    )


def _level(term: Term) -> Level:
    return "warn" if term.mode == "warn" else "block"


def _starts(term: Term) -> list[str]:
    """How the spellings of a term begin, without umlauts: a text without any does not use it."""
    return [form.casefold().translate(_BARE)[:_START] for form in (term.lemma, *term.forms)]


def _spans(term: Term, german: str) -> list[tuple[int, int]]:
    """Where a text uses a term; a noun has a capital unless it ends a compound."""
    return [
        match.span("term")
        for match in _pattern((term.lemma, *term.forms)).finditer(german)
        if match["before"] or match["term"][:1].isupper() or not term.lemma[:1].isupper()
    ]


def _is_hidden(span: tuple[int, int], everything: Iterable[tuple[int, int]]) -> bool:
    start, end = span
    return any(s <= start and end <= e and e - s > end - start for s, e in everything)


@lru_cache(maxsize=4096)
def _pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    terms = "|".join(_inflected(spelling) for spelling in spellings)
    compound = len(spellings[0]) >= COMPOUND_FROM and " " not in spellings[0]
    joined = rf"|(?!{_NO_COMPOUND}(?:{terms}))[^\W\d_]{{3,}}" if compound else ""
    return re.compile(
        rf"(?<!\w)(?P<before>(?:[^\W_]+-)+{joined}|)(?P<term>{terms})(?!\w)", re.IGNORECASE
    )


def _inflected(spelling: str) -> str:
    """A term with its endings: the last word as a noun, perhaps with an umlaut; others as adjectives."""
    *others, last = spelling.split()
    ended = [re.escape(word) + (_ADJECTIVE if word[0].islower() else _ENDINGS) for word in others]
    return r"\s+".join([*ended, _with_umlaut(last) + _ENDINGS])


def _with_umlaut(word: str) -> str:
    """A word as a pattern in which its last a, o or u may be ä, ö or ü (Vertrag, Verträge)."""
    vowel = re.search(r"[aou](?=[^aeiouäöü]*$|u[^aeiouäöü]+$)", word, re.IGNORECASE)
    if vowel is None:
        return re.escape(word)
    at = vowel.start()
    return rf"{re.escape(word[:at])}[{word[at]}{_UMLAUTS[word[at].lower()]}]{re.escape(word[at + 1 :])}"
