"""Translations written with the codes that a person sees."""

import pytest

from app.domain.segments.codes import visible
from app.domain.segments.segmentation import plain_segment
from app.domain.takeover.spoken_codes import adopt, shown, shown_text
from tests.domain.answers import segment

CALL = 'Rufen Sie <a href="tel:+498211234567">0821 1234567</a> an.'


@pytest.mark.parametrize(
    ("german", "text", "coded"),
    [
        ("Wir sind da.", "We are here.", "We are here."),
        ("Wir <b>sind</b> da.", "We ⟦1⟧are⟦/1⟧ here.", "We ⟦1⟧are⟦/1⟧ here."),
        (CALL, "Call ⟦1⟧0821 1234567⟦/1⟧.", "Call ⟦1/⟧."),
        ("Rufen Sie 0821 1234567 an.", "Call 0821 1234567.", "Call ⟦1/⟧."),
        ("Rufen Sie 0821 1234567 an.", "Call +49 821 1234567.", "Call ⟦1/⟧."),
        (
            'Tel. 0821 1234567 oder <a href="/x">hier</a>',
            "Tel. 0821 1234567 or ⟦1⟧here⟦/1⟧",
            "Tel. ⟦1/⟧ or ⟦2⟧here⟦/2⟧",
        ),
        (
            'Klicken <a href="/x"><b>hier</b></a> an.',
            "Click ⟦1⟧⟦2⟧here⟦/2⟧⟦/1⟧.",
            "Click ⟦1⟧⟦2⟧here⟦/2⟧⟦/1⟧.",
        ),
        ("Oben<br>unten", "Up⟦1/⟧down", "Up⟦1/⟧down"),
        (
            'Das <span translate="no">Jobcenter</span> hilft.',
            "The ⟦1/⟧ helps.",
            "The ⟦1/⟧ helps.",
        ),
        ("a < b & c", "x < y & z", "x < y & z"),
    ],
)
def test_adopted(german: str, text: str, coded: str) -> None:
    """Number n is the n-th element of the German as it stands in HTML; locks are found by value."""
    assert (coded, ()) == adopt(segment(german), text)


@pytest.mark.parametrize(
    ("german", "text"),
    [
        (CALL, "Call us."),
        (CALL, "Call ⟦1⟧0821 7654321⟦/1⟧."),
        ("Wir <b>sind</b> da.", "We are here."),
        ("Wir sind da.", " "),
    ],
)
def test_what_is_wrong_is_said(german: str, text: str) -> None:
    """Lost codes, other numbers and nothing at all are problems."""
    assert adopt(segment(german), text)[1]


def test_plain_fields_have_no_codes() -> None:
    """A title is taken as it is."""
    assert ("Call ⟦1/⟧ 5", ()) == adopt(plain_segment("title", "Anruf"), "Call ⟦1/⟧ 5")


def test_shown() -> None:
    """What a reader sees: no codes, the text of locks, single blanks."""
    german = segment(CALL)
    assert "Rufen Sie 0821 1234567 an." == shown(german.coded, german.codes)
    assert visible(german.coded, german.codes) == shown_text("Rufen  Sie ⟦1⟧0821 1234567⟦/1⟧ an.")
