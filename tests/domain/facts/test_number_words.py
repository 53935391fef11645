"""Small numbers written as words."""

from decimal import Decimal

import pytest

from app.domain.facts.number_words import stands_in_words
from app.domain.facts.values import Carried, Refused, carry


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("de", 3, "drei Monate"), ("de", 3, "im dritten Monat"), ("en", 3, "3 (three) months"),
        ("tr", 3, "3 (üç) ay"), ("tr", 2, "ikinci kat"), ("ru", 2, "в течение двух (2) месяцев"),
        ("ru", 5, "пяти"), ("uk", 5, "п’ять документів"), ("uk", 7, "сім"), ("ar", 3, "ثلاثة أشهر"),
        ("ar", 5, "خمسة"), ("fa", 3, "سه ماه"), ("en", 12, "Twelve"),
    ],
)  # fmt: skip
def test_found(language: str, number: int, text: str) -> None:
    """In the forms that they take."""
    assert stands_in_words(Decimal(number), text, language)


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 3, "3 months"), ("en", 3, "threefold"), ("en", 13, "thirteen"), ("en", 1, "one"),
        ("fr", 3, "trois"), ("en", 10, "often"),
    ],
)  # fmt: skip
def test_not_found(language: str, number: int, text: str) -> None:
    """Not within other words, not where no list is kept."""
    assert not stands_in_words(Decimal(number), text, language)


def test_a_figure_beside_its_word_is_not_carried() -> None:
    """Else the translation would say 6 (three)."""
    german = "Sie haben 3 Monate."
    new = german.replace("3", "6")
    assert isinstance(carry(german, new, "You have 3 (three) months.", "en"), Refused)
    assert "You have 6 (four) months." == _coded(german, new, "You have 3 (four) months.")


def _coded(old: str, new: str, target: str) -> str:
    found = carry(old, new, target, "en")
    assert isinstance(found, Carried)
    return found.coded
