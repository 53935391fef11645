"""What a machine gets of a coded text, how its answer is read, and the ladder for broken codes."""

from __future__ import annotations

import random
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.machines.machine_text import decode, encode, next_rung, problems_but_formatting
from app.domain.segments.codes import CODE, Code, problems
from app.domain.segments.segmentation import split
from tests.fakes.damage import KINDS, spoil

BOLD = Code(1, "pair", "strong")
LINK = Code(2, "pair", "a", (("href", "https://a.de"),))
PHONE = Code(3, "lock", "", text="0821 3102-100", html="0821 3102-100")
NAME = Code(4, "lock", "span", (("translate", "no"),), "Jobcenter", "<span>Jobcenter</span>")
BREAK = Code(5, "void", "br")
ALL = (BOLD, LINK, PHONE, NAME, BREAK)
TEXT = "⟦1⟧Neu:⟦/1⟧ Rufen Sie ⟦2⟧hier & jetzt⟦/2⟧ an: ⟦3/⟧.⟦5/⟧Das ⟦4/⟧ hilft."


def answers(texts: tuple[str, ...]) -> list[str]:
    """A machine that shouts."""
    return [
        "".join(part if part[:1] in "<&" else part.upper() for part in _split(text))
        for text in texts
    ]


def _split(text: str) -> list[str]:
    return re.split(r"(<k.*?</k>|<[^>]*>|&\w+;)", text)


def test_first_rung_sends_all_codes_in_three_tags() -> None:
    """Pairs go as g, breaks and contact data as x, words that stay German as k, and & is escaped."""
    expected = (
        '<g i="1">Neu:</g> Rufen Sie <g i="2">hier &amp; jetzt</g> an: <x i="3"/>.<x i="5"/>'
        'Das <k i="4">Jobcenter</k> hilft.'
    )
    assert (expected,) == encode(TEXT, ALL, 0, True)


def test_second_rung_leaves_formatting_out() -> None:
    """Links, breaks and locks stay; bold does not."""
    expected = 'Neu: Rufen Sie <g i="2">hier &amp; jetzt</g> an: <x i="3"/>.<x i="5"/>Das <x i="4"/> hilft.'
    assert (expected,) == encode(TEXT, ALL, 1, True)


def test_third_rung_sends_the_pieces_between() -> None:
    """Pieces have no tags; punctuation alone is not sent."""
    pieces = ("Neu: Rufen Sie", "hier &amp; jetzt", "an:", "Das", "hilft.")
    assert pieces == encode(TEXT, ALL, 2, True)


def test_last_rung_sends_plain_text_and_the_words_of_links() -> None:
    """The text goes whole, without codes; what links say goes once more by itself."""
    expected = ("Neu: Rufen Sie hier &amp; jetzt an: . Das hilft.", "hier &amp; jetzt")
    assert expected == encode(TEXT, ALL, 3, True)


def test_without_tags_pieces_go_as_plain_text() -> None:
    """A machine that knows no tags gets pieces at once, and no XML escapes."""
    assert ("Neu: Rufen Sie", "hier & jetzt", "an:", "Das", "hilft.") == encode(TEXT, ALL, 0, False)


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        (0, "⟦1⟧NEU:⟦/1⟧ RUFEN SIE ⟦2⟧HIER & JETZT⟦/2⟧ AN: ⟦3/⟧.⟦5/⟧DAS ⟦4/⟧ HILFT."),
        (1, "NEU: RUFEN SIE ⟦2⟧HIER & JETZT⟦/2⟧ AN: ⟦3/⟧.⟦5/⟧DAS ⟦4/⟧ HILFT."),
        (2, "NEU: RUFEN SIE ⟦2⟧HIER & JETZT⟦/2⟧ AN: ⟦3/⟧.⟦5/⟧DAS ⟦4/⟧ HILFT."),
        (3, "NEU: RUFEN SIE HIER & JETZT AN: . DAS HILFT. ⟦2⟧HIER & JETZT⟦/2⟧ ⟦3/⟧ ⟦5/⟧ ⟦4/⟧"),
    ],
)
def test_answers_come_back_as_coded_text(rung: int, expected: str) -> None:
    """Each rung gives a target with every link, break and lock."""
    assert expected == decode(TEXT, ALL, rung, True, answers(encode(TEXT, ALL, rung, True)))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ('<g i="1">a</g> <g i="2">b</g>', "is missing"),
        ('<g i="1">a</g> <g i="2">b</g> <g i="2">b</g> <x i="3"/>', "is too many"),
        ('<g i="1">a <g i="2">b</g> <x i="3"/>', "is not closed"),
        ('<g i="1">a</g> b</g> <g i="2">b</g> <x i="3"/>', "closes nothing"),
        ('a<g i="1"></g> <g i="2">b</g> <x i="3"/>', "lost its words"),
        ('<g i="1">a</g> <b>b</b> <g i="2">b</g> <x i="3"/>', "not sent"),
        ('<g i="1">a</g> < <g i="2">b</g> <x i="3"/>', "not sent"),
        ('<g i="1">a</g> <g i="2">b</g> <x i="3">7</x>', "words inside"),
        ('<g i="1">a</g> <g>b</g> <g i="2">b</g> <x i="3"/>', "cannot"),
        ("", "empty"),
        ('<g i="1"> </g><g i="2"> </g><x i="3"/>', "empty"),
    ],
)
def test_broken_answers_are_named(answer: str, reason: str) -> None:
    """A lost, doubled, torn or emptied code, and any tag that was not sent, is a ValueError."""
    coded = "⟦1⟧Neu⟦/1⟧ ⟦2⟧hier⟦/2⟧ ⟦3/⟧"
    with pytest.raises(ValueError, match=reason):
        decode(coded, (BOLD, LINK, PHONE), 0, True, [answer])


def test_codes_may_move_and_change_their_nesting() -> None:
    """Another language has another order; HTML writers close <x> by a tag of its own."""
    coded = "⟦1⟧Neu⟦/1⟧ ⟦2⟧hier⟦/2⟧ ⟦3/⟧"
    answer = "<x i='3'></x> <g i='2'>here <g i='1'>new</g></g>"
    expected = "⟦3/⟧ ⟦2⟧here ⟦1⟧new⟦/1⟧⟦/2⟧"
    assert expected == decode(coded, (BOLD, LINK, PHONE), 0, True, [answer])


def test_a_wrong_number_of_answers_is_an_error() -> None:
    """Five pieces need five answers."""
    with pytest.raises(ValueError, match="4 answers to 5 texts"):
        decode(TEXT, ALL, 2, True, ["a", "b", "c", "d"])


def test_text_without_words_is_not_sent() -> None:
    """A phone number alone costs nothing and stays as it is."""
    assert () == encode(" ⟦3/⟧ – 12 ", (PHONE,), 0, True)
    assert " ⟦3/⟧ – 12 " == decode(" ⟦3/⟧ – 12 ", (PHONE,), 0, True, [])


def test_blanks_at_edges_stay() -> None:
    """Engines trim; the source's own edges are put back."""
    assert ("Hallo",) == encode(" Hallo\u00a0", (), 0, True)
    assert " HELLO\u00a0" == decode(" Hallo\u00a0", (), 0, True, ["  HELLO "])


def test_a_lost_blank_beside_a_lock_is_mended() -> None:
    """Letters and figures stuck to a phone number are parted from it, Arabic prepositions are not."""
    coded = "Tel. ⟦3/⟧ oder Mail"
    assert "Tel ⟦3/⟧ or" == decode(coded, (PHONE,), 0, True, ['Tel<x i="3"/>or'])
    assert "ب⟦3/⟧ أو" == decode(coded, (PHONE,), 0, True, ['ب<x i="3"/>أو'])


def test_formatting_returns_where_its_place_is_certain() -> None:
    """Bold round a phone number or a link survives the rungs that leave formatting out."""
    coded = "Hier ⟦1⟧⟦3/⟧⟦/1⟧"
    assert "HERE ⟦1⟧⟦3/⟧⟦/1⟧" == decode(coded, (BOLD, PHONE), 1, True, ['HERE <x i="3"/>'])
    coded = "Hier ⟦2⟧⟦1⟧mehr⟦/1⟧⟦/2⟧"
    assert "HERE ⟦2⟧⟦1⟧MORE⟦/1⟧⟦/2⟧" == decode(coded, (BOLD, LINK), 2, True, ["HERE", "MORE"])
    coded = "Hier ⟦1⟧⟦2⟧mehr⟦/2⟧⟦/1⟧"
    assert "HERE ⟦1⟧⟦2⟧MORE⟦/2⟧⟦/1⟧" == decode(coded, (BOLD, LINK), 2, True, ["HERE", "MORE"])


def test_missing_formatting_is_no_problem_of_a_machine_text() -> None:
    """A lost link is named, lost bold is not."""
    codes = (BOLD, LINK)
    assert [] == problems_but_formatting("⟦2⟧b⟦/2⟧", codes)
    assert ["missing code 2"] == problems_but_formatting("⟦1⟧a⟦/1⟧", codes)


def test_the_ladder_skips_rungs_that_send_the_same() -> None:
    """Plain text has one rung, a link without formatting two more, nothing comes after the last."""
    assert None is next_rung("Hallo", (), 0, True)
    assert [1, 2, 3, None] == [next_rung(TEXT, ALL, rung, True) for rung in range(4)]
    assert 2 == next_rung("⟦2⟧Hier⟦/2⟧ mehr", (LINK,), 0, True)
    assert 3 == next_rung("⟦2⟧Hier⟦/2⟧ mehr", (LINK,), 0, False)


def test_marks_in_an_answer_are_text() -> None:
    """A machine cannot forge codes by writing their marks."""
    target = decode("Hallo", (), 0, True, ["Hi ⟦1/⟧"])
    assert [] == CODE.findall(target)


def test_literal_marks_go_out_and_come_back_as_text() -> None:
    """Text that only looks like a code survives the way there and back."""
    coded = "Zeichen ⟦\u20601/⟧"
    assert ("Zeichen ⟦1/⟧",) == encode(coded, (), 0, True)
    assert coded == decode(coded, (), 0, True, ["Zeichen ⟦1/⟧"])


INLINE = st.recursive(
    st.text(alphabet='aß &<>"\x00⟦1/⟧é\u00a0\r', max_size=6).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    )
    | st.sampled_from(
        ["<br>", "0821 3102-100", " info@a.de ", '<span translate="no">Amt &amp;</span>']
    ),
    lambda inner: st.lists(inner, max_size=3).flatmap(
        lambda found: st.sampled_from(["", "b", "em", "a"]).map(
            lambda tag: (
                f"<{tag}{' href=https://a.de/x' if tag == 'a' else ''}>{''.join(found)}</{tag}>"
                if tag
                else "".join(found)
            )
        )
    ),
    max_leaves=8,
)


@given(INLINE, st.integers(0, 3))
def test_what_is_sent_is_well_formed_and_comes_back_whole(html: str, rung: int) -> None:
    """For any markup each rung sends XML that parses, and the same texts as answers are a target
    with all codes but formatting (on rung 0 the source itself)."""
    for segment in split(f"<p>{html}</p>").segments:
        texts = encode(segment.coded, segment.codes, rung, True)
        for text in texts:
            ElementTree.fromstring(f"<t>{text}</t>")
        target = decode(segment.coded, segment.codes, rung, True, texts)
        found = problems if rung == 0 else problems_but_formatting
        assert [] == found(target, segment.codes)
        if rung == 0 and not machine_text_loses(segment.coded):
            assert segment.coded == target


def machine_text_loses(coded: str) -> bool:
    """Whether there are characters that XML cannot carry, or blanks at inner edges."""
    return "\x00" in coded or "\r" in coded


@given(INLINE, st.integers(0, 2))
def test_plain_pieces_come_back_whole(html: str, rung: int) -> None:
    """The same for machines without tags."""
    for segment in split(f"<p>{html}</p>").segments:
        texts = encode(segment.coded, segment.codes, rung, False)
        target = decode(segment.coded, segment.codes, rung, False, texts)
        assert [] == problems_but_formatting(target, segment.codes)


@given(INLINE, st.integers(0, 3), st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_damage_is_refused_or_harmless(html: str, rung: int, kind: str, rng: random.Random) -> None:
    """However an answer is damaged: either ValueError, or a target with whole codes."""
    for segment in split(f"<p>{html}</p>").segments:
        texts = encode(segment.coded, segment.codes, rung, True)
        replies = [spoil(kind, text, text, rng) for text in texts]
        try:
            target = decode(segment.coded, segment.codes, rung, True, replies)
        except ValueError:
            continue
        assert [] == problems_but_formatting(target, segment.codes)
