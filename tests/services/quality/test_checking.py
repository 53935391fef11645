"""Findings of targets: kept, renewed, dismissed, listed."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.domain.segments.segmentation import split
from app.errors import NotAllowed, NotFound
from app.models import Content, Finding, Occurrence, Region, Target
from app.services.quality import checking, findings, glossary
from app.services.segments import targets
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english

HTML = '<p>Sie haben <b>14 Tage</b> Zeit für die <a href="https://amt.example">Kaution</a>.</p>'
SOURCE = split(HTML).segments[0]
GOOD = "You have ⟦1⟧14 days⟦/1⟧ for the ⟦2⟧deposit⟦/2⟧."


@pytest.fixture
def page(session: Session, region: Region) -> Content:
    """A page with one paragraph."""
    return live(session, region, html=HTML)


def made(session: Session, page: Content, coded: str, language: str = "en") -> Target:
    """A translation of the page's paragraph that no reader gets yet."""
    row = session.scalars(
        select(Occurrence).where(
            Occurrence.revision_id == page.published_revision_id, Occurrence.position == 2
        )
    ).one()
    return targets.write(
        session, row.segment_id, language, coded, SOURCE.codes, row.hash,
        origin="machine", quality="draft", now=NOW,
    )  # fmt: skip


def kept(session: Session, target: Target) -> list[tuple[str, str, str]]:
    """What is kept of a target, as check, level and detail."""
    rows = session.scalars(
        select(Finding).where(Finding.target_id == target.id).order_by(Finding.id)
    )
    return [(row.check_name, row.level, row.detail) for row in rows]


def finding(session: Session, target: Target, check: str) -> Finding:
    """The finding of one check."""
    return session.scalars(
        select(Finding).where(Finding.target_id == target.id, Finding.check_name == check)
    ).one()


def test_good_target_has_no_findings(session: Session, page: Content) -> None:
    """Nothing is kept, nothing blocks."""
    target = made(session, page, GOOD)
    assert "" == checking.examine(session, target, SOURCE)
    assert [] == kept(session, target)
    assert not checking.blocks(session, target)


def test_findings_are_kept_once(session: Session, page: Content) -> None:
    """Checking again changes nothing; what is found no more goes."""
    target = made(session, page, "You have ⟦1⟧40 days⟦/1⟧ for the ⟦2⟧deposit.")
    first = checking.examine(session, target, SOURCE)
    rows = kept(session, target)
    assert "code 2 is not closed" in first
    assert first == checking.examine(session, target, SOURCE)
    assert rows == kept(session, target)
    assert checking.blocks(session, target)
    target.coded = GOOD
    assert "" == checking.examine(session, target, SOURCE)
    assert [] == kept(session, target)


def test_missing_emphasis_only_warns(session: Session, page: Content) -> None:
    """A lost link blocks, lost emphasis does not."""
    target = made(session, page, "You have 14 days for the ⟦2⟧deposit⟦/2⟧.")
    assert "" == checking.examine(session, target, SOURCE)
    assert [("codes", "warn", "missing code 1")] == kept(session, target)
    lost = made(session, page, "You have ⟦1⟧14 days⟦/1⟧ for the deposit.")
    assert "missing code 2" == checking.examine(session, lost, SOURCE)


def test_dismissed_stays_dismissed(session: Session, page: Content) -> None:
    """A person's word counts until the target is gone, and who came first stays on record."""
    target = made(session, page, "Bitte haben ⟦1⟧14 днів⟦/1⟧ часу ⟦2⟧Kaution Zeit⟦/2⟧.", "uk")
    assert checking.examine(session, target, SOURCE)
    one = finding(session, target, "script")
    checking.dismiss(session, one.id, "ivan@stadt.example", NOW)
    checking.dismiss(session, one.id, "olga@stadt.example", day(1))
    assert ("ivan@stadt.example", NOW) == (one.dismissed_by, one.dismissed_at)
    assert "" == checking.examine(session, target, SOURCE)
    assert not checking.blocks(session, target)
    again = made(session, page, target.coded, "uk")
    assert checking.examine(session, again, SOURCE)


def test_facts_cannot_be_dismissed(session: Session, page: Content) -> None:
    """Broken codes are no matter of judgement; a finding that is not there is named."""
    target = made(session, page, "You have ⟦1⟧14 days for the ⟦2⟧deposit⟦/2⟧.")
    checking.examine(session, target, SOURCE)
    with pytest.raises(NotAllowed, match="code 1 is not closed"):
        checking.dismiss(session, finding(session, target, "codes").id, "x", NOW)
    with pytest.raises(NotFound, match="999"):
        checking.dismiss(session, 999, "x", NOW)


def test_glossary_blocks(session: Session, region: Region, page: Content) -> None:
    """Terms of the region are looked up unless given; a blocking term keeps the text from readers."""
    term = Term("Kaution", {"en": (Wording("deposit"),)}, mode="block")
    stored = glossary.add(session, region, term, NOW)
    target = made(session, page, "You have ⟦1⟧14 days⟦/1⟧ for the ⟦2⟧guarantee⟦/2⟧.")
    assert "Kaution: deposit" == checking.examine(session, target, SOURCE)
    assert "" == checking.examine(session, target, SOURCE, ())
    warn = Term("Kaution", {"en": (Wording("deposit"),)}, mode="warn")
    glossary.change(session, stored.id, warn, NOW)
    assert "" == checking.examine(session, target, SOURCE)
    assert [("glossary", "warn", "Kaution: deposit")] == kept(session, target)


def test_many_targets_at_once(session: Session, page: Content) -> None:
    """Several targets are checked together, each by itself."""
    bad = "You have ⟦1⟧14 days for the ⟦2⟧deposit⟦/2⟧."
    pairs = [(made(session, page, text), SOURCE) for text in (GOOD, bad, GOOD)]
    found = checking.examine_all(session, pairs, ())
    assert ["", "code 1 is not closed", ""] == list(found.values())
    assert {pairs[1][0].id} == checking.blocked(session, [target.id for target, _ in pairs])


def test_region_is_checked_as_served(session: Session, region: Region) -> None:
    """All that readers are served is checked; findings are listed by language, blocks first."""
    page = live(session, region, title="Schule", html="<p>Die Schule hat 14 Klassen.</p>")
    live_in_english(session, page, "School", "<p>The school has 41 classes.</p>")
    assert 2 == checking.examine_region(session, region)
    lines = findings.of_region(session, region)
    assert {"en": {"values": 2}} == findings.counts(lines)
    assert [True, True] == [line.is_served for line in lines]
    assert [page.id, page.id] == [line.content_id for line in lines]
    assert [] == findings.of_region(session, region, "tr")
    checking.dismiss(session, lines[0].id, "x", NOW)
    assert [lines[1]] == findings.of_region(session, region)
    assert [lines[0].id] == [x.id for x in findings.of_region(session, region, dismissed=True)]


def test_old_targets_are_not_listed(session: Session, region: Region, page: Content) -> None:
    """Findings of a target that another took the place of are nobody's work; a waiting one's are."""
    bad = made(session, page, "You have ⟦1⟧14 days for the ⟦2⟧deposit⟦/2⟧.")
    checking.examine(session, bad, SOURCE)
    assert [(bad.id, False)] == [
        (line.target_id, line.is_served) for line in findings.of_region(session, region)
    ]
    targets.serve(session, made(session, page, GOOD))
    assert [] == findings.of_region(session, region)


def test_no_query_per_target(session: Session, region: Region, page: Content) -> None:
    """Checking fifty targets asks the database as often as checking one."""

    def asked(count: int) -> int:
        pairs = [(made(session, page, GOOD), SOURCE) for _ in range(count)]
        statements: list[str] = []
        connection = session.connection()
        note = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(connection, "before_cursor_execute", note)
        checking.examine_all(session, pairs, ())
        event.remove(connection, "before_cursor_execute", note)
        return len(statements)

    assert asked(1) == asked(50)
