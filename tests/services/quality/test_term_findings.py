"""A term changes: what the glossary finds is renewed, no engine is asked, nothing gets stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.models import Content, Finding, Job, MachineCall, Occurrence, Region
from app.services import regions
from app.services.quality import checking, glossary, term_findings
from app.services.segments import targets
from tests.fixtures.guides import NOW
from tests.services.paragraph_guide import english, judged, states

OFFICE = "Das Amt ist am Montag offen."
OTHER = "Die Schule ist offen."
AMT = Term("Amt", {"en": (Wording("office"),)})


@pytest.fixture
def page(session: Session, region: Region) -> Content:
    """A page that people have translated, word for word it seems."""
    return english(session, region, OFFICE, OTHER)


def kept(session: Session) -> Sequence[Finding]:
    """What the glossary has found, dismissed or not."""
    return session.scalars(
        select(Finding).where(Finding.check_name == "glossary").order_by(Finding.id)
    ).all()


def findings(session: Session) -> list[str]:
    """The same in words."""
    return [row.detail for row in kept(session)]


def test_a_term_that_is_new_or_changed_or_gone(
    session: Session, region: Region, page: Content
) -> None:
    """Each time only what uses it is checked; no paragraph gets stale, nothing is sent."""
    term = glossary.add(session, region, AMT, NOW)
    assert 1 == term_findings.renew(session, region, [term])
    assert ["Amt: office"] == findings(session)
    school = replace(term, lemma="Schule", wordings={"en": (Wording("college"),)})
    changed = glossary.change(session, term.id, school, NOW)
    assert 2 == term_findings.renew(session, region, [term, changed])
    assert ["Schule: college"] == findings(session)
    glossary.remove(session, term.id)
    assert 1 == term_findings.renew(session, region, [changed])
    assert [] == findings(session)
    assert ["current", "current"] == states(session, page)
    assert [] == [*session.scalars(select(Job)), *session.scalars(select(MachineCall))]


def test_a_dismissed_finding_stays_dismissed(
    session: Session, region: Region, page: Content
) -> None:
    """Another term of the same paragraph does not bring it back."""
    term = glossary.add(session, region, AMT, NOW)
    term_findings.renew(session, region, [term])
    checking.dismiss(session, kept(session)[0].id, "person", NOW)
    monday = glossary.add(session, region, Term("Montag", {"en": (Wording("Monday"),)}), NOW)
    term_findings.renew(session, region, [monday])
    assert ["person", ""] == [row.dismissed_by for row in kept(session)]


def test_what_may_be_served_next_is_checked_and_what_was_is_not(
    session: Session, region: Region, page: Content
) -> None:
    """A newer draft is looked at like the text that readers get; an older one is nobody's business."""
    office = judged(session, page)[0]
    row = session.scalars(
        select(Occurrence).where(Occurrence.segment_id == office.segment_id)
    ).one()
    draft = targets.write(
        session, row.segment_id, "en", "The agency is open on Monday.", (), row.hash,
        origin="machine", quality="draft", now=NOW,
    )  # fmt: skip
    term = glossary.add(session, region, AMT, NOW)
    assert 2 == term_findings.renew(session, region, [term])
    targets.serve(session, draft)
    assert 1 == term_findings.renew(session, region, [term])


def test_regions_keep_to_themselves(session: Session, region: Region, page: Content) -> None:
    """A term of one region says nothing about another's translations."""
    other = regions.create(session, "neustadt", "Neustadt", ["de", "en"], NOW)
    term = glossary.add(session, other, AMT, NOW)
    assert 0 == term_findings.renew(session, other, [term])
    assert [] == findings(session)
