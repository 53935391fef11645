"""Who looks after which page in a language."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Invalid, NotAllowed, NotFound
from app.models import Content, Grant, Region, User
from app.services import access
from app.services.desk import assignments, queues
from app.services.desk.queues import Filter
from tests.services.guide import begun, day, live, live_in_english

PEOPLE = {
    "Ada": ("editor", []), "Amal": ("translator", ["ar"]), "Olena": ("translator", ["ar", "uk"]),
    "Otto": ("observer", []),
}  # fmt: skip


def people(session: Session, region: Region) -> dict[str, Actor]:
    """An editor, two translators into Arabic, somebody who only looks."""
    users = {
        name: User(email=f"{name}@example.org", name=name, fs_uniquifier=name, created_at=day(0))
        for name in PEOPLE
    }
    for name, (role, languages) in PEOPLE.items():
        users[name].grants = [
            Grant(role=role, region_id=region.id, languages=languages, granted_at=day(0))
        ]
    session.add_all(users.values())
    session.flush()
    return {name: access.actor(session, user.id) for name, user in users.items()}


def section(session: Session, region: Region) -> tuple[Content, Content]:
    """A live page with a live one and a draft below it."""
    top = live(session, region, "Bildung")
    below = live(session, region, "Schule", parent=top)
    begun(session, region, "Entwurf", parent=top)
    return top, below


def holders(session: Session, region: Region) -> dict[str, str]:
    """Who looks after which page in Arabic."""
    return {one.title: one.name for one in assignments.of_region(session, region, "ar")}


def test_people_who_may_translate_a_language_are_offered(session: Session, region: Region) -> None:
    """Editors, and translators of that language; nobody who only looks."""
    people(session, region)

    def names(code: str) -> list[str]:
        return [one.name for one in assignments.people(session, region, code)]

    assert ["Ada", "Amal", "Olena"] == names("ar")
    assert ["Ada", "Olena"] == names("uk")


def test_an_editor_gives_a_section_with_a_day(session: Session, region: Region) -> None:
    """Each live page of it is the translator's, found by the filter of the queues, until its day."""
    who = people(session, region)
    top, below = section(session, region)
    given = assignments.give(
        session, who["Ada"], region, "ar", top.id, who["Amal"].id, day(0),
        due_on=day(3).date(), today=day(0).date(), section=True,
    )  # fmt: skip
    assert 2 == given
    found = assignments.of_region(session, region, "ar", user_id=who["Amal"].id)
    assert [(top.id, 2), (below.id, 2)] == [(one.content_id, one.waiting) for one in found]
    assert [False, True] == [found[0].is_overdue(day(number).date()) for number in (3, 4)]
    mine = queues.counts(session, region, "ar", day(0), Filter(assigned_to=who["Amal"].id))
    assert 4 == mine["new"]


def test_what_is_done_is_never_overdue(session: Session, region: Region) -> None:
    """A page without open paragraphs has no day that can pass."""
    who = people(session, region)
    page = live(session, region)
    live_in_english(session, page)
    assignments.give(
        session, who["Ada"], region, "en", page.id, who["Ada"].id, day(0), due_on=day(1).date()
    )
    (one,) = assignments.of_region(session, region, "en")
    assert (0, False) == (one.waiting, one.is_overdue(day(9).date()))


def test_translators_take_what_is_free_and_give_it_back(session: Session, region: Region) -> None:
    """Of a section they get what nobody has; what is another's stays so."""
    who = people(session, region)
    top, below = section(session, region)
    assignments.give(session, who["Amal"], region, "ar", below.id, who["Amal"].id, day(0))
    taken = assignments.give(
        session, who["Olena"], region, "ar", top.id, who["Olena"].id, day(0), section=True
    )
    assert 1 == taken
    assert {"Bildung": "Olena", "Schule": "Amal"} == holders(session, region)
    gone = assignments.take_back(
        session, who["Olena"], region, "ar", top.id, day(1), section=True
    )  # fmt: skip
    assert 1 == gone
    assert {"Schule": "Amal"} == holders(session, region)


def test_translators_neither_give_nor_take_what_is_anothers(
    session: Session, region: Region
) -> None:
    """Not to somebody else, not from somebody else, not in a language that is not theirs."""
    who = people(session, region)
    page = live(session, region)
    amal, olena = who["Amal"], who["Olena"]
    with pytest.raises(NotAllowed):
        assignments.give(session, amal, region, "ar", page.id, olena.id, day(0))
    with pytest.raises(NotAllowed):
        assignments.give(session, amal, region, "uk", page.id, amal.id, day(0))
    assignments.give(session, amal, region, "ar", page.id, amal.id, day(0))
    with pytest.raises(NotAllowed):
        assignments.give(session, olena, region, "ar", page.id, olena.id, day(0))
    with pytest.raises(NotAllowed):
        assignments.take_back(session, olena, region, "ar", page.id, day(0))
    assert {"Schule": "Amal"} == holders(session, region)


def test_nonsense_is_refused(session: Session, region: Region) -> None:
    """A day that has passed, somebody who cannot do it, a page that is elsewhere or a draft."""
    who = people(session, region)
    page, draft = live(session, region), begun(session, region, "Entwurf")
    ada, otto = who["Ada"], who["Otto"]
    with pytest.raises(Invalid):
        assignments.give(
            session, ada, region, "ar", page.id, ada.id, day(5),
            due_on=day(4).date(), today=day(5).date(),
        )  # fmt: skip
    with pytest.raises(Invalid):
        assignments.give(session, ada, region, "ar", draft.id, ada.id, day(0))
    for page_id, user_id in ((page.id, otto.id), (page.id, 9999), (9999, ada.id)):
        with pytest.raises(NotFound):
            assignments.give(session, ada, region, "ar", page_id, user_id, day(0))
    assert {} == holders(session, region)
