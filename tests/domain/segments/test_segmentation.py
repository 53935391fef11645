"""Segmentation: pages parted into skeleton and segments, and put together again."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.facts.normal_forms import forms
from app.domain.segments import contacts
from app.domain.segments.codes import CODE, visible
from app.domain.segments.sanitising import clean
from app.domain.segments.segmentation import (
    Segment,
    fill,
    has_words,
    piece,
    plain_segment,
    render,
    split,
)
from tests.domain.segments.test_sanitising import MARKUP

DATA = Path(__file__).parents[3].parent / "shared" / "data"


def real_pages() -> list[str]:
    """All pages of the real region; the test is skipped where they are missing."""
    files = [DATA / f"lkaugsburg-{language}.json" for language in ("de", "en")]
    if not all(file.exists() for file in files):
        pytest.skip(f"no real pages in {DATA}")
    return [page["content"] or "" for file in files for page in json.loads(file.read_text())]


def coded(html: str) -> list[str]:
    """The coded texts of a page."""
    return [segment.coded for segment in split(html).segments]


def whole(html: str) -> str:
    """A page split and rendered with its own words."""
    parts = split(html)
    return render(parts.skeleton, [piece(segment) for segment in parts.segments])


def shown(html: str) -> str:
    """HTML without the blanks and the presentational spans that segmentation may drop."""
    return re.sub(r"\s+|&nbsp;|</?(?:span|strong|em|a)>|<span (?:class|style)=[^>]*>", "", html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Amt</h2><p>Bank</p>", ["Amt", "Bank"]),
        ("<ul><li>Vorher<ul><li>Innen</li></ul>Nachher</li></ul>", ["Vorher", "Innen", "Nachher"]),
        ("<div>Bar <p>Satz</p> Rest</div>Ende", ["Bar", "Satz", "Rest", "Ende"]),
        ("<table><caption>T</caption><tr><th>A</th><td>B</td></tr></table>", ["T", "A", "B"]),
        ("<details><summary>S</summary>Text</details>", ["S", "Text"]),
        ("<dl><dt>A</dt><dd>B</dd></dl>", ["A", "B"]),
        ("<figure><img src='/a' alt='Bild'><figcaption>F</figcaption></figure>", ["Bild", "F"]),
        ("<p>Eins<br>Zwei</p>", ["Eins⟦1/⟧Zwei"]),
        ("<p>Eins<br> <br>Zwei</p>", ["Eins", "Zwei"]),
        ("<p><strong>A<br><br>B</strong> C</p>", ["A", "B", "C"]),
        ("<p><br>Text<br></p>", ["Text"]),
        ("<p><i class='icon'></i> Text</p>", ["Text"]),
        ("<p>Ein <i class='icon'></i> Text</p>", ["Ein ⟦1/⟧ Text"]),
        ("<p><strong><em>Alles</em></strong></p>", ["Alles"]),
        ("<p><a href='/x'>Alles</a></p>", ["⟦1⟧Alles⟦/1⟧"]),
        ("<a href='/x'><p>Eins</p><p>Zwei</p></a>", ["Eins", "Zwei"]),
        (
            "<p>Termin nur nach <span style='color:#333'>Anmel</span>dung.</p>",
            ["Termin nur nach Anmeldung."],
        ),
        (
            "<p>Das ist <span style='text-decoration:underline'>nicht</span> so.</p>",
            ["Das ist ⟦1⟧nicht⟦/1⟧ so."],
        ),
        ("<p>Das <span lang='en'>Job Center</span> hilft.</p>", ["Das ⟦1⟧Job Center⟦/1⟧ hilft."]),
        ("<p>Das <span translate='no'>Jobcenter</span> hilft.</p>", ["Das ⟦1/⟧ hilft."]),
        ("<p>Das <b class='notranslate'>Jobcenter</b> hilft.</p>", ["Das ⟦1/⟧ hilft."]),
        ("<p translate='no'>Jobcenter</p><p>Hilfe</p>", ["Hilfe"]),
        ("<p> &nbsp; </p><p></p><p><br></p>", []),
        ("<p>Ein <strong> </strong>Wort</p>", ["Ein Wort"]),
        ("<p>Bitte⟦1⟧ so</p>", ["Bitte⟦\u20601⟧ so"]),
        ("<p><bdi>A</bdi> und <mark>B</mark></p>", ["⟦1⟧A⟦/1⟧ und ⟦2⟧B⟦/2⟧"]),
        ("<p>Siehe <abbr title='Bundesamt'>BAMF</abbr>!</p>", ["Siehe ⟦1⟧BAMF⟦/1⟧!", "Bundesamt"]),
        ("<p><img src='/a' alt=''>Text</p>", ["Text"]),
    ],
)
def test_segments_of_markup(html: str, expected: list[str]) -> None:
    """Each longest run of inline content is a segment, with its inline elements as codes."""
    assert expected == coded(html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Telefon: 0821 3102-100", ["0821 3102-100"]),
        (
            "Telefon: 0821/3102 100, Fax +49 (0)821 3102-200.",
            ["0821/3102 100", "+49 (0)821 3102-200"],
        ),
        ("Tel.:0821 1234567, 9 bis 12 Uhr", ["0821 1234567"]),
        ("0800 111 0 111 oder (0821) 324-2809", ["0800 111 0 111", "(0821) 324-2809"]),
        ("Schreiben Sie an amt@augsburg.de.", ["amt@augsburg.de"]),
        (
            "Siehe https://www.a.de/b?c=d. Oder www.e.de/f/!",
            ["https://www.a.de/b?c=d", "www.e.de/f/"],
        ),
        ("Im Notfall 110, 112, 115 oder 116 117", []),
        ("Am 01.02.2024 um 08.00-12.00 Uhr, 09:30", []),
        ("01.02. - 03.04.2024", []),
        ("01067 Dresden, 86150 Augsburg", []),
        ("IBAN DE89 0704 0044 0532 0130 00", []),
        ("Das kostet 0,50 Euro oder 1.000.000 €", []),
        ("Kennung B0821 123456 und §0821 1234567", []),
    ],
)
def test_contact_data_is_lifted_out(text: str, expected: list[str]) -> None:
    """Phone numbers, mail and web addresses are locks; dates, times, sums and short numbers not."""
    (segment,) = split(f"<p>Hinweis {text}</p>").segments
    assert expected == [code.text for code in segment.codes if code.kind == "lock"]


def test_link_round_contact_data_is_one_lock() -> None:
    """A link whose own text is the contact datum is one lock with the link in it."""
    (segment,) = split('<p>Ruf <a href="tel:+498211234567">0821 1234567</a> an.</p>').segments
    assert "Ruf ⟦1/⟧ an." == segment.coded
    assert '<a href="tel:+498211234567">0821 1234567</a>' == segment.codes[0].html


def test_link_with_words_keeps_them() -> None:
    """A link to a mail address with words in it is a pair; only the address in it is locked."""
    assert ["⟦1⟧Mail⟦/1⟧ oder ⟦2⟧Tel. ⟦3/⟧⟦/2⟧"] == coded(
        '<p><a href="mailto:a@b.de">Mail</a> oder <a href="tel:0821">Tel. 0821 1234567</a></p>'
    )


def test_segments_name_their_kind_and_element() -> None:
    """Texts carry their block, attributes their element and name, in the order of the page."""
    segments = split(
        "<h3>A</h3>B<p><img src='/x' alt='C'>D <a href='/y' title='E'>F</a> G<img src='/z' alt='H'>"
    ).segments
    assert [
        ("text", "h3", "A"),
        ("text", "body", "B"),
        ("attribute", "img@alt", "C"),
        ("text", "p", "D ⟦1⟧F⟦/1⟧ G"),
        ("attribute", "a@title", "E"),
        ("attribute", "img@alt", "H"),
    ] == [(segment.kind, segment.element, segment.coded) for segment in segments]


def test_translations_are_put_into_the_new_skeleton() -> None:
    """Words and attributes are replaced, the rest is the source's; codes may change order."""
    parts = split('<h2 id="k">Amt</h2><p>Hier <a href="/y" title="Mehr">F</a> <br>G</p>')
    pieces = ["Office &amp; Co", fill("⟦2/⟧G ⟦1⟧here⟦/1⟧", parts.segments[1].codes), 'Say "more"']
    assert (
        '<h2 id="k">Office &amp; Co</h2>'
        '<p><br>G <a href="/y" title="Say &quot;more&quot;">here</a></p>'
    ) == render(parts.skeleton, pieces)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("⟦1⟧a⟦2⟧b⟦/1⟧c⟦/2⟧", "<em>a<strong>b</strong></em>c"),
        ("a⟦/1⟧b⟦9⟧c⟦8/⟧", "abc"),
        ("⟦1⟧a", "<em>a</em>"),
        ("⟦1/⟧a < b", "<em></em>a &lt; b"),
        ("⟦\u20601⟧", "⟦1⟧"),
    ],
)
def test_fill_is_always_well_formed(target: str, expected: str) -> None:
    """Torn, unknown and crossing codes never make broken HTML."""
    codes = split("<p>x <em>a</em> <strong>b</strong></p>").segments[0].codes
    assert expected == fill(target, codes)


def test_fill_isolates_contact_data_for_right_to_left_languages() -> None:
    """In Arabic and Persian text contact data stays left to right."""
    (segment,) = split("<p>Telefon 0821 1234567</p>").segments
    assert 'هاتف <bdi dir="ltr">0821 1234567</bdi>' == fill(
        "هاتف ⟦1/⟧", segment.codes, isolate=True
    )


def test_render_refuses_the_wrong_number_of_pieces() -> None:
    """Too few or too many pieces are an error, never a page with holes."""
    parts = split("<p>A</p><p>B</p>")
    for pieces in (["A"], ["A", "B", "C"]):
        with pytest.raises(ValueError, match="slots"):
            render(parts.skeleton, pieces)


def test_titles_are_plain() -> None:
    """A title has no codes, and contact data in it stays text."""
    segment = plain_segment("title", " Amt  ⟦1⟧ 0821 1234567 ")
    assert Segment("title", "title", "Amt ⟦\u20601⟧ 0821 1234567") == segment
    assert "Amt ⟦1⟧ 0821 1234567" == piece(segment)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Wort</p>", True),
        ("<p>0821 1234567</p>", False),
        ("<p>10 - 12</p>", False),
        ('<p><a href="mailto:a@b.de">a@b.de</a></p>', False),
        ("<p><span translate='no'>Jobcenter</span></p>", False),
        ("<p>9 Uhr</p>", True),
    ],
)
def test_segments_without_words_are_listed_but_not_translated(html: str, expected: bool) -> None:
    """Locks, numbers and signs alone are a segment, but nothing to translate."""
    (segment,) = split(html).segments
    assert expected == has_words(segment)


def check_round_trip(html: str) -> None:
    """The page comes back with all its words and elements, and splits the same way again."""
    parts, again = split(html), whole(html)
    assert shown(clean(html)) == shown(again)
    twin = split(again)
    assert parts.skeleton == twin.skeleton
    assert [forms(s) for s in parts.segments] == [forms(s) for s in twin.segments]
    numbers = [[int(n) for _, n, _ in CODE.findall(s.coded)] for s in parts.segments]
    assert [list(range(1, len(s.codes) + 1)) for s in parts.segments] == [
        list(dict.fromkeys(found)) for found in numbers
    ]


def test_real_pages_come_back_whole() -> None:
    """Every real page is rendered as it was cleaned, but for blanks and presentational spans."""
    for html in real_pages():
        check_round_trip(html)
        assert clean(html) == clean(clean(html))


INLINE = st.lists(
    st.sampled_from(
        [
            *(
                "Wort ",
                " und",
                "Tel. 0821 1234567 ",
                "a@b.de",
                "www.a.de/b",
                "⟦1⟧",
                "&amp;",
                "&nbsp;",
            ),
            *("<b>", "</b>", "<em>", "</em>", "<a href='/x' title='Titel'>", "</a>", "<br>", "\n"),
            *(
                "<img src='/a' alt='Bild'>",
                "<span style='color:red'>",
                "</span>",
                "<span lang='en'>",
            ),
            *(
                "<i class='icon'></i>",
                "<b translate='no'>",
                "<p>",
                "</p>",
                "<ul><li>",
                "</li></ul>",
            ),
        ]
    )
).map("".join)


@settings(max_examples=300)
@given(INLINE | MARKUP | st.text())
def test_any_page_comes_back_whole(html: str) -> None:
    """Any HTML at all can be split, and what is rendered splits the same way again."""
    parts, again = split(html), whole(html)
    twin = split(again)
    assert [s.element for s in parts.segments] == [s.element for s in twin.segments]
    assert whole(again) == again
    assert [forms(s) for s in twin.segments] == [forms(s) for s in split(whole(again)).segments]


def test_two_megabytes_take_seconds() -> None:
    """A page of two megabytes is split in a few seconds (about one on the machine of 2026)."""
    html = "<p>Rufen Sie <a href='tel:0821 1234567'>0821 1234567</a> <b>bald</b> an.</p>" * 25_000
    start = time.perf_counter()
    assert 25_000 == len(split(html).segments)
    assert time.perf_counter() - start < 8


@given(st.text(alphabet="0123456789 +-/().,:abUhr@w€"))
def test_contacts_lie_in_order_and_apart(text: str) -> None:
    """Contact data found in a text never overlaps and is the text it says it is."""
    at = 0
    for contact in contacts.find(text):
        assert at <= contact.start < contact.end <= len(text)
        assert contact.text == text[contact.start : contact.end]
        at = contact.end


def test_the_cases_of_staleness_can_be_told() -> None:
    """Every text that a case translates is the visible text of one of its segments."""
    file = DATA / "staleness-cases.json"
    if not file.exists():
        pytest.skip(f"no cases in {DATA}")
    for case in json.loads(file.read_text())["cases"]:
        told: set[str] = set()
        for step in case.get("steps", []):
            told |= {visible(s.coded, s.codes) for s in split(step.get("source", "")).segments}
            words = step.get("translate", {}).get("segments", {})
            assert {key.partition("#")[0] for key in words} <= told, case["id"]
