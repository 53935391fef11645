"""Adoption: existing translations paired with their source, renumbered and mended."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.segments.segmentation import Segment, split
from app.domain.takeover.adoption import Adopted, adopt_segment, is_parallel, pair
from tests.domain.segments.test_segmentation import INLINE

DATA = Path(__file__).parents[3].parent / "shared" / "data"


def one(inner: str) -> Segment:
    """The segment of one paragraph."""
    return split(f"<p>{inner}</p>").segments[0]


PHONE = "Telefon: <a href='tel:08213102100'>0821 3102100</a>"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Das <b>Amt</b> ist <a href='/a'>hier</a>",
            "<a href='/a'>Here</a> is the <strong>office</strong>",
            "⟦2⟧Here⟦/2⟧ is the ⟦1⟧office⟦/1⟧",
        ),
        (
            "<a href='/a'>A</a> und <a href='/b'>B</a>",
            "<a href='/b'>B</a> and <a href='/a'>A</a>",
            "⟦2⟧B⟦/2⟧ and ⟦1⟧A⟦/1⟧",
        ),
        ("<a href='/de/a'>A</a>!", "<a href='/en/a'>A</a>!", "⟦1⟧A⟦/1⟧!"),
        ("Wort", "<em>Word</em> here", "Word here"),
        ("Tel. 0821 3102-100", "Phone 0821/3102 100", "Phone ⟦1/⟧"),
        ("Tel. 0821 3102-100", "Phone + 49 821 310 2 100", "Phone ⟦1/⟧"),
    ],
)
def test_codes_take_the_numbers_of_their_partners(source: str, target: str, expected: str) -> None:
    """Codes are matched by address, then by element and order; foreign formatting goes."""
    assert Adopted(expected) == adopt_segment(one(source), one(target))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (PHONE, "Phone: 0 <a href='tel:08213102100'>82131</a> 02100", "Phone: ⟦1/⟧"),
        (PHONE, "Phone: 0821 <b>31</b>021 00!", "Phone: ⟦1/⟧!"),
        (PHONE, "الهاتف ٠٨٢١ ٣١٠٢ ١٠٠", "الهاتف ⟦1/⟧"),
        (PHONE, "Phone: + <b>49</b> (821) 310 2 100", "Phone: ⟦1/⟧"),
        ("Mail: a.b@amt.de", "Mail: A <a href='mailto:a.b@amt.de'>.b@am</a> t.de", "Mail: ⟦1/⟧"),
        ("Netz: www.amt.de/a", "Web: w <a href='https://www.amt.de/a'>ww.a</a>", None),
        (
            "Netz: www.amt.de/a",
            "Web: w <a href='https://www.amt.de/a'>ww.amt</a> .de/a",
            "Web: ⟦1/⟧",
        ),
    ],
)
def test_torn_contact_data_is_mended(source: str, target: str, expected: str | None) -> None:
    """Where all the characters are there, the source's lock takes their place."""
    adopted = adopt_segment(one(source), one(target))
    if expected is None:
        assert not adopted.mended
        assert adopted.problems
    else:
        assert Adopted(expected, (), True) == adopted


def test_other_contact_data_is_reported() -> None:
    """A number that differs is never mended, and both sides are named."""
    adopted = adopt_segment(one("Tel. 0821 3102-100"), one("Phone 0821 3102-200"))
    assert (
        Adopted(
            "Phone 0821 3102-200",
            ("tel 0821 3102-100 is missing", "tel 0821 3102-200 is not in the source"),
        )
        == adopted
    )


def test_part_of_a_longer_number_is_no_piece() -> None:
    """Digits inside a longer run of digits are another number."""
    adopted = adopt_segment(one("Tel. 0821 310210"), one("Phone 0821 31021044"))
    assert not adopted.mended
    assert "tel 0821 310210 is missing" in adopted.problems


def test_missing_links_are_reported() -> None:
    """A link without a partner is a problem of the codes."""
    adopted = adopt_segment(one("Siehe <a href='/a'>hier</a>"), one("See here"))
    assert Adopted("See here", ("missing code 1",)) == adopted


@given(INLINE)
def test_a_page_adopts_itself(html: str) -> None:
    """A segment taken over from itself keeps its text and has no problems."""
    for segment in split(html).segments:
        adopted = adopt_segment(segment, segment)
        assert () == adopted.problems
        assert not adopted.mended


def test_equal_blocks_pair_by_position() -> None:
    """Pages with the same sequence of blocks are paired one by one."""
    source = split("<h2>Amt</h2><p>Bank</p><ul><li>Ja</li></ul>").segments
    target = split("<h2>Office</h2><p>Bench</p><ul><li>Yes</li></ul>").segments
    assert is_parallel(source, target)
    assert ((0, 0), (1, 1), (2, 2)) == pair(source, target)


def test_other_blocks_pair_by_what_survives_translation() -> None:
    """A missing paragraph leaves a gap; links, numbers and length find the rest."""
    source = split(
        "<h2>Kontakt</h2><p>Das Amt liegt am Park und hat viele Räume für Gäste aus aller Welt.</p>"
        "<p>Telefon 0821 1234567</p><p><a href='https://a.de'>Mehr</a></p><p>Bis 2026</p>"
    ).segments
    target = split(
        "<h2>Contact</h2><p>Phone 0821 1234567</p><p><a href='https://a.de'>More</a></p>"
        "<p>Until 2026</p>"
    ).segments
    assert ((0, 0), (1, None), (2, 1), (3, 2), (4, 3)) == pair(source, target)


WORDS = st.sampled_from(["<p>Wort</p>", "<h2>Titel 12</h2>", "<li>Eins</li>", "<p>a@b.de</p>"])
PAGES = st.lists(WORDS, max_size=8).map("".join)


@given(PAGES, PAGES)
def test_pairs_are_one_to_one_and_in_order(old: str, new: str) -> None:
    """Every segment of both pages occurs once, in its order."""
    source, target = split(old).segments, split(new).segments
    pairs = pair(source, target)
    assert list(range(len(source))) == [i for i, _ in pairs if i is not None]
    assert list(range(len(target))) == [j for _, j in pairs if j is not None]


def real_pairs() -> list[tuple[tuple[Segment, ...], tuple[Segment, ...]]]:
    """German pages and their English partners; skipped where the data is missing."""
    files = [DATA / f"lkaugsburg-{language}.json" for language in ("de", "en")]
    if not all(file.exists() for file in files):
        pytest.skip(f"no real pages in {DATA}")
    german, english = (json.loads(file.read_text()) for file in files)
    by_path = {page["path"]: page["content"] or "" for page in english}
    paths = [(page, page["available_languages"].get("en", {}).get("path")) for page in german]
    return [
        (split(page["content"] or "").segments, split(by_path[path]).segments)
        for page, path in paths
        if path in by_path
    ]


def test_real_translations_are_taken_over() -> None:
    """Of the real English pages most paragraphs find a partner, and torn numbers are mended.

    Measured: 132 of 233 pages pair by position, 3,329 of 3,509 English segments find a partner,
    contact data is torn and mended in 62 of them and differs in 28.
    """
    pages = real_pairs()
    pairs = [
        (source[i], target[j])
        for source, target in pages
        for i, j in pair(source, target)
        if i is not None and j is not None
    ]
    adopted = [adopt_segment(source, target) for source, target in pairs]
    assert 120 < sum(is_parallel(source, target) for source, target in pages)
    assert 0.9 * sum(len(target) for _, target in pages) < len(pairs)
    assert 50 < sum(result.mended for result in adopted)
    assert 0.95 * len(adopted) < sum(not result.problems for result in adopted)
