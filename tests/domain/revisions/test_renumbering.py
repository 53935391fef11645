"""Codes put to those of another wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.freshness.staleness import judge
from app.domain.revisions.renumbering import renumbered
from tests.domain.answers import answer, edge, segment, source

MAIL_FIRST = "Mail an a@amt.de oder Anruf unter 0821 1234567."
PHONE_FIRST = "Anruf unter 0821 1234567 oder Mail an a@amt.de."
TWO_LINKS = '<a href="/a">Amt</a> und <a href="/b">Haus</a>'


@pytest.mark.parametrize(
    ("old", "new", "coded", "wanted"),
    [
        (MAIL_FIRST, PHONE_FIRST, "Mail ⟦1/⟧ or call ⟦2/⟧.", "Mail ⟦2/⟧ or call ⟦1/⟧."),
        (
            TWO_LINKS,
            '<a href="/b">Haus</a> und <a href="/a">Amt</a>',
            "⟦1⟧A⟦/1⟧ ⟦2⟧B⟦/2⟧",
            "⟦2⟧A⟦/2⟧ ⟦1⟧B⟦/1⟧",
        ),
        (TWO_LINKS, TWO_LINKS.replace("/b", "/c"), "⟦2⟧B⟦/2⟧ ⟦1⟧A⟦/1⟧", "⟦2⟧B⟦/2⟧ ⟦1⟧A⟦/1⟧"),
        (TWO_LINKS, '<a href="/b">Haus</a> ist da', "⟦1⟧A⟦/1⟧ ⟦2⟧B⟦/2⟧", "A ⟦1⟧B⟦/1⟧"),
        ("Ein <b>Amt</b>", "Ein Amt", "An ⟦1⟧office⟦/1⟧", "An office"),
        ("Ruf 0821 1234567 an", "Wähle 0821 7654321", "Call ⟦1/⟧", "Call ⟦1/⟧"),
        ("Ruf 0821 1234567 an", "Ruf an", "Call ⟦1/⟧", None),
        ("Ruf 0821 1234567 an", "Schreib an a@amt.de", "Call ⟦1/⟧", None),
        ("Nur Text", "Andere <b>Worte</b>", "Text", "Text"),
    ],
)
def test_counterparts(old: str, new: str, coded: str, wanted: str | None) -> None:
    """Equal ones wherever they stand, then those of one kind; contact data is never dropped."""
    assert wanted == renumbered(coded, segment(old).codes, segment(new).codes)


@pytest.mark.parametrize("reason", ["minor", "confirmed"])
def test_a_declared_text_keeps_its_numbers_at_their_words(reason: str) -> None:
    """A phone number does not come to stand where the mail address was."""
    head = answer(MAIL_FIRST, "Mail ⟦1/⟧ or call ⟦2/⟧.")
    edges = [edge(MAIL_FIRST, PHONE_FIRST, reason)]
    found = judge(source(PHONE_FIRST), head, [head], edges, "en", lambda word: False)
    assert found.state in ("advise", "current")
    assert "Mail ⟦2/⟧ or call ⟦1/⟧." == found.coded


CODES = st.lists(
    st.sampled_from(["<b>{}</b>", '<a href="/a">{}</a>', '<a href="/b">{}</a>', "{} 0821 1234567"]),
    min_size=1, max_size=4,
)  # fmt: skip


@given(CODES)
def test_a_permutation_of_codes_is_undone_by_itself(parts: list[str]) -> None:
    """There and back again, each code has its own number."""
    words = [part.format(f"Wort{number}") for number, part in enumerate(parts)]
    one = source(" und ".join(words)).segment
    other = source(" und ".join(words[::-1])).segment
    there = renumbered(one.coded, one.codes, other.codes)
    assert there is not None
    back = renumbered(there, other.codes, one.codes)
    assert back is not None
    assert sorted(one.coded) == sorted(back)
