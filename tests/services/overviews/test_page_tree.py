"""The tree of pages as those see it who work on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.models import Content, Region, Review, Schedule
from app.services.overviews import page_filters, page_tree
from app.services.overviews.page_filters import Wanted
from app.services.overviews.page_tree import Tree
from app.services.pages import pages, paragraphs, rearranging, releasing, translations
from app.services.pages.takeover import Origin
from app.services.segments import statuses
from scripts.wide_guide import filled
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, revise, translate
from tests.services.paragraph_guide import judged

ADA = Actor(1, "Ada", ())


def seen(tree: Tree, *opened: Content) -> list[tuple[int, str]]:
    """The lines on the screen: level and title."""
    lines = tree.lines({content.id for content in opened})
    return [(line.level, line.leaf.title) for line in lines]


@pytest.fixture
def town(session: Session, region: Region) -> dict[str, Content]:
    """Two sections, one with two pages and a page below one of these; drafts, all of them."""
    found = {title: begun(session, region, title) for title in ("Familie", "Arbeit")}
    for title, parent in (("Kita", "Familie"), ("Hort", "Familie"), ("Gebühren", "Kita")):
        found[title] = begun(session, region, title, parent=found[parent])
    return found


def test_only_open_branches_are_seen(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """Sections first; what stands below a page comes when it is opened, and with it what it keeps open."""
    tree = page_tree.read(session, region)
    assert [(1, "Familie"), (1, "Arbeit")] == seen(tree)
    assert [(1, "Familie"), (2, "Kita"), (2, "Hort"), (1, "Arbeit")] == seen(tree, town["Familie"])
    assert [(1, "Familie"), (1, "Arbeit")] == seen(tree, town["Kita"])
    below = tree.lines({town["Kita"].id}, town["Familie"].id)
    assert [(2, "Kita"), (3, "Gebühren"), (2, "Hort")] == [
        (line.level, line.leaf.title) for line in below
    ]


def test_a_line_says_where_it_is(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """Its place among its siblings, whether it can be opened, and how many pages are below it."""
    tree = page_tree.read(session, region)
    first, kita, hort, last = tree.lines({town["Familie"].id})
    assert (1, 2, True, 2, 3) == (
        first.position, first.siblings, first.is_open, first.children, first.below
    )  # fmt: skip
    assert (1, 2, False, 1) == (kita.position, kita.siblings, kita.is_open, kita.below)
    assert (2, 0) == (hort.position, hort.children)
    assert 0 == last.below


def test_where_a_page_stands_with_its_readers(session: Session, region: Region) -> None:
    """Draft, handed in, live, live with a newer draft, archived, and below what was archived."""
    draft, handed = begun(session, region, "Entwurf"), begun(session, region, "Eingereicht")
    pages.submit(session, handed, "de")
    changed, gone = live(session, region, "Geändert"), live(session, region, "Weg")
    revise(session, changed, "<p>Neu.</p>")
    below = live(session, region, "Darunter", parent=gone)
    plain = live(session, region, "Live")
    pages.archive(session, gone, now=NOW)
    tree = page_tree.read(session, region)
    assert {
        draft.id: "draft", handed.id: "review", changed.id: "changed", gone.id: "archived",
        below.id: "below archived", plain.id: "live",
    } == {leaf.id: leaf.standing for leaf in tree.leaves.values()}  # fmt: skip
    assert [gone.id, below.id] == [leaf.id for leaf in tree.away()]
    assert {"Entwurf", "Eingereicht", "Geändert", "Live"} == {title for _, title in seen(tree)}


def test_what_is_planned_and_due_is_told(session: Session, region: Region) -> None:
    """The dates of publication, of leaving and of looking again, and who changed the page when."""
    page = begun(session, region)
    session.add(
        Schedule(content_id=page.id, publish_at=day(2), expires_at=day(9), minor=[], at=NOW)
    )
    session.add(Review(content_id=page.id, due_on=date(2027, 3, 31)))
    session.flush()
    (leaf,) = page_tree.read(session, region).leaves.values()
    assert (day(2), day(9), date(2027, 3, 31)) == (leaf.publish_at, leaf.expires_at, leaf.due_on)
    assert (NOW, "editor@stadt.example") == (leaf.changed_at, leaf.author)


MACHINE = Origin("machine", "translated", "engine")


def test_languages_are_told_as_the_freshness_of_the_region_tells_them(
    session: Session, region: Region
) -> None:
    """Whatever happened to the pages, tree and freshness say the same of each language."""
    fine = live(session, region, "Fein", "<p>Das ist so.</p>")
    live_in_english(session, fine, "Fine", "<p>This is so.</p>")
    old = live(session, region, "Alt", "<p>Das ist so.</p>")
    live_in_english(session, old, "Old", "<p>This is so.</p>")
    revise(session, old, "<p>Das ist nicht so.</p>", now=day(1))
    releasing.publish(session, old, now=day(1))
    partly = live(session, region, "Teil", "<p>Das ist so.</p>")
    live_in_english(session, partly, "Part", "<p>This is so.</p>")
    revise(session, partly, "<p>Das ist so.</p><p>Und noch etwas mehr.</p>", now=day(1))
    releasing.publish(session, partly, now=day(1))
    waits = live(session, region, "Wartet", "<p>Das ist so.</p>")
    translate(session, waits, "en", "Waits", "<p>This is so.</p>")
    releasing.settle(session, waits, NOW)
    live(session, region, "Fehlt", "<p>Das ist so.</p>")
    written = live(session, region, "Maschine", "<p>Es dauert 3 Monate.</p>")
    live_in_english(session, written, "Machine", "<p>It takes 3 months.</p>")
    one = judged(session, written)[0]
    paragraphs.save(
        session, one.segment_id, "en", "It takes 3 months!", lock_version=1, by=MACHINE,
        made_against=one.source.hash, now=day(1),
    )  # fmt: skip
    revise(session, written, "<p>Es dauert 6 Monate.</p>", now=day(2))
    releasing.publish(session, written, now=day(2))
    tree = page_tree.read(session, region, None)
    told = [
        (line.language, page.content_id, page.status.state, page.status.fresh)
        for line in statuses.of_region(session, region)
        for page in line.pages
    ]
    assert {"current", "stale", "incomplete", "in review", "missing", "machine"} == {
        state for language, _, state, _ in told if language == "en"
    }
    assert sorted(told) == sorted(
        (code, leaf.id, glance.state, glance.percent)
        for leaf in tree.leaves.values()
        for code, glance in leaf.glances.items()
        if code != "de"
    )


def test_what_german_readers_cannot_open_is_hidden_in_every_language(
    session: Session, region: Region
) -> None:
    """Also below a page that is not live."""
    section = live(session, region, "Bereich")
    page = live(session, region, "Seite", parent=section)
    live_in_english(session, page)
    releasing.withdraw(session, section, "de", now=NOW)
    tree = page_tree.read(session, region)
    assert {"hidden"} == {
        glance.state for leaf in tree.leaves.values() for glance in leaf.glances.values()
    }
    assert tree.leaves[page.id].is_live
    assert not tree.leaves[page.id].is_public


def test_a_closed_branch_tells_what_needs_work_in_it(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """By language: how many pages below are old, incomplete or missing."""
    for title in ("Familie", "Kita", "Hort"):
        releasing.publish(session, town[title], now=NOW)
    live_in_english(session, town["Hort"])
    tree = page_tree.read(session, region)
    line = next(tree.lines(set()))
    assert {"de": 0, "en": 1, "ar": 2, "fa": 2, "ru": 2, "tr": 2, "uk": 2} == line.work_below


# --- asking for pages


def found(session: Session, region: Region, wanted: Wanted, who: str = "Ada") -> list[str]:
    """The titles of the pages that fit, a week after the region was made."""
    tree = page_tree.read(session, region, None)
    today = day(7).date()
    leaves = page_filters.find(session, region, tree, wanted, who, today, day(7))
    return [leaf.title for leaf in leaves]


def test_words_are_found_in_titles_and_texts(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """In the newest text, whoever has it."""
    revise(session, town["Familie"], "<p>Die Stadtbücherei ist offen.</p>")
    revise(session, town["Hort"], "<p>Hier steht nichts davon.</p>")
    for typed, titles in [
        ("hort", ["Hort"]),
        ("Gebuehren", ["Gebühren"]),
        ("familie stadtbucherei", ["Familie"]),
        ("nirgends", []),
    ]:
        assert titles == found(session, region, Wanted(text=typed)), typed


def test_pages_with_the_words_in_their_title_come_first(session: Session, region: Region) -> None:
    """Then those that only speak of it, each in the order of the tree."""
    begun(session, region, "Anderes", "<p>Auch hier geht es um die Kita.</p>")
    begun(session, region, "Kita", "<p>Alles dazu.</p>")
    assert ["Kita", "Anderes"] == found(session, region, Wanted(text="kita"))


def test_pages_are_found_by_what_holds_for_them(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """Standing, a language's state, age, waiting, mine, planned, due; what was put away only if asked for."""
    releasing.publish(session, town["Familie"], now=NOW)
    releasing.publish(session, town["Arbeit"], now=NOW)
    live_in_english(session, town["Arbeit"])
    pages.submit(session, town["Kita"], "de")
    translations.begin(session, town["Arbeit"], "en", "", NOW).state = "review"
    session.add(Schedule(content_id=town["Hort"].id, publish_at=day(9), minor=[], at=NOW))
    session.add(Review(content_id=town["Arbeit"].id, due_on=day(7).date()))
    session.add(Review(content_id=town["Hort"].id, due_on=day(8).date()))
    town["Gebühren"].archived_at = NOW
    session.flush()
    for wanted, titles in [
        (Wanted(standing="review"), ["Kita"]),
        (Wanted(standing="live"), ["Familie", "Arbeit"]),
        (Wanted(standing="archived"), ["Gebühren"]),
        (Wanted(state="hidden"), ["Kita", "Hort"]),
        (Wanted(language="en", state="work"), ["Familie"]),
        (Wanted(language="en", state="in review"), ["Arbeit"]),
        (Wanted(state="missing", text="arbeit"), ["Arbeit"]),
        (Wanted(waiting=True), ["Kita", "Arbeit"]),
        (Wanted(planned=True), ["Hort"]),
        (Wanted(due=True), ["Arbeit"]),
        (Wanted(mine=True), []),
    ]:
        assert titles == found(session, region, wanted), wanted
    assert 4 == len(found(session, region, Wanted(mine=True), "editor@stadt.example"))


def test_pages_are_found_by_their_age(session: Session, region: Region) -> None:
    """Those whose newest text is older than so many months."""
    begun(session, region, "Alt")
    fresh = begun(session, region, "Neu")
    revise(session, fresh, "<p>Neu.</p>", now=day(6))
    assert [] == found(session, region, Wanted(months=1))
    tree = page_tree.read(session, region, None)
    later = page_filters.find(
        session, region, tree, Wanted(months=1), "", day(33).date(), day(33)
    )  # fmt: skip
    assert ["Alt"] == [leaf.title for leaf in later]


def test_what_is_not_known_is_not_asked_for() -> None:
    """A made-up language, state or standing asks for nothing; a language alone for its work."""
    assert not Wanted(standing="x", language="xx", state="y", months=-3, text=" ").within(["en"])
    assert Wanted(language="en", state="work") == Wanted(language="en").within(["en"])


# --- moving


def order(session: Session, region: Region, town: dict[str, Content]) -> list[tuple[int, str]]:
    return seen(page_tree.read(session, region), *town.values())


def test_a_page_goes_before_behind_or_below_another(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """With all that stands below it; the move is noted, and can be taken back by who made it."""
    before = order(session, region, town)
    kita, arbeit = town["Kita"], town["Arbeit"].id
    for where, wanted in [
        ("before", [(1, "Familie"), (2, "Hort"), (1, "Kita"), (2, "Gebühren"), (1, "Arbeit")]),
        ("after", [(1, "Familie"), (2, "Hort"), (1, "Arbeit"), (1, "Kita"), (2, "Gebühren")]),
        ("first", [(1, "Familie"), (2, "Hort"), (1, "Arbeit"), (2, "Kita"), (3, "Gebühren")]),
    ]:
        moved = rearranging.move(session, kita, arbeit, where, ADA, now=NOW)
        assert moved.is_done
        assert wanted == order(session, region, town)
        back = rearranging.move_back(session, kita, ADA, now=NOW)
        assert back.is_done
        assert before == order(session, region, town)


def test_a_move_to_where_it_stands_is_none(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """Nothing is noted, nothing published."""
    moved = rearranging.move(session, town["Hort"], town["Kita"].id, "after", ADA, now=NOW)
    assert ("", False) == (moved.refusal, moved.is_done)
    assert rearranging.last_move(session, town["Hort"].id, ADA) is None


def test_moves_that_cannot_be_are_refused_in_a_word(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """Below itself, beside itself, below what was put away, beside no page, or moved by somebody else."""
    familie, kita, fee = town["Familie"], town["Kita"], town["Gebühren"].id
    town["Arbeit"].archived_at = NOW
    session.flush()

    def refusal(target: int | None, where: str, seen: int | str | None = "") -> str:
        return rearranging.move(session, kita, target, where, ADA, now=NOW, seen=seen).refusal

    before = order(session, region, town)
    assert "below itself" == refusal(fee, "last")
    assert "below itself" == refusal(fee, "before")
    assert "itself" == refusal(kita.id, "after")
    assert "archived" == refusal(town["Arbeit"].id, "first")
    assert "gone" == refusal(987654, "after")
    assert "nowhere" == refusal(None, "before")
    assert "moved" == refusal(None, "last", seen=None)
    assert before == order(session, region, town)
    assert "" == refusal(None, "last", seen=familie.id)


def test_only_who_moved_a_page_last_takes_it_back(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """Not somebody else, and not after the page went on."""
    bob, kita = Actor(2, "Bob", ()), town["Kita"]
    rearranging.move(session, kita, None, "last", ADA, now=NOW)
    assert rearranging.last_move(session, kita.id, bob) is None
    assert rearranging.last_move(session, kita.id, ADA) is not None
    pages.move(session, kita, town["Arbeit"].id, now=NOW)
    assert "moved" == rearranging.move_back(session, kita, ADA, now=NOW).refusal


def test_a_page_comes_back_although_its_neighbour_left(
    session: Session, region: Region, town: dict[str, Content]
) -> None:
    """It stands last then, where it stood behind somebody who is no longer there."""
    rearranging.move(session, town["Hort"], None, "first", ADA, now=NOW)
    pages.move(session, town["Kita"], None, now=NOW)
    rearranging.move_back(session, town["Hort"], ADA, now=NOW)
    assert (2, "Hort") in order(session, region, town)


# --- how much is asked of the database


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("opened", [frozenset(), None])
def test_the_tree_takes_as_many_queries_for_two_hundred_pages_as_for_five(
    session: Session, region: Region, engine: Engine, opened: frozenset[int] | None
) -> None:
    """Four, and one for the region's languages, however many pages there are."""
    for pages_wanted in (5, 200):
        filled(session, region, pages_wanted, NOW, paragraphs=2)
        session.commit()
        session.expire_all()
        _ = region.id
        with counted(engine) as sent:
            tree = page_tree.read(session, region, opened)
        assert len(tree.leaves) >= pages_wanted
        assert 5 == len(sent), sent
