"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.revisions.word_diff import word_diff


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", []),
        ("Ja", "Ja", [("same", "Ja")]),
        ("", "Ja", [("new", "Ja")]),
        ("Ja", "", [("gone", "Ja")]),
        ("ein Kurs", "der Kurs", [("gone", "ein"), ("new", "der"), ("same", " Kurs")]),
        ("Kurs.", "Kurs!", [("same", "Kurs"), ("gone", "."), ("new", "!")]),
        ("a b", "a ⟦1⟧b⟦/1⟧", [("same", "a "), ("new", "⟦1⟧"), ("same", "b"), ("new", "⟦/1⟧")]),
    ],
)
def test_stretches(old: str, new: str, told: list[tuple[str, str]]) -> None:
    """Words, signs and codes are the pieces that stay, come or go."""
    assert told == [(stretch.kind, stretch.text) for stretch in word_diff(old, new)]


TEXTS = st.text(alphabet="aäb .!⟦1/⟧\n☺", max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    """Without what is new it is the old text, without what is gone the new one."""
    diff = word_diff(old, new)
    assert old == "".join(stretch.text for stretch in diff if stretch.kind != "new")
    assert new == "".join(stretch.text for stretch in diff if stretch.kind != "gone")
    assert all(stretch.text for stretch in diff)


@given(TEXTS)
def test_equal_texts_have_no_difference(text: str) -> None:
    """Everything is the same."""
    assert {"same"} >= {stretch.kind for stretch in word_diff(text, text)}
