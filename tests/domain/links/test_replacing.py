"""One address for another in a text."""

from __future__ import annotations

import pytest

from app.domain.links.replacing import count, replaced
from app.domain.segments.sanitising import clean


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("https://a.example/", "https://b.example/x/", "das Amt", "das Amt"),
        ("https://a.example/", "https://b.example/x/", "https://a.example", "https://b.example/x/"),
        ("https://a.example/", "https://b.example/x/", "a.example", "b.example/x"),
        ("mailto:a@a.example", "mailto:b%2Bc@b.example?subject=x", "a@a.example", "b+c@b.example"),
        ("tel:+4982131020", "tel:0821 / 42", "0821 / 3102-0", "0821 / 42"),
        ("https://a.example/", "page:7", "das Amt", "das Amt"),
        ("https://a.example/?a=1&b=2", "https://b.example/?c&d", "<b>Amt</b>", "<b>Amt</b>"),
    ],
)
def test_where_it_leads_and_what_is_seen(old: str, new: str, before: str, after: str) -> None:
    """Words stay; an address that is seen is the new one, with or without its scheme as it was."""

    def written(href: str, words: str) -> str:
        return clean(f'<p><a class="x" href="{href}">{words}</a> <a href="{old}/y">bleibt</a></p>')

    html = written(old, before)
    assert 1 == count(html, old)
    assert written(new, after).replace(f"{new}/y", f"{old}/y") == replaced(html, old, new)
