"""Glossary terms as people enter them: what is refused, and what is filled in."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.quality.glossary import MODES, Term, Wording, says
from app.domain.quality.stems import stem_of
from app.errors import Invalid

LONGEST = 200  # characters of a term or a wording; DeepL takes 1,024 bytes of UTF-8
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def complete(term: Term) -> Term:
    """The term with stems for all wordings and one preferred in each language.

    Invalid names what is wrong, in which field (lemma, forms, mode, or a language): empty, long,
    control (characters), mode, silent (no language has a wording), twice, stem (which does not stand
    in its wording).
    """
    lemma = _text(term.lemma, "lemma", "the term")
    if term.mode not in MODES:
        message = f"{lemma}: mode {term.mode!r} is none of {', '.join(MODES)}"
        raise Invalid(message, "mode", "mode", term.mode)
    forms = dict.fromkeys(_text(form, "forms", f"a form of {lemma}") for form in term.forms)
    forms.pop(lemma, None)
    if not any(term.wordings.values()):
        raise Invalid(f"{lemma}: no language has a wording", "lemma", "silent", lemma)
    wordings = {
        language: _wordings(lemma, language, given)
        for language, given in term.wordings.items()
        if given
    }
    return replace(term, lemma=lemma, forms=tuple(forms), wordings=wordings, note=term.note.strip())


def read(entry: Mapping[str, Any]) -> Term:
    """A term out of a file: lemma, and perhaps forms, mode, note; wordings by language, each a text
    or {text, stem}, the preferred one first. Invalid names the term and the field."""
    lemma = str(entry.get("lemma", ""))
    try:
        wordings = {
            str(language): tuple(_wording(one, first=at == 0) for at, one in enumerate(given))
            for language, given in entry.get("wordings", {}).items()
        }
    except (AttributeError, KeyError, TypeError) as error:
        raise Invalid(f"{lemma}: wordings must be texts or {{text, stem}} by language") from error
    mode, note = str(entry.get("mode", "warn")), str(entry.get("note", ""))
    return Term(lemma, wordings, tuple(map(str, entry.get("forms", ()))), mode, note)


def _wording(given: str | Mapping[str, str], first: bool) -> Wording:
    if isinstance(given, str):
        return Wording(given, "", first)
    return Wording(given["text"], given.get("stem", ""), first)


def _wordings(lemma: str, language: str, given: Sequence[Wording]) -> tuple[Wording, ...]:
    """The wordings of one language, one of them preferred, each with its stem."""
    found: dict[str, Wording] = {}
    for wording in given:
        text = _text(wording.text, language, f"{lemma} ({language})")
        stem = _text(wording.stem or stem_of(text, language), language, f"the stem of {text}")
        kept = Wording(text, stem, wording.preferred)
        if not says(Term(lemma, {language: (kept,)}), text, language):
            message = f"{lemma} ({language}): the stem {stem!r} does not stand in {text!r}"
            raise Invalid(message, language, "stem", stem)
        if text in found:
            message = f"{lemma} ({language}): {text!r} is given twice"
            raise Invalid(message, language, "twice", text)
        found[text] = kept
    first = next((text for text, wording in found.items() if wording.preferred), next(iter(found)))
    return tuple(replace(wording, preferred=text == first) for text, wording in found.items())


def _text(text: str, field: str, what: str) -> str:
    """A term or wording in composed characters; Invalid if it is empty, too long or has controls."""
    clean = unicodedata.normalize("NFC", text).strip(" \u00a0")
    if not clean:
        raise Invalid(f"{what} is empty", field, "empty")
    if len(clean) > LONGEST:
        message = f"{what} has {len(clean)} characters, more than {LONGEST}"
        raise Invalid(message, field, "long", clean)
    if _CONTROL.search(clean):
        message = f"{what} has a control character: {clean!r}"
        raise Invalid(message, field, "control", clean)
    return clean
