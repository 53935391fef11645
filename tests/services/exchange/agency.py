"""An agency for tests: what it is sent, what it writes into the file, what is made of that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival, unit_name
from app.models import Base, Content, Region
from app.services.exchange import applying, exporting, previewing
from app.services.exchange.exporting import Exported
from app.services.exchange.rows import Preview
from tests.services.guide import day
from tests.services.paragraph_guide import judged

AGENCY = Actor(5, "Agentur", (Grant("translator", "testdorf", ("en", "ar")),))
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"


@dataclass
class Agency:
    """Works on the files of one region in one language."""

    session: Session
    language: str = "en"

    def sent(
        self, only: str = "all", form: str = "xliff-2.1", now: datetime | None = None
    ) -> Exported:
        """A file that it is sent, by default the day after the guide was made."""
        return exporting.export(
            self.session, AGENCY, "testdorf", self.language, now or day(1), only=only, form=form
        )

    def preview(
        self, arrival: Arrival, take: Collection[str] = (), now: datetime | None = None
    ) -> Preview:
        """What its file would come to."""
        return previewing.preview(
            self.session, AGENCY, "testdorf", self.language, arrival, now or day(5), take=take
        )

    def bring(
        self, arrival: Arrival, take: Collection[str] = (), now: datetime | None = None
    ) -> Preview:
        """Its file taken over."""
        return applying.apply(
            self.session, AGENCY, "testdorf", self.language, arrival, now or day(5),
            file="von-der-agentur.xlf", take=take,
        )  # fmt: skip


def worked(sent: Exported, texts: Mapping[int, str], state: str = "translated") -> Arrival:
    """The file with these texts (by segment) written into it; the rest as it came."""
    arrival = formats.read(sent.data)
    said = {unit_name(id_): text for id_, text in texts.items()}
    units = tuple(
        replace(unit, target=said[unit.unit], state=state) if unit.unit in said else unit
        for unit in arrival.units
    )
    return replace(arrival, units=units)


def typed(sent: Exported, texts: Mapping[int, str]) -> bytes:
    """The same in the bytes of an XLIFF 2, for texts without codes."""
    root = etree.fromstring(sent.data)
    for id_, text in texts.items():
        unit = next(one for one in root.iter(f"{CORE}unit") if one.get("id") == unit_name(id_))
        segment = unit.find(f"{CORE}segment")
        assert segment is not None
        for old in segment.findall(f"{CORE}target"):
            segment.remove(old)
        etree.SubElement(segment, f"{CORE}target").text = text
        segment.set("state", "translated")
    return etree.tostring(root)


def ids(session: Session, content: Content, language: str = "en") -> list[int]:
    """The segments of the body."""
    return [paragraph.segment_id for paragraph in judged(session, content, language)]


def outcomes(found: Preview) -> list[tuple[str, str]]:
    """State and reason of each row that is not as it was sent."""
    return [
        (row.state, row.decision.reason)
        for row in found.rows
        if row.decision.reason not in ("same", "untouched", "untranslated")
    ]


def rows_in_tables(session: Session) -> dict[str, int]:
    """How many rows every table has."""
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def region_of(session: Session, slug: str = "testdorf") -> Region:
    """A region by its slug."""
    return session.scalars(select(Region).where(Region.slug == slug)).one()
