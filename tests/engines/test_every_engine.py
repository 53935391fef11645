"""What every engine owes: the same tests for pseudo, DeepL, LibreTranslate and the real DeepL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.facts.tokens import find
from app.domain.machines.machine import Request, price
from app.domain.machines.machine_text import decode, encode
from app.domain.quality.script_checks import script
from app.domain.segments.segmentation import split
from app.engines.deepl import DeepL
from app.engines.libretranslate import LibreTranslate
from app.engines.pseudo import Pseudo
from app.services.translation.engines import Engine
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.libretranslate_server import FakeLibreTranslate

KEY = os.environ.get("DEEPL_AUTH_KEY_TEST", "")
LANGUAGES = ("en", "ar", "fa", "ru", "tr", "uk")
HTML = (
    '<p>Bitte rufen Sie <b>vor dem Termin</b> im <a href="https://a.de">Rathaus &amp; Bürgeramt</a>'
    " an: 0821 3102-100.<br>Wir haben bis 17 Uhr geöffnet.</p>"
)
SEGMENT = split(HTML).segments[0]


@pytest.fixture(scope="module", params=["pseudo", "deepl", "libretranslate", "real"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine, those with a server over their fake."""
    if request.param == "pseudo":
        yield Pseudo()
    elif request.param == "deepl":
        with FakeDeepL() as fake:
            yield DeepL("key", fake.url)
    elif request.param == "libretranslate":
        with FakeLibreTranslate() as libre:
            yield LibreTranslate(libre.url)
    elif not KEY:
        pytest.skip("no DeepL key in DEEPL_AUTH_KEY_TEST")
    else:
        yield DeepL(KEY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_segment_comes_back_with_its_codes(engine: Engine, language: str) -> None:
    """Text with a link, bold, a phone number and a break is translated in the language's script,
    and its codes and values are whole."""
    tags = engine.capabilities(language).tags
    texts = encode(SEGMENT.coded, SEGMENT.codes, 0, tags)
    reply = engine.translate(Request(texts, "de", language, context="Amt", is_xml=tags))
    target = decode(SEGMENT.coded, SEGMENT.codes, 0, tags, reply.texts)
    assert target != SEGMENT.coded
    assert () == script(SEGMENT, target, language)
    assert 17 * 60 in [token.value for token in find(target, language)]


def test_plain_text_is_not_escaped(engine: Engine) -> None:
    """Without XML, & and < go out and come back as they are."""
    reply = engine.translate(Request(("Bildung & Arbeit",), "de", "en", is_xml=False))
    assert "&amp;" not in reply.texts[0]
    assert "&" in reply.texts[0]


def test_answers_keep_the_order_of_the_texts(engine: Engine) -> None:
    """Each text has its answer at its own place, a text without words too."""
    texts = ("Zimmer 1", "Zimmer 2", "3", "Zimmer 4")
    reply = engine.translate(Request(texts, "de", "tr"))
    digits = ["".join(filter(str.isdigit, text)) for text in reply.texts]
    assert ["1", "2", "3", "4"] == digits


def test_only_paid_engines_bill_what_was_estimated(engine: Engine) -> None:
    """Estimate and charge are one function; what costs nothing bills nothing."""
    texts = encode(SEGMENT.coded, SEGMENT.codes, 0, True)
    reply = engine.translate(Request((*texts, "Straße 😀"), "de", "en"))
    assert (price((*texts, "Straße 😀"), True) if engine.paid else 0) == reply.billed


def test_nothing_asked_is_nothing_billed(engine: Engine) -> None:
    """A request without texts is answered without a call."""
    reply = engine.translate(Request((), "de", "en"))
    assert ((), 0) == (reply.texts, reply.billed)


def test_every_language_of_the_guide_is_there(engine: Engine) -> None:
    """All six are translated."""
    assert all(engine.capabilities(language).translates for language in LANGUAGES)


def test_usage_is_counted_where_it_costs(engine: Engine) -> None:
    """A paid engine tells what was used, the others have nothing to tell."""
    usage = engine.usage()
    assert engine.paid == (usage is not None)
    assert usage is None or usage.used >= 0


def test_threads_may_share_an_engine(engine: Engine) -> None:
    """Several workers at once each get their own answer."""
    texts = [f"Zimmer {number}" for number in range(8)]

    def ask(text: str) -> str:
        return engine.translate(Request((text,), "de", "en")).texts[0]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, texts))
    assert [text.split()[-1] for text in texts] == [text.split()[-1] for text in found]
