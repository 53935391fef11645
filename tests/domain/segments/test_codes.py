"""Codes: reading marks, and what is wrong with the codes of a target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.segments import codes
from app.domain.segments.codes import Code

LINK = Code(1, "pair", "a", (("href", "https://a.de"),))
BREAK = Code(2, "void", "br")
PHONE = Code(3, "lock", "", text="0821 3102-100", html="0821 3102-100")
ALL = (LINK, BREAK, PHONE)


def test_plain_removes_codes_and_locks() -> None:
    """plain() leaves the words only."""
    assert "Rufen Sie  an" == codes.plain("⟦1⟧Rufen⟦/1⟧ Sie ⟦3/⟧ an")


def test_visible_shows_locks_and_parts_lines() -> None:
    """visible() puts the text of a lock in its place and a blank for a line break."""
    assert "Rufen 0821 3102-100 an" == codes.visible("⟦1⟧Rufen⟦/1⟧⟦2/⟧⟦3/⟧ an", ALL)


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ("⟦1⟧Hier⟦/1⟧⟦2/⟧⟦3/⟧", []),
        ("⟦3/⟧⟦2/⟧⟦1⟧Hier⟦/1⟧", []),
        ("⟦1⟧Hier⟦/1⟧⟦2/⟧", ["missing code 3"]),
        ("⟦1⟧Hier⟦/1⟧⟦2/⟧⟦3/⟧⟦3/⟧", ["doubled code 3"]),
        ("⟦1⟧Hier⟦/1⟧⟦2/⟧⟦3/⟧⟦7/⟧", ["unknown code 7"]),
        ("⟦1⟧Hier⟦2/⟧⟦3/⟧", ["code 1 is not closed"]),
        ("Hier⟦/1⟧⟦2/⟧⟦3/⟧", ["code 1 is closed but not opened", "missing code 1"]),
        ("⟦1/⟧Hier⟦2/⟧⟦3/⟧", ["code 1 must wrap words"]),
        ("⟦1⟧Hier⟦/1⟧⟦2/⟧⟦3⟧x⟦/3⟧", ["code 3 must stand alone"]),
    ],
)
def test_problems_name_each_fault(coded: str, expected: list[str]) -> None:
    """problems() names unknown, missing, doubled and badly used codes, and is empty when whole."""
    assert expected == codes.problems(coded, ALL)


def test_crossing_pairs_are_named() -> None:
    """Pairs that overlap without nesting are a problem."""
    pairs = (Code(1, "pair", "a"), Code(2, "pair", "strong"))
    assert ["code 1 crosses code 2"] == codes.problems("⟦1⟧a⟦2⟧b⟦/1⟧c⟦/2⟧", pairs)


@given(st.text(alphabet="⟦⟧/12a"))
def test_defused_text_holds_no_codes_and_comes_back(text: str) -> None:
    """Literal text that looks like a code is no code once defused, and is restored unharmed."""
    defused = codes.defuse(text)
    assert [] == codes.CODE.findall(defused)
    assert text == codes.restore(defused)
    assert text == codes.plain(defused)
