"""Finding words in texts with tags."""

from __future__ import annotations

import pytest

from app.domain.segments.text_search import searcher

TITLE = "Büchereien"
TEXT = (
    "<p>Die Stadt<b>bücherei</b> in der Straße&nbsp;&bdquo;Am Wall&ldquo; hat <strong>offen</strong>."
    "</p><p>Müll\u00adtonne</p>"
)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("bucherei", True),
        ("STADTBÜCHEREI", True),
        ("stadtbuecherei", True),
        ("strasse", True),
        ("straße wall", True),
        ("offen büchereien", True),
        ("mülltonne", True),
        ("muelltonne", True),
        ("strong", False),
        ("nbsp", False),
        ("offen geschlossen", False),
        ("offenMüll", False),
    ],
)
def test_words_are_found_whatever_they_are_written_like(typed: str, is_found: bool) -> None:
    """Blind to case, accents, tags, soft hyphens and how umlauts are spelled; all words have to be there."""
    assert is_found == searcher(typed)(TITLE, TEXT)
