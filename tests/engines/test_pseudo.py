"""The pseudo engine: marked, in the right script, and the same each time."""

from __future__ import annotations

import pytest

from app.domain.facts.tokens import find
from app.domain.machines.machine import CANNOT, Capability, Request
from app.engines.pseudo import Pseudo

GERMAN = "Am 3. März 2026 ab 9.30 Uhr: 12,50 Euro, 1,5 km, Zimmer 12, 0821 3102-100, info@a.de"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "[pseudo] Gúté Tágé <b>"), ("ar", "[وهمي] غوته تاغه <b>"),
        ("fa", "[ساختگی] گوته تاگه <b>"), ("ru", "[псевдо] Гуте Таге <b>"),
    ],
)  # fmt: skip
def test_each_language_has_its_own_letters(language: str, expected: str) -> None:
    """A reader sees at once that nobody translated this."""
    assert expected == Pseudo().translate(Request(("Gute Tage <b>",), "de", language)).texts[0]


def test_tags_entities_and_german_words_stay() -> None:
    """Tags and <k> are not touched, what is escaped stays escaped, edge blanks stay."""
    text = ' A &amp; <x i="1"/><k i="2">Jobcenter</k> &lt;'
    expected = ' [pseudo] Á &amp; <x i="1"/><k i="2">Jobcenter</k> &lt;'
    assert expected == Pseudo().translate(Request((text,), "de", "tr")).texts[0]


@pytest.mark.parametrize("language", ["en", "ar", "fa", "ru", "tr", "uk"])
def test_values_are_the_same_in_every_language(language: str) -> None:
    """Dates, times, sums, numbers and addresses read the same afterwards."""
    text = Pseudo().translate(Request((GERMAN,), "de", language, is_xml=False)).texts[0]
    expected = [(token.kind, token.value) for token in find(GERMAN)]
    assert expected == [(token.kind, token.value) for token in find(text, language)]


def test_text_without_words_is_not_marked() -> None:
    """Nothing to translate, nothing to mark."""
    assert "12 – <x/>" == Pseudo().translate(Request(("12 – <x/>",), "de", "en")).texts[0]


def test_any_language_but_german() -> None:
    """German into German is no translation."""
    assert Capability(True, tags=True) == Pseudo().capabilities("ti")
    assert CANNOT == Pseudo().capabilities("de")
