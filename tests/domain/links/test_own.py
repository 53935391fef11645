"""Own addresses: which links lead into the guide."""

from __future__ import annotations

import pytest

from app.domain.links.own import Own, home, page_address, page_of

HOME = home(["https://guide.example/cms", "https://integreat.app"], "dorf", ["de", "en"])


@pytest.mark.parametrize(
    ("href", "own"),
    [
        ("https://integreat.app/dorf/de/arbeit/", Own("de", "arbeit")),
        ("http://INTEGREAT.app/dorf/de/arbeit", Own("de", "arbeit")),
        ("https://integreat.app/dorf/de/x/beh%C3%B6rden-2/?a=b#zeiten", Own("de", "behörden-2", "#zeiten")),
        ("https://integreat.app/dorf/en/work/", Own("en", "work")),
        ("https://guide.example/cms/dorf/de/arbeit/", Own("de", "arbeit")),
        ("/dorf/de/arbeit/", Own("de", "arbeit")),
        ("arbeit/", Own("de", "arbeit")),
        ("../wohnen/miete#a", Own("de", "miete", "#a")),
        ("https://integreat.app/dorf/de/", Own("de", "")),
        ("https://integreat.app/dorf/de/events/fest/", Own("de", "")),
        ("https://guide.example/dorf/de/arbeit/", None),
        ("https://integreat.app/stadt/de/arbeit/", None),
        ("https://integreat.app/dorf/hr/arbeit/", None),
        ("https://integreat.app/", None),
        ("https://integreat.app.evil.example/dorf/de/arbeit/", None),
        ("//integreat.app/dorf/de/arbeit/", None),
        ("#oben", None),
        ("?x=1", None),
        ("", None),
        ("mailto:arbeit@dorf.example", None),
        ("page:12", None),
        ("https://[::1/dorf/de/arbeit/", None),
    ],
)  # fmt: skip
def test_where_a_link_leads(href: str, own: Own | None) -> None:
    """By site, region, language and the last step of the path, whatever the spelling."""
    assert own == HOME.read(href, "de")


def test_identities() -> None:
    """page:ID is read and written, with an anchor or without."""
    assert (12, 12, None, None) == tuple(
        map(page_of, ("page:12", "page:12#a", "page:x", "https://page:12"))
    )
    assert "page:7#a" == page_address(7, "#a")


@pytest.mark.parametrize(
    ("href", "misread"),
    [
        ("https://integreat.app/112", True),
        ("https://integreat.app/tel:", True),
        ("https://integreat.app/mailto:a@b.example", True),
        ("https://integreat.app/dorf/de/112/", False),
        ("https://other.example/112", False),
    ],
)
def test_numbers_that_became_paths(href: str, misread: bool) -> None:
    """A number without tel: is no page of the web app."""
    assert misread == HOME.is_misread(href)
