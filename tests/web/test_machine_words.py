"""Why machines stand still, in words: read from what the services really say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.db import transaction
from app.engines.failures import kind_of_break, kind_of_status
from app.engines.pseudo import Pseudo
from app.errors import TranslationFailed
from app.jobs.translating import clock
from app.services.translation import engines, failing
from app.web.office import machine_words
from app.web.office.machine_words import Why
from tests.fixtures.office import Office
from tests.web.test_overview import page

ROOM = "/office/testdorf/settings/machines/"
REFUSED = TranslationFailed("refused", "DeepL: no such key; buy one", 403)
AWAY = TranslationFailed("unavailable", "DeepL answered 503", 503)


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough: which words are shown is not asked of it."""
    return str(request.param)


def told(session: Session, *names: str) -> list[Why]:
    """Why none of these machines, all of them set up, can translate into Arabic."""
    found: engines.Engines = dict.fromkeys(names, Pseudo())
    chosen, reason = engines.choose(session, found, names, "ar", clock())
    assert chosen is None
    return machine_words.work(reason, {"ar": "Arabic"}.__getitem__)


def test_each_machine_that_cannot_has_its_sentence(office: Office) -> None:
    """Refused (with the provider's own words, semicolons and all), not to be reached, not able, not there."""
    with (
        office.app.test_request_context("/", headers={"Accept-Language": "en"}),
        transaction() as session,
    ):
        failing.pause(session, "deepl", REFUSED, clock())
        assert [
            Why("Its provider refused the key.", str(REFUSED), "DeepL"),
            Why("It does not translate into Arabic.", "", "LibreTranslate"),
        ] == told(session, "deepl", "libretranslate")
        failing.pause(session, "deepl", AWAY, clock())
        assert [Why("It did not answer as it should.", str(AWAY), "DeepL")] == told(
            session, "deepl"
        )
        assert [Why("No machine is set up.")] == told(session)


@pytest.mark.parametrize("status", [400, 401, 403, 408, 413, 429, 456, 500, 503])
def test_each_kind_of_failure_has_words(office: Office, status: int) -> None:
    """Whatever a provider answers; what it said stands beside, as it said it."""
    with office.app.test_request_context("/", headers={"Accept-Language": "en"}):
        for failed in (kind_of_status(status), kind_of_break(OSError())):
            (why,) = machine_words.work(f"{failed}: it said so", str)
            assert ("it said so", True) == (why.quoted, bool(why.text))


def test_what_nobody_has_words_for_is_shown_as_it_is(office: Office) -> None:
    """Better in English than not at all; where there is nothing to say, nothing is said."""
    with office.app.test_request_context("/"):
        assert [Why("", "out of tune: again")] == machine_words.work("out of tune: again", str)
        assert Why("", "out of tune") == machine_words.paused("out of tune")
        assert [] == machine_words.work("", str)


def test_the_room_tells_it(office: Office) -> None:
    """The sentence in the visitor's language, the provider's words marked as English."""
    with office.app.app_context(), transaction() as session:
        failing.pause(session, "deepl", REFUSED, clock())
    settings = office.app.config["WEGWEISER"]
    office.app.config["WEGWEISER"] = replace(settings, deepl_auth_key="a key")
    text = page(office.as_("manager"), ROOM)
    assert "Its provider refused the key." in text
    assert '<code lang="en" dir="ltr">DeepL: no such key; buy one</code>' in text
