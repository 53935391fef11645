"""The link list of a region, and one address for another everywhere."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.db import open_engine
from app.errors import Invalid, WegweiserError
from app.models import Content, Event, Link, LinkCheck, Region, Status
from app.services import regions
from app.services.links import link_checking, link_replacing, links
from app.services.pages import pages, releasing, translations, withdrawing
from app.services.publishing import linking
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, begun, day, live, live_in_english, revise, texts

OFFICE = "https://amt.example/seite"


def link(href: str, words: str = "Zum Amt") -> str:
    """A paragraph with a link."""
    return f'<p>Hier: <a href="{href}">{words}</a></p>'


def kept(session: Session, content: Content) -> set[tuple[str, str, str, int | None]]:
    """The links that are kept of a page: language, address, words, page."""
    rows = session.execute(
        select(Link.language, Link.url, Link.text, Link.points_to).where(
            Link.content_id == content.id
        )
    )
    return {(language, url, text, page) for language, url, text, page in rows}


def standing(session: Session, region: Region) -> dict[str, tuple[str, str]]:
    """How each address of the region stands."""
    return {
        line.url: (line.standing.state, line.standing.reason)
        for line in links.all_lines(session, region)
    }


def test_links_are_kept_with_the_texts(session: Session, region: Region) -> None:
    """What readers get in each language, pages of the guide by identity; gone when the text is."""
    work = live(session, region, "Arbeit")
    page = live(session, region, "Text", link(OFFICE) + link(f"page:{work.id}", "Mehr"))
    assert {("de", OFFICE, "Zum Amt", None), ("de", f"page:{work.id}", "Mehr", work.id)} == kept(
        session, page
    )
    live_in_english(session, work, "Work")
    live_in_english(session, page, "Text", link(OFFICE, "Office") + link("page:9", "More"))
    assert {("en", OFFICE, "Office", None), ("en", f"page:{work.id}", "More", work.id)} == {
        row for row in kept(session, page) if row[0] == "en"
    }
    revise(session, page, "<p>Nichts mehr.</p>", now=day(1))
    assert 4 == len(kept(session, page))
    releasing.publish(session, page, now=day(1))
    assert set() == kept(session, page)


def test_taken_away_from_readers(session: Session, region: Region) -> None:
    """A page that readers do not get has no links to look after, in one language or in all."""
    page = live(session, region, "Text", link(OFFICE))
    live_in_english(session, page, "Text", link(OFFICE, "Office"))
    releasing.withdraw(session, page, "en", now=day(1))
    assert {"de"} == {row[0] for row in kept(session, page)}
    translations.publish(session, page, "en", now=day(1))
    withdrawing.everywhere(session, page, by=EDITOR, now=day(2))
    assert set() == kept(session, page)


def test_reading_all_anew(session: Session, region: Region) -> None:
    """What is kept is what reading everything anew finds; what was wrong is mended."""
    page = live(session, region, "Text", link(OFFICE))
    live_in_english(session, page, "Text", link(OFFICE, "Office"))
    before = kept(session, page)
    assert 0 == linking.rebuild(session, region.id)
    session.execute(delete(Link).where(Link.language == "en"))
    wrong = Link(region_id=region.id, content_id=page.id, language="uk", url="https://x", text="")
    session.add(wrong)
    session.flush()
    assert 2 == linking.rebuild(session, region.id)
    assert before == kept(session, page)


def test_how_addresses_stand(session: Session, region: Region) -> None:
    """By form, by where they lead in the guide, by what was found."""
    draft, put_away = begun(session, region, "Entwurf"), live(session, region, "Alt")
    below = live(session, region, "Darunter", parent=put_away)
    pages.archive(session, put_away, now=NOW)
    good = live(session, region, "Gut")
    wanted = {
        f"page:{good.id}": ("ok", ""),
        f"page:{draft.id}": ("inside", "draft"),
        f"page:{put_away.id}": ("inside", "archived"),
        f"page:{below.id}": ("inside", "below"),
        "page:999999": ("inside", "missing"),
        "https://integreat.app/testdorf/de/unbekannt/": ("inside", "missing"),
        "/testdorf/de/unbekannt/": ("inside", "missing"),
        "https://integreat.app/112": ("broken", "misread"),
        "www.amt.example": ("broken", "relative"),
        "mailto:": ("broken", "mail"),
        "mailto:amt@stadt.example": ("ok", "mail"),
        "tel:112": ("ok", "tel"),
        "https://a:b@amt.example/": ("warning", "credentials"),
        "https://frau.muster@amt.example": ("broken", "misread"),
        OFFICE: ("unchecked", ""),
    }
    live(
        session,
        region,
        "Text",
        "".join(map(link, wanted)) + link("https://integreat.app/testdorf/de/"),
    )
    assert wanted == standing(session, region)
    assert 1 == link_checking.enrol(session, NOW)
    session.execute(update(LinkCheck).values(state="broken", reason="gone"))
    assert ("broken", "gone") == standing(session, region)[OFFICE]


def test_the_list(session: Session, region: Region) -> None:
    """One state at a time, those on most pages first, with where they stand; others are counted."""
    other = "https://other.example/"
    first = live(session, region, "Eins", link(OFFICE) + link(other))
    live_in_english(session, first, "One", link(OFFICE, "Office") + link(other, "Other"))
    live(session, region, "Zwei", link(OFFICE, "Das Amt"))
    found = links.of_region(session, region, "unchecked")
    assert [OFFICE, other] == [line.url for line in found.lines]
    assert [2, 1] == [line.pages for line in found.lines]
    assert ({"unchecked": 2}, 2) == ({s: n for s, n in found.counts.items() if n}, found.found)
    (one, two) = found.places[OFFICE]
    assert ("Eins", ("de", "en"), ("Zum Amt", "Office")) == (one.title, one.languages, one.texts)
    assert ("Zwei", ("de",), True) == (two.title, two.languages, two.in_source)
    assert [other] == [
        line.url for line in links.of_region(session, region, "unchecked", "oth").lines
    ]
    assert ([], 2) == (
        (last := links.of_region(session, region, "unchecked", page=2)).lines,
        last.found,
    )
    with pytest.raises(Invalid, match="state 'x'"):
        links.of_region(session, region, "x")


def test_another_region_sees_nothing_of_it(session: Session, region: Region) -> None:
    """Links, and words on them, are a region's own."""
    live(session, region, "Text", link("mailto:"))
    there = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    live(session, there, "Text", link("mailto:"))
    links.vouch(session, region, "mailto:", by=EDITOR, now=NOW)
    assert {"mailto:": ("ignored", "mail")} == standing(session, region)
    assert {"mailto:": ("broken", "mail")} == standing(session, there)
    assert not link_checking.look_again(session, there, OFFICE, NOW)


def test_a_persons_word(session: Session, region: Region) -> None:
    """Somebody says that it is right, once, and may take it back; what is fine needs no word."""
    live(session, region, "Text", link("mailto:") + link("tel:112"))
    for _ in range(2):
        links.vouch(session, region, "mailto:", by=EDITOR, now=NOW)
    links.vouch(session, region, "tel:112", by=EDITOR, now=NOW)
    assert {"mailto:": ("ignored", "mail"), "tel:112": ("ok", "tel")} == standing(session, region)
    links.unvouch(session, region, "mailto:", by=EDITOR, now=NOW)
    assert ("broken", "mail") == standing(session, region)["mailto:"]
    assert ["link.accept", "link.accept", "link.reopen"] == list(
        session.scalars(select(Event.action).order_by(Event.id))
    )


def test_an_address_that_changed_everywhere(session: Session, region: Region) -> None:
    """Pages that readers have get it at once, in every language and without one stale paragraph;
    what waits to be published goes on waiting, with it."""
    new = "https://neu.example/amt?a=1&b=2"
    first = live(session, region, "Eins", link(OFFICE) + link(OFFICE, "amt.example/seite"))
    english = link(OFFICE, "To the office") + link(OFFICE, "amt.example/seite")
    live_in_english(session, first, "One", english)
    second = live(session, region, "Zwei", link(OFFICE))
    revise(session, second, link(OFFICE) + "<p>Neu.</p>")
    pages.submit(session, second, "de")
    third = begun(session, region, "Drei", link(OFFICE))
    live(session, region, "Vier", link(OFFICE + "/mehr"))
    plan = link_replacing.affected(session, region, OFFICE)
    assert [(first.id, 2, True), (second.id, 1, False), (third.id, 1, False)] == [
        (page.content_id, page.links, page.at_once) for page in plan
    ]
    done = link_replacing.replace(session, region, OFFICE, new, publish=True, by=EDITOR, now=day(1))
    assert ((first.id,), (second.id, third.id)) == (done.published, done.waiting)
    assert "review" == pages.translation(session, second, "de").state
    assert [False, True] == [f'href="{OFFICE}"' in html for html in texts(session, region)[:2]]
    assert 1 == texts(session, region, "en")[0].count(
        'href="https://neu.example/amt?a=1&amp;b=2">To'
    )
    assert "neu.example/amt" in texts(session, region, "en")[0]
    assert OFFICE not in texts(session, region)[0]
    assert "amt.example/seite" not in texts(session, region, "en")[0]
    states = select(Status.state).where(Status.content_id == first.id, Status.language == "en")
    assert {"current"} == set(session.scalars(states))
    assert {second.id} == {
        place.content_id for place in links.where(session, region, [OFFICE])[OFFICE]
    }


def test_only_the_wanted_pages(session: Session, region: Region) -> None:
    """Some of the pages, and without the right to publish as working copies only."""
    first, second = (live(session, region, name, link(OFFICE)) for name in ("Eins", "Zwei"))
    done = link_replacing.replace(
        session,
        region,
        OFFICE,
        f"page:{second.id}",
        {first.id},
        publish=False,
        by=EDITOR,
        now=day(1),
    )
    assert ((), (first.id,)) == (done.published, done.waiting)
    assert first.working is not None
    assert f'href="page:{second.id}"' in first.working.html
    assert OFFICE in texts(session, region)[0]
    assert [second.id] == [
        page.content_id for page in link_replacing.affected(session, region, OFFICE)
    ]


@pytest.mark.parametrize(
    "new",
    ["", OFFICE, "www.neu.example", "https://", "javascript:alert(1)", "mailto:", "tel:x", "page:99999",
     "https://a:b@neu.example/", "#oben", "https://neu.example/" + "x" * 2000],
)  # fmt: skip
def test_addresses_that_no_text_gets(session: Session, region: Region, new: str) -> None:
    """Nothing that would stand in the list at once, or that the sanitiser would take out."""
    page = live(session, region, "Text", link(OFFICE))
    with pytest.raises(WegweiserError, match=r"^new:|page 99999"):
        link_replacing.replace(session, region, OFFICE, new, publish=True, by=EDITOR, now=day(1))
    assert OFFICE in texts(session, region)[0]
    assert page.working is not None
    assert 1 == page.working.number


def test_an_address_that_is_gone(session: Session, region: Region) -> None:
    """Somebody was quicker."""
    live(session, region, "Text")
    with pytest.raises(Invalid, match="no page"):
        link_replacing.replace(
            session, region, OFFICE, "https://neu.example/", publish=True, by=EDITOR, now=NOW
        )


def test_the_real_guide(augsburg_url: str) -> None:
    """What is wrong with the links of Augsburg by their form and in the guide itself, without asking
    anybody: numbers and mail addresses that became web addresses, pages that are no more."""
    engine = open_engine(augsburg_url)
    with Session(engine) as session:
        region = regions.get(session, "lkaugsburg")
        listing = links.of_region(session, region)
        assert {"broken": 14, "inside": 12, "unchecked": 916, "ok": 401} == {
            state: count for state, count in listing.counts.items() if count
        }
        assert {"misread", "tel"} == {line.standing.reason for line in listing.lines}
        assert 916 == link_checking.enrol(session, NOW)
        assert 0 == linking.rebuild(session, region.id)
    engine.dispose()
