"""Two people changed the same text: what each of them changed, and both put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.revisions.merging import field_changed, merged, passages

OLD = "<h2>Amt</h2><p>Eins.</p><p>Zwei.</p><ul><li>Brot</li><li>Milch</li></ul>"


def who(before: str, theirs: str, mine: str) -> list[str]:
    """Who changed what, in order, without what nobody changed."""
    return [p.who for p in passages(before, theirs, mine) if p.who != "nobody"]


def test_different_paragraphs_go_together() -> None:
    """What only one of them changed is taken from that one."""
    theirs, mine = OLD.replace("Eins", "Erstens"), OLD.replace("Zwei", "Zweitens")
    found = passages(OLD, theirs, mine)
    assert ["they", "i"] == [p.who for p in found if p.who != "nobody"]
    assert OLD.replace("Eins", "Erstens").replace("Zwei", "Zweitens") == merged(found, {})


def test_the_same_paragraph_needs_a_choice() -> None:
    """Where both changed the same words a person decides; without a word from them both stay."""
    theirs, mine = OLD.replace("Eins", "Erstens"), OLD.replace("Eins", "Nummer eins")
    found = passages(OLD, theirs, mine)
    (number,) = (n for n, p in enumerate(found) if p.who == "both")
    assert theirs == merged(found, {number: "theirs"})
    assert mine == merged(found, {number: "mine"})
    assert "<p>Erstens.</p><p>Nummer eins.</p>" in merged(found, {})


def test_the_same_change_twice_is_no_quarrel() -> None:
    """Both corrected the same slip: nothing to decide."""
    theirs = mine = OLD.replace("Eins", "Erstens")
    assert [] == who(OLD, theirs, mine)


def test_lists_go_together_entry_by_entry() -> None:
    """One adds an entry, the other changes another: both are kept."""
    theirs = OLD.replace("<li>Brot</li>", "<li>Brot und Salz</li>")
    mine = OLD.replace("<li>Milch</li>", "<li>Milch</li><li>Eier</li>")
    both = OLD.replace(
        "<li>Brot</li><li>Milch</li>", "<li>Brot und Salz</li><li>Milch</li><li>Eier</li>"
    )
    assert both == merged(passages(OLD, theirs, mine), {})


def test_tables_go_together_cell_by_cell() -> None:
    """Two opening hours in one row."""
    old = "<table><tbody><tr><td>8 Uhr</td><td>12 Uhr</td></tr></tbody></table>"
    found = passages(old, old.replace("8", "9"), old.replace("12", "13"))
    assert old.replace("8", "9").replace("12", "13") == merged(found, {})


def test_taken_away_and_changed_is_a_quarrel() -> None:
    """One deletes what the other works on: nobody wins by being quicker."""
    theirs, mine = OLD.replace("<p>Eins.</p>", ""), OLD.replace("Eins", "Erstens")
    assert ["both"] == who(OLD, theirs, mine)
    assert "Erstens" in merged(passages(OLD, theirs, mine), {})


def test_a_choice_may_go_against_the_only_change() -> None:
    """Whoever looks may also refuse what only one side changed."""
    theirs = OLD.replace("Eins", "Erstens")
    found = passages(OLD, theirs, OLD)
    (number,) = (n for n, p in enumerate(found) if p.who == "they")
    assert OLD == merged(found, {number: "mine"})


def test_spelling_of_html_is_no_change() -> None:
    """An editor that writes the same text with other tags and blanks changed nothing."""
    other = OLD.replace("<li>Brot</li>", "<li><p>Brot</p></li>").replace("<p>", "\n<p>")
    assert ["they"] == who(OLD, OLD.replace("Zwei", "Zweitens"), other)


@pytest.mark.parametrize(
    ("old", "new"),
    [("h3>", "h4>"), ("<li>", '<li value="3">'), ("ul>", "ol>")],
)
def test_form_counts_as_a_change(old: str, new: str) -> None:
    """Another kind of heading or list is work that must not be lost, even in an accordion."""
    before = "<details><summary>Mehr</summary><h3>Zeit</h3><ul><li>Brot</li></ul></details>"
    mine = before.replace(old, new)
    assert mine == merged(passages(before, before, mine), {})


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [("a", "a", "nobody"), ("b", "a", "they"), ("a", "b", "i"), ("b", "c", "both"), ("b", "b", "nobody")],
)  # fmt: skip
def test_fields_without_paragraphs(theirs: str, mine: str, expected: str) -> None:
    """A title is one piece."""
    assert expected == field_changed("a", theirs, mine)


TEXTS = st.lists(st.sampled_from(["<p>a</p>", "<p>b</p>", "<h2>c</h2>", "<p>d</p>"]), max_size=6)


@given(TEXTS, TEXTS, TEXTS)
def test_each_side_can_be_had_whole(before: list[str], theirs: list[str], mine: list[str]) -> None:
    """Whatever they did to the text, choosing one side everywhere gives that side's text."""
    found = passages("".join(before), "".join(theirs), "".join(mine))
    for side, blocks in (("theirs", theirs), ("mine", mine)):
        assert "".join(blocks) == merged(found, dict.fromkeys(range(len(found)), side))


@given(TEXTS, TEXTS)
def test_who_changed_alone_gets_their_text(before: list[str], mine: list[str]) -> None:
    """If the others changed nothing, the merged text is mine, and the other way round."""
    old, new = "".join(before), "".join(mine)
    assert new == merged(passages(old, old, new), {})
    assert new == merged(passages(old, new, old), {})
