"""LibreTranslate: what is sent, and what its faults become, over a fake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.domain.machines.machine import CANNOT, Capability, Request
from app.engines.libretranslate import LibreTranslate
from app.errors import TranslationFailed
from tests.fakes.libretranslate_server import FakeLibreTranslate

REQUEST = Request(('Guten <g i="1">Tag</g>',), "de", "ru", context="Begrüßung")


@pytest.fixture(scope="module")
def server() -> Iterator[FakeLibreTranslate]:
    with FakeLibreTranslate() as running:
        yield running


@pytest.fixture
def fake(server: FakeLibreTranslate) -> FakeLibreTranslate:
    server.reset("key")
    return server


@pytest.fixture
def libre(fake: FakeLibreTranslate) -> LibreTranslate:
    return LibreTranslate(fake.url + "/", "key", timeout=2)


def failure(engine: LibreTranslate) -> TranslationFailed:
    """What a translation fails with."""
    with pytest.raises(TranslationFailed) as caught:
        engine.translate(REQUEST)
    return caught.value


def test_what_is_sent(fake: FakeLibreTranslate, libre: LibreTranslate) -> None:
    """All texts in one request, as HTML if they have tags, with the key."""
    libre.translate(REQUEST)
    libre.translate(Request(("Hallo",), "de", "en", is_xml=False))
    expected = {
        "q": ['Guten <g i="1">Tag</g>'], "source": "de", "target": "ru", "format": "html",
        "api_key": "key",
    }  # fmt: skip
    assert expected == fake.asked[0]
    assert "text" == fake.asked[1]["format"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "malformed"),
        (403, "refused"),
        (413, "too-large"),
        (429, "too-many"),
        (500, "unavailable"),
    ],
)
def test_each_status_has_its_kind(
    fake: FakeLibreTranslate, libre: LibreTranslate, status: int, kind: str
) -> None:
    """The kind follows from the status; the server's words are in the message."""
    fake.status = status
    found = failure(libre)
    assert (kind, status) == (found.kind, found.status)
    assert "as ordered" in str(found)


def test_a_wrong_key_names_the_setting(fake: FakeLibreTranslate) -> None:
    """Whoever reads the message knows what to change."""
    found = failure(LibreTranslate(fake.url, "other"))
    assert "refused" == found.kind
    assert "WEGWEISER_LIBRETRANSLATE_KEY" in str(found)


@pytest.mark.parametrize("raw", ["<html>", "[]", '{"translatedText": "one text"}', "null"])
def test_an_answer_that_is_no_list_is_malformed(
    fake: FakeLibreTranslate, libre: LibreTranslate, raw: str
) -> None:
    """HTML, other JSON, or one text for a list."""
    fake.raw = raw
    assert "malformed" == failure(libre).kind


def test_a_wrong_count_is_malformed(fake: FakeLibreTranslate, libre: LibreTranslate) -> None:
    """One text too few."""
    fake.lost = 1
    assert "malformed" == failure(libre).kind


def test_a_server_that_is_not_there_is_unavailable() -> None:
    """Neither translation nor start fails by anything but a message."""
    engine = LibreTranslate("http://127.0.0.1:1", timeout=1)
    assert "unavailable" == failure(engine).kind
    assert CANNOT == engine.capabilities("en")


def test_capabilities_are_the_servers_models(libre: LibreTranslate) -> None:
    """What the server has from German, with tags and without a glossary."""
    assert Capability(True, tags=True) == libre.capabilities("fa")
    assert CANNOT == libre.capabilities("ti")
    assert CANNOT == libre.capabilities("de")
