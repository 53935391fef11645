"""Plans: a revision for its time, a page until its time; and what comes of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Equivalence, Region, Schedule
from app.services import events
from app.services.pages import happening, pages, releasing, scheduling, translations, withdrawing
from app.services.pages.scheduling import Plan
from tests.fixtures.guides import NOW
from tests.services.guide import (
    begun,
    day,
    live,
    live_in_english,
    revise,
    shown,
    texts,
    titles,
    translate,
)

OPEN = "<p>Die Schule ist offen.</p>"
SHUT = "<p>Die Schule ist im Sommer zu.</p>"
MINUTE = timedelta(minutes=1)


def later(session: Session, page: Content, number: int, at: int = 3, **more: object) -> None:
    """A revision planned for some days after the region was made."""
    scheduling.publish_later(
        session,
        page,
        number,
        day(at),
        by="Ada",
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def leaves(session: Session, page: Content, at: int) -> None:
    """The end of a page planned."""
    scheduling.expire_later(session, page, day(at), by="Ada", now=NOW)


def planned(session: Session, page: Content) -> Plan:
    """What is planned for a page."""
    found = scheduling.of(session, page)
    assert found is not None
    return found


def deeds(session: Session, page: Content) -> list[str]:
    """Who did what to a page, oldest first."""
    return [f"{e.actor} {e.action}" for e in reversed(events.newest(session, content_id=page.id))]


def test_a_text_waits_for_its_time(session: Session, region: Region) -> None:
    """Before, readers have what they had; then the planned text, once; the plan is gone."""
    page = live(session, region)
    revise(session, page, SHUT, now=day(1))
    later(session, page, 2)
    assert [] == list(scheduling.due(session, day(3) - MINUTE))
    assert [OPEN] == texts(session, region)
    assert [page.id] == list(scheduling.due(session, day(3)))
    assert ["publish"] == happening.carry_out(session, page.id, day(3))
    assert [SHUT] == texts(session, region)
    assert "published" == pages.translation(session, page, "de").state
    assert None is scheduling.of(session, page)
    assert [] == list(scheduling.due(session, day(4)))
    assert [] == happening.carry_out(session, page.id, day(4))
    assert ["Ada page.schedule", "schedule page.publish"] == deeds(session, page)


def test_the_chosen_text_is_published_and_newer_work_kept(session: Session, region: Region) -> None:
    """Whoever saves in the meantime loses nothing and publishes nothing."""
    page = live(session, region)
    revise(session, page, SHUT, now=day(1))
    later(session, page, 2)
    saved = revise(session, page, "<p>Noch nicht fertig.</p>", now=day(2))
    assert planned(session, page).is_behind
    happening.carry_out(session, page.id, day(3))
    assert [SHUT] == texts(session, region)
    assert (3, 2) == (
        page.working and page.working.number,
        page.published and page.published.number,
    )
    assert "draft" == pages.translation(session, page, "de").state
    assert page.working is saved
    releasing.publish(session, page, now=day(4))
    assert ["<p>Noch nicht fertig.</p>"] == texts(session, region)


def test_the_plan_takes_the_newer_text_when_told(session: Session, region: Region) -> None:
    """The time stays; an older text than the planned one is refused."""
    page = begun(session, region)
    revise(session, page, SHUT)
    later(session, page, 1)
    scheduling.take_newer(session, page, 2, by="Ben", now=day(1))
    found = planned(session, page)
    assert (2, day(3), "Ben", False) == (
        found.number, found.publish_at, found.author, found.is_behind,
    )  # fmt: skip
    with pytest.raises(Invalid, match="older than the planned one, 2"):
        scheduling.take_newer(session, page, 1, by="Ben", now=day(1))
    happening.carry_out(session, page.id, day(3))
    assert [SHUT] == texts(session, region)


def test_there_is_nothing_to_take_a_newer_text(session: Session, region: Region) -> None:
    """A page that only has an end planned has no planned text."""
    page = begun(session, region)
    with pytest.raises(NotFound, match="no planned publication"):
        scheduling.take_newer(session, page, 1, by="Ben", now=NOW)
    leaves(session, page, 3)
    with pytest.raises(NotFound, match="no planned publication"):
        scheduling.take_newer(session, page, 1, by="Ben", now=NOW)


def test_minor_changes_stay_minor(session: Session, region: Region) -> None:
    """What the editor declared while planning is declared when it happens."""
    page = live(session, region)
    live_in_english(session, page)
    revise(session, page, "<p>Die Schule ist jetzt offen.</p>")
    told = releasing.preview_of(session, page, page.working, now=NOW)  # type: ignore[arg-type]
    (change,) = told.changes
    assert change.languages
    later(session, page, 2, minor=[change.segment_id])
    assert [] == list(session.scalars(select(Equivalence)))
    happening.carry_out(session, page.id, day(3))
    (edge,) = session.scalars(select(Equivalence))
    assert (change.segment_id, "minor", "Ada") == (edge.segment_id, edge.reason, edge.author)


def test_a_page_leaves_its_readers(session: Session, region: Region) -> None:
    """All languages lose it at its time; it is a draft then, with all its texts."""
    page = live(session, region)
    live_in_english(session, page)
    leaves(session, page, 3)
    assert [] == list(scheduling.due(session, day(3) - MINUTE))
    assert ["expiry"] == happening.carry_out(session, page.id, day(3))
    assert ([], []) == (titles(session, region), titles(session, region, "en"))
    assert ["draft", "draft"] == [
        pages.translation(session, page, code).state for code in ("de", "en")
    ]
    assert OPEN == (page.working and page.working.html)
    assert ["Ada page.plan-end", "schedule page.withdraw"] == deeds(session, page)


def test_a_season(session: Session, region: Region) -> None:
    """A page that leaves and comes back does so in the languages that had it, and in no other."""
    page = live(session, region)
    live_in_english(session, page)
    translate(session, page, "tr", "Okul", "<p>Okul açık.</p>")
    later(session, page, 1, at=5)
    leaves(session, page, 3)
    before = shown(session, region, "en")
    happening.carry_out(session, page.id, day(3))
    assert [] == titles(session, region)
    happening.carry_out(session, page.id, day(5))
    assert ["Schule"] == titles(session, region)
    assert [before[0]["content"]] == texts(session, region, "en")
    assert [] == titles(session, region, "tr")


def test_what_both_came_due_happens_in_order(session: Session, region: Region) -> None:
    """After a night without a worker a page that was to come and to leave again has done both."""
    page = begun(session, region)
    later(session, page, 1, at=2)
    leaves(session, page, 3)
    assert ["publish", "expiry"] == happening.carry_out(session, page.id, day(4))
    assert [] == titles(session, region)
    assert day(4) == (page.published and page.published.published_at)


def test_a_text_of_an_archived_page_waits_for_a_person(session: Session, region: Region) -> None:
    """It is not published when its time comes nor whenever the page is brought back, and says why."""
    page = begun(session, region)
    later(session, page, 1)
    pages.archive(session, page, now=day(1))
    assert [] == happening.carry_out(session, page.id, day(3))
    assert "archived" == planned(session, page).reason
    pages.unarchive(session, page, now=day(4))
    assert [] == list(scheduling.due(session, day(5)))
    assert [] == titles(session, region)
    assert ["Ada page.schedule", "schedule page.schedule-failed"] == deeds(session, page)
    later(session, page, 1, at=7)
    assert ("", [page.id]) == (
        planned(session, page).reason,
        list(scheduling.due(session, day(7))),
    )


def test_a_newer_text_is_never_replaced_by_an_older_one(session: Session, region: Region) -> None:
    """If somebody published in the meantime the plan stays, and says that it was overtaken."""
    page = live(session, region)
    revise(session, page, SHUT)
    later(session, page, 2)
    revise(session, page, "<p>Die Schule ist abgebrannt.</p>")
    releasing.publish(session, page, now=day(1))
    assert planned(session, page).is_overtaken
    assert [] == happening.carry_out(session, page.id, day(3))
    assert ("overtaken", ["<p>Die Schule ist abgebrannt.</p>"]) == (
        planned(session, page).reason,
        texts(session, region),
    )
    with pytest.raises(Conflict, match="readers have revision 3 already"):
        later(session, page, 2)


def test_an_archived_page_still_leaves(session: Session, region: Region) -> None:
    """A planned end is kept even where the planned text can't be published."""
    page = begun(session, region)
    later(session, page, 1, at=2)
    leaves(session, page, 3)
    pages.archive(session, page, now=day(1))
    happening.carry_out(session, page.id, day(2))
    assert [page.id] == list(scheduling.due(session, day(3)))
    assert ["expiry"] == happening.carry_out(session, page.id, day(3))
    assert ("archived", None) == (
        planned(session, page).reason,
        planned(session, page).expires_at,
    )


def test_what_broke_is_tried_again(session: Session, region: Region) -> None:
    """An accident is told once, and does not end the plan."""
    page = begun(session, region)
    later(session, page, 1)
    for _ in range(2):
        happening.fail(session, page.id, "OSError: the disk is full", day(3))
    assert "failed" == planned(session, page).reason
    assert ["Ada page.schedule", "schedule page.schedule-failed"] == deeds(session, page)
    assert ["publish"] == happening.carry_out(session, page.id, day(3))


def test_plans_can_be_given_up(session: Session, region: Region) -> None:
    """Each half by itself; what is not planned can't be given up."""
    page = begun(session, region)
    later(session, page, 1)
    leaves(session, page, 9)
    scheduling.cancel(session, page, "publish", by="Ada", now=NOW)
    found = planned(session, page)
    assert (None, 0, day(9)) == (found.publish_at, found.number, found.expires_at)
    scheduling.cancel(session, page, "expiry", by="Ada", now=NOW)
    assert [] == list(session.scalars(select(Schedule)))
    for part in scheduling.PARTS:
        with pytest.raises(NotFound, match=f"no planned {part}"):
            scheduling.cancel(session, page, part, by="Ada", now=NOW)
    with pytest.raises(Invalid, match="publish or expiry"):
        scheduling.cancel(session, page, "all", by="Ada", now=NOW)


def test_the_past_can_not_be_planned(session: Session, region: Region) -> None:
    """An instant that is over is refused, with the field named; nothing is kept."""
    page = begun(session, region)
    with pytest.raises(Invalid, match="publish_at: 2026-11-22T12:00:00"):
        later(session, page, 1, at=0)
    with pytest.raises(Invalid, match="expires_at"):
        leaves(session, page, -1)
    with pytest.raises(NotFound, match="no revision 5"):
        later(session, page, 5)
    assert None is scheduling.of(session, page)


def test_a_page_can_not_leave_before_it_came(session: Session, region: Region) -> None:
    """One that readers have can: it leaves and comes back."""
    page, known = begun(session, region), live(session, region, "Amt")
    later(session, page, 1, at=5)
    with pytest.raises(Invalid, match="expires_at"):
        leaves(session, page, 5)
    with pytest.raises(Invalid, match="expires_at"):
        leaves(session, page, 4)
    leaves(session, known, 4)
    later(session, known, 1, at=5)
    assert (day(5), day(4)) == (
        planned(session, known).publish_at,
        planned(session, known).expires_at,
    )


def test_the_plans_of_a_region(session: Session, region: Region) -> None:
    """What comes next first, with titles; a text that readers have already is marked as needless."""
    one, other = begun(session, region, "Ferien"), live(session, region, "Amt")
    later(session, one, 1, at=5)
    later(session, other, 1, at=9)
    leaves(session, other, 2)
    assert [("Amt", True), ("Ferien", False)] == [
        (plan.title, plan.is_needless) for plan in scheduling.of_region(session, region.id)
    ]
    assert [] == scheduling.of_region(session, region.id + 1)


def test_withdrawing_what_nobody_has(session: Session, region: Region) -> None:
    """Nothing happens and nothing is told; nothing comes back either."""
    page = begun(session, region)
    assert [] == withdrawing.everywhere(session, page, by="Ada", now=NOW)
    releasing.publish(session, page, now=NOW)
    assert [] == withdrawing.bring_back(session, page, NOW)
    assert [] == deeds(session, page)


def test_a_language_comes_back_only_whole(session: Session, region: Region) -> None:
    """One in which nothing of the new text is translated stays away; one that is live is left alone."""
    page = live(session, region)
    live_in_english(session, page)
    withdrawing.everywhere(session, page, by="Ada", now=NOW)
    assert [] == withdrawing.bring_back(session, page, NOW)
    releasing.publish(session, page, now=day(1))
    translations.publish(session, page, "en", now=day(1))
    assert [] == withdrawing.bring_back(session, page, day(1))
    withdrawing.everywhere(session, page, by="Ada", now=day(2))
    revise(session, page, "<p>Ganz anderes, das niemand kennt.</p>", title="Amt für Verkehr")
    releasing.publish(session, page, now=day(3))
    assert ["Amt für Verkehr"] == titles(session, region)
    assert [] == withdrawing.bring_back(session, page, day(3))
