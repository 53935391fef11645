"""What an import makes complete: it goes live where the language wants that at once, else it waits."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.exchange.translators import formats
from app.models import Region
from app.services.settings import policies
from tests.services.exchange.agency import Agency, ids, worked
from tests.services.guide import live, shown
from tests.services.paragraph_guide import COURSE, ENGLISH


@pytest.mark.parametrize(("release", "titles"), [("at_once", ["School"]), ("complete", [])])
def test_a_page_that_is_complete_goes_live_as_the_language_wants(
    session: Session, region: Region, release: str, titles: list[str]
) -> None:
    """Title and text are there with the import; without the title nothing goes live."""
    policies.entry(region, "en").release = release
    page = live(session, region, "Schule", f"<p>{COURSE}</p>")
    agency = Agency(session)
    sent = agency.sent(only="missing")
    title = int(formats.read(sent.data).units[0].unit[1:])
    agency.bring(worked(sent, {ids(session, page)[0]: ENGLISH[COURSE]}))
    assert [] == shown(session, region, "en")
    agency.bring(worked(sent, {title: "School"}))
    assert titles == [one["title"] for one in shown(session, region, "en")]
