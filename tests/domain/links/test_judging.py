"""What the answers to a link mean."""

from __future__ import annotations

import pytest

from app.domain.links.judging import Answer, Finding, Hop, judge

URL = "https://amt.example/seite"


def said(answer: Answer, url: str = URL) -> tuple[str, str]:
    """Kind and reason."""
    found = judge(url, answer)
    return found.kind, found.reason


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, ("ok", "")), (204, ("ok", "")), (206, ("ok", "")),
        (404, ("gone", "gone")), (410, ("gone", "gone")),
        (401, ("cannot", "login")), (407, ("cannot", "login")),
        (403, ("cannot", "turned-away")), (405, ("cannot", "turned-away")),
        (400, ("cannot", "turned-away")), (451, ("cannot", "turned-away")),
        (999, ("cannot", "turned-away")), (429, ("cannot", "busy")),
        (500, ("trouble", "server")), (503, ("trouble", "server")), (302, ("cannot", "turned-away")),
    ],
)  # fmt: skip
def test_statuses(status: int, expected: tuple[str, str]) -> None:
    """Only what is surely gone is called so; who turns machines away says nothing about the page."""
    assert expected == said(Answer(status))


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        ("dns", "trouble"), ("refused", "trouble"), ("timeout", "trouble"), ("network", "trouble"),
        ("nonsense", "trouble"), ("tls", "cannot"), ("private", "cannot"), ("port", "cannot"),
        ("robots", "cannot"), ("redirects", "cannot"), ("certificate-expired", "warning"),
        ("certificate-name", "warning"), ("malformed", "broken"), ("credentials", "warning"),
    ],
)  # fmt: skip
def test_troubles(trouble: str, kind: str) -> None:
    """A silent server may come back; what we must not ask we cannot judge."""
    assert (kind, trouble) == said(Answer(trouble=trouble))


def test_no_answer_at_all() -> None:
    """Nothing at all is trouble."""
    assert ("trouble", "nonsense") == said(Answer())


@pytest.mark.parametrize(
    ("url", "hops", "expected", "leads_to"),
    [
        (URL, [Hop(302, "https://amt.example/login")], ("ok", ""), ""),
        (URL, [Hop(301, URL + "/")], ("ok", ""), ""),
        (URL, [Hop(301, "https://neu.example/s")], ("warning", "moved"), "https://neu.example/s"),
        (URL, [Hop(308, "https://neu.example/s"), Hop(302, "https://neu.example/t")],
         ("warning", "moved"), "https://neu.example/s"),
        (URL, [Hop(302, "https://neu.example/s"), Hop(301, "https://neu.example/t")], ("ok", ""), ""),
        ("http://amt.example/seite", [Hop(301, URL)], ("warning", "https"), URL),
        ("http://amt.example", [Hop(301, "https://amt.example/")], ("warning", "https"),
         "https://amt.example/"),
        (URL, [Hop(301, "https://amt.example/")], ("warning", "front"), "https://amt.example/"),
        (URL, [Hop(301, "https://amt.example/de/")], ("warning", "front"), "https://amt.example/de/"),
    ],
)  # fmt: skip
def test_redirects(url: str, hops: list[Hop], expected: tuple[str, str], leads_to: str) -> None:
    """A move for good is told with the new address; one for the moment, or by a slash, is none."""
    found = judge(url, Answer(200, tuple(hops)))
    assert (*expected, leads_to) == (found.kind, found.reason, found.leads_to)


def test_walls() -> None:
    """Sites that show strangers a wall say nothing, whatever they answer."""
    assert ("cannot", "wall") == said(Answer(404), "https://de.linkedin.com/company/x")
    assert ("cannot", "wall") == said(Answer(400, (Hop(301, "https://www.facebook.com/x"),)))
    assert ("gone", "gone") == said(Answer(404), "https://notlinkedin.com/x")
    assert ("cannot", "robot-wall") == said(Answer(503, is_walled=True))


def test_asked_to_wait() -> None:
    """Who asks us to come back later is busy, not broken."""
    assert Finding("cannot", "busy", 503, retry_after=60) == judge(URL, Answer(503, retry_after=60))
