"""Webhooks: who is told what, in the transaction of the deed."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, NotFound
from app.models import Delivery, Event, Region, Webhook
from app.services import regions
from app.services.pages import pages, releasing, translations, withdrawing
from app.services.publishing import publication
from app.services.settings import policies
from app.services.webhooks import webhooks
from app.services.webhooks.webhooks import NEEDED, PUBLISHED
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, begun, day, live, live_in_english, revise, translate

URL = "https://hooks.example/wegweiser"


def listener(session: Session, region: Region, *events: str, url: str = URL) -> Webhook:
    """A webhook that listens to these events."""
    return webhooks.create(session, region, url, events, by=EDITOR, now=NOW)


def told(session: Session, event: str = "") -> list[dict[str, Any]]:
    """The messages so far, and no more."""
    rows = session.scalars(select(Delivery).order_by(Delivery.id)).all()
    found = [orjson.loads(row.body) for row in rows if event in ("", row.event)]
    for row in rows:
        session.delete(row)
    session.flush()
    return found


def languages(message: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The languages of the only content of a message: published, withdrawn."""
    (content,) = message["contents"]
    return [place["language"] for place in content["published"]], content["withdrawn"]


def test_publishing_is_told(session: Session, region: Region) -> None:
    """Which content came to readers of which language, where they read it, and when."""
    listener(session, region, PUBLISHED)
    page = live(session, region, "Arbeit")
    (message,) = told(session)
    assert ("published", "testdorf", NOW.isoformat()) == tuple(
        message[name] for name in ("event", "region", "at")
    )
    assert 32 == len(message["id"])
    place = {"language": "de", "path": "/testdorf/de/arbeit/"}
    place["url"] = "https://integreat.app/testdorf/de/arbeit/"
    assert [{"id": page.id, "kind": "page", "published": [place], "withdrawn": []}] == message[
        "contents"
    ]


def test_every_way_to_the_readers(session: Session, region: Region) -> None:
    """Another language, an edit that is carried, another address, a move into another place, and back."""
    page, other = live(session, region, "Arbeit"), live(session, region, "Wohnen")
    listener(session, region, PUBLISHED)
    live_in_english(session, page, "Work", "<p>The school is open.</p>")
    assert [(["en"], [])] == [languages(message) for message in told(session)]
    revise(session, page, "<p>Die Schule ist  <b>offen</b>.</p>", now=day(1))
    assert [] == told(session)
    releasing.publish(session, page, now=day(1))
    assert [(["de"], [])] == [languages(message) for message in told(session)]
    pages.change_slug(session, page, "en", "jobs", now=day(2))
    assert [(["en"], [])] == [languages(message) for message in told(session)]
    pages.move(session, page, other.id, now=day(3))
    assert [(["de"], ["en"])] == [languages(message) for message in told(session)]
    pages.move(session, page, None, now=day(4))
    releasing.withdraw(session, page, "en", now=day(4))
    withdrawing.everywhere(session, page, by=EDITOR, now=day(5))
    assert [(["de", "en"], []), ([], ["en"]), ([], ["de"])] == [
        languages(message) for message in told(session)
    ]


def test_nothing_new_is_not_told(session: Session, region: Region) -> None:
    """Saving a draft, publishing what is published, and making everything anew say nothing."""
    page = live(session, region)
    live_in_english(session, page)
    listener(session, region, PUBLISHED)
    begun(session, region, "Entwurf")
    translate(session, page, "uk", "Школа", "<p>Школа відкрита.</p>")
    releasing.publish(session, page, now=day(1))
    translations.publish(session, page, "en", now=day(1))
    publication.publish_region(session, region.id, day(1), everything=True)
    policies.change(session, region, "en", day(1), days=3)
    assert [] == told(session)


def test_what_needs_a_translation_is_told(session: Session, region: Region) -> None:
    """Per language: how many paragraphs of which contents, with how many characters, and what machines
    may do; once, not again for what is waiting already."""
    listener(session, region, NEEDED)
    policies.change(session, region, "ar", NOW, machine="publish")
    first = live(session, region, "Arbeit", "<p>Die Schule ist offen.</p>")
    second = live(session, region, "Wohnen", "<p>Guten Tag.</p><p>112</p>")
    found = {message["language"]: message for message in told(session)}
    assert {"en", "ar", "fa", "ru", "tr", "uk"} == set(found)
    assert ("hold", "publish") == (found["en"]["machine"], found["ar"]["machine"])
    assert [
        {"id": first.id, "kind": "page", "paragraphs": 2, "characters": 27},
        {"id": second.id, "kind": "page", "paragraphs": 2, "characters": 16},
    ] == found["en"]["contents"]
    assert (4, 43) == (found["en"]["paragraphs"], found["en"]["characters"])
    live_in_english(session, first, "Work")
    releasing.settle(session, second, day(1))
    assert [] == told(session)
    revise(session, first, "<p>Die Schule ist heute leider geschlossen.</p>", now=day(2))
    releasing.preview(
        session, first, pages.Draft("Arbeit", "<p>Etwas ganz anderes steht nun da.</p>"), now=day(2)
    )
    assert [] == told(session)
    releasing.publish(session, first, now=day(2))
    (message,) = told(session)
    assert ("en", 1) == (message["language"], message["paragraphs"])


def test_a_message_that_is_due_is_not_added_to(session: Session, region: Region) -> None:
    """After a minute a new one begins, and so it does once somebody tries to send the old one."""
    listener(session, region, NEEDED)
    for number in (0, 1):
        page = begun(session, region, f"Seite {number} x")
        releasing.publish(session, page, now=day(number))
    assert 12 == len(told(session))


def test_who_is_told(session: Session, region: Region) -> None:
    """Those of the region who want to hear of it and are switched on, each with a message of its own."""
    there = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    for home, events in ((region, [PUBLISHED]), (region, [NEEDED]), (there, [PUBLISHED])):
        listener(session, home, *events)
    both = listener(session, region, PUBLISHED, NEEDED)
    off = listener(session, region, PUBLISHED)
    webhooks.switch(session, off, False, by=EDITOR, now=NOW)
    live(session, region, "Arbeit")
    rows = session.scalars(select(Delivery)).all()
    hooks = [hook.id for hook in webhooks.of_region(session, region)]
    assert {hooks[0]: 1, hooks[1]: 6, both.id: 7} == {
        id_: count for id_ in hooks if (count := sum(row.webhook_id == id_ for row in rows))
    }
    assert len(rows) == len({orjson.loads(row.body)["id"] for row in rows})


@pytest.mark.parametrize(
    ("url", "events", "field"),
    [
        ("http://hooks.example/", [PUBLISHED], "url"),
        ("https://hooks.example:8443/", [PUBLISHED], "url"),
        ("https://me:geheim@hooks.example/", [PUBLISHED], "url"),
        ("hooks.example", [PUBLISHED], "url"),
        ("https://hooks.example/#x", [PUBLISHED], "url"),
        ("https://hooks.example/" + "x" * 2000, [PUBLISHED], "url"),
        ("", [PUBLISHED], "url"),
        (URL, [], "events"),
        (URL, ["deleted"], "events"),
    ],
)
def test_what_is_refused(
    session: Session, region: Region, url: str, events: list[str], field: str
) -> None:
    """Named by the field that is wrong; a password is not repeated."""
    with pytest.raises(Invalid, match=f"^{field}: ") as caught:
        webhooks.create(session, region, url, events, by=EDITOR, now=NOW)
    assert "geheim" not in str(caught.value)


def test_the_house_s_own_network(session: Session, region: Region) -> None:
    """A host that the operator named may do without https, and have any port."""
    url = "http://127.0.0.1:8080/x"
    assert url == webhooks.checked(url, {"127.0.0.1"})


def test_the_life_of_a_webhook(session: Session, region: Region) -> None:
    """Made, changed, given another secret, switched off with what waits, and taken away; all in the
    audit trail, and no secret in it."""
    hook = listener(session, region, PUBLISHED)
    secret = hook.secret
    assert secret.startswith("whsec_")
    webhooks.change(session, hook, URL + "/2", [NEEDED], by=EDITOR, now=NOW)
    assert (URL + "/2", [NEEDED]) == (hook.url, hook.events)
    assert secret != webhooks.renew_secret(session, hook, by=EDITOR, now=NOW)
    message = webhooks.say_hello(session, hook, region, NOW)
    webhooks.switch(session, hook, False, by=EDITOR, now=NOW)
    session.refresh(message)
    assert ("failed", "switched-off") == (message.state, message.reason)
    for deed in (
        lambda: webhooks.say_hello(session, hook, region, NOW),
        lambda: webhooks.resend(session, hook, message.id, NOW),
    ):
        with pytest.raises(Invalid, match="switched off"):
            deed()
    webhooks.switch(session, hook, True, by=EDITOR, now=NOW)
    again = webhooks.resend(session, hook, message.id, day(1))
    assert ("waiting", message.body) == (again.state, again.body)
    assert ([again, message], 2) == (
        list((found := webhooks.deliveries(session, hook))[0]),
        found[1],
    )
    webhooks.remove(session, hook, by=EDITOR, now=NOW)
    assert [] == webhooks.of_region(session, region)
    events = session.scalars(select(Event).where(Event.action.startswith("webhook"))).all()
    assert ["create", "change", "secret", "switch-off", "switch-on", "remove"] == [
        event.action.removeprefix("webhook.") for event in events
    ]
    assert "whsec" not in "".join(str(event.detail) for event in events)


def test_the_trail_keeps_the_address_to_itself(session: Session, region: Region) -> None:
    """Observers read the trail; the path of an address is often a secret, so only its host is noted."""
    hook = listener(session, region, PUBLISHED, url="https://hooks.example/services/T0/geheim")
    webhooks.change(session, hook, hook.url, [PUBLISHED], by=EDITOR, now=NOW)
    webhooks.switch(session, hook, False, by=EDITOR, now=NOW)
    webhooks.remove(session, hook, by=EDITOR, now=NOW)
    noted = session.scalars(select(Event.detail).where(Event.region_id == region.id)).all()
    assert 4 == len(noted)
    assert {"hooks.example"} == {detail["host"] for detail in noted}
    assert "geheim" not in str(noted)


def test_another_region_s_webhook(session: Session, region: Region) -> None:
    """Does not exist, and neither do its messages."""
    hook, other = (listener(session, region, PUBLISHED) for _ in range(2))
    message = webhooks.say_hello(session, hook, region, NOW)
    there = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    with pytest.raises(NotFound):
        webhooks.get(session, there, hook.id)
    with pytest.raises(NotFound):
        webhooks.resend(session, other, message.id, NOW)


def test_old_messages_are_forgotten(session: Session, region: Region) -> None:
    """Sent ones after a month, failed ones after three; what waits stays."""
    hook = listener(session, region, PUBLISHED)
    for state in ("delivered", "failed", "waiting"):
        webhooks.say_hello(session, hook, region, NOW).state = state
    session.flush()
    assert (0, 1, 1) == tuple(webhooks.tidy(session, day(number)) for number in (29, 31, 91))
