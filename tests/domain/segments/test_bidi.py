"""Left-to-right runs in Arabic and Persian text."""

import pytest

from app.domain.segments.bidi import isolate


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("من 8:00–15:00 كل يوم", 'من <bdi dir="ltr">8:00–15:00</bdi> كل يوم'),
        ("في Bürgeramt.", 'في <bdi dir="ltr">Bürgeramt</bdi>.'),
        ("(Kündigung) مهم", '(<bdi dir="ltr">Kündigung</bdi>) مهم'),
        ("لا شيء هنا 15 شخصًا", "لا شيء هنا 15 شخصًا"),
        ("A1 &amp; B1", '<bdi dir="ltr">A1</bdi> &amp; <bdi dir="ltr">B1</bdi>'),
    ],
)
def test_latin_words_and_hours_are_isolated(text: str, wanted: str) -> None:
    """What reads from left to right keeps its order; Arabic words and plain numbers are left alone."""
    assert wanted == isolate(text)


def test_tags_and_what_is_isolated_already_stay_as_they_are() -> None:
    """Attributes are no text, and nothing is wrapped twice."""
    html = '<a href="https://a.example/x">اقرأ <bdi dir="ltr">0511 168-0</bdi></a>'
    assert html == isolate(html)
