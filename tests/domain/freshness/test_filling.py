"""Facts in old translations, and the codes that targets are filled with."""

import pytest

from app.domain.facts.named_facts import named, names_other_facts
from app.domain.freshness.filling import codes_to_fill, differ
from app.domain.freshness.staleness import Verdict
from app.domain.segments.segmentation import fill
from tests.domain.answers import answer, segment


@pytest.mark.parametrize(
    ("old", "now", "wanted"),
    [
        ("Sie haben 3 Monate.", "Sie warten 6 Monate.", True),
        ("Sie haben 3 Monate.", "Sie haben Zeit.", True),
        ("Sie haben Zeit.", "Sie haben 3 Monate.", False),
        ("Um 9 Uhr am Amt", "Am Rathaus um 9:00 Uhr", False),
        ("5 Euro und 5 Euro", "5 Euro", True),
        ("5 Euro", "5,00 € und nochmal 5 Euro", False),
        ("Ruf 0821 1234567 an", "Wähle +49 821 1234567", False),
        ("Ruf 0821 1234567 an", "Wähle 0821 7654321", True),
        ("Schreib an a@amt.de", "Schreib an b@amt.de", True),
        ("Im Mai", "Im Juni", False),
    ],
)
def test_whether_an_old_text_names_another_fact(old: str, now: str, wanted: bool) -> None:
    """By value, over spellings, as often as German names it."""
    assert wanted is names_other_facts(segment(old), segment(now))


def test_facts_have_kind_and_value() -> None:
    """Contact data in locks counts with the rest."""
    kinds = [kind for kind, _ in named(segment("Am 3.3.2026 um 9 Uhr 0821 1234567 für 5 €"))]
    assert ["date", "time", "tel", "money"] == kinds


def test_only_a_stale_answer_differs() -> None:
    """What is current was carried or compared."""
    head = answer("Sie haben 3 Monate.", "three")
    now = segment("Sie warten 6 Monate.")
    assert differ(now, Verdict("stale", "stale", "semantic", 2, head))
    assert not differ(now, Verdict("advise", "advise", "semantic", 1, head))
    assert not differ(now, Verdict("missing", "missing", "new", 2))


OLD = '<a href="tel:+498211234567">0821 1234567</a> oder <a href="/alt">hier</a>'


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (OLD.replace("/alt", "/neu"), OLD.replace("/alt", "/neu")),
        (OLD.replace(">0821 1234567", ">0821/123 45 67"), OLD),
        (OLD.replace("1234567", "7654321"), OLD.replace("1234567", "7654321")),
    ],
)
def test_links_are_those_of_now_and_equal_numbers_those_of_the_target(
    now: str, wanted: str
) -> None:
    """A number only spelled anew stays as it was translated; a new one is put in."""
    head = answer(OLD, "⟦1/⟧ oder ⟦2⟧hier⟦/2⟧")
    verdict = Verdict("carry", "current", "", 0, head, head.coded)
    assert wanted == fill(verdict.coded, codes_to_fill(verdict, segment(now)))


@pytest.mark.parametrize("word", ["stale", "carry_group"])
def test_an_old_text_is_filled_as_it_was_made(word: str) -> None:
    """With its own codes, whatever German has now."""
    head = answer(OLD, "⟦1/⟧ oder ⟦2⟧hier⟦/2⟧")
    verdict = Verdict(word, "stale", "", 0, head, head.coded)
    assert OLD == fill(verdict.coded, codes_to_fill(verdict, segment("Ganz anders.")))


def test_without_an_answer_the_codes_are_those_of_german() -> None:
    """A missing paragraph is shown in German."""
    now = segment(OLD)
    assert now.codes == codes_to_fill(Verdict("missing", "missing", "new", 2), now)
