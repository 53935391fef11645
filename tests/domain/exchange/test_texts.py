"""Texts that come back, made comparable with ours."""

from __future__ import annotations

import pytest

from app.domain.exchange.texts import by_order, by_place, change_in_words, neat, renumbered, whole
from app.domain.segments.codes import Code
from app.domain.segments.segmentation import Segment

BOLD, ITALIC = Code(1, "pair", "b"), Code(2, "pair", "i")
PHONE = Code(1, "lock", "", text="0821 3102-100", html="0821 3102-100")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("  a \n\t b ", "en", "a b"),
        ("a\u00a0b", "en", "a\u00a0b"),
        ("cafe\u0301\x07", "en", "café"),
        ("كي", "fa", "کی"),
        ("كي", "ar", "كي"),
    ],
)
def test_neat(text: str, language: str, expected: str) -> None:
    """Blanks, composed letters, Persian ones in Persian only, nothing invisible that controls."""
    assert expected == neat(text, language)
    assert expected == neat(expected, language)


@pytest.mark.parametrize(
    ("coded", "order", "expected"),
    [
        ("⟦2⟧a⟦/2⟧ ⟦1⟧b⟦/1⟧", (2, 1), "⟦2⟧a⟦/2⟧ ⟦1⟧b⟦/1⟧"),
        ("⟦8⟧a⟦/8⟧ ⟦7⟧b⟦/7⟧", (7, 8), "⟦2⟧a⟦/2⟧ ⟦1⟧b⟦/1⟧"),
        ("⟦8⟧a⟦/8⟧", (8,), "⟦8⟧a⟦/8⟧"),
        ("⟦2⟧a⟦/2⟧ ⟦3⟧b⟦/3⟧", (2, 3), "⟦1⟧a⟦/1⟧ ⟦2⟧b⟦/2⟧"),
    ],
)
def test_codes_counted_anew(coded: str, order: tuple[int, ...], expected: str) -> None:
    """Our numbers are left alone; others go by the order of the source, if it has as many codes."""
    assert expected == renumbered(coded, order, (BOLD, ITALIC))


def test_codes_by_their_order() -> None:
    """In a memory only the order says which code is which."""
    assert "⟦2⟧a⟦/2⟧" == by_order("⟦1⟧a⟦/1⟧", (2, 1), (BOLD, ITALIC))
    assert "⟦1⟧a⟦/1⟧ ⟦2/⟧" == by_place("⟦9⟧a⟦/9⟧ ⟦3/⟧")


def test_torn_codes_leave_their_words() -> None:
    """A file must be well formed; codes that are only missing do no harm."""
    assert "a ⟦1⟧b⟦/1⟧" == whole("a ⟦1⟧b⟦/1⟧", (BOLD, ITALIC))
    assert "a b" == whole("a ⟦1⟧b", (BOLD,))
    assert "Tel. 0821 3102-100 x" == whole("Tel. ⟦1/⟧ ⟦9⟧x", (PHONE,))


def test_a_change_in_words() -> None:
    """As readers see it: contact data too; nothing where nothing can be seen."""
    old = Segment("text", "p", "Rufen Sie ⟦1/⟧ an", (PHONE,))
    new = Segment("text", "p", "Rufen Sie ⟦1/⟧ an", (Code(1, "lock", "", text="112", html="112"),))
    assert "Rufen Sie [-0821 3102-100-]{+112+} an" == change_in_words(old, new)
    assert "" == change_in_words(old, old)
