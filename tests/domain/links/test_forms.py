"""What an address says by its form."""

from __future__ import annotations

import pytest

from app.domain.links.forms import fault, is_kept, kind


@pytest.mark.parametrize(
    ("href", "expected", "wrong"),
    [
        ("page:12", "page", ""),
        ("#oben", "anchor", ""),
        ("https://amt.example/", "web", ""),
        ("https://", "web", "malformed"),
        ("https://me:geheim@amt.example/", "web", "credentials"),
        ("https://frau.muster@amt.example", "web", "misread"),
        ("https://frau.muster@amt.example/x", "web", "credentials"),
        ("https://amt.example:8443/", "web", ""),
        ("mailto:amt@stadt.example", "mail", ""),
        ("MAILTO:a@b.example,%20c@d.example?subject=x", "mail", ""),
        ("mailto:", "mail", "mail"),
        ("mailto:amt(at)stadt.example", "mail", "mail"),
        ("tel:112", "tel", ""),
        ("tel:+49%20(0)821%2F3102-4201", "tel", ""),
        ("tel:", "tel", "tel"),
        ("tel:Büro", "tel", "tel"),
        ("www.amt.example", "other", "relative"),
        ("hegattenaufenthalt", "other", "relative"),
    ],
)
def test_form(href: str, expected: str, wrong: str) -> None:
    """Mail addresses and numbers are looked at only so far; a web address without https:// is none."""
    assert (expected, wrong) == (kind(href), fault(href))


def test_too_long() -> None:
    """Bytes count, not characters: an index cannot hold more."""
    assert is_kept("x" * 2000)
    assert not is_kept("ж" * 1001)
