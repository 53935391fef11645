"""The marks that readers get round a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.segments.marking import (
    NOTHING,
    by_machine,
    direction,
    in_language,
    note,
    page_note,
    with_state,
    without_gaps,
)
from app.domain.segments.sanitising import clean


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("fa-AF", "rtl"),
        ("de", "ltr"),
        ("en-GB", "ltr"),
        ("uk", "ltr"),
    ],
)
def test_direction(language: str, wanted: str) -> None:
    """Arabic and Persian run from right to left, with or without a country."""
    assert wanted == direction(language)


def test_german_says_its_language_twice() -> None:
    """`lang` for everybody, `data-lang` and `dir` for the apps, which drop `lang`."""
    assert (
        '<span class="wegweiser-missing" lang="de" dir="ltr" data-lang="de"'
        ' data-state="missing">Ja</span>'
    ) == in_language("Ja", "de", "missing")


def test_our_notes_are_in_the_pages_language() -> None:
    """With direction, and their words escaped."""
    assert (
        '<br><small class="wegweiser-note" lang="ar" dir="rtl" data-lang="ar">a &lt;b&gt; "c"</small>'
    ) == note('a <b> "c"', "ar")


@pytest.mark.parametrize(
    "html",
    [
        in_language("Ja", "de", "stale"),
        with_state("Ja", "stale", "2026-11-22"),
        by_machine("Ja"),
        note("Ja", "fa"),
        page_note("Ja", "fa"),
    ],
)
def test_the_marks_survive_our_own_cleaning(html: str) -> None:
    """Published HTML is cleaned once more; the marks must still be there."""
    wrapped = html if html.startswith("<p") else f"<p>{html}</p>"
    assert wrapped == clean(wrapped)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (f"<p>{NOTHING}</p>", ""),
        (f"<p>a</p><p>{NOTHING}</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        (f'<ul><li class="x"> {NOTHING} </li><li>b</li></ul>', "<ul><li>b</li></ul>"),
        (f"<div><p>{NOTHING}</p></div>", "<div></div>"),
        (f"<blockquote><p>{NOTHING}</p></blockquote>", "<blockquote></blockquote>"),
        (f"<td>{NOTHING}</td><td>b</td>", "<td></td><td>b</td>"),
        (f"<p>a {NOTHING}</p>", "<p>a </p>"),
        (f"<h2>{NOTHING}</h2><p></p>", "<p></p>"),
    ],
)
def test_gaps_are_closed(html: str, wanted: str) -> None:
    """A block in which a paragraph gave nothing goes; cells stay, and what was empty before."""
    assert wanted == without_gaps(html)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<li>", "</li>", "a", NOTHING, "\n"])))
def test_no_mark_is_left(parts: list[str]) -> None:
    """Whatever the page is like, readers never see the sign of a gap, and no words are lost."""
    html = "".join(parts)
    found = without_gaps(html)
    assert NOTHING not in found
    assert html.count("a") == found.count("a")
