"""A glossary as TBX-Basic (ISO 30042), the format of programs for terms: written, and read tolerantly.

Version 3 (root `tbx`, both styles of naming things) and version 2 (root `martif`) are read. A German
term that is preferred is the lemma, other German ones are its forms. Wordings that are called deprecated
or superseded in every language make a term of the mode "forbid", since those must not be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from app.domain.quality.glossary import Term, Wording
from app.domain.quality.stems import stem_of
from app.errors import Invalid
from app.exchange.glossary_csv import MOST_ROWS, Row
from app.exchange.translators.xml_reading import local, namespace, parse, words, wrong
from app.exchange.translators.xml_writing import child, document, root_of

LARGEST = 4_000_000  # bytes
MEDIA_TYPE = "application/x-tbx"
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES, _LANGUAGES = ("conceptEntry", "termEntry"), ("langSec", "langSet")
_STATUS = "administrativeStatus"
_PREFERRED, _ADMITTED, _DEPRECATED = "preferredTerm", "admittedTerm", "deprecatedTerm"
_NOT_TO_BE_SAID = (_DEPRECATED, "supersededTerm")
_SUFFIX = "-admn-sts"
_STEM = re.compile(r"^stem:\s*(?P<stem>.+)$", re.IGNORECASE)
_BLOCKS = "block"


def write(terms: Iterable[Term], source_tag: str, tags: Mapping[str, str]) -> bytes:
    """The terms with their wordings in the languages of `tags` (tags by code)."""
    root = root_of(
        "tbx", {"type": "TBX-Basic", "style": "dca", _LANG: source_tag}, {None: _NAMESPACE}
    )
    header = etree.SubElement(root, "tbxHeader")
    described = child(child(header, "fileDesc"), "sourceDesc")
    child(described, "p", "Wegweiser")
    body = child(child(root, "text"), "body")
    for term in terms:
        _entry(body, term, source_tag, tags)
    return document(root)


def _entry(body: etree._Element, term: Term, source_tag: str, tags: Mapping[str, str]) -> None:
    entry = child(body, "conceptEntry", id=f"t{term.id}")
    if term.mode == _BLOCKS:
        child(entry, "admin", _BLOCKS, type="customerSubset")
    if term.note:
        child(entry, "note", term.note)
    german = child(entry, "langSec")
    german.set(_LANG, source_tag)
    _term(german, term.lemma, _PREFERRED)
    for form in term.forms:
        _term(german, form, _ADMITTED)
    for code, tag in tags.items():
        if wordings := term.wordings.get(code):
            section = child(entry, "langSec")
            section.set(_LANG, tag)
            for wording in wordings:
                _term(section, wording.text, _status(term, wording), _stem(wording, code))


def _status(term: Term, wording: Wording) -> str:
    if term.mode == "forbid":
        return _DEPRECATED
    return _PREFERRED if wording.preferred else _ADMITTED


def _stem(wording: Wording, code: str) -> str:
    """A stem that nobody would guess, as a note."""
    guessed = wording.stem in ("", stem_of(wording.text, code))
    return "" if guessed else f"Stem: {wording.stem}"


def _term(section: etree._Element, text: str, status: str, note: str = "") -> None:
    made = child(section, "termSec")
    child(made, "term", text)
    child(made, "termNote", status + _SUFFIX, type=_STATUS)
    if note:
        child(made, "note", note)


@dataclass(frozen=True)
class _Said:
    """One term of a language in a file."""

    text: str
    status: str
    stem: str


def is_tbx(data: bytes) -> bool:
    """Whether a file looks like XML, in whatever encoding."""
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def text_of(data: bytes) -> str:
    """A file as text that `read` reads the same, to be kept in a form; Invalid as by `read`."""
    return document(parse(data)).decode()


def read(data: bytes, source_tag: str, tags: Mapping[str, str]) -> list[Row]:
    """The terms of a file, as lines of a table; languages that `tags` does not name are left aside.

    Invalid (field "file") says why it is not taken in. Kinds: large, tbx, rows, no-term, and those of
    `xml_reading.parse`.
    """
    if len(data) > LARGEST:
        size = str(LARGEST // 1_000_000)
        raise Invalid(f"this file is larger than {size} MB", "file", "large", size)
    root = parse(data)
    if local(root) not in ("tbx", "martif"):
        raise wrong("tbx", f"its first element is <{local(root)}>, not <tbx> or <martif>")
    entries = [one for one in root.iter() if isinstance(one.tag, str) and local(one) in _ENTRIES]
    if len(entries) > MOST_ROWS:
        count = str(len(entries))
        raise Invalid(f"this file has {count} terms, {MOST_ROWS} may be", "file", "rows", count)
    rows = [row for at, one in enumerate(entries, 1) for row in _rows(at, one, source_tag, tags)]
    if not rows:
        raise wrong("no-term", f"it has no term in {source_tag}")
    return rows


def _rows(
    number: int, entry: etree._Element, source_tag: str, tags: Mapping[str, str]
) -> Iterator[Row]:
    """The line of an entry, if it has a German term."""
    german = _in_language(entry, source_tag)
    if not german:
        return
    german.sort(key=lambda one: one.status != _PREFERRED)
    said = {code: found for code, tag in tags.items() if (found := _in_language(entry, tag))}
    every = [one for found in said.values() for one in found]
    is_forbidden = bool(every) and all(one.status in _NOT_TO_BE_SAID for one in every)
    subsets = [words(one).strip() for one in _named(entry, "admin", "customerSubset")]
    mode = "forbid" if is_forbidden else _BLOCKS if _BLOCKS in subsets else None
    forms = tuple(one.text for one in german[1:] if one.status not in _NOT_TO_BE_SAID)
    yield Row(
        number, german[0].text, forms or None, mode, _note(entry),
        {code: _wordings(found, is_forbidden) for code, found in said.items()},
        bool(every) and not is_forbidden,
    )  # fmt: skip


def _wordings(found: Sequence[_Said], is_forbidden: bool) -> tuple[Wording, ...]:
    """The wordings that may be said, or, of a forbidden term, that must not."""
    kept = [one for one in found if is_forbidden or one.status not in _NOT_TO_BE_SAID]
    kept.sort(key=lambda one: one.status != _PREFERRED)
    once = {one.text: one for one in reversed(kept)}
    return tuple(
        Wording(one.text, one.stem, at == 0)
        for at, one in enumerate(one for one in kept if once[one.text] is one)
    )


def _in_language(entry: etree._Element, tag: str) -> list[_Said]:
    """The terms of an entry in one language, in the order of the file."""
    found: list[_Said] = []
    for section in entry:
        if isinstance(section.tag, str) and local(section) in _LANGUAGES:
            spoken = section.get(_LANG) or section.get("lang") or ""
            if _speaks(spoken, tag):
                found += _terms(section)
    return found


def _speaks(spoken: str, wanted: str) -> bool:
    first, second = (tag.lower().replace("_", "-").partition("-")[0] for tag in (spoken, wanted))
    return first == second


def _terms(section: etree._Element) -> Iterator[_Said]:
    for term in section.iter(f"{namespace(section)}term"):
        text = " ".join(words(term).split())
        around = term.getparent()
        if text and around is not None:
            beside = around.getparent() if local(around) == "termGrp" else around
            assert beside is not None
            yield _Said(text, _status_of(beside), _stem_of(beside))


def _status_of(section: etree._Element) -> str:
    """Whether a term is preferred, admitted or deprecated, "" if the file does not say."""
    found = [*_named(section, "termNote", _STATUS), *_direct(section, _STATUS)]
    return words(found[0]).strip().removesuffix(_SUFFIX) if found else ""


def _stem_of(section: etree._Element) -> str:
    notes = (_STEM.match(words(one).strip()) for one in _direct(section, "note"))
    return next((found["stem"].strip() for found in notes if found), "")


def _named(section: etree._Element, tag: str, kind: str) -> list[etree._Element]:
    return [one for one in _direct(section, tag) if one.get("type") == kind]


def _direct(section: etree._Element, name: str) -> list[etree._Element]:
    """The elements of a name in a section, however they are grouped."""
    return [one for one in section.iter() if isinstance(one.tag, str) and local(one) == name]


def _note(entry: etree._Element) -> str | None:
    """The note of the whole entry; None if the file has none."""
    notes = [
        words(one).strip() for one in entry if isinstance(one.tag, str) and local(one) == "note"
    ]
    return "\n".join(filter(None, notes)) or None
