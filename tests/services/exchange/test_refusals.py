"""Files that belong elsewhere and people who may not: refused with a message, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.errors import Invalid, NotAllowed, NotFound
from app.exchange.translators.parcels import Arrival
from app.models import Region
from app.services import exports, regions
from app.services.exchange import applying, exporting, memory_file, previewing
from tests.services.exchange.agency import AGENCY, Agency, ids, rows_in_tables, worked
from tests.services.guide import day
from tests.services.paragraph_guide import COURSE, ENGLISH, english, page_of

RUSSIAN = Actor(6, "Olga", (Grant("translator", "testdorf", ("ru",)),))
OBSERVER = Actor(7, "Otto", (Grant("observer", "testdorf"),))
NEIGHBOUR = Actor(8, "Nele", (Grant("manager", "nachbarort"),))
BOTH = Actor(9, "Bea", (Grant("translator", "testdorf"), Grant("translator", "nachbarort")))
READING = replace(BOTH, scopes=frozenset({"read"}))


@pytest.fixture
def arrival(session: Session, region: Region) -> Arrival:
    """A file that an agency has worked on; a second region stands beside."""
    regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], day(0))
    page = page_of(session, region, COURSE)
    sent = Agency(session).sent(only="missing")
    return worked(sent, {ids(session, page)[0]: ENGLISH[COURSE]})


@pytest.mark.parametrize(
    ("who", "slug", "language", "error", "told"),
    [
        (RUSSIAN, "testdorf", "en", NotAllowed, "Olga may not translate"),
        (OBSERVER, "testdorf", "en", NotAllowed, "Otto may not translate"),
        (READING, "testdorf", "en", NotAllowed, "Bea may not translate"),
        (NEIGHBOUR, "testdorf", "en", NotFound, "'testdorf' does not exist"),
        (AGENCY, "nachbarort", "en", NotFound, "'nachbarort' does not exist"),
        (BOTH, "nachbarort", "en", Invalid, "exported from another region"),
        (AGENCY, "testdorf", "ar", Invalid, "it is a translation into en-GB"),
        (BOTH, "testdorf", "de", Invalid, "not translated into 'de'"),
        (BOTH, "testdorf", "xx", Invalid, "not translated into 'xx'"),
    ],
)
def test_wrong_places_and_missing_rights(
    session: Session,
    arrival: Arrival,
    who: Actor,
    slug: str,
    language: str,
    error: type[Exception],
    told: str,
) -> None:
    """Looking asks for the same rights as doing, and neither changes anything."""
    before = rows_in_tables(session)
    with pytest.raises(error, match=told):
        previewing.preview(session, who, slug, language, arrival, day(5))
    with pytest.raises(error, match=told):
        applying.apply(session, who, slug, language, arrival, day(5))
    assert before == rows_in_tables(session)


def test_a_file_that_hides_its_language(session: Session, arrival: Arrival) -> None:
    """The export knows for which language it was made, whatever the file says."""
    hidden = replace(arrival, target_tag="")
    with pytest.raises(Invalid, match="exported for 'en'") as caught:
        applying.apply(session, AGENCY, "testdorf", "ar", hidden, day(5))
    assert ("file", "language") == (caught.value.field, caught.value.kind)


def test_a_foreign_file(session: Session, arrival: Arrival) -> None:
    """Of an export that is not known here."""
    before = rows_in_tables(session)
    with pytest.raises(Invalid, match="its export is not known here") as caught:
        Agency(session).bring(replace(arrival, key="AAAAAAAAAAAAAAAA"))
    assert ("file", "foreign") == (caught.value.field, caught.value.kind)
    assert before == rows_in_tables(session)


@pytest.mark.parametrize("who", [RUSSIAN, OBSERVER, NEIGHBOUR, READING])
def test_who_may_not_translate_may_not_export(session: Session, region: Region, who: Actor) -> None:
    """A claim on paragraphs is a translator's matter."""
    page_of(session, region, COURSE)
    with pytest.raises((NotAllowed, NotFound)):
        exporting.export(session, who, "testdorf", "en", day(1))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"form": "pdf"}, "format 'pdf' is unknown"),
        ({"only": "some"}, "only 'some': there are open, missing, stale, all"),
        ({"days": 0}, "1 to 365 days"),
        ({"only": "stale"}, "nothing stale in 'en'"),
        ({"pages": [999]}, "nothing open in 'en'"),
    ],
)
def test_exports_of_nothing(
    session: Session, region: Region, wanted: dict[str, object], told: str
) -> None:
    """What cannot be exported is said, and no claim is left."""
    page_of(session, region, COURSE)
    with pytest.raises(Invalid, match=told):
        exporting.export(session, AGENCY, "testdorf", "en", day(1), **wanted)  # type: ignore[arg-type]
    assert [] == exports.of_region(session, AGENCY, "testdorf")


def test_memories_are_for_those_who_may_see_them(session: Session, region: Region) -> None:
    """One region's for its people, everybody's for those who may see all."""
    english(session, region)
    data, units = memory_file.export(session, AGENCY, day(1), "testdorf", "en")
    assert (3, True) == (units, b"The course starts in May." in data)
    for slug in ("", "nachbarort"):
        with pytest.raises((NotAllowed, NotFound)):
            memory_file.export(session, AGENCY, day(1), slug)
    everybody = Actor(1, "Ada", (Grant("administrator"),))
    assert 3 == memory_file.export(session, everybody, day(1))[1]
    with pytest.raises(Invalid, match="nothing is translated there yet"):
        memory_file.export(session, everybody, day(1), "testdorf", "ar")
