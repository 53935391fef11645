"""Finding pages by what somebody types of a title."""

import pytest

from app.domain.addresses.title_search import best, rank


@pytest.mark.parametrize(
    ("words", "title", "expected"),
    [
        ("arzt", "Arzt", 0),
        ("Ärzte", "Ärzte und Kliniken", 1),
        ("arzte", "Ärzte und Kliniken", 1),
        ("aerzte", "Ärzte und Kliniken", 1),
        ("klin", "Ärzte und Kliniken", 2),
        ("linik", "Ärzte und Kliniken", 3),
        ("kliniken ärzte", "Ärzte und Kliniken", 3),
        ("strasse", "Straße", 0),
        ("cafe", "Sprachcafé", 3),
        ("Шко", "Школа", 1),
        ("schule", "Arbeit", None),
    ],
)
def test_how_well_a_title_fits(words: str, title: str, expected: int | None) -> None:
    """Beginnings before middles; accents, case and umlauts do not matter."""
    assert expected == rank(words, title)


def test_the_best_come_first() -> None:
    """The same title, then beginnings, then beginnings of words; of equals the shorter one."""
    titles = [(1, "Kita und Schule"), (2, "Schulen in der Stadt"), (3, "Schule"), (4, "Schulen")]
    assert [3, 4, 2, 1] == best("schule", titles, 20)
    assert [3, 4] == best("schule", titles, 2)
