"""A provider's copy of the glossary: sent when it changed, made anew when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.engines.deepl import DeepL
from app.errors import Conflict, TranslationFailed
from app.models import Region
from app.services.quality import glossary, glossary_sync
from tests.fakes.deepl_server import FakeDeepL
from tests.fixtures.guides import NOW

KAUTION = Term("Kaution", {"en": (Wording("deposit"),), "tr": (Wording("depozito"),)})
MIETE = Term("Miete", {"en": (Wording("rent"),)})
LANGUAGES = ["en", "tr", "uk"]


@pytest.fixture
def server() -> Iterator[FakeDeepL]:
    """A fake DeepL of the test's own."""
    with FakeDeepL() as found:
        yield found


@pytest.fixture
def deepl(server: FakeDeepL) -> DeepL:
    """The engine, with a key that the fake takes."""
    return DeepL("key", server.url, timeout=5)


def sync(session: Session, region: Region, engine: glossary_sync.KeepsGlossaries) -> bool:
    """One round: planned, sent, stored; whether there was anything to send."""
    planned = glossary_sync.plan(session, region, "deepl", LANGUAGES)
    if planned is None:
        return False
    glossary_sync.store(session, planned, glossary_sync.send(planned, engine), NOW)
    return True


def remote(server: FakeDeepL) -> list[dict[str, dict[str, str]]]:
    """The dictionaries of each glossary at the provider."""
    account = server.account
    return [dict(one["dictionaries"]) for one in account.glossaries.values()]


def test_entries(session: Session, region: Region) -> None:
    """Sorted, preferred wordings only, no forbidden ones; forms that are other names have their own."""
    two = (Wording("bail", preferred=False), Wording("deposit"))
    forms = ("Kautionen", "Mietsicherheit")
    glossary.add(session, region, Term("Kaution", {"en": two}, forms), NOW)
    glossary.add(session, region, Term("Amt", {"en": (Wording("office"),)}), NOW)
    glossary.add(session, region, Term("Asyl", {"en": (Wording("x"),)}, mode="forbid"), NOW)
    glossary.add(session, region, Term("Bus", {"tr": (Wording("otobüs"),)}), NOW)
    expected = [("Amt", "office"), ("Kaution", "deposit"), ("Mietsicherheit", "deposit")]
    assert expected == list(glossary_sync.entries(session, region, "en").items())


def test_nothing_to_send(session: Session, region: Region, deepl: DeepL, server: FakeDeepL) -> None:
    """An empty glossary makes no call."""
    assert not sync(session, region, deepl)
    assert [] == server.calls


def test_sent_once_and_again_when_changed(
    session: Session, region: Region, deepl: DeepL, server: FakeDeepL
) -> None:
    """The first round makes one glossary, the second nothing, a change replaces one dictionary."""
    stored = glossary.add(session, region, KAUTION, NOW)
    assert sync(session, region, deepl)
    assert [{"en": {"Kaution": "deposit"}, "tr": {"Kaution": "depozito"}}] == remote(server)
    assert not sync(session, region, deepl)
    first = glossary_sync.remote_id(session, region.id, "deepl", "en")
    assert first
    assert "" == glossary_sync.remote_id(session, region.id, "deepl", "uk")

    glossary.add(session, region, MIETE, NOW)
    planned = glossary_sync.plan(session, region, "deepl", LANGUAGES)
    assert planned is not None
    assert ["en"] == list(planned.changed)
    assert sync(session, region, deepl)
    assert [{"Kaution": "deposit", "Miete": "rent"}] == [one["en"] for one in remote(server)]
    assert first == glossary_sync.remote_id(session, region.id, "deepl", "en")

    glossary.change(
        session, stored.id, replace(KAUTION, wordings={"en": KAUTION.wordings["en"]}), NOW
    )
    assert sync(session, region, deepl)
    assert [["en"]] == [sorted(one) for one in remote(server)]
    assert "" == glossary_sync.remote_id(session, region.id, "deepl", "tr")


def test_note_and_mode_are_our_own(session: Session, region: Region, deepl: DeepL) -> None:
    """What the provider is not told changes nothing there."""
    stored = glossary.add(session, region, KAUTION, NOW)
    sync(session, region, deepl)
    glossary.change(session, stored.id, replace(KAUTION, mode="block", note="!"), NOW)
    assert not sync(session, region, deepl)


def test_glossary_that_is_gone_is_made_anew(
    session: Session, region: Region, deepl: DeepL, server: FakeDeepL
) -> None:
    """Somebody deleted it at the provider: all dictionaries are sent, not only the changed one."""
    glossary.add(session, region, KAUTION, NOW)
    sync(session, region, deepl)
    before = glossary_sync.remote_id(session, region.id, "deepl", "en")
    deepl.delete_glossary(before)
    glossary.add(session, region, MIETE, NOW)
    planned = glossary_sync.plan(session, region, "deepl", LANGUAGES)
    assert planned is not None
    new = glossary_sync.send(planned, deepl)
    assert new != before
    glossary_sync.store(session, planned, new, NOW)
    assert [["en", "tr"]] == [sorted(one) for one in remote(server)]
    assert not sync(session, region, deepl)


class Refusing:
    """An engine that cannot be reached."""

    def create_glossary(self, name: str, dictionaries: glossary_sync.Dictionaries) -> str:
        """Never answers."""
        raise TranslationFailed("unavailable", "down", 503)

    def replace_glossary(self, remote_id: str, dictionaries: glossary_sync.Dictionaries) -> None:
        """Never answers."""
        raise TranslationFailed("unavailable", "down", 503)


def test_failure_is_tried_again(session: Session, region: Region, deepl: DeepL) -> None:
    """What could not be sent is still to be sent."""
    glossary.add(session, region, KAUTION, NOW)
    with pytest.raises(TranslationFailed):
        sync(session, region, Refusing())
    assert sync(session, region, deepl)
    glossary.add(session, region, MIETE, NOW)
    with pytest.raises(TranslationFailed):
        sync(session, region, Refusing())
    assert sync(session, region, deepl)


def test_two_workers_make_one_glossary(session: Session, region: Region, deepl: DeepL) -> None:
    """The second who made one is told which is not needed."""
    glossary.add(session, region, KAUTION, NOW)
    planned = glossary_sync.plan(session, region, "deepl", LANGUAGES)
    assert planned is not None
    mine, other = (glossary_sync.send(planned, deepl) for _ in range(2))
    glossary_sync.store(session, planned, other, NOW)
    with pytest.raises(Conflict, match=mine):
        glossary_sync.store(session, planned, mine, NOW)
