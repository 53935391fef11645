"""Paragraphs put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts.normal_forms import forms
from app.domain.segments.codes import problems
from app.domain.segments.joining import is_of_all, join_answers, join_sources, shifted
from tests.domain.answers import segment

BOLD, LINK = "Ein <b>Kurs</b> beginnt.", 'Hier <a href="/a">mehr</a> und <i>mehr</i>.'


def test_numbers_are_raised() -> None:
    """Pairs and voids alike; other brackets stay."""
    assert "⟦4⟧a⟦/4⟧ ⟦13/⟧ [1] ⟦x⟧" == shifted("⟦1⟧a⟦/1⟧ ⟦10/⟧ [1] ⟦x⟧", 3)


def test_a_joined_source_reads_as_one_paragraph() -> None:
    """It is what an editor gets who puts the two together."""
    joined = join_sources([segment(BOLD), segment(LINK)])
    assert forms(segment(f"{BOLD} {LINK}")) == forms(joined)


def test_a_join_with_line_breaks() -> None:
    """It is what an editor gets who puts a line break between the two."""
    joined = join_sources([segment(BOLD), segment(LINK), segment("Ende.")], with_breaks=True)
    assert forms(segment(f"{BOLD}<br>{LINK}<br>Ende.")) == forms(joined)


@pytest.mark.parametrize("with_breaks", [False, True])
def test_a_joined_target_has_the_codes_of_its_source(with_breaks: bool) -> None:
    """However the parts' codes stand in their targets."""
    source, target = join_answers(
        [(segment(BOLD), "A ⟦1⟧course⟦/1⟧."), (segment(LINK), "⟦2⟧more⟦/2⟧ and ⟦1⟧here⟦/1⟧.")],
        with_breaks,
    )
    assert [] == problems(target, source.codes)
    assert target.startswith("A ⟦1⟧course⟦/1⟧.")


PARTS = st.lists(
    st.sampled_from(
        [(BOLD, "x ⟦1⟧y⟦/1⟧"), (LINK, "⟦2⟧x⟦/2⟧⟦1⟧y⟦/1⟧"), ("Nur Text", "z"),
         ("Ruf 0821 1234567 an", "⟦1/⟧")]
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(PARTS, st.booleans())
def test_joins_keep_every_code(parts: list[tuple[str, str]], with_breaks: bool) -> None:
    """No code is lost, doubled or confused, however many parts there are."""
    pairs = [(segment(html), coded) for html, coded in parts]
    source, target = join_answers(pairs, with_breaks)
    assert [] == problems(target, source.codes)
    assert list(range(1, len(source.codes) + 1)) == [code.number for code in source.codes]


def test_which_part_an_answer_is_for() -> None:
    """By the distance of its source from the first part and from all of them."""
    first, rest = "Der Kurs beginnt im Mai.", "Sie brauchen ein Heft."
    both = segment(f"{first} {rest}")
    assert is_of_all(both, segment(first), both)
    assert is_of_all(both, segment(first), segment(f"{first} Sie brauchen ein Buch."))
    assert not is_of_all(segment(first), segment("Der Kurs beginnt im Juni."), both)
