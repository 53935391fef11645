"""The freshness of a region: told from the cache, which always says what comparing says."""

from __future__ import annotations

import random
from collections.abc import Callable

import orjson
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import Content, Fragment, Head, Region, Status
from app.services.pages import pages, paragraphs, releasing, translations
from app.services.pages.takeover import Origin
from app.services.segments import statuses
from tests.services.guide import begun, day, live, revise
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    edit,
    english,
    html_of,
    judged,
    page_of,
    say,
)

SENTENCES = [
    COURSE, BOOK, f"{COURSE} {BOOK}", "Sie müssen sich anmelden.",
    "Sie müssen sich nicht anmelden.", "Die Anmedung kostet 5 Euro.",
    "Die Anmeldung kostet 5 Euro.", "Die Anmeldung kostet 7 Euro.", "Ja", "Ja",
    'Mehr <a href="https://a.de">dazu</a> hier.', 'Mehr <a href="https://b.de">dazu</a> hier.',
    "Rufen Sie 0821 1234567 an.", "Rufen Sie 0821 7654321 an.", "0821 1234567",
]  # fmt: skip


def line(session: Session, region: Region, language: str = "en") -> statuses.LanguageLine:
    """What is told of one language."""
    (found,) = statuses.of_region(session, region, [language])
    return found


def states_of(session: Session, region: Region) -> list[str]:
    """The state of each page in English, in the order in which they were made."""
    return [page.status.state for page in line(session, region).pages]


def test_an_empty_region_is_fresh(session: Session, region: Region) -> None:
    """Six languages, no page, nothing missing."""
    found = statuses.of_region(session, region)
    assert ["en", "ar", "fa", "ru", "tr", "uk"] == [one.language for one in found]
    assert {(100, ())} == {(one.fresh, one.pages) for one in found}


def test_each_page_has_its_state(session: Session, region: Region) -> None:
    """Missing, incomplete, stale, in review, current, hidden, worst first."""
    stale, partly, current, withdrawn = (english(session, region) for _ in range(4))
    page_of(session, region, COURSE)
    edit(session, stale, COURSE, "Sie brauchen ein Buch.")
    edit(session, partly, COURSE, BOOK, "Ein neuer Absatz.")
    edit(session, current, BOOK, COURSE)
    translations.publish(session, current, "en", now=day(1))
    releasing.withdraw(session, withdrawn, "en", now=day(1))
    begun(session, region)
    hidden = english(session, region)
    pages.archive(session, hidden, now=day(1))
    found = line(session, region)
    assert ["stale", "incomplete", "current", "in review", "missing", "hidden"] == [
        page.status.state for page in found.pages
    ]
    assert 6 == sum(found.by_state.values())


def test_a_page_is_hidden_where_its_german_cannot_be_read(session: Session, region: Region) -> None:
    """Withdrawn itself, or anywhere below a page that is withdrawn or archived, until that is back."""
    above, away, untouched = (english(session, region) for _ in range(3))
    for parent in (above, away, untouched):
        child = live(session, region, "2", html_of(COURSE), parent)
        live(session, region, "3", html_of(COURSE), child)
    states = ["current", "current", "current"] + 6 * ["missing"]
    assert states == states_of(session, region)
    releasing.withdraw(session, above, "de", now=day(1))
    pages.archive(session, away, now=day(1))
    hidden = ["hidden", "hidden", "current"] + 4 * ["hidden"] + 2 * ["missing"]
    assert hidden == states_of(session, region)
    releasing.publish(session, above, now=day(2))
    pages.unarchive(session, away, now=day(2))
    assert states == states_of(session, region)


def test_fresh_is_a_share_of_characters(session: Session, region: Region) -> None:
    """Half of the characters stale is half fresh; paragraphs without words count nothing."""
    page = english(session, region, "a" * 50, "b" * 50)
    edit(session, page, "a" * 50, "Ganz anders, " + "c" * 37, "0821 1234567")
    assert 50 == line(session, region).fresh


def test_since_and_ids_are_told(session: Session, region: Region) -> None:
    """Which paragraphs are stale, and since when the page is."""
    page = english(session, region)
    edit(session, page, COURSE, "Sie brauchen ein Buch.", now=day(3))
    edit(session, page, COURSE, "Sie brauchen ein dickes Buch.", now=day(5))
    (told,) = line(session, region).pages
    assert (judged(session, page)[1].segment_id,) == told.status.by_state["stale"]
    assert day(3) == told.status.since


def test_rebuild_mends_a_wrong_cache(session: Session, region: Region) -> None:
    """However the stored states came to be wrong, comparing anew puts them right."""
    page = english(session, region)
    assert 0 == statuses.rebuild(session, region)
    right = _rows(session)
    session.execute(update(Status).where(Status.language == "en").values(state="missing"))
    session.execute(update(Status).where(Status.language == "ar").values(severity=4))
    session.expire_all()
    wrong = sum(1 for key in right if key[1] in ("en", "ar"))
    progress: list[tuple[int, int]] = []
    told = statuses.rebuild(session, region, lambda done, of: progress.append((done, of)))
    assert (wrong, right, [(1, 1)]) == (told, _rows(session), progress)
    assert page.id


def _rows(session: Session) -> dict[tuple[int, str], tuple[object, ...]]:
    return {
        (row.segment_id, row.language): (row.state, row.klass, row.severity, row.since)
        for row in session.scalars(select(Status))
    }


# --- the cache is what comparing says, whatever happens


class Walk:
    """Editors, translators and readers of one region, at random."""

    def __init__(self, session: Session, region: Region, seed: int) -> None:
        self.session, self.region, self.chance = session, region, random.Random(seed)
        self.pages = [live(session, region, "Seite", html_of(*self._texts())) for _ in range(2)]
        self.now = 0
        self.acts: list[Callable[[Content], None]] = [
            self.edit, self.edit, self.draft, self.translate, self.translate, self.translate,
            self.confirm, self.go_back, self.late, self.publish_language,
        ]  # fmt: skip

    def _texts(self) -> list[str]:
        return self.chance.sample(SENTENCES, self.chance.randint(1, 5))

    def step(self) -> None:
        """Somebody does something with one of the pages."""
        self.now += 1
        self.chance.choice(self.acts)(self.chance.choice(self.pages))

    def edit(self, page: Content) -> None:
        minor = self.chance.choice([None, ()])
        title = self.chance.choice(["Seite", "Seiten", "Ganz anders"])
        edit(self.session, page, *self._texts(), now=day(self.now), minor=minor, title=title)

    def draft(self, page: Content) -> None:
        revise(self.session, page, html_of(*self._texts()), now=day(self.now))

    def go_back(self, page: Content) -> None:
        texts = [p.source.segment.coded for p in judged(self.session, page)]
        plain = [text for text in texts if "⟦" not in text] or [COURSE]
        edit(self.session, page, *self._texts(), now=day(self.now))
        self.now += 1
        edit(self.session, page, *plain, now=day(self.now))

    def translate(self, page: Content) -> None:
        language = self.chance.choice(["en", "ru"])
        paragraph = self.chance.choice(judged(self.session, page, language))
        text = f"{language} {paragraph.source.segment.coded}"
        say(self.session, paragraph, text, language, day(self.now))

    def late(self, page: Content) -> None:
        """A translation of what the paragraph said before somebody edited it."""
        old = self.chance.choice(judged(self.session, page))
        edit(self.session, page, *self._texts(), now=day(self.now))
        say(self.session, old, f"late {old.source.segment.coded}", "en", day(self.now))

    def confirm(self, page: Content) -> None:
        done = [p for p in judged(self.session, page) if p.head_id is not None]
        if done:
            segment = self.chance.choice(done).segment_id
            paragraphs.confirm(self.session, segment, "en", author="t", now=day(self.now))

    def publish_language(self, page: Content) -> None:
        if not translations.untranslated(self.session, page, "en"):
            translations.begin(self.session, page, "en", "page", day(self.now))
            translations.publish(self.session, page, "en", now=day(self.now))


@pytest.mark.parametrize("seed", range(6))
def test_status_rebuilt_is_status_kept_up(
    session: Session, region: Region, database_kind: str, seed: int
) -> None:
    """After any sequence of edits, translations, confirmations and reverts, the stored states are
    those that comparing from scratch gives, and nothing is left to carry."""
    walk = Walk(session, region, seed)
    for _ in range(14 if database_kind == "sqlite" else 6):
        walk.step()
        kept = _rows(session)
        told = statuses.rebuild(session, region)
        assert (0, kept) == (told, _rows(session))
    heads = _heads(session)
    for page in walk.pages:
        releasing.settle(session, page, day(walk.now + 1))
    assert heads == _heads(session)


def _heads(session: Session) -> set[tuple[int, str, int]]:
    rows = session.execute(select(Head.segment_id, Head.language, Head.target_id))
    return {(segment, language, target) for segment, language, target in rows}


MACHINE = Origin("machine", "translated", "engine")
SEEN = Origin("machine", "reviewed", "translator@stadt.example")


@pytest.mark.parametrize(("by", "state"), [(MACHINE, "machine"), (SEEN, "current")])
def test_machine_text_is_told_until_somebody_has_seen_it(
    session: Session, region: Region, by: Origin, state: str
) -> None:
    """Also after a rule has carried it on; the endpoint for readers says the same."""
    page = english(session, region, "Sie haben 3 Monate Zeit.")
    paragraph = judged(session, page)[0]
    paragraphs.save(
        session, paragraph.segment_id, "en", "You have 3 months.", lock_version=1, by=by,
        made_against=paragraph.source.hash, now=day(1),
    )  # fmt: skip
    for number in (6, 9):
        edit(session, page, f"Sie haben {number} Monate Zeit.", now=day(number))
    (told,) = line(session, region).pages
    fragment = session.get_one(Fragment, (page.id, "en"))
    assert (state, state) == (told.status.state, orjson.loads(fragment.status)["state"])
