"""Recognise German gender forms: Mieter*innen, Mieter/-innen, Mieterinnen und Mieter."""

import re
from dataclasses import dataclass

SIGN = "⁂"
"""Ends the stem of a gender form, so that it can be told from a plain word."""

_LETTER = r"[^\W\d_]"
_SUFFIXED = re.compile(
    rf"(?P<stem>{_LETTER}{{2,}}?)(?:[*:_·]in(?:nen)?|/-?in(?:nen)?|\(in(?:nen)?\)"
    rf"|(?<=[a-zäöüß])In(?:nen)?)(?!{_LETTER})"
)
_ENDINGS = re.compile(
    rf"(?P<stem>{_LETTER}{{2,}}?)(?:[*:_]|/-?)(?:r|n|s|m|e|en|er|die|der|das|den|dem|eine|ihre?)"
    rf"(?!{_LETTER})"
)
_ALL = re.compile(r"\(\s?[mwdx](?:\s?[/|,*]\s?[mwdx])+\s?\)")
_JOIN = r"(?: und | bzw\. |/)(?:(?:der|die|den|dem|des|das) )?"
_WOMEN_FIRST = re.compile(rf"(?P<her>{_LETTER}{{2,}})in(?:nen)?{_JOIN}(?P<his>{_LETTER}{{2,}})")
_MEN_FIRST = re.compile(
    rf"(?P<his>{_LETTER}{{2,}}?){_JOIN}(?P<her>{_LETTER}{{2,}})in(?:nen)?(?!\w)"
)
_PLAIN_ENDINGS = ("", "e", "en", "n", "er", "ern", "s", "es")
_FLAT = str.maketrans("äöüÄÖÜ", "aouAOU")


@dataclass(frozen=True)
class Form:
    """A gender form that begins at the place asked for: its stem, and where it ends."""

    stem: str
    end: int


def match(text: str, at: int, end: int) -> Form | None:
    """The gender form at `at`, None where a plain word or something else stands."""
    for pattern in (_WOMEN_FIRST, _MEN_FIRST):
        pair = pattern.match(text, at, end)
        if pair and same_root(pair["her"], pair["his"]):
            return Form(pair["his"], pair.end())
    form = _SUFFIXED.match(text, at, end) or _ENDINGS.match(text, at, end)
    if form:
        return Form(form["stem"], form.end())
    everyone = _ALL.match(text, at, end)
    return Form("", everyone.end()) if everyone else None


def same_root(stem: str, word: str) -> bool:
    """Whether `word` is the plain form of a gender form's stem (Kolleg, Kollegen; Ärzt, Arzt)."""
    stem, word = (part.translate(_FLAT).casefold() for part in (stem, word))
    if len(stem) > len(word):
        stem, word = word, stem
    return word.startswith(stem) and word[len(stem) :] in _PLAIN_ENDINGS


def same_person(one: str, other: str) -> bool:
    """Whether two unit forms, at least one of them a gender form, name the same people."""
    if not (one.endswith(SIGN) or other.endswith(SIGN)):
        return False
    stems = one.removesuffix(SIGN), other.removesuffix(SIGN)
    articles = {"der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "einer", "des"}
    pronouns = (stems[0] + "r", stems[1]), (stems[0], stems[1] + "r")  # jede*r, jeder
    if same_root(*stems) or any(a.casefold() == b.casefold() for a, b in pronouns):
        return True
    return {stem.casefold() for stem in stems} <= articles
