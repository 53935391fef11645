"""Facts that differ between two German texts."""

from __future__ import annotations

import pytest

from app.domain.facts.changed_facts import changed_facts
from app.domain.segments.segmentation import split


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    """The facts that differ between two paragraphs."""
    (before,), (after,) = (split(f"<p>{one}</p>").segments for one in (old, new))
    return [(one.kind, one.old, one.new) for one in changed_facts(before, after)]


@pytest.mark.parametrize(
    ("old", "new", "facts"),
    [
        ("Am 3. März um 9 Uhr.", "Am 4. März um 9 Uhr.", [("date", "3. März", "4. März")]),
        ("Es kostet 5 Euro.", "Es kostet nichts.", [("money", "5 Euro", "")]),
        ("Es kostet nichts.", "Es kostet 5 Euro.", [("money", "", "5 Euro")]),
        ("Von 9 bis 9 Uhr.", "Von 9 bis 10 Uhr.", [("time", "9 Uhr", "10 Uhr")]),
        ("Am 3.3.2026 offen.", "Am 3. März 2026 zu.", []),
        ('<a href="/a">Hier</a> steht es.', '<a href="/b">Hier</a> steht es.', [("link", "/a", "/b")]),
        ("Ruf 0511 168 0 an.", "Ruf 0511 168 1 an.", [("tel", "0511 168 0", "0511 168 1")]),
        ("Der Pass ist gültig.", "Der Pass ist ungültig.", []),
    ],
)  # fmt: skip
def test_facts_are_told_from_old_to_new(
    old: str, new: str, facts: list[tuple[str, str, str]]
) -> None:
    """By kind and as they are written; what is only written another way is no other fact."""
    assert facts == told(old, new)
