"""Words found and marked in texts with codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.segments.concordance import marked, searchable, spelled_otherwise, words_of


def hits(coded: str, typed: str) -> list[str]:
    """The stretches that are marked."""
    return [one.text for one in marked(coded, words_of(typed)) if one.is_hit]


@pytest.mark.parametrize(
    ("coded", "typed", "found"),
    [
        ("Das Bürgeramt ist offen.", "buergeramt", False),
        ("Das Bürgeramt ist offen.", "BÜRGER", True),
        ("Das Bürgeramt ist offen.", "burger offen", True),
        ("Große Straße", "strasse", True),
        ("مُكْتَب الأُجَانِب", "مكتب الاجانب", True),
        ("كتاب", "کتاب", True),
        ("می‌خواهم", "میخواهم", True),
        ("Їжа та житло", "їжа", True),
        ("Iğdır", "ığdır", True),
        ("Zum ⟦1⟧Amt⟦/1⟧", "amt", True),
        ("Zum A⟦1⟧mt⟦/1⟧", "amt", True),
        ("Zum Amt", "1", False),
    ],
)
def test_words_are_found_however_they_are_typed(coded: str, typed: str, found: bool) -> None:
    """Case, accents, vowel signs, half-spaces and codes make no difference."""
    assert found == all(word in searchable(coded) for word in words_of(typed))


def test_umlauts_may_be_written_out() -> None:
    """For keyboards that have none."""
    words = spelled_otherwise(words_of("Buergeramt"))
    assert all(word in searchable("Das Bürgeramt") for word in words)


def test_each_place_is_marked() -> None:
    """In the letters of the text, not in those that were typed."""
    assert ["Straße", "STRASSE"] == hits("Die Straße, die STRASSE.", "strasse")
    assert ["مُكْتَب"] == [text.strip() for text in hits("في مُكْتَب", "مكتب")]


def test_a_code_in_a_word_stays_whole() -> None:
    """It stands between two stretches."""
    found = marked("ein A⟦12⟧mt⟦/12⟧ da", ("amt",))
    assert [("ein ", False), ("A", True), ("⟦12⟧", False), ("mt", True), ("⟦/12⟧ da", False)] == [
        (one.text, one.is_hit) for one in found
    ]


@given(st.text(alphabet="abcäßıİé⟦1⟧/ \u0301", max_size=30), st.text(max_size=5))
def test_marking_loses_nothing(coded: str, typed: str) -> None:
    """All stretches together are the text."""
    assert coded == "".join(one.text for one in marked(coded, words_of(typed)))
