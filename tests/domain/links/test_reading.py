"""Links in texts: found with their words, and led elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.links.reading import Link, changed, links
from app.domain.segments.sanitising import clean

TEXT = clean(
    '<p>Zum <a href="https://a.example/?x=1&amp;y=2" target="_blank"><b>Amt</b> &amp; Co</a>,'
    ' <a id="top">nichts</a>, <a href="tel:112">112</a>'
    ' <a href="https://b.example/"><img src="https://b.example/i.png" alt="Ein Bild"></a></p>'
)


def test_found() -> None:
    """Addresses without their entities, words without their tags, of a picture its description."""
    assert [
        ("https://a.example/?x=1&y=2", "Amt & Co"),
        ("tel:112", "112"),
        ("https://b.example/", "Ein Bild"),
    ] == [(link.href, link.text) for link in links(TEXT)]


def test_led_elsewhere() -> None:
    """Only the address changes, escaped; everything round it stays to the letter."""

    def change(link: Link) -> tuple[str, str] | None:
        return ("page:7?a&b", link.inner) if link.href == "tel:112" else None

    assert TEXT.replace('href="tel:112"', 'href="page:7?a&amp;b"') == changed(TEXT, change)


def test_words_too() -> None:
    """What stands in the link may change with its address."""
    assert '<a href="x">y</a>' == changed('<a href="a">b</a>', lambda link: ("x", "y"))


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_html(before: str, href: str) -> None:
    """Whatever was written: leaving every link as it is leaves the text as it is, cleaned HTML stays clean."""
    html = clean(f'{before}<a href="{href}">x</a>')
    assert html == changed(html, lambda link: None)
    assert clean(html) == html
