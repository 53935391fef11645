"""Passwords that are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access.passwords import LONGEST, SHORTEST, fault

ADA = ("ada.lovelace@rathaus.example", "Ada Lovelace")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kurz", "short"),
        ("Elf Zeichen", "short"),
        ("x" * 201, "long"),
        ("aaaaaaaaaaaa", "simple"),
        ("ababababababab", "simple"),
        ("123456789012345", "simple"),
        ("abcdefghijklmn", "simple"),
        ("passwort1234", "guessed"),
        ("Willkommen2026!", "guessed"),
        ("AdaLovelace99", "guessed"),
        ("ada.lovelace@rathaus", "guessed"),
        ("ein langes Passwort 17", ""),
        ("Sieben Kühe lesen Zeitung", ""),
        ("kVw93-pQzz-81xT", ""),
        ("سبع بقرات تقرأ", ""),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str, why: str) -> None:
    """Length counts most; what everybody tries first, or knows about the owner, counts nothing."""
    assert why == fault(password, *ADA)


@given(st.text(max_size=LONGEST + 50))
def test_length_is_always_judged_first(password: str) -> None:
    """Nothing outside the limits is ever taken."""
    if not SHORTEST <= len(password) <= LONGEST:
        assert fault(password, *ADA) in ("short", "long")
