"""DeepL: what is sent, what each fault becomes, languages, usage and glossaries, over the fake."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests

from app.domain.machines.machine import CANNOT, Capability, Request, Usage
from app.engines.deepl import DeepL
from app.errors import TranslationFailed
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault

REQUEST = Request(('Guten <g i="1">Tag</g>',), "de", "ru", context="Begrüßung")
COST = len("Guten Tag")


@pytest.fixture
def fake() -> Iterator[FakeDeepL]:
    with FakeDeepL() as server:
        yield server


@pytest.fixture
def deepl(fake: FakeDeepL) -> DeepL:
    return DeepL("key", fake.url, timeout=0.3)


def failure(engine: DeepL, request: Request = REQUEST) -> TranslationFailed:
    """What a translation fails with."""
    with pytest.raises(TranslationFailed) as caught:
        engine.translate(request)
    return caught.value


def test_what_is_sent(fake: FakeDeepL, deepl: DeepL) -> None:
    """Tags in version 2, German as the source, politeness, context, and who we are."""
    deepl.translate(REQUEST)
    call = fake.calls[-1]
    expected = {
        "text": ['Guten <g i="1">Tag</g>'], "source_lang": "DE", "target_lang": "RU",
        "tag_handling": "xml", "tag_handling_version": "v2", "ignore_tags": ["k"],
        "formality": "prefer_more", "model_type": "prefer_quality_optimized",
        "context": "Begrüßung", "show_billed_characters": True,
    }  # fmt: skip
    assert expected == call["body"]
    assert "wegweiser/" in call["agent"]
    assert "key" == call["key"]


def test_plain_text_is_sent_without_tags(fake: FakeDeepL, deepl: DeepL) -> None:
    """No tag parameter, no empty context, no politeness where there is none."""
    deepl.translate(Request(("Hallo",), "de", "en", is_xml=False))
    expected = {"text", "source_lang", "target_lang", "model_type", "show_billed_characters"}
    assert expected == set(fake.calls[-1]["body"])
    assert "EN-GB" == fake.calls[-1]["body"]["target_lang"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "malformed"), (403, "refused"), (404, "malformed"), (413, "too-large"),
        (414, "too-large"), (429, "too-many"), (456, "quota"), (500, "unavailable"),
        (502, "unavailable"), (503, "unavailable"), (504, "unavailable"), (529, "unavailable"),
    ],
)  # fmt: skip
def test_each_status_has_its_kind(fake: FakeDeepL, deepl: DeepL, status: int, kind: str) -> None:
    """The kind follows from the status alone; nothing is sent twice and nothing billed."""
    fake.set(Fault("status", status=status))
    found = failure(deepl)
    assert (kind, status) == (found.kind, found.status)
    assert (1, 0) == (len(fake.calls), fake.billed())


def test_silence_may_have_been_billed(fake: FakeDeepL, deepl: DeepL) -> None:
    """After the time-out the kind is silent; the fake did bill, and was asked once."""
    fake.set(Fault("silence"))
    started = time.monotonic()
    assert "silent" == failure(deepl).kind
    assert time.monotonic() - started < 2
    assert (1, COST) == (len(fake.calls), fake.billed())


def test_a_broken_connection_is_silence(fake: FakeDeepL, deepl: DeepL) -> None:
    """A server that hangs up may have done the work."""
    fake.set(Fault("break"))
    assert "silent" == failure(deepl).kind
    assert 1 == len(fake.calls)


def test_a_late_reply_in_time_is_a_reply(fake: FakeDeepL, deepl: DeepL) -> None:
    """Slow is not silent."""
    fake.set(Fault("late", seconds=0.1))
    assert COST == deepl.translate(REQUEST).billed


def test_a_refused_connection_is_unavailable() -> None:
    """Nothing was sent, so nothing can have been billed."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert "unavailable" == failure(DeepL("key", f"http://127.0.0.1:{port}")).kind


def test_an_unknown_host_is_unavailable() -> None:
    """A name that does not resolve: nothing was sent."""
    assert "unavailable" == failure(DeepL("key", "http://deepl.invalid")).kind


@pytest.mark.parametrize("kind", ["count", "garbage"])
def test_an_answer_that_fits_not_is_malformed(fake: FakeDeepL, deepl: DeepL, kind: str) -> None:
    """Too few texts, or HTML with status 200; the status tells that it was billed."""
    fake.set(Fault(kind))
    found = failure(deepl)
    assert ("malformed", 200) == (found.kind, found.status)


def test_tags_that_do_not_parse_are_malformed_with_deepls_words(deepl: DeepL) -> None:
    """The message under a capital M reaches the operator too."""
    found = failure(deepl, Request(("a < b",), "de", "ru"))
    assert ("malformed", 400) == (found.kind, found.status)
    assert "Tag handling parsing failed" in str(found)


def test_missing_count_is_counted_by_us(fake: FakeDeepL, deepl: DeepL) -> None:
    """Without billed_characters our own price stands in."""
    fake.set(Fault("unbilled"))
    assert COST == deepl.translate(REQUEST).billed


@pytest.mark.parametrize("key", ["", " ", "ключ", "a\nb", "invalid"])
def test_a_wrong_key_is_a_message(fake: FakeDeepL, key: str) -> None:
    """No key can crash anything; the message names the setting."""
    found = failure(DeepL(key, fake.url))
    assert ("refused", 403) == (found.kind, found.status)
    assert "DEEPL_AUTH_KEY" in str(found)
    assert Capability(True, tags=True, glossary=True) == DeepL(key, fake.url).capabilities("en")


def test_a_body_beyond_the_limit_is_too_large(deepl: DeepL) -> None:
    """128 KiB is the end; the page of HTML that says so is not shown to anybody."""
    found = failure(deepl, Request(("ä" * 70_000,), "de", "en"))
    assert ("too-large", "the request is too large for DeepL") == (found.kind, str(found))


def test_a_quota_is_all_or_nothing(fake: FakeDeepL, deepl: DeepL) -> None:
    """What does not fit is not billed."""
    fake.set(quota=COST)
    deepl.translate(REQUEST)
    assert "quota" == failure(deepl).kind
    assert Usage(COST, COST) == deepl.usage()


def test_a_path_in_the_address_stays(fake: FakeDeepL) -> None:
    """A proxy may put DeepL under a path, with or without a slash."""
    for address in (f"{fake.url}/proxy", f"{fake.url}/proxy/"):
        failure(DeepL("key", address))
        assert "/proxy/v2/translate" == fake.calls[-1]["path"]


def test_capabilities_are_asked_once(fake: FakeDeepL, deepl: DeepL) -> None:
    """DeepL's own list counts: Persian has tags but no glossary there, Tigrinya is not there."""
    assert Capability(True, tags=True) == deepl.capabilities("fa")
    assert Capability(True, tags=True, glossary=True, formality=True) == deepl.capabilities("ru")
    assert CANNOT == deepl.capabilities("ti")
    assert 1 == len(fake.calls)


def test_capabilities_without_an_answer_are_what_we_know(fake: FakeDeepL, deepl: DeepL) -> None:
    """The built-in list stands in, careful with tags for Persian; nobody is asked again at once."""
    fake.set(Fault("status", path="/v3/languages"))
    assert Capability(True) == deepl.capabilities("fa")
    assert Capability(True, tags=True, glossary=True) == deepl.capabilities("en")
    assert CANNOT == deepl.capabilities("ti")
    assert 1 == len(fake.calls)


def test_usage_tells_when_the_period_ends(fake: FakeDeepL, deepl: DeepL) -> None:
    """Pro accounts are told when they are counted anew; free ones are not."""
    assert None is deepl.usage().ends
    fake.account.period = {"end_time": "2026-12-09T08:12:33+00:00"}
    assert datetime(2026, 12, 9, 8, 12, 33, tzinfo=UTC) == deepl.usage().ends


def test_usage_without_limit(deepl: DeepL) -> None:
    """A billion and more is DeepL's way to say that there is none."""
    deepl.translate(REQUEST)
    assert Usage(COST, None) == deepl.usage()


def test_a_glossary_lives_and_dies(fake: FakeDeepL, deepl: DeepL) -> None:
    """Made with the languages that can have one, replaced by language, emptied, deleted twice."""
    id_ = deepl.create_glossary("Testdorf", {"en": {"Amt": "office"}, "fa": {"Amt": "اداره"}})
    request = Request(("Das Amt",), "de", "en", glossary=id_)
    assert "Dás office" == deepl.translate(request).texts[0]
    deepl.replace_glossary(id_, {"en": {"Amt": "agency"}, "ru": {"Amt": "ведомство"}})
    assert "Dás agency" == deepl.translate(request).texts[0]
    deepl.replace_glossary(id_, {"ru": {}, "uk": {}})
    assert {"en": {"Amt": "agency"}} == fake.account.glossaries[id_]["dictionaries"]
    deepl.delete_glossary(id_)
    deepl.delete_glossary(id_)
    assert {} == fake.account.glossaries


def test_a_lost_glossary_is_named(deepl: DeepL) -> None:
    """Status 404 tells the caller to make a new one."""
    for terms in ({"Amt": "office"}, {}):
        with pytest.raises(TranslationFailed) as caught:
            deepl.replace_glossary("gone", {"en": terms})
        assert 404 == caught.value.status
    assert 404 == failure(deepl, Request(("Amt",), "de", "en", glossary="gone")).status


def test_no_language_no_glossary(fake: FakeDeepL, deepl: DeepL) -> None:
    """Where no language can have one, none is made."""
    assert "" == deepl.create_glossary("Testdorf", {"fa": {"Amt": "اداره"}, "en": {}})
    assert {} == fake.account.glossaries


@pytest.mark.parametrize("terms", [{"": "office"}, {"Amt": " "}, {"A\tmt": "office"}])
def test_terms_that_deepl_cannot_take_are_malformed(deepl: DeepL, terms: dict[str, str]) -> None:
    """Empty terms and tabs are refused with a reason, not a crash."""
    with pytest.raises(TranslationFailed) as caught:
        deepl.create_glossary("Testdorf", {"en": terms})
    assert "malformed" == caught.value.kind


def test_the_fake_runs_as_a_process() -> None:
    """Faults are set and state is read over HTTP, so that any process may be killed beside it."""
    command = [sys.executable, "-m", "tests.fakes.deepl_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        fault = {"kind": "status", "status": 429, "times": 1}
        requests.post(f"{address}/__faults__", json={"faults": [fault]}, timeout=5)
        engine = DeepL("key", address)
        assert "too-many" == failure(engine).kind
        engine.translate(REQUEST)
        state = requests.get(f"{address}/__state__", timeout=5).json()
        process.kill()
    assert {"key": COST} == state["billed"]
    assert [429, 200] == [call["status"] for call in state["calls"]]
