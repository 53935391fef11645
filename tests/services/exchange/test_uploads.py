"""Files kept for their preview: whose they are, what was chosen, taken over once, forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.errors import Invalid, NotFound
from app.models import Event, Region, Upload, User
from app.services import tidying
from app.services.exchange import told, uploads
from app.services.tidying import Forgotten
from tests.services.exchange.agency import Agency, ids, rows_in_tables, typed
from tests.services.guide import day
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    ENGLISH,
    edit,
    english,
    judged,
    page_of,
    say,
    served,
)

HERE = ("testdorf", "en")


def translator(session: Session, name: str = "Olena") -> Actor:
    """Somebody with an account, who translates into two languages."""
    user = User(
        email=f"{name.lower()}@example.org", name=name, password="", created_at=day(0),
        fs_uniquifier=name,
    )  # fmt: skip
    session.add(user)
    session.flush()
    return Actor(user.id, name, (Grant("translator", "testdorf", ("en", "ar")),))


def brought(session: Session, who: Actor, data: bytes, name: str = "zurück.xlf") -> int:
    """The number of a file that came on the fifth day."""
    return uploads.keep(session, who, *HERE, data, name, day(5))


def test_a_file_is_looked_at_and_taken_over_once(session: Session, region: Region) -> None:
    """What came of it is told again to whoever asks again, and nothing is done twice."""
    page = page_of(session, region, COURSE, "Rufen Sie 0821 3102-100 an.")
    sent, who = Agency(session).sent(only="missing"), translator(session)
    number = brought(session, who, typed(sent, {ids(session, page)[0]: ENGLISH[COURSE]}))
    looked = uploads.look(session, who, *HERE, number, day(5))
    assert ("zurück.xlf", False, 1) == (
        looked.name, looked.is_done, looked.account.counts()["applied"],
    )  # fmt: skip
    done = uploads.apply(session, who, *HERE, number, day(5))
    assert looked.account == done
    assert ENGLISH[COURSE] == served(session, page)[0]
    before = rows_in_tables(session)
    assert done == uploads.apply(session, who, *HERE, number, day(6))
    after = uploads.look(session, who, *HERE, number, day(6))
    assert (True, done) == (after.is_done, after.account)
    assert before == rows_in_tables(session)
    event = session.scalars(select(Event).where(Event.action == "translation.import")).one()
    assert ("Olena", "zurück.xlf") == (event.actor, event.detail["file"])


def test_what_is_told_says_german_both_texts_and_what_changed(
    session: Session, region: Region
) -> None:
    """And survives being kept."""
    page = page_of(session, region, COURSE, "Rufen Sie <b>bald</b> 0821 3102-100 an.")
    sent, who = Agency(session).sent(only="missing"), translator(session)
    one, two = ids(session, page)
    edit(session, page, "Der Kurs findet nicht statt.", BOOK, now=day(2))
    texts = {one: ENGLISH[COURSE], two: "Call 0821 999999"}
    account = uploads.look(
        session, who, *HERE, brought(session, who, typed(sent, texts)), day(5)
    ).account
    assert account == told.from_json(told.to_json(account))
    older, refused = account.of(("older", "rejected"))
    assert (COURSE, "Der Kurs findet nicht statt.", ENGLISH[COURSE], "1", page.id) == (
        older.german, older.german_now, older.text, older.where, older.page,
    )  # fmt: skip
    assert ["gone", "new"] == [one.kind for one in older.diff if one.kind != "same"][:2]
    assert ("rejected", "checks", ["bold", "phone"]) == (
        refused.state, refused.reason, [chip.label for chip in refused.chips],
    )  # fmt: skip


def test_a_choice_is_kept_from_page_to_page(session: Session, region: Region) -> None:
    """Of what was shown, what is ticked is taken; what was not shown stays chosen."""
    page = english(session, region)
    sent, who = Agency(session).sent(), translator(session)
    one, two = ids(session, page)
    for paragraph in judged(session, page):
        say(session, paragraph, f"{ENGLISH[paragraph.source.segment.coded]} Really.", now=day(2))
    number = brought(session, who, typed(sent, {one: "Lessons.", two: "Books."}))

    def choose(shown: list[str], ticked: list[str]) -> None:
        uploads.choose(session, who, *HERE, number, day(5), shown=shown, ticked=ticked)

    choose([f"s{one}"], [f"s{one}", "s999"])
    choose([f"s{two}", "x" * 200], ["x" * 200])
    looked = uploads.look(session, who, *HERE, number, day(5))
    assert frozenset({f"s{one}"}) == looked.taken
    assert {f"s{one}": "taken", f"s{two}": "online"} == {
        row.unit: row.reason for row in looked.account.of(("applied", "newer"))
    }
    choose([f"s{one}"], [])
    assert frozenset() == uploads.look(session, who, *HERE, number, day(5)).taken


def test_one_file_at_a_time(session: Session, region: Region) -> None:
    """A newer one of the same person takes the place of the one before; others' files stay."""
    page_of(session, region, COURSE)
    data = Agency(session).sent(only="missing").data
    olena, oleh = translator(session), translator(session, "Oleh")
    first, other = brought(session, olena, data), brought(session, oleh, data)
    second = brought(session, olena, data)
    with pytest.raises(NotFound, match=f"file {first} is not kept"):
        uploads.look(session, olena, *HERE, first, day(5))
    assert second == uploads.look(session, olena, *HERE, second, day(5)).number
    assert other == uploads.look(session, oleh, *HERE, other, day(5)).number


def test_whose_file_it_is(session: Session, region: Region) -> None:
    """Nobody else sees it, and it belongs to one language."""
    page_of(session, region, COURSE)
    who, other = translator(session), translator(session, "Oleh")
    number = brought(session, who, Agency(session).sent(only="missing").data)
    for deed in (uploads.look, uploads.apply, uploads.drop):
        with pytest.raises(NotFound):
            deed(session, other, *HERE, number, day(5))
        with pytest.raises(NotFound):
            deed(session, who, "testdorf", "ar", number, day(5))
    assert 1 == session.scalar(select(func.count()).select_from(Upload))


def test_files_are_forgotten(session: Session, region: Region) -> None:
    """When somebody says so, and at night when they were kept for long enough."""
    page_of(session, region, COURSE)
    who, other = translator(session), translator(session, "Oleh")
    data = Agency(session).sent(only="missing").data
    uploads.drop(session, who, *HERE, brought(session, who, data), day(5))
    number = brought(session, who, data)
    late = day(5) + uploads.KEPT
    assert number == uploads.look(session, who, *HERE, number, late - timedelta(seconds=1)).number
    with pytest.raises(NotFound):
        uploads.apply(session, who, *HERE, number, late)
    uploads.keep(session, other, *HERE, data, "x.xlf", late)
    assert Forgotten(0, 0, 0, files=1) == tidying.forget(session, late)
    assert [other.id] == list(session.scalars(select(Upload.user_id)))


def test_what_is_no_file_of_ours_is_not_kept(session: Session, region: Region) -> None:
    """Too large, damaged, of another language: refused with a kind, and the one before stays."""
    page_of(session, region, COURSE)
    who = translator(session)
    data = Agency(session).sent(only="missing").data
    brought(session, who, data)
    arabic = Agency(session, "ar").sent(only="missing").data
    for wrong, kind in (
        (b" " * (uploads.LARGEST + 1), "large"),
        (b"<x", "xml"),
        (arabic, "language"),
        (b"id,translation\nAAAA/s1,x\n", "foreign"),
    ):
        with pytest.raises(Invalid) as caught:
            brought(session, who, wrong)
        assert ("file", kind) == (caught.value.field, caught.value.kind)
    assert 1 == session.scalar(select(func.count()).select_from(Upload))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\Übersetzung\\ترجمة.xlf", "ترجمة.xlf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n\u202e.csv", "ab.csv"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_of_files(session: Session, region: Region, given: str, name: str) -> None:
    """No folders, nothing that cannot be shown."""
    page_of(session, region, COURSE)
    who = translator(session)
    number = brought(session, who, Agency(session).sent(only="missing").data, given)
    assert name == uploads.look(session, who, *HERE, number, day(5)).name
