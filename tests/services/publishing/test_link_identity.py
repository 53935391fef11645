"""Links by identity: an address of a page of the guide becomes the page."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import open_engine
from app.models import Content, Region, Revision, Status
from app.services import regions
from app.services.pages import pages, releasing
from app.services.segments import revisions
from tests.services.guide import EDITOR, day, live, live_in_english, revise, texts

APP = "https://integreat.app/testdorf"


def link(href: str, words: str = "Mehr dazu") -> str:
    """A paragraph with a link."""
    return f'<p>Lesen Sie: <a href="{href}">{words}</a></p>'


def kept(session: Session, region: Region, href: str, words: str = "Mehr dazu") -> str:
    """What a link in a new German text is kept as."""
    page = live(session, region, "Text", link(href, words))
    assert page.working is not None
    found = re.search(r'href="([^"]*)"', page.working.html)
    assert found
    return found[1]


def test_a_pasted_address_is_kept_as_the_page(session: Session, region: Region) -> None:
    """Absolute, relative, encoded, with an anchor: it is the page, and an anchor stays."""
    page = live(session, region, "Behörden")
    for href in (
        f"{APP}/de/behoerden/",
        f"{APP}/de/info/beh%6Ferden",
        "http://127.0.0.1:8000/testdorf/de/behoerden/",
        "/testdorf/de/behoerden/",
        "../behoerden/",
    ):
        assert f"page:{page.id}" == kept(session, region, href)
    assert f"page:{page.id}#zeiten" == kept(session, region, f"{APP}/de/behoerden/#zeiten")


def test_what_is_no_page_stays(session: Session, region: Region) -> None:
    """Other regions, other languages, pages that nobody knows, and addresses that readers see."""
    page = live(session, region, "Arbeit")
    live_in_english(session, page, "Work")
    for href in (
        "https://integreat.app/stadt/de/arbeit/",
        f"{APP}/en/work/",
        f"{APP}/de/wohnen/",
        f"{APP}/de/",
        f"{APP}/de/events/arbeit/",
        "https://arbeit.example/arbeit/",
        "mailto:arbeit@dorf.example",
    ):
        assert href == kept(session, region, href)
    shown = f"{APP}/de/arbeit/"
    assert shown == kept(session, region, shown, shown)


def test_an_old_address_leads_to_the_page(session: Session, region: Region) -> None:
    """A slug that the page had once is known for ever, and links are written with the present one."""
    page = live(session, region, "Arbeit")
    pages.change_slug(session, page, "de", "jobs", now=day(1))
    assert f"page:{page.id}" == kept(session, region, f"{APP}/de/arbeit/")
    assert f'href="{APP}/de/jobs/"' in texts(session, region)[-1]


def test_every_language_gets_its_own_address(session: Session, region: Region) -> None:
    """The address is written for each language when it is published, anchors too."""
    live_in_english(session, live(session, region, "Arbeit"), "Work")
    page = live(session, region, "Text", link(f"{APP}/de/arbeit/#a"))
    live_in_english(session, page, "Text", link(f"{APP}/en/work/", "More"))
    assert f'href="{APP}/de/arbeit/#a"' in texts(session, region)[-1]
    assert f'href="{APP}/en/work/#a"' in texts(session, region, "en")[-1]


def test_saving_what_is_there_makes_no_revision(session: Session, region: Region) -> None:
    """The same address pasted again is the same text."""
    live(session, region, "Arbeit")
    page = live(session, region, "Text", link(f"{APP}/de/arbeit/"))
    assert page.working is revise(session, page, link(f"{APP}/de/arbeit/"))


def test_translations_of_old_texts_stay_fresh(session: Session, region: Region) -> None:
    """A text that was saved with an address long ago: the next save makes it a page, in every language,
    and no translation gets stale by that."""
    live_in_english(session, live(session, region, "Arbeit"), "Work")
    page = live(session, region, "Text", "<p>Alt.</p>")
    old = link(f"{APP}/de/arbeit/") + "<p>Die Schule ist offen.</p>"
    page.working = revisions.store(session, page, "Text", old, EDITOR, day(1))
    releasing.publish(session, page, now=day(1))
    translation = link(f"{APP}/de/arbeit/", "More") + "<p>The school is open.</p>"
    live_in_english(session, page, "Text", translation)
    revise(session, page, old + "<p>Neu.</p>", now=day(2))
    told = releasing.publish(session, page, now=day(2))
    assert {"link": False, "new": True} == {c.klass: "en" in c.languages for c in told.changes}
    states = select(Status.state, Status.klass).where(
        Status.content_id == page.id, Status.language == "en"
    )
    found = {tuple(row) for row in session.execute(states)}
    assert {("current", "none"), ("missing", "new")} == found
    assert f'href="{APP}/en/work/"' in texts(session, region, "en")[-1]


def test_the_real_guide(augsburg_url: str) -> None:
    """81 of the 86 German links into the guide of Augsburg are pages; five lead to pages that are no
    more. Not one translation is judged otherwise by that."""
    engine = open_engine(augsburg_url)
    with Session(engine) as session:
        region = regions.get(session, "lkaugsburg")
        texts_ = session.scalars(
            select(Revision.html)
            .join(Content, Content.working_revision_id == Revision.id)
            .where(Content.region_id == region.id, Content.source_language == "de")
        ).all()
        states = list(session.scalars(select(Status.state).where(Status.language == "en")))
    engine.dispose()
    html = "".join(texts_)
    ours = re.findall(r'href="page:\d+', html)
    others = re.findall(r'href="https?://integreat.app/lkaugsburg/de/', html)
    assert (81, 5) == (len(ours), len(others))
    assert (2234, 52, 1108) == (
        states.count("current"),
        states.count("stale"),
        states.count("missing"),
    )
