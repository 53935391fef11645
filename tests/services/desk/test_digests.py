"""Digest mails: chosen by their readers, about what waits, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Grant, Region, User
from app.services import access
from app.services.desk import assignments, digest_letters, digests
from app.services.pages import releasing
from tests.services.guide import day, live, live_in_english, revise

HOME = "https://guide.example.org"


def translator(session: Session, region: Region, *languages: str, locale: str = "en") -> User:
    """Somebody who translates into these languages."""
    user = User(
        email="amal@example.org",
        name="Amal",
        fs_uniquifier="amal",
        created_at=day(0),
        locale=locale,
    )
    user.grants = [
        Grant(
            role="translator", region_id=region.id, languages=list(languages), granted_at=day(0)
        )
    ]  # fmt: skip
    session.add(user)
    session.flush()
    return user


def test_nobody_gets_a_digest_who_did_not_choose_it(session: Session, region: Region) -> None:
    """Never is what holds at first; day and week can be chosen, and never again; nothing else can."""
    user = translator(session, region, "en")
    assert ("", []) == (digests.chosen(session, user.id), list(digests.due(session, day(0))))
    for every in ("day", "week"):
        digests.choose(session, user.id, every)
        assert every == digests.chosen(session, user.id)
        assert [user.id] == list(digests.due(session, day(0)))
    digests.choose(session, user.id, "")
    assert [] == list(digests.due(session, day(0)))
    with pytest.raises(Invalid):
        digests.choose(session, user.id, "hour")


def test_a_digest_tells_what_waits_in_ones_languages(session: Session, region: Region) -> None:
    """Counts by queue, what rules carried, one's own pages; of no other language."""
    page = live(session, region, html="<p>Die Gebühr beträgt 10 Euro.</p>")
    live_in_english(session, page, html="<p>The fee is 10 euros.</p>")
    new = live(session, region, "Neu")
    revise(session, page, "<p>Die Gebühr beträgt 12 Euro.</p>", now=day(1))
    releasing.publish(session, page, now=day(1))
    user = translator(session, region, "en")
    who = access.actor(session, user.id)
    assignments.give(session, who, region, "en", new.id, user.id, day(1), due_on=day(1).date())
    digests.choose(session, user.id, "day")
    news = digests.take(session, user.id, day(2))
    assert news is not None
    (part,) = news.parts
    assert ("testdorf", "en", (("new", 2),), 1) == (part.slug, part.code, part.queues, part.carried)
    said = digest_letters.letter(news, HOME).text
    for line in (
        "Hello Amal,", "Testdorf – English", "  New: 2", "Carried by rule since 23 Nov 2026: 1",
        "Was due on 23 Nov 2026: “Neu”", f"  {HOME}/desk/testdorf/en/", "once a day",
    ):  # fmt: skip
        assert line in said, said


def test_a_digest_speaks_the_language_of_its_reader(session: Session, region: Region) -> None:
    """The one of their pages; German where they chose none, or one that we do not speak."""
    page = live(session, region)
    user = translator(session, region, "en", locale="en")
    who = access.actor(session, user.id)
    assignments.give(session, who, region, "en", page.id, user.id, day(0), due_on=day(9).date())
    digests.choose(session, user.id, "week")
    news = digests.take(session, user.id, day(1))
    assert news is not None
    said = {
        locale: digest_letters.letter(replace(news, locale=locale), HOME).text
        for locale in ("en", "de", "xx", "")
    }
    assert "1 Dec 2026" in said["en"]
    assert ["01.12.2026" in said[locale] for locale in ("de", "xx", "")] == [True] * 3
    assert said["de"] == said["xx"] == said[""]


def test_no_mail_is_sent_about_nothing(session: Session, region: Region) -> None:
    """Where nothing waits the time does not pass: the mail comes as soon as something does."""
    user = translator(session, region, "en")
    digests.choose(session, user.id, "week")
    assert digests.take(session, user.id, day(1)) is None
    assert [user.id] == list(digests.due(session, day(1)))
    live(session, region)
    assert digests.take(session, user.id, day(1)) is not None


def test_nobody_is_told_twice(session: Session, region: Region) -> None:
    """The next mail comes a day later, or a week; one that never left comes again."""
    live(session, region)
    user = translator(session, region, "en")
    for every, hours in (("day", 20), ("week", 6 * 24 + 20)):
        digests.choose(session, user.id, "")
        digests.choose(session, user.id, every)
        news = digests.take(session, user.id, day(1))
        assert news is not None
        assert digests.take(session, user.id, day(1) + timedelta(minutes=5)) is None
        early, late = (day(1) + timedelta(hours=hours + more) for more in (-1, 0))
        assert [[], [user.id]] == [list(digests.due(session, at)) for at in (early, late)]
        digests.put_back(session, news, day(1))
        assert [user.id] == list(digests.due(session, day(1)))


def test_closed_accounts_get_nothing(session: Session, region: Region) -> None:
    """Whoever cannot sign in is not told what waits inside."""
    live(session, region)
    user = translator(session, region, "en")
    digests.choose(session, user.id, "day")
    user.active = False
    session.flush()
    assert [] == list(digests.due(session, day(1)))
