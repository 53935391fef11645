"""Waits: how long readers waited, by the weeks of their region, by language, change and maker."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.models import Region
from app.services.translation import waits
from app.services.translation.waits import MACHINE, PEOPLE, Wait
from tests.services.guide import day
from tests.services.translation.test_measures import answer, by_machine, page, rewrite


def test_waits_stand_in_the_week_in_which_they_ended(session: Session, region: Region) -> None:
    """Rewritten on Monday 23 November, answered by a person on the 25th and another on 1 December."""
    content, other = page(session, region), page(session, region)
    first = rewrite(session, content, "Heute kommt niemand hierher zum Lernen.", 1)
    second = rewrite(session, other, "Der Garten wird im Winter von Gärtnern gepflegt.", 1)
    answer(session, first, "Nobody comes.", day(3))
    by_machine(session, other, second, "Gardeners look after the garden.", day(9))
    found = waits.of_region(session, region, day(10), weeks=3)
    assert [date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30)] == list(found.weeks)
    two, eight = Wait(1, timedelta(days=2), timedelta(days=2)), timedelta(days=8)
    assert {PEOPLE: two} == found.weeks[date(2026, 11, 23)]
    assert {MACHINE: Wait(1, eight, eight)} == found.weeks[date(2026, 11, 30)]
    assert {"en"} == {language for language, _, _ in found.languages}
    assert {MACHINE, PEOPLE} == {maker for _, _, maker in found.languages}


def test_a_quiet_region_has_empty_weeks(session: Session, region: Region) -> None:
    """Nothing to tell is a row of weeks without columns."""
    found = waits.of_region(session, region, day(1))
    assert (12, [{}] * 12, {}) == (len(found.weeks), list(found.weeks.values()), found.languages)
