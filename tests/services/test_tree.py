"""Where pages stand, and how they are moved."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Invalid, NotFound
from app.models import Content, Page, Region, Revision, Target
from app.services import regions, tree
from app.services.pages import pages
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, shown, titles


def row(session: Session, region: Region, parent: Content | None = None) -> list[int]:
    """The ids of the pages directly below `parent`, in order."""
    below = tree.children(session, region.id, parent.id if parent else None)
    return [place.content_id for place in below]


def test_a_new_page_comes_last(session: Session, region: Region) -> None:
    """Pages stand in the order in which they were made, below their parent."""
    a, b = begun(session, region, "A"), begun(session, region, "B")
    c, d = begun(session, region, "C", parent=a), begun(session, region, "D", parent=a)
    assert [a.id, b.id] == row(session, region)
    assert [c.id, d.id] == row(session, region, a)


def test_a_page_is_moved_behind_another_and_to_the_front(session: Session, region: Region) -> None:
    """A move names the sibling to follow; none means the first place."""
    a, b, c = (begun(session, region, name) for name in "ABC")
    tree.move(session, a.id, None, after_id=b.id)
    assert [b.id, a.id, c.id] == row(session, region)
    tree.move(session, c.id, None)
    assert [c.id, b.id, a.id] == row(session, region)


def test_a_page_is_moved_below_another(session: Session, region: Region) -> None:
    """What stands below a page goes with it."""
    a, b = begun(session, region, "A"), begun(session, region, "B")
    c = begun(session, region, "C", parent=a)
    tree.move(session, a.id, b.id)
    assert ([b.id], [a.id], [c.id]) == (
        row(session, region),
        row(session, region, b),
        row(session, region, a),
    )


@pytest.mark.parametrize("below", ["itself", "its child", "its grandchild"])
def test_a_page_never_comes_below_itself(session: Session, region: Region, below: str) -> None:
    """A move that would close a circle is refused with both pages named; nothing has moved."""
    a = begun(session, region, "A")
    b = begun(session, region, "B", parent=a)
    c = begun(session, region, "C", parent=b)
    target = {"itself": a, "its child": b, "its grandchild": c}[below]
    with pytest.raises(Invalid, match=f"page {a.id} can't stand below itself"):
        tree.move(session, a.id, target.id)
    assert [a.id] == row(session, region)


def test_the_database_refuses_a_page_below_itself(session: Session, region: Region) -> None:
    """The shortest circle is impossible even for who writes rows by hand."""
    content = Content(region_id=region.id, kind="page", created_at=NOW)
    session.add(content)
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(
            insert(Page).values(
                content_id=content.id, region_id=region.id, parent_id=content.id, order_key=1
            )
        )


def test_a_page_stays_in_its_region(session: Session, region: Region) -> None:
    """Neither a new page nor a moved one comes below a page of another region."""
    other = regions.create(session, "nachbarort", "Nachbarort", ["de"], NOW)
    here, there = begun(session, region, "Hier"), begun(session, other, "Dort")
    with pytest.raises(Invalid, match=f"page {there.id} stands in another region"):
        tree.move(session, here.id, there.id)
    with pytest.raises(Invalid, match=f"page {there.id} stands in another region"):
        begun(session, region, "Neu", parent=there)


def test_a_page_only_follows_a_sibling(session: Session, region: Region) -> None:
    """Behind a page that stands elsewhere, behind itself, or behind nobody, there is no place."""
    a, b = begun(session, region, "A"), begun(session, region, "B")
    c = begun(session, region, "C", parent=a)
    for wrong in (c.id, b.id, 10**6):
        with pytest.raises(Invalid, match=f"page {wrong} does not stand there"):
            tree.move(session, b.id, None, after_id=wrong)


def test_unknown_pages_are_named(session: Session, region: Region) -> None:
    """A move of, or below, a page that is not there names it."""
    a = begun(session, region)
    with pytest.raises(NotFound, match="page 4711"):
        tree.move(session, 4711, None)
    with pytest.raises(NotFound, match="page 4711"):
        tree.move(session, a.id, 4711)


def test_there_is_always_room_between_two_pages(session: Session, region: Region) -> None:
    """However often pages are put between the same two, the order is the one that was asked for."""
    first, last = begun(session, region, "A"), begun(session, region, "Z")
    others = [begun(session, region, f"P{number}") for number in range(14)]
    for other in others:
        tree.move(session, other.id, None, after_id=first.id)
    assert [first.id, *(o.id for o in reversed(others)), last.id] == row(session, region)
    keys = [place.order_key for place in tree.children(session, region.id, None)]
    assert len(keys) == len(set(keys))


def test_a_move_leaves_texts_alone(session: Session, region: Region) -> None:
    """Moving a page makes no revision and no translation, dates nothing, and makes nothing stale."""
    old, new = live(session, region, "Alt"), live(session, region, "Neu")
    page = live(session, region, "Schule", parent=old)
    live_in_english(session, old, "Old")
    live_in_english(session, new, "New")
    live_in_english(session, page)
    count = select(func.count()).select_from
    before = shown(session, region, "en")[1]
    counts = session.scalar(count(Revision)), session.scalar(count(Target))
    pages.move(session, page, new.id, now=day(3))
    after = shown(session, region, "en")[2]
    assert counts == (session.scalar(count(Revision)), session.scalar(count(Target)))
    assert "/testdorf/en/old/school/" == before["path"]
    assert "/testdorf/en/new/school/" == after["path"]
    moves = {"url", "path", "parent", "order", "available_languages"}
    assert set() == {name for name in before if before[name] != after[name]} - moves


def test_paths_below_follow_a_move(session: Session, region: Region) -> None:
    """All descendants get their new path, in the order of the tree."""
    a, b = live(session, region, "A"), live(session, region, "B")
    c = live(session, region, "C", parent=a)
    live(session, region, "D", parent=c)
    pages.move(session, a, b.id, now=day(1))
    assert ["B", "A", "C", "D"] == titles(session, region)
    paths = [page["path"] for page in shown(session, region)]
    assert "/testdorf/de/b/a/c/d/" == paths[-1]
    assert [0, b.id, a.id, c.id] == [page["parent"]["id"] for page in shown(session, region)]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_moves_do_what_a_list_would_do(session: Session, data: st.DataObject) -> None:
    """Any sequence of moves gives the tree that moving names in nested lists gives; circles are refused."""
    regions.ensure_languages(session)
    slug = f"dorf{session.scalar(select(func.count(Region.id)))}"
    region = regions.create(session, slug, "Dorf", ["de"], NOW)
    ids = [pages.begin(session, region, f"P{number}", now=NOW).id for number in range(5)]
    model: dict[int | None, list[int]] = {None: list(ids)} | {id_: [] for id_ in ids}
    for _ in range(data.draw(st.integers(1, 8))):
        moved = data.draw(st.sampled_from(ids))
        parent = data.draw(st.sampled_from([None, *ids]))
        before = [other for other in model[parent] if other != moved]
        after = data.draw(st.sampled_from([None, *before]))
        if parent is not None and _is_below(model, parent, moved):
            with pytest.raises(Invalid):
                tree.move(session, moved, parent, after)
            continue
        tree.move(session, moved, parent, after)
        next(below for below in model.values() if moved in below).remove(moved)
        model[parent].insert(model[parent].index(after) + 1 if after else 0, moved)
    found = {
        parent: [place.content_id for place in tree.children(session, region.id, parent)]
        for parent in model
    }
    assert model == found


def _is_below(model: dict[int | None, list[int]], page: int, ancestor: int) -> bool:
    return page == ancestor or any(_is_below(model, page, child) for child in model[ancestor])
