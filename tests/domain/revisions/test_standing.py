"""Where a page stands with its German readers, and what may be done to it then."""

from __future__ import annotations

import pytest

from app.domain.revisions.standing import NEEDS, STANDINGS, obstacle, standing


@pytest.mark.parametrize(
    ("written", "is_live", "expected"),
    [
        ("draft", False, "draft"),
        ("published", False, "draft"),
        ("review", False, "review"),
        ("review", True, "review"),
        ("draft", True, "changed"),
        ("published", True, "live"),
    ],
)
def test_the_working_copy_and_the_readers_decide(
    written: str, is_live: bool, expected: str
) -> None:
    """Unless the page, or one above it, was put away: then nothing else counts."""
    assert expected == standing(written, is_live=is_live)
    assert "archived" == standing(written, is_live=is_live, is_archived=True)
    assert "below archived" == standing(written, is_live=is_live, is_below_archived=True)


def test_every_deed_makes_sense_somewhere_and_says_why_not_elsewhere() -> None:
    """For each standing there is an answer, and for each deed one without an obstacle."""
    for deed in NEEDS:
        answers = [obstacle(deed, stands, True) for stands in STANDINGS]
        assert "" in answers, deed
    assert "not public" == obstacle("order", "draft", False)
