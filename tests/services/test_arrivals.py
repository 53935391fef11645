"""Pages that come to the readers of a language: documents are as if all had been made anew."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Fragment, Region, Snapshot
from app.services.pages import releasing, translations
from app.services.publishing import arrivals, publication
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, translate

LANGUAGES = ("en", "ar", "ru")


def tree(session: Session, region: Region) -> list[Content]:
    """Two sections with pages below them, and a page that links to one of those."""
    school = live(session, region, "Schule")
    below = live(session, region, "Anmelden", parent=school)
    deep = live(session, region, "Formular", parent=below)
    work = live(session, region, "Arbeit")
    job = live(session, region, "Stelle", parent=work)
    link = live(session, region, "Anfang", f'<p>Mehr: <a href="page:{deep.id}">hier</a>.</p>')
    return [school, below, deep, work, job, link]


def arrive(session: Session, content: Content, *languages: str) -> None:
    """A page gets a translation and comes to the readers of these languages."""
    assert content.published is not None
    html = content.published.html
    for code in languages:
        translate(session, content, code, f"{content.published.title} {code}", html)
        translations.release(session, content, code, NOW)
        releasing.settle(session, content, NOW, (code,))
    arrivals.publish_arrivals(session, content.region_id, languages, day(1), {})


Row = tuple[int, bytes, str]  # position, body, stamp


def fragments(session: Session) -> dict[tuple[int, str], Row]:
    """What readers get, by content and language."""
    session.expire_all()
    return {
        (row.content_id, row.language): (row.position, row.body, row.stamp)
        for row in session.scalars(select(Fragment))
    }


def versions(session: Session) -> dict[str, int]:
    """The version of each language's document."""
    return {row.language: row.version for row in session.scalars(select(Snapshot))}


@pytest.mark.parametrize("seed", [1, 2])
def test_arrivals_in_any_order(session: Session, region: Region, seed: int) -> None:
    """Children before their parents, one language or several at once: nothing is left to do, and a
    document is new exactly if something in it is."""
    contents = tree(session, region)
    coming = [(content, code) for content in contents for code in LANGUAGES]
    random.Random(seed).shuffle(coming)
    while coming:
        content, code = coming.pop()
        codes = {code} | {other for one, other in coming[-3:] if one == content}
        coming = [pair for pair in coming if pair[0] != content or pair[1] not in codes]
        before, old = fragments(session), versions(session)
        arrive(session, content, *codes)
        after, new = fragments(session), versions(session)
        assert 0 == publication.publish_region(session, region.id, day(1), everything=True)
        changed = {key[1] for key in after if after[key] != before.get(key)}
        assert changed == {code for code in new if new[code] != old[code]}
    assert 4 * len(contents) == len(after)


def test_what_stands_behind_only_moves(session: Session, region: Region) -> None:
    """The pages behind one that came count on; their bytes and stamps stay, so that no door reads
    them again."""
    first, second, third = (live(session, region, name) for name in ("Eins", "Zwei", "Drei"))
    arrive(session, second, "en")
    arrive(session, third, "en")
    before = fragments(session)
    arrive(session, first, "en")
    after = fragments(session)
    for number, content in enumerate((second, third)):
        assert number == before[content.id, "en"][0]
        assert (number + 1, *before[content.id, "en"][1:]) == after[content.id, "en"]


def test_a_link_leads_to_the_page_that_came(session: Session, region: Region) -> None:
    """A text that linked to German leads to the reader's own language from then on."""
    goal = live(session, region, "Ziel")
    page = live(session, region, "Anfang", f'<p>Mehr: <a href="page:{goal.id}">hier</a>.</p>')
    arrive(session, page, "en")
    assert b"/testdorf/de/ziel/" in fragments(session)[page.id, "en"][1]
    arrive(session, goal, "en")
    assert b"/testdorf/en/ziel-en/" in fragments(session)[page.id, "en"][1]
