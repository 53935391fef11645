"""The states of an older version brought to that of the desk."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.models import Region, Status
from app.services import migrating, regions
from app.services.desk import queues
from app.services.segments import statuses
from tests.services.desk.desk_village import GERMAN, LATER, translated


def test_states_are_what_comparing_finds(engine: Engine, session: Session, region: Region) -> None:
    """A machine's text, and what a rule carried on from it, are known as unseen, and a draft of one as
    offered; each paragraph knows its region and place, and a language its policy."""
    village = translated(session, region)
    village.machine(village.segment(3), "The course starts at 9 a.m.", "translated")
    village.revise(GERMAN[2], "Der Kurs beginnt um 10 Uhr.", GERMAN[0], "Kommen Sie vorbei.")
    village.machine(village.segment(5), "Do come by.")
    assert 2 == queues.counts(session, region, "en", LATER)["machine"]
    session.commit()
    session.close()
    migrating.downgrade(engine, "0006")
    migrating.upgrade(engine)
    with Session(engine) as anew:
        home = regions.get(anew, "testdorf")
        assert 2 == queues.counts(anew, home, "en", LATER)["machine"]
        assert 0 == statuses.rebuild(anew, home)
        rows = anew.scalars(select(Status).where(Status.language == "en")).all()
        assert {home.id} == {row.region_id for row in rows}
        assert len(rows) == len({row.position for row in rows})
        assert {"complete"} == {entry.release for entry in home.languages}
