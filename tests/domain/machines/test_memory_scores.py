"""Scores of memory matches: the table of section 7, its penalties, and what may be used unasked."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.machines.memory_scores import (
    PENALTIES,
    Scored,
    Stored,
    applicable,
    comparable,
    rate,
    shown,
    text_of,
)
from app.domain.segments.segmentation import Segment, split


def segment(html: str) -> Segment:
    """The only segment of a piece of HTML."""
    (found,) = split(html).segments
    return found


NOW = text_of(segment("<p>Die Gebühr beträgt 12 Euro.</p>"))
OLD = text_of(segment("<p>Die Gebühr beträgt 10 Euro.</p>"))
BOLD = text_of(segment("<p>Die <b>Gebühr</b> beträgt 12 Euro.</p>"))
ITALIC = text_of(segment("<p>Die <i>Gebühr</i> beträgt 12 Euro.</p>"))
PLAIN = Stored(NOW, "The fee is 12 euros.", "human", "reviewed")


@pytest.mark.parametrize(
    ("stored", "score", "name"),
    [
        (replace(PLAIN, is_own=True), 101, "same paragraph"),
        (replace(PLAIN, has_neighbours=True), 101, "same neighbours"),
        (PLAIN, 100, "equal"),
        (replace(PLAIN, source=OLD, coded="The fee is 10 euros."), 96, "other values"),
        (replace(PLAIN, source=OLD, coded="There is a fee."), 95, "similar"),
        (replace(PLAIN, source=BOLD, coded="The ⟦1⟧fee⟦/1⟧ is 12 euros."), 93, "equal text"),
    ],
)
def test_each_likeness_has_its_score(stored: Stored, score: int, name: str) -> None:
    """101 in its place, 100 equal, 98 equal text (here without a code), 96 other values, else letters."""
    found = rate(NOW, stored, "en")
    assert (score, name) == (found.score, found.reasons[0].name)


def test_equal_text_in_another_dress_is_98() -> None:
    """Bold or italic, the words are the same."""
    found = rate(BOLD, replace(PLAIN, source=ITALIC, coded="The ⟦1⟧fee⟦/1⟧ is 12 euros."), "en")
    assert (98, True) == (found.score, found.is_whole)


def test_values_are_rewritten_and_named() -> None:
    """A match with other figures comes with ours, and says what was put for what."""
    found = rate(NOW, replace(PLAIN, source=OLD, coded="The fee is 10 euros."), "en")
    assert ("The fee is 12 euros.", "10 euros → 12 euros") == (
        found.coded,
        found.reasons[0].detail,
    )


@pytest.mark.parametrize(
    ("change", "penalty"),
    [
        ({"maker": "machine"}, "machine"),
        ({"quality": "draft"}, "unreviewed"),
        ({"quality": "unverified"}, "unreviewed"),
        ({"is_elsewhere": True}, "region"),
        ({"is_stale": True}, "stale"),
    ],
)
def test_each_drawback_costs_its_points(change: dict[str, Any], penalty: str) -> None:
    """The reasons name what was taken off, and the score is their sum."""
    found = rate(NOW, replace(PLAIN, **change), "en")
    assert 100 + PENALTIES[penalty] == found.score
    assert penalty == found.reasons[1].name


def test_a_title_is_not_a_paragraph() -> None:
    """The same words in another kind of place cost three points."""
    title = text_of(replace(NOW.segment, kind="title"))
    assert 97 == rate(title, PLAIN, "en").score


def test_a_machine_text_is_unreviewed_until_a_person_passes_it() -> None:
    """Translated by a person is good enough; translated by a machine is not."""
    scores = [
        rate(NOW, replace(PLAIN, maker=maker, quality=quality), "en").score
        for maker in ("human", "machine")
        for quality in ("translated", "reviewed")
    ]
    assert [100, 100, 85, 90] == scores


def test_its_own_stale_translation_is_not_punished_for_being_stale() -> None:
    """The old text of the very paragraph that changed is what the translator wants to see."""
    own = Stored(OLD, "A fee.", "human", "reviewed", is_own=True, is_stale=True)
    assert 95 == rate(NOW, own, "en").score


def test_broken_codes_are_told() -> None:
    """A text that lacks a code of ours is shown, but is not whole."""
    assert False is rate(BOLD, PLAIN, "en").is_whole


def scored(score: int, coded: str = "a", whole: bool = True) -> Scored:
    """A match of which only these matter."""
    return Scored(score, coded, (), whole)


@pytest.mark.parametrize(
    ("found", "coded"),
    [
        ([], None),
        ([scored(100)], "a"),
        ([scored(101), scored(100)], "a"),
        ([scored(101), scored(98, "b")], "a"),
        ([scored(99)], None),
        ([scored(101), scored(100, "b")], None),
        ([scored(100, whole=False)], None),
    ],
)
def test_only_a_lone_full_match_is_used_without_asking(
    found: list[Scored], coded: str | None
) -> None:
    """From 100, with one candidate, and only if no code of it is broken."""
    best = applicable(found)
    assert coded == (best.coded if best else None)


def test_matches_are_shown_from_75() -> None:
    """The best first; below 75 they would only be in the way."""
    assert [101, 75] == [one.score for one in shown([scored(74), scored(75), scored(101)])]


@given(st.text(alphabet="abc 12.", min_size=1), st.text(alphabet="abc 12.", min_size=1))
def test_no_likeness_of_letters_beats_an_equal_form(one: str, other: str) -> None:
    """Scores stay between 0 and 101, and only an equal form gets more than 95."""
    now, old = (text_of(Segment("text", "p", f"x{text}")) for text in (one, other))
    found = rate(now, Stored(old, "y", "human", "reviewed"), "en")
    assert 0 <= found.score <= 101
    assert found.score <= 95 or old.value == now.value


def test_codes_and_case_do_not_count_as_letters() -> None:
    """What is compared is what a reader sees, in any case."""
    assert "die gebühr" == comparable("⟦1⟧DIE⟦/1⟧  Gebühr⟦2/⟧")
