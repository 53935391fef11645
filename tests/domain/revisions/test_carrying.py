"""What becomes of a translation when its German text changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.revisions.carrying import Outcome, carry_target
from app.domain.revisions.changes import classify
from app.domain.segments.codes import problems
from app.domain.segments.segmentation import Segment, fill, split


def known(word: str) -> bool:
    """A region that knows no words."""
    return False


def segment(html: str) -> Segment:
    """The first segment of a paragraph."""
    return split(f"<p>{html}</p>").segments[0]


def carried(old: str, new: str, target: str, language: str = "en") -> Outcome:
    """What becomes of `target` when one paragraph becomes another."""
    one, other = segment(old), segment(new)
    return carry_target(one, other, target, language, classify(one, other, known=known))


CASES = [
    ("carry", "Sie brauchen das, bitte.", "Sie brauchen das bitte", "You need it.", "You need it."),
    ("carry", "Tel.: 0821 3102-100", "Tel.: 0821/3102 100", "Phone: ⟦1/⟧", "Phone: ⟦1/⟧"),
    ("auto", "Tel.: 0821 3102-100", "Tel.: 0821 3102-200", "Phone: ⟦1/⟧", "Phone: ⟦1/⟧"),
    (
        "auto",
        "<a href='/a'>Hier</a> mehr",
        "<a href='/b'>Hier</a> mehr",
        "⟦1⟧x⟦/1⟧ y",
        "⟦1⟧x⟦/1⟧ y",
    ),
    (
        "auto",
        "Um 14 Uhr <b>hier</b>",
        "Um 9:30 Uhr <b>hier</b>",
        "⟦1⟧Here⟦/1⟧, 2 pm",
        "⟦1⟧Here⟦/1⟧, 9:30 am",
    ),
    ("stale", "3 Monate Zeit", "6 Monate Zeit", "three months", "three months"),
    (
        "auto",
        "Siehe <a href='/a'>Blatt</a>.",
        "Siehe Blatt.",
        "The ⟦1⟧leaflet⟦/1⟧.",
        "The leaflet.",
    ),
    (
        "auto",
        "Ein <b>neues</b> Amt",
        "Ein <em>neues</em> Amt",
        "A ⟦1⟧new⟦/1⟧ one",
        "A ⟦1⟧new⟦/1⟧ one",
    ),
    ("auto", "Neues Amt", "<a href='/a'>Neues Amt</a>", "New office", "⟦1⟧New office⟦/1⟧"),
    ("auto", "<a href='/a'>Neues Amt</a>", "Neues Amt", "⟦1⟧New office⟦/1⟧", "New office"),
    (
        "auto",
        "<b>Ein</b> <a href='/a'>Amt</a>",
        "Ein <a href='/a'>Amt</a>",
        "⟦1⟧An⟦/1⟧ ⟦2⟧office⟦/2⟧",
        "An ⟦1⟧office⟦/1⟧",
    ),
    (
        "auto",
        "Bitte <a href='/a'><b>hier</b></a>!",
        "Bitte <b><a href='/a'>hier</a></b>!",
        "Click ⟦1⟧⟦2⟧here⟦/2⟧⟦/1⟧!",
        "Click ⟦1⟧⟦2⟧here⟦/2⟧⟦/1⟧!",
    ),
    (
        "auto",
        "<a href='/a'>A</a> und <b>B</b> 3",
        "<a href='/a'>A</a> und B 4",
        "⟦2⟧B⟦/2⟧ and ⟦1⟧A⟦/1⟧ 3",
        "B and ⟦1⟧A⟦/1⟧ 4",
    ),
    ("advise", "Das ist neu.", "Das ist <b>neu</b>.", "It is new.", "It is new."),
    (
        "advise",
        "Es ist <a href='/a'>neu</a>.",
        "<b>Es</b> ist <a href='/a'>neu</a>.",
        "It is ⟦1⟧new⟦/1⟧.",
        "It is ⟦2⟧new⟦/2⟧.",
    ),
    ("advise", "Die Anmedung", "Die Anmeldung", "Registration", "Registration"),
    ("stale", "Siehe Blatt.", "Siehe <a href='/a'>Blatt</a>.", "See it.", "See it."),
    ("stale", "Das Jobcenter", "Das <span translate='no'>Jobcenter</span>", "It", "It"),
    ("stale", "Das <span translate='no'>Amt</span>", "Das Amt", "The ⟦1/⟧", "The ⟦1/⟧"),
    ("stale", "Sie müssen kommen", "Sie müssen nicht kommen", "You must come", "You must come"),
    ("stale", "Ein <a href='/a'>A</a>", "Ein <a href='/b'>A</a>", "An A", "An A"),
    ("stale", "Rufen Sie 0821 1234567", "Rufen Sie 0821 7654321", "Call us", "Call us"),
]


@pytest.mark.parametrize(("verdict", "old", "new", "target", "expected"), CASES)
def test_verdict_and_text(verdict: str, old: str, new: str, target: str, expected: str) -> None:
    """Facts and codes travel, words wait."""
    outcome = carried(old, new, target)
    assert (verdict, expected) == (outcome.verdict, outcome.coded), outcome.why


def test_swapped_nesting_renders_as_in_german() -> None:
    """Strong in a link becomes a link in strong."""
    new = "Bitte <strong><a href='https://a.de'>hier</a></strong>!"
    old = "Bitte <a href='https://a.de'><strong>hier</strong></a>!"
    html = fill(carried(old, new, "⟦1⟧⟦2⟧here⟦/2⟧⟦/1⟧!").coded, segment(new).codes)
    assert '<strong><a href="https://a.de">here</a></strong>!' == html


def test_emphasis_that_was_never_there_does_not_make_a_value_stale() -> None:
    """A target that lacked the emphasis before may still get the new number."""
    outcome = carried("Ab <b>jetzt</b> 3 Euro", "Ab <b>jetzt</b> 4 Euro", "3 euros from now")
    assert ("auto", "4 euros from now") == (outcome.verdict, outcome.coded)


SLOTS = (
    ("neu", "<b>neu</b>", "<em>neu</em>"),
    ("Seite", "<a href='/a'>Seite</a>", "<a href='/b'>Seite</a>"),
    ("<b><a href='/a'>Blatt</a></b>", "<a href='/a'><b>Blatt</b></a>", "<a href='/a'>Blatt</a>"),
    ("5 Euro", "6 Euro", "<b>7</b> Euro"),
    ("9 Uhr", "10 Uhr", "9:30 Uhr"),
    ("0821 3102-100", "0821 3102-200", "<a href='tel:08213102300'>0821 3102-300</a>"),
    ("das Amt,", "das Amt", "das nicht"),
)
edits = st.lists(
    st.tuples(st.sampled_from(SLOTS), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=6
)
Edit = tuple[tuple[str, ...], int, int]


def both(slots: list[Edit]) -> tuple[Segment, Segment]:
    """An old and a new paragraph that differ in some of their slots."""
    old, new = (" ".join(slot[0][slot[side]] for slot in slots) for side in (1, 2))
    return segment(f"Hier {old} da"), segment(f"Hier {new} da")


@settings(deadline=None)
@given(edits)
def test_result_is_whole_or_stale(slots: list[Edit]) -> None:
    """A carried target has the codes of the new source and nothing else; a stale one is kept."""
    old, new = both(slots)
    outcome = carry_target(old, new, old.coded, "de", classify(old, new, known=known))
    if outcome.verdict in ("carry", "auto"):
        assert [] == problems(outcome.coded, new.codes)
    if outcome.verdict == "stale":
        assert old.coded == outcome.coded


@settings(deadline=None)
@given(edits)
def test_a_carried_german_text_is_the_new_german_text(slots: list[Edit]) -> None:
    """German as its own translation: what is carried by rule reads like the new source."""
    old, new = both(slots)
    outcome = carry_target(old, new, old.coded, "de", classify(old, new, known=known))
    if outcome.verdict in ("carry", "auto"):
        expected, actual = (fill(coded, new.codes) for coded in (new.coded, outcome.coded))
        assert _words(expected) == _words(actual)


def _words(html: str) -> list[str]:
    """HTML without commas and with one spelling of a full hour, which are cosmetic."""
    return html.replace(",", "").replace(":00", "").split()
